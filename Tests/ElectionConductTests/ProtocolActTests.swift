import Counting
import ElectionConduct
import ElectionModel
import SmallElection
import Testing

@Suite struct ProtocolActTests {
    private let contest = Scene.singles

    private func scene() throws -> Scene {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2", "k3"] { try scene.stand(id, in: "c01") }
        return scene
    }

    private func first(_ scene: Scene, change: (inout ProtocolActed.Sheet) -> Void = { _ in }) -> ProtocolActed {
        let counts = Scene.counts(
            "s1", contest, votes: ["k1": 300, "k2": 200, "k3": 100], order: scene.state.ballot(of: contest, round: 1))
        var sheet = ProtocolActed.Sheet(Scene.paper(counts), form: scene.state.setting.form)
        change(&sheet)
        var act = ProtocolActed(LedgerKey(counts), .enterFirst)
        act.sheet = sheet
        return act
    }

    @Test func anAcceptedProtocolCounts() throws {
        var scene = try scene()
        try scene.accept("s1", contest, votes: ["k1": 300, "k2": 200, "k3": 100])
        #expect(scene.state.protocols.accepted.count == 1)
        #expect(scene.state.tally(of: contest, round: 1)?.votes.map(\.votes) == [300, 200, 100])
        let progress = scene.state.progress(of: contest, round: 1)
        #expect((progress.stations, progress.accepted) == (2, 1))
        #expect(progress.missing == ["s2"])
        #expect(!progress.isDetermined)
        #expect(scene.state.protocols.cases.values.first?.typists == ["t1", "t2"])
    }

    /// The constituency protocol goes to the district commission, the list protocol to the territorial one, whose unit the
    /// station lies in (article 94(1)).
    @Test(arguments: ["central", "district:c02", "territorial:town-west", "precinct:s1"])
    func onlyTheNextCommissionReceives(commission: String) throws {
        var scene = try scene()
        try enterAndSign(&scene)
        let wrong = ProtocolActed(key, .receive, commission: Commission(commission))
        #expect(
            scene.refusal(wrong, as: .acceptor, at: "2004-09-19T18:00Z")
                == Commission(commission).map { .notThisCommission($0) })
        let none = ProtocolActed(key, .receive)
        #expect(scene.refusal(none, as: .acceptor, at: "2004-09-19T18:00Z") == .noCommission)
    }

    private var key: LedgerKey { LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper) }

    private func enterAndSign(_ scene: inout Scene) throws {
        var act = first(scene)
        try scene.act(act, by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        act.action = .enterSecond
        try scene.act(act, by: "t2", as: .typist, at: "2004-09-19T18:00Z")
        try scene.answer(key, at: "2004-09-19T18:00Z")
        try scene.act(ProtocolActed(key, .confirm), by: "c", as: .coordinator, at: "2004-09-19T18:00Z")
        try scene.sign(key, at: "2004-09-19T18:00Z")
    }

    @Test func whatIsNoSheetOfTheFormIsRefused() throws {
        var scene = try scene()
        for (name, expected) in [
            ("Z", ConductRefusal.noSuchField("Z")), ("E4", .noSuchField("E4")), ("C101", .noSuchField("C101")),
            ("A1", .noSuchField("A1")),
        ] {
            let act = first(scene) { $0.figures[name] = 1 }
            #expect(scene.refusal(act, as: .typist, at: "2004-09-19T18:00Z") == expected)
        }
        var elsewhere = first(scene)
        elsewhere.station = "s3"
        #expect(scene.refusal(elsewhere, as: .typist, at: "2004-09-19T18:00Z") == .notOnBallot("s3"))
        var later = first(scene)
        later.round = 2
        #expect(scene.refusal(later, as: .typist, at: "2004-09-19T18:00Z") == .roundNotCalled("c01"))
        var empty = first(scene)
        empty.sheet = nil
        #expect(
            scene.refusal(empty, as: .typist, at: "2004-09-19T18:00Z")
                == .payload(kind: "protocol.acted", detail: "enter first without sheet"))
        #expect(scene.state.protocols.cases.isEmpty)
    }

    /// Findings are computed, not told: an error stops the acceptance whatever the payload says.
    @Test func aProtocolThatDoesNotAddUpIsNotAccepted() throws {
        var scene = try scene()
        var act = first(scene) { $0.figures["E1"] = 301 }
        try scene.act(act, by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        act.action = .enterSecond
        try scene.act(act, by: "t2", as: .typist, at: "2004-09-19T18:00Z")
        let confirm = ProtocolActed(key, .confirm)
        guard case .step(.notAcknowledged(let open)) = scene.refusal(confirm, as: .coordinator, at: "2004-09-19T18:00Z")
        else {
            Issue.record("confirmed")
            return
        }
        #expect(open.contains { $0.code == "A02" })
        var invented = ProtocolActed(key, .acknowledge)
        invented.finding = .init(Finding("A99", .warning, place: []))
        invented.reason = "none"
        #expect(scene.refusal(invented, as: .coordinator, at: "2004-09-19T18:00Z") == .noSuchFinding(code: "A99"))
        try scene.answer(key, at: "2004-09-19T18:00Z")
        try scene.act(confirm, by: "c", as: .coordinator, at: "2004-09-19T18:00Z")
        try scene.sign(key, at: "2004-09-19T18:00Z")
        let district = Commission("district:c01")
        try scene.act(
            ProtocolActed(key, .receive, commission: district), by: "a", as: .acceptor, at: "2004-09-19T18:00Z")
        guard
            case .step(.errorsStand) = scene.refusal(
                ProtocolActed(key, .accept, commission: district), as: .acceptor, at: "2004-09-19T18:00Z")
        else {
            Issue.record("accepted")
            return
        }
        #expect(scene.state.protocols.accepted.isEmpty)
    }

    @Test func onlyMembersOfTheStationsCommissionSign() throws {
        var scene = try scene()
        var act = first(scene)
        try scene.act(act, by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        act.action = .enterSecond
        try scene.act(act, by: "t2", as: .typist, at: "2004-09-19T18:00Z")
        try scene.answer(key, at: "2004-09-19T18:00Z")
        try scene.act(ProtocolActed(key, .confirm), by: "c", as: .coordinator, at: "2004-09-19T18:00Z")
        var signing = ProtocolActed(key, .sign)
        let own = (1...4).map { PersonID("precinct:s1/\($0)") }
        signing.signatures = (own + ["precinct:s2/5"]).map { .init($0, .member) }
        #expect(
            scene.refusal(signing, as: .commissioner, at: "2004-09-19T18:00Z")
                == Commission("precinct:s1").map { .notAMember("precinct:s2/5", of: $0) })
        signing.signatures = own.map { .init($0, .member) }
        #expect(scene.refusal(signing, as: .commissioner, at: "2004-09-19T18:00Z") == nil)
    }

    @Test func nobodyTypesTwiceAndNobodyWhoTypedAccepts() throws {
        var scene = try scene()
        var act = first(scene)
        try scene.act(act, by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        act.action = .enterSecond
        #expect(throws: ConductRefusal.step(.alreadyTyped("t1"))) {
            try scene.act(act, by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        }
        try scene.act(act, by: "t2", as: .typist, at: "2004-09-19T18:00Z")
        try scene.answer(key, at: "2004-09-19T18:00Z")
        #expect(throws: ConductRefusal.step(.typedIt("t2"))) {
            try scene.act(ProtocolActed(key, .confirm), by: "t2", as: .coordinator, at: "2004-09-19T18:00Z")
        }
    }
}
