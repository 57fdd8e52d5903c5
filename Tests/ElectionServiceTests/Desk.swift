import Counting
import ElectionConduct
import ElectionModel
import ElectionService
import Foundation
import SmallElection
import Testing

/// Somebody at a browser, who fills in the office's forms.
struct Desk {
    let service: TestService
    let client: HTTPSClient

    init(_ account: String, _ service: TestService) async throws {
        self.service = service
        client = try await service.signedIn(account)
    }

    static let sheet = "/office/en/stations/s1/constituencies/1/paper"

    /// The hidden fields of the form on a page.
    static func hidden(_ page: HTTPSClient.Answer) throws -> [String: String] {
        var fields = ["form": try TestService.formToken(page)]
        // The first form on a page is the one for signing out.
        for match in page.text.matches(of: /type="hidden" name="([a-z]+)" value="([^"]*)"/) {
            fields[String(match.1)] = String(match.2)
        }
        return fields
    }

    func open(_ step: String, of sheet: String = Self.sheet) async throws -> HTTPSClient.Answer {
        try await client.get(sheet + (step.isEmpty ? "" : "/\(step)"))
    }

    /// Sends the form of a page that was opened before.
    func send(
        _ step: String, _ page: HTTPSClient.Answer, _ fields: [String: String] = [:], of sheet: String = Self.sheet
    ) async throws -> HTTPSClient.Answer {
        try await client.post("\(sheet)/\(step)", try Self.hidden(page).merging(fields) { $1 })
    }

    /// Opens a page and sends its form.
    func take(
        _ step: String, _ fields: [String: String] = [:], of sheet: String = Self.sheet
    ) async throws -> HTTPSClient.Answer {
        let page = try await open(step, of: sheet)
        #expect(page.status == 200, "\(step): \(page.text)")
        return try await send(step, page, fields, of: sheet)
    }

    /// Sends a form with a file as a browser does.
    func upload(
        _ step: String, _ file: [UInt8], name: String = "sheet.png", fields: [String: String],
        type: String = "multipart/form-data; boundary=----abc123", of sheet: String = Self.sheet
    ) async throws -> HTTPSClient.Answer {
        var body: [UInt8] = []
        for (key, value) in fields {
            body += Array("------abc123\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array(
            "------abc123\r\nContent-Disposition: form-data; name=\"photograph\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\r\n"
                .utf8)
        body += file + Array("\r\n------abc123--\r\n".utf8)
        return try await client.send(
            "POST", "\(sheet)/\(step)", ["Content-Type": type, "Sec-Fetch-Site": "same-origin"], body)
    }

    /// Answers for everything that the checks found.
    func answerForAll(of sheet: String = Self.sheet) async throws {
        while true {
            let page = try await open("acknowledge", of: sheet)
            guard page.status == 200, let first = page.text.firstMatch(of: /name="finding" value="([^"]+)"/) else {
                return
            }
            let sent = try await send(
                "acknowledge", page, ["finding": String(first.1), "reason": "so on the paper"], of: sheet)
            #expect(sent.status == 303, "\(sent.text)")
        }
    }

    /// What a typist types of a protocol that adds up.
    static func typed(_ change: (inout Protocol) -> Void = { _ in }) -> [String: String] {
        var counts = Scene.counts(
            "s1", Scene.singles, votes: ["k1": 312, "k2": 207, "k3": 104], order: ["k1", "k2", "k3"])
        change(&counts)
        var fields = [
            "copy": "1", "stamped": "yes", "signed-day": "2004-09-19", "signed-time": "23:10", "pages": "1",
            "as-on-paper": "yes", "step": "send",
        ]
        for field in counts.fields(on: .kazakhstan2004) { fields["\(field)"] = counts[field].map { "\($0)" } }
        return fields
    }

    static func scene() throws -> Scene {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2", "k3"] { try scene.stand(id, in: "c01") }
        for id: ChoiceID in ["k4", "k5"] { try scene.stand(id, in: "c02") }
        return scene
    }

    /// Runs a test with a service on the record of a small election.
    static func with(_ work: (TestService) async throws -> Void) async throws {
        try await TestService.with(scene: try scene(), { _ in }, work)
    }
}

extension Route {
    /// The address of this route for the first station of the small election and its constituency.
    var example: String {
        [
            "language": "en", "station": "s1", "tier": "constituencies", "district": "c01", "round": "1",
            "channel": "paper", "list": "all", "page": "1", "photograph": String(repeating: "0", count: 64),
            "complaint": "1", "paper": "protocol.pdf", "copy": "1", "act": "1",
            "step": "acceptance", "container": "box", "card": "1",
        ].reduce(path) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

extension TestService {
    /// The protocol of station s1 as the record has it.
    var item: ProtocolCase? {
        keeper?.now.state.protocols.cases[LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper)]
    }

    var state: ProtocolCase.State.Kind? { item?.state.kind }
}
