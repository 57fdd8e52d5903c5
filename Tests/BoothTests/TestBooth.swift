import Booth
import ElectionModel
import ElectronicStation
import Foundation
import PrimeOrderGroups
import SampleBooth
import Synchronization
import Testing
import VerifiableVoting

import Booth

typealias Suite25519 = VersionOne<Edwards25519>

/// A printer that keeps what it is given, or fails.
final class MemoryPrinter: BoothPrinter {
    private let state = Mutex<(papers: [String], failures: Int)>(([], 0))
    let showsPapersOnPage = false

    var papers: [String] { state.withLock(\.papers) }
    func fail(_ times: Int) { state.withLock { $0.failures = times } }

    func print(_ paper: [UInt8]) throws {
        try state.withLock { state in
            guard state.failures == 0 else {
                state.failures -= 1
                throw BoothFault.system(call: "print", code: 5)
            }
            state.papers.append(String(decoding: paper, as: UTF8.self))
        }
    }
}

/// A booth in this process with its urn and printer.
struct TestBooth {
    let sample: SampleElection<Suite25519>
    let urn: MemoryUrn
    let printer = MemoryPrinter()
    let booth: VotingBooth<Suite25519>

    static let port = 8445

    init(
        slips: Int = 3, hasBlank: Bool = false, secondsToEnd: Int = 300, offersChallenge: Bool = true,
        sample: SampleElection<Suite25519>? = nil, urn: MemoryUrn? = nil
    ) throws {
        let sample = try sample ?? SampleElection(Suite25519.self, slips: slips, hasBlank: hasBlank)
        self.sample = sample
        self.urn = urn ?? MemoryUrn(sample.election, credentials: sample.credentials)
        var options = BoothSetup.Options(port: Self.port)
        options.secondsToEnd = secondsToEnd
        options.offersChallenge = offersChallenge
        let setup = BoothSetup(
            station: .init(secret: Array(repeating: 7, count: 64), counter: 1),
            election: sample.election.description.bytes, ballot: sample.ballot, texts: try ProjectFiles.texts(),
            options: options, urn: [], style: Array("/* style */".utf8), script: [])
        booth = try VotingBooth(setup, sample.election, urn: self.urn, printer: printer, isUnlocked: false)
    }

    /// A booth for the next ballot with the same urn.
    func next() throws -> TestBooth { try TestBooth(sample: sample, urn: urn) }
}

/// Works with a booth as a browser does: keeps its cookie, follows where it is led, presses what is on the page.
final class TestBrowser {
    let booth: VotingBooth<Suite25519>
    var cookie: String?
    private(set) var page = ""
    private(set) var last = BoothAnswer()

    init(_ booth: VotingBooth<Suite25519>) { self.booth = booth }

    func request(_ method: String, _ path: String, _ body: String = "") -> BoothRequest {
        BoothRequest(
            method: method, path: path, host: "127.0.0.1:\(TestBooth.port)", origin: "null", site: "same-origin",
            cookies: cookie.map { "booth=\($0)" },
            contentType: method == "POST" ? "application/x-www-form-urlencoded" : nil, body: Array(body.utf8))
    }

    @discardableResult func send(_ request: BoothRequest) async -> BoothAnswer {
        last = await booth.answer(request)
        if let token = last.browser { cookie = token.text }
        if last.content == .page { page = String(decoding: last.body, as: UTF8.self) }
        return last
    }

    @discardableResult func open(_ path: String = "/") async -> String {
        await send(request("GET", path))
        return page
    }

    /// The token of the page that is shown.
    var token: String { first(in: page, after: "name=\"page\" value=\"") ?? "none" }

    /// The tokens of its choices.
    var choices: [String] {
        page.components(separatedBy: "name=\"choice\" value=\"").dropFirst().map { String($0.prefix(32)) }
    }

    var heading: String { first(in: page, after: "<title>", before: "<") ?? "" }

    func offers(_ act: String) -> Bool { page.contains("name=\"act\" value=\"\(act)\"") }

    private func first(in text: String, after start: String, before end: String = "\"") -> String? {
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex)
        else { return nil }
        return String(text[from.upperBound..<to.lowerBound])
    }

    /// Presses a button of the page that is shown, and follows.
    func press(_ name: String, _ value: String, more: String = "") async {
        await send(request("POST", "/", "page=\(token)&\(name)=\(value)\(more)"))
        #expect(last.status == 303)
        await open()
    }

    func enter(_ slip: Slip) async {
        await open()
        await press("act", "slip", more: "&slip=\(slip.text.replacingOccurrences(of: " ", with: "+"))%0D")
    }

    /// From the slip to the decision, with the choice at each place of the ballot.
    func vote(_ slip: Slip, _ places: [Int]) async {
        await enter(slip)
        for place in places {
            guard choices.indices.contains(place) else { return }
            await press("choice", choices[place])
            await press("act", "forward")
        }
        await press("act", "make")
    }
}
