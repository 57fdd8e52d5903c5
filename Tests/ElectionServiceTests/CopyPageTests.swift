import Counting
import ElectionConduct
import ElectionModel
import ElectionService
import Foundation
import SmallElection
import Testing
import VerifiableVoting

/// Observers' copies of protocols: handed in, shown, answered, over HTTPS.
@Suite("Office: observers' copies", .serialized)
struct CopyPageTests {
    private static let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("a copy on a wall".utf8)
    private static let figures = [
        "E1": "320", "E2": "207", "F": "10", "taken-day": "2004-09-19", "taken-time": "23:40", "accreditation": "N 17",
    ]

    /// The election after the night: the protocol of s1 is in force, and every station of the country has closed.
    private static func withAProtocol(_ work: (TestService) async throws -> Void) async throws {
        var scene = try Desk.scene()
        try scene.accept("s1", Scene.singles, votes: ["k1": 312, "k2": 207, "k3": 104])
        try await TestService.with(scene: scene, { _ in }) { service in
            service.clock.pass(seconds: 13 * 3600)
            try await work(service)
        }
    }

    private static func handIn(
        _ desk: Desk, _ figures: [String: String] = Self.figures, _ picture: [UInt8] = Self.picture
    ) async throws -> HTTPSClient.Answer {
        let page = try await desk.open("copy")
        #expect(page.status == 200, "\(page.text)")
        return try await desk.upload("copy", picture, fields: try Desk.hidden(page).merging(figures) { $1 })
    }

    private static func copies(_ service: TestService) -> [ObserversCopy] {
        service.keeper?.now.state.copies(of: "s1") ?? []
    }

    @Test func aCopyAndItsAnswer() async throws {
        try await Self.withAProtocol { service in
            let observer = try await Desk("z2", service)
            #expect(try await observer.open("").text.contains("Hand in a copy"))
            #expect(try await Self.handIn(observer).status == 303)
            #expect(try await Self.handIn(observer).status == 303, "sent twice, it is one copy")
            let copy = try #require(Self.copies(service).first)
            #expect(Self.copies(service).count == 1)
            #expect(copy.submitted.figures == ["E1": 320, "E2": 207, "F": 10])
            #expect(copy.submitted.accreditation == "N 17" && copy.person.rawValue == "z2")
            let shown = try await observer.open("").text
            #expect(shown.contains("claimed") && shown.contains(">320<") && shown.contains(">312<"))
            let path = "\(Desk.sheet)/photograph/\(Digest(of: Self.picture).hexadecimal)"
            #expect(try await observer.client.get(path).body == Self.picture)
            // Whoever types sees neither the figures of a copy nor its picture.
            let typist = try await Desk("t1", service)
            #expect(try await typist.client.get(path).status == 404)
            #expect(try await typist.open("").text.contains("320") == false)

            let answer = "copies/\(copy.submitted.id)"
            let commission = try await Desk("d1", service)
            #expect(try await commission.open("").text.contains("\(Desk.sheet)/\(answer)"))
            let decided = [
                "answer": "corrected", "reason": "as the decision says", "number": "8", "day": "2004-09-20",
                "present": "7", "in-favour": "5",
            ]
            let wrong = try await commission.take(answer, decided)
            #expect(wrong.status == 409 && wrong.text.contains("as the decision says"), "\(wrong.text)")
            #expect(Self.copies(service).first?.answer == nil)
            let page = try await commission.open(answer)
            let explained = decided.merging(["answer": "explained"]) { $1 }
            #expect(try await commission.send(answer, page, explained).status == 303)
            #expect(try await commission.send(answer, page, explained).status == 303, "sent twice")
            #expect(Self.copies(service).first?.answer?.result == .explained)
            let other = try await commission.send(answer, page, explained.merging(["answer": "rejected"]) { $1 })
            #expect(other.status == 409)
            #expect(try await observer.open("").text.contains("explained: as the decision says"))
        }
    }

    @Test func whatIsMissingAndWrong() async throws {
        try await Self.withAProtocol { service in
            let observer = try await Desk("z2", service)
            func refused(_ change: [String: String], _ picture: [UInt8] = Self.picture, says: String) async throws {
                let answer = try await Self.handIn(observer, Self.figures.merging(change) { $1 }, picture)
                #expect(answer.status == 422 || answer.status == 409, "\(change)")
                #expect(answer.text.contains(says), "\(change): \(answer.text)")
                // Nothing that was typed is lost.
                #expect(answer.text.contains("value=\"207\"") || change["E2"] != nil, "\(change)")
            }
            try await refused([:], [], says: "Nothing is written or chosen")
            try await refused([:], Array("<svg onload=alert(1)>".utf8), says: "no picture")
            try await refused(["E1": "many"], says: "Choose the photograph once more")
            try await refused(["taken-day": "19 September"], says: "Write the day")
            try await refused(["taken-time": ""], says: "Nothing is written")
            try await refused(["accreditation": " "], says: "Nothing is written")
            try await refused(["E1": "", "E2": "", "F": ""], says: "Nothing is written")
            // After it is handed in, which is said with both times.
            try await refused(["taken-day": "2004-09-21"], says: "clock says")
            // At four in the afternoon the station was open.
            try await refused(["taken-time": "16:00"], says: "href=\"#taken-time\"")
            #expect(Self.copies(service).isEmpty)
        }
    }

    /// While a station in the country is open, an observer sees the own copy and nothing official beside it.
    @Test func theEmbargoHolds() async throws {
        var scene = try Desk.scene()
        let east = ContestID("constituencies", "c02")
        try scene.accept("s3", east, votes: ["k4": 312, "k5": 207])
        try await TestService.with(scene: scene, { _ in }) { service in
            // A quarter to nine in the east, where the stations have closed; in the west they are open.
            service.clock.pass(seconds: 7 * 3600 + 45 * 60)
            let sheet = "/office/en/stations/s3/constituencies/1/paper"
            let key = LedgerKey("s3", ContestKey("constituencies", "c02", 1), .paper)
            let taken = try #require(ClockTime(Scene.day("2004-09-19"), hour: 20, minute: 30))
            for (id, person, votes) in [("1", "z2", UInt32(320)), ("2", "z3", 333)] {
                let act = CopySubmitted(
                    id, of: key, figures: [.votes(line: 1): votes], photograph: Digest(of: Self.picture),
                    takenAt: taken,
                    accreditation: "N 17")
                _ = service.keeper?.add(act, by: .init(person: PersonID(person), role: .observer))
            }
            #expect(service.keeper?.now.state.copies(of: "s3").count == 2)
            let shown = try await Desk("z2", service).open("", of: sheet).text
            #expect(shown.contains("once the last polling station") && shown.contains("copies-heading"))
            for figure in ["312", "320", "333", "z3"] { #expect(!shown.contains(figure), "\(figure)") }
            let coordinator = try await Desk("c9", service).open("", of: sheet).text
            #expect(coordinator.contains(">312<") && coordinator.contains(">333<"))
        }
    }
}
