import ArgumentParser
import Counting
import ElectionConduct
import ElectionFiles
import ElectionModel
import Foundation
import Papers
import Synchronization
import Wording

struct ProtocolPapersCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols", abstract: "The protocols of all stations, a file each.",
        discussion: """
            Of a record, every accepted protocol; of a folder that `sailau reconstruct` wrote, every protocol, marked as what it
            is.

            Examples:
              sailau papers protocols --record out/night/night.record --tier list --out out/papers
              sailau papers protocols --protocols out/protocols --lang ru --out out/papers
            """)

    @Option(help: ArgumentHelp("The record: a store or an exported file.", valueName: "file")) var record: String?
    @Option(help: "The last event that counts.") var at: Int?
    @Option(help: ArgumentHelp("A folder of protocols that `sailau reconstruct` wrote.", valueName: "folder"))
    var protocols: String?
    @Option(help: "The folder of Elections/ to which the folder of protocols belongs.") var election = "kazakhstan-2004"
    @Option(help: "Only this part of the election.") var tier: String?
    @Option(help: "Only this ballot.") var round: Int?
    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder")) var out: String
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let (papers, wording) = try await papers()
        try Home.makeFolder(out)
        let size = try await write(papers, wording)
        Terminal.progress("")
        try PaperOutput.report(papers.count, size: size, place: out, options)
    }

    private func papers() async throws -> ([ProtocolPaper], Wording) {
        switch (record, protocols) {
        case (let record?, nil):
            let input = try PaperInput(try await ConductInput.fold(record, upTo: at))
            let papers = input.state.protocols.acceptedOrder.filter { isWanted($0.contest.tier, $0.contest.round) }
                .compactMap { input.state.protocolPaper($0, at: input.head) }
            return (papers, try input.wording(options.language))
        case (nil, let folder?):
            let input = try CountInput.load(election, protocols: folder, seed: LoadedElection.shownSeed)
            return (papers(of: input), try Home.wording(options.language, input.folder.election, input.folder.law))
        default: throw BadInput(.recordOrProtocols)
        }
    }

    private func isWanted(_ tier: TierID, _ round: Int) -> Bool {
        (self.tier.map { $0 == tier.rawValue } ?? true) && (self.round.map { $0 == round } ?? true)
    }

    private func papers(of input: CountInput) -> [ProtocolPaper] {
        let stations = Dictionary(input.stations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let election = input.folder.election
        return input.protocols.filter { isWanted($0.tier, $0.round) }.map { counts in
            let days = election.pollingDays
            return ProtocolPaper(
                PaperSource(electionID: election.id, election: election.name, provenance: counts.provenance),
                ProtocolDocument(counts), form: input.counting.form, region: stations[counts.station]?.region,
                pollingDay: days.indices.contains(counts.round - 1) ? days[counts.round - 1] : nil)
        }
    }

    /// Sets the papers on every core.
    private func write(_ papers: [ProtocolPaper], _ wording: Wording) async throws -> Int {
        let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let progress = PaperProgress(papers.count, wording)
        let out = out
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var size = 0
                    for index in stride(from: worker, to: papers.count, by: workers) {
                        try Task.checkCancellation()
                        let counts = papers[index].document.counts
                        let bytes = try protocolPaper(papers[index], wording)
                        let name = PaperOutput.name(
                            "protocol", counts.station.rawValue, counts.tier.rawValue, "\(counts.round)",
                            counts.channel.rawValue)
                        try Home.write(bytes, to: "\(out)/\(name)")
                        size += bytes.count
                        progress.add()
                    }
                    return size
                }
            }
            return try await group.reduce(0, +)
        }
    }
}

/// Counts what several workers have done, and shows it now and then.
private final class PaperProgress: Sendable {
    private let done = Mutex(0)
    private let all: Int
    private let wording: Wording

    init(_ all: Int, _ wording: Wording) { (self.all, self.wording) = (all, wording) }

    func add() {
        done.withLock { done in
            done += 1
            guard done % 100 == 0 || done == all else { return }
            Terminal.progress(
                wording.term(
                    "papers.report.progress",
                    [Figure("done", .count(UInt64(done))), Figure("all", .count(UInt64(all)))]))
        }
    }
}
