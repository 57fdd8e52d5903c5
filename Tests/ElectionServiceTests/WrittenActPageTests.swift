import Counting
import ElectionConduct
import ElectionModel
import ElectionService
import Foundation
import SmallElection
import Testing
import VerifiableVoting

/// Observers' written acts: entered by the commission that was handed one, shown, answered, over HTTPS.
@Suite("Office: observers' written acts", .serialized)
struct WrittenActPageTests {
    private static let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("an act with signatures".utf8)
    private static let fields = [
        "act-number": "7", "writer": "Aigul Serik", "capacity": "observer of an association",
        "organisation": "An association", "stated": "The mobile box left without an observer.",
        "handed-day": "2004-09-19", "handed-time": "21:40", "receipt": "refused", "reason": "no time at the count",
    ]

    /// The election after the night: every station of the country has closed.
    private static func afterTheNight(_ work: (TestService) async throws -> Void) async throws {
        try await TestService.with(scene: try Desk.scene(), { _ in }) { service in
            service.clock.pass(seconds: 13 * 3600)
            try await work(service)
        }
    }

    private static func enter(
        _ desk: Desk, _ change: [String: String] = [:], _ picture: [UInt8] = Self.picture
    ) async throws -> HTTPSClient.Answer {
        let page = try await desk.open("written-act")
        #expect(page.status == 200, "\(page.text)")
        return try await desk.upload(
            "written-act", picture, fields: try Desk.hidden(page).merging(Self.fields.merging(change) { $1 }) { $1 })
    }

    private static func acts(_ service: TestService) -> [WrittenAct] {
        service.keeper?.now.state.writtenActs(of: "s1") ?? []
    }

    @Test func anActAndItsAnswer() async throws {
        try await Self.afterTheNight { service in
            let commission = try await Desk("d1", service)
            #expect(try await commission.open("").text.contains("\(Desk.sheet)/written-act\""))
            #expect(try await Self.enter(commission).status == 303)
            #expect(try await Self.enter(commission).status == 303, "sent twice, it is one act")
            let act = try #require(Self.acts(service).first)
            #expect(Self.acts(service).count == 1)
            #expect(act.received.id == "c01/7" && act.received.capacity == .association)
            #expect(act.received.receipt == .refused && act.received.reason == "no time at the count")
            #expect(act.received.file == Digest(of: Self.picture).hexadecimal)
            #expect("\(act.received.handedOverAt)" == "2004-09-19T21:40" && act.person.rawValue == "d1")
            // The same number for another act is taken.
            #expect(try await Self.enter(commission, ["stated": "Something else."]).status == 409)

            // Everybody who sees the station sees the act; the paper with its names is for commissions.
            let path = "\(Desk.sheet)/photograph/\(Digest(of: Self.picture).hexadecimal)"
            #expect(try await commission.client.get(path).body == Self.picture)
            let observer = try await Desk("z2", service)
            for page in [
                try await observer.open("").text, try await observer.client.get("/office/en/stations/s1").text,
            ] {
                #expect(page.contains("The mobile box left") && page.contains("An association"))
                #expect(page.contains("refused: no time at the count") && !page.contains("Serik"))
                #expect(!page.contains(path) && !page.contains("written-act\""))
            }
            #expect(try await observer.client.get(path).status == 404)
            let typist = try await Desk("t1", service)
            #expect(try await typist.open("").text.contains("mobile box left") == false)
            #expect(try await typist.client.get(path).status == 404)

            let answer = "written-acts/c01%2F7"
            #expect(try await commission.open("").text.contains("\(Desk.sheet)/\(answer)"))
            let page = try await commission.open(answer)
            let decided = [
                "answer": "attached", "reason": "as the law demands", "number": "8", "day": "2004-09-20",
                "present": "7", "in-favour": "5",
            ]
            #expect(try await commission.send(answer, page, decided).status == 303)
            #expect(try await commission.send(answer, page, decided).status == 303, "sent twice")
            #expect(Self.acts(service).first?.isAttached == true)
            #expect(try await observer.open("").text.contains("attached to the protocol after all: as the law demands"))
        }
    }

    @Test func whatIsMissingAndWrong() async throws {
        try await Self.afterTheNight { service in
            let commission = try await Desk("d1", service)
            func refused(_ change: [String: String], _ picture: [UInt8] = [], says: String) async throws {
                let answer = try await Self.enter(commission, change, picture)
                #expect(answer.status == 422 || answer.status == 409, "\(change)")
                #expect(answer.text.contains(says), "\(change): \(answer.text)")
                // Nothing that was typed is lost.
                #expect(answer.text.contains("The mobile box left") || change["stated"] != nil, "\(change)")
            }
            for field in [
                "act-number", "writer", "capacity", "organisation", "stated", "handed-time", "receipt", "reason",
            ] {
                try await refused([field: " "], says: "href=\"#\(field)\"")
            }
            try await refused(["capacity": "anybody"], says: "Choose one of those")
            try await refused(["handed-day": "2004-09-18"], says: "href=\"#handed-time\"")
            try await refused(["handed-day": "2004-09-21"], says: "clock says")
            try await refused(["stated": "a\u{202E}b"], says: "can&#39;t be seen")
            try await refused([:], Array("<svg onload=alert(1)>".utf8), says: "no picture")
            try await refused(["handed-time": "later"], Self.picture, says: "Choose the photograph once more")
            #expect(Self.acts(service).isEmpty)
            // Without a picture, and attached without a word.
            #expect(try await Self.enter(commission, ["receipt": "attached", "reason": ""], []).status == 303)
            let act = try #require(Self.acts(service).first)
            #expect(act.received.file == nil && act.received.reason == nil && act.isAttached)
            // What is attached can't be attached once more.
            #expect(try await commission.open("written-acts/c01%2F7").text.contains("value=\"attached\"") == false)
            let stated = "<script>alert(1)</script>"
            #expect(try await Self.enter(commission, ["act-number": "8", "stated": stated], []).status == 303)
            #expect(try await commission.open("").text.contains(stated) == false)
        }
    }
}
