import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import SmallElection
import Testing
import VerifiableVoting

@Suite struct WrittenActTests {
    private static let key = LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper)

    private static func act(
        _ id: String = "s1/1", _ receipt: WrittenActReceived.Receipt = .attached, reason: String? = nil,
        by commission: String = "precinct:s1", on day: String = "2004-09-19",
        at time: (hour: Int, minute: Int) = (9, 20)
    ) throws -> WrittenActReceived {
        WrittenActReceived(
            id, of: key, as: .association, of: "An association", text: "The mobile box left without an observer.",
            to: try #require(Commission(commission)),
            handedOverAt: try #require(ClockTime(Scene.day(day), hour: time.hour, minute: time.minute)), receipt,
            reason: reason, file: Digest(of: [1]).hexadecimal)
    }

    private static func answer(
        _ result: WrittenActAnswered.Result, by commission: String = "district:c01"
    ) -> WrittenActAnswered {
        WrittenActAnswered("s1/1", result, reason: "as the decision says", Scene.decision(commission, "2004-09-20"))
    }

    /// Refused at the station, attached after all by the commission above.
    @Test func refusedAndAttached() throws {
        var scene = try Scene()
        try scene.act(
            Self.act("s1/1", .refused, reason: "no time", by: "district:c01"), by: "d1", as: .acceptor,
            at: "2004-09-19T19:00Z")
        let own = try #require(scene.state.writtenActs(of: "s1").first)
        #expect(!own.isAttached && own.answer == nil && own.person == "d1")
        #expect(scene.state.protocols.changedAt["s1"] == scene.state.height)
        #expect(scene.state.writtenActs(of: "s2").isEmpty)
        #expect(scene.refusal(Self.answer(.attached), as: .commissioner, at: "2004-09-20") == nil)
        #expect(scene.state.writtenActs["s1/1"]?.isAttached == true)
        #expect(scene.state.writtenActs["s1/1"]?.attachment?.result == .attached)
        #expect(scene.refusal(Self.answer(.attached), as: .commissioner, at: "2004-09-20") == .alreadyThere("s1/1"))
        // Attached is not answered: what is stated is decided apart, first at the station, then above it, and no third time.
        #expect(scene.state.writtenActs["s1/1"]?.answer == nil)
        let day = "2004-09-20"
        #expect(scene.refusal(Self.answer(.unconfirmed, by: "precinct:s1"), as: .commissioner, at: day) == nil)
        #expect(
            scene.refusal(Self.answer(.confirmed, by: "precinct:s1"), as: .commissioner, at: day)
                == .alreadyThere("s1/1"))
        #expect(scene.state.writtenActs["s1/1"]?.answer?.isConfirmed == false)
        #expect(scene.refusal(Self.answer(.confirmed), as: .commissioner, at: day) == nil)
        #expect(scene.state.writtenActs["s1/1"]?.answer?.isConfirmed == true)
        #expect(scene.refusal(Self.answer(.unconfirmed), as: .commissioner, at: day) == .alreadyThere("s1/1"))
        #expect(Self.answer(.referred).isConfirmed == nil && Self.answer(.attached).isConfirmed == nil)
        #expect(scene.state.writtenActs["s1/1"]?.isAttached == true)
    }

    /// Which act it is, of which protocol, when, and to whom: without one of them it is none.
    @Test func whatIsNoWrittenAct() throws {
        var scene = try Scene()
        func refusal(_ act: WrittenActReceived, as role: Role = .commissioner) -> ConductRefusal? {
            scene.refusal(act, as: role, at: "2004-09-19T19:00Z")
        }
        func payload(_ detail: String) -> ConductRefusal { .payload(kind: "written-act.received", detail: detail) }
        var other = try Self.act()
        other.file = "a picture"
        #expect(refusal(other) == .noSuchPhotograph("a picture"))
        other = try Self.act()
        other.station = "s9"
        #expect(refusal(other) == .unknownStation("s9"))
        other.station = "s3"
        #expect(refusal(other) == .notOnBallot("s3"))
        other = try Self.act()
        other.round = 2
        #expect(refusal(other) == .roundNotCalled("c01"))
        other = try Self.act()
        other.text = "\n "
        #expect(refusal(other) == payload("no text"))
        other.text = String(repeating: "a", count: 1001)
        #expect(refusal(other) == payload("text too long"))
        other = try Self.act()
        other.organisation = ""
        #expect(refusal(other) == payload("no organisation"))
        #expect(try refusal(Self.act("")) == .alreadyThere(""))
        #expect(try refusal(Self.act("s1/1", .refused)) == payload("no reason"))
        #expect(try refusal(Self.act("s1/1", .refused, reason: " ")) == payload("no reason"))
        #expect(
            try refusal(Self.act(on: "2004-09-18"))
                == .tooEarly(deadline: "polling-day", from: CivilTime(Scene.day("2004-09-19"), minute: 0)))
        // Entered at midnight by the station's clock, and said to be handed over a minute later.
        #expect(
            try refusal(Self.act(on: "2004-09-20", at: (0, 1)))
                == .actHandedOverLater(
                    handedOver: CivilTime(Scene.day("2004-09-20"), minute: 1),
                    now: CivilTime(Scene.day("2004-09-20"), minute: 0)))
        for role in [Role.observer, .typist, .auditor, .administrator] {
            #expect(try refusal(Self.act(), as: role) == .notInRole(kind: "written-act.received", role: role))
        }
        #expect(scene.state.writtenActs.isEmpty)
        #expect(try refusal(Self.act()) == nil)
        #expect(try refusal(Self.act()) == .alreadyThere("s1/1"))
    }

    /// The station's commission, the one that receives the protocol, and the central one; the list's protocol goes elsewhere.
    @Test func whoTakesAndAnswers() throws {
        var scene = try Scene()
        for commission in ["district:c02", "territorial:town-west", "precinct:s2"] {
            #expect(
                try scene.refusal(Self.act(by: commission), as: .commissioner, at: "2004-09-19T19:00Z")
                    == .notThisCommission(try #require(Commission(commission))))
        }
        #expect(
            try scene.refusal(Self.act(by: "oblast:west"), as: .commissioner, at: "2004-09-19T19:00Z")
                == .unknownCommission(try #require(Commission("oblast:west"))))
        #expect(
            scene.refusal(Self.answer(.confirmed), as: .commissioner, at: "2004-09-20") == .unknownWrittenAct("s1/1"))
        try scene.act(Self.act(), as: .commissioner, at: "2004-09-19T19:00Z")
        #expect(
            scene.refusal(Self.answer(.confirmed, by: "district:c02"), as: .commissioner, at: "2004-09-20")
                == .notThisCommission(try #require(Commission("district:c02"))))
        var answer = Self.answer(.referred)
        answer.reason = ""
        #expect(
            scene.refusal(answer, as: .commissioner, at: "2004-09-20")
                == .payload(kind: "written-act.answered", detail: "no reason"))
        #expect(
            scene.refusal(Self.answer(.referred), as: .observer, at: "2004-09-20")
                == .notInRole(kind: "written-act.answered", role: .observer))
        // It is attached already.
        #expect(scene.refusal(Self.answer(.attached), as: .commissioner, at: "2004-09-20") == .alreadyThere("s1/1"))
        answer = Self.answer(.referred)
        answer.decision.inFavour = 3
        #expect(
            scene.refusal(answer, as: .commissioner, at: "2004-09-20") == .noMajority(inFavour: 3, members: 7))
        #expect(
            scene.refusal(Self.answer(.unconfirmed, by: "precinct:s1"), as: .commissioner, at: "2004-09-20") == nil)
    }

    /// The writer's name is beside the chain: no byte of it in the event, and the record holds once it is erased.
    @Test func theNameIsBesideTheChain() throws {
        let secret = SignerSecret()
        let key = try #require(secret.publicKey)
        let opening = RecordOpening(election: "small", service: key, precisions: Acts.precisions)
        let drafts = [
            opening.draft(author: "service", role: "administrator", time: .none),
            try Acts.draft(
                Self.act(), by: "m1", as: .commissioner, at: Scene.time("2004-09-19T19:00Z"),
                personal: [PersonalPayload(Array("Aigul Serik".utf8))]),
        ]
        var verifier = RecordVerifier()
        for sealed in try SealedEvent.seal(drafts, after: nil, by: secret) {
            #expect(!String(decoding: sealed.payload, as: UTF8.self).contains("Serik"))
            try verifier.add(
                SealedEvent(
                    event: sealed.event, signature: sealed.signature, payload: sealed.payload,
                    personal: sealed.personal.map { _ in nil }))
        }
    }
}
