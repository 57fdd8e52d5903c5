import Booth
import DataFormats
import ElectionModel
import ElectronicStation
import Foundation
import PrimeOrderGroups
import SampleBooth
import VerifiableVoting

// A booth with an urn in memory, for tests of processes.
//
//   BoothStation make DIR [SLIPS]        an invented election with its slips (slips.txt)
//   BoothStation urn DIR                 the urn, behind DIR/urn
//   BoothStation supervise DIR [OPTIONS] the booth; prints {"port":N}
//       --warning SECONDS --end SECONDS --printer WORD… --locked --most BALLOTS
//       --recorded                     actions go to DIR/actions, unless DIR/broken is there
//   BoothStation ballot                  one ballot; started by the booth
//   BoothStation ask DIR WORDS…          asks the urn
//   BoothStation card DIR LANGUAGE
//   BoothStation benchmark GROUP BALLOTS

typealias Suite = VersionOne<Edwards25519>

func file(_ folder: String, _ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
}

func keep(_ bytes: some Sequence<UInt8>, _ folder: String, _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
}

func make(_ folder: String, _ count: Int) throws {
    let sample = try SampleElection(Suite.self, slips: count)
    try keep(sample.election.description.bytes, folder, "election.json")
    try keep(sample.ballot.json.text().utf8, folder, "ballot.json")
    try keep(sample.slips.map(\.text).joined(separator: "\n").utf8, folder, "slips.txt")
    try keep(sample.credentials.joined(separator: [10]), folder, "credentials.txt")
    try keep(BallotRandomness.StationSecret.newSecret(), folder, "station.secret")
}

/// A recorder that a test reads, and that it can break.
func note(_ action: RecorderEntry.Action, _ folder: String) throws {
    guard !FileManager.default.fileExists(atPath: "\(folder)/broken") else { throw BoothFault.setup }
    let before = (try? file(folder, "actions")) ?? []
    try keep(before + Array("\(action.rawValue)\n".utf8), folder, "actions")
}

func supervise(_ folder: String, _ words: ArraySlice<String>) throws {
    var options = BoothSetup.Options(port: 1)
    options.mayRunUnlocked = !words.contains("--locked")
    func value(_ name: String) -> Int? {
        words.firstIndex(of: name).flatMap { Int(words[$0 + 1]) }
    }
    options.secondsToWarning = value("--warning") ?? options.secondsToWarning
    options.secondsToEnd = value("--end") ?? options.secondsToEnd
    if let place = words.firstIndex(of: "--printer") { options.printer = Array(words[(place + 1)...]) }
    let (election, secret) = (try file(folder, "election.json"), try file(folder, "station.secret"))
    guard let ballot = try BoothBallot(bytes: file(folder, "ballot.json")) else { fatalError("ballot.json") }
    let texts = try ProjectFiles.texts()
    let (style, script) = (try ProjectFiles.bytes("Pages/booth.css"), try ProjectFiles.bytes("Pages/booth.js"))
    let supervisor = try BoothSupervisor(port: value("--port") ?? 0)
    var number: UInt64 = 0
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let record: ((RecorderEntry.Action) throws -> Void)? = words.contains("--recorded") ? { try note($0, folder) } : nil
    try supervisor.run([program, "ballot"], most: value("--most"), record: record) { notice in
        switch notice {
        case .open(let port): print("{\"port\":\(port)}")
        case .notRecorded: print("not recorded")
        case .failed(let result, let signal): print("failed: result \(result ?? -1), signal \(signal ?? -1)")
        }
        fflush(nil)
    } setup: { port in
        number += 1
        options.port = port
        return BoothSetup(
            station: .init(secret: secret, counter: number), election: election, ballot: ballot, texts: texts,
            options: options, urn: Array("\(folder)/urn".utf8), style: style, script: script)
    }
}

let words = CommandLine.arguments.dropFirst()
switch words.first {
case "make": try make(words[2], words.count > 2 ? Int(words[3]) ?? 10 : 10)
case "urn":
    let election = try VerifiableVoting.Election<Suite>(ElectionDescription(bytes: file(words[2], "election.json")))
    let credentials = try file(words[2], "credentials.txt").split(separator: 10).map(Array.init)
    UrnSocket.serve(MemoryUrn(election, credentials: credentials), at: "\(words[2])/urn")
case "supervise":
    do {
        try supervise(words[2], words.dropFirst(2))
    } catch {
        print("error: \(error)")
        exit(1)
    }
case "ballot": exit(await BoothProcess.run { SocketUrn(path: String(decoding: $0, as: UTF8.self)) })
case "ask": print(UrnSocket.ask("\(words[2])/urn", words.dropFirst(2).joined(separator: " ")) ?? "no answer")
case "card":
    guard let ballot = try BoothBallot(bytes: file(words[2], "ballot.json")),
        let language = Language(rawValue: words[3])
    else { fatalError("a ballot and a language") }
    print(BoothCard.text(for: ballot, try ProjectFiles.texts(), language), terminator: "")
case "benchmark":
    let figures = try await BoothBenchmark.measure(group: words[2], ballots: Int(words[3]) ?? 100)
    print(figures.json.line())
default:
    print("make, urn, supervise, ballot, ask, card or benchmark")
    exit(2)
}
