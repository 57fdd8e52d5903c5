import ElectionModel
import Foundation
import RenderedElections
import SourceArchive

// Measures importing and reconciling pages about elections on one core. Prints one line a figure for Benchmarks/report.py: name,
// value, and what is asked, separated by tabs.
// ArchiveBenchmark [ELECTIONS [PAGES-FOLDER]]

/// Processor time of this process, which has one thread.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func peakMegabytes() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
}

func report(_ name: String, _ value: Double, _ asked: String = "") {
    // Two decimals without a locale.
    let scaled = Int((value * 100).rounded())
    let line = "\(name)\t\(scaled / 100).\(scaled % 100 < 10 ? "0" : "")\(scaled % 100)\t\(asked)\n"
    FileHandle.standardOutput.write(Data(line.utf8))
}

/// Five pages about a random election, each from another kind of source; one of them has a wrong figure.
func sources(of seed: UInt64) throws -> [SourcePage] {
    let renderings: [Rendering] = [.parline, .watch, .pipes, .spaces, .template]
    let election = RandomElection(seed: seed)
    return try renderings.enumerated().map { place, rendering in
        var printed = election
        if place == Int(seed % 5) { printed.parties[0].votes += 900 }
        let lines = rendering.page(printed).lines
        return try SourcePage(name: "\(seed)-\(rendering)", received: Array(lines.joined(separator: "\n").utf8))
    }
}

/// What a comparison came to, so that nothing is left out by the compiler.
struct Sum {
    var pages = 0
    var claims = 0
    var facts = 0
    var contradictions = 0

    mutating func add(_ sources: [SourcePage]) throws {
        let pages = try sources.map { try PageImport.read($0) }
        for group in ElectionGrouping(pages.map(\.election)).groups {
            let comparison = Reconciler.compare(group.pages.map { pages[$0] }, of: group.election)
            facts += comparison.facts.count
            contradictions += comparison.contradictions.count
        }
        self.pages += pages.count
        claims += pages.reduce(0) { $0 + $1.claims.count }
    }
}

/// Pages with prose and tables as long as real ones: the committed twins, over and over.
func measureTwins(_ folder: String, pages count: Int) throws {
    let names = ["election-watch.txt", "parline.txt", "wikipedia.txt"]
    let twins = try names.map { name in
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        return try SourcePage(name: name, received: [UInt8](bytes))
    }
    var sum = Sum()
    let start = cpuSeconds()
    while sum.pages < count { try sum.add(twins) }
    let seconds = cpuSeconds() - start
    report("1,000 pages of the length of real ones, read and reconciled, s", seconds * 1_000 / Double(sum.pages), "10")
    report("one such page, ms", seconds * 1_000 / Double(sum.pages))
}

func measureRendered(pages count: Int) throws {
    var sum = Sum()
    let all = try (1...UInt64(count / 5)).map { try sources(of: $0) }
    let start = cpuSeconds()
    for sources in all { try sum.add(sources) }
    report("1,000 rendered pages, read and reconciled, s", (cpuSeconds() - start) * 1_000 / Double(sum.pages), "10")
}

/// One election after the other, as `sailau archive compare` goes through an archive: memory holds one.
func measureElections(_ count: Int) throws {
    var sum = Sum()
    let start = cpuSeconds()
    for seed in 1...UInt64(count) { try sum.add(try sources(of: 1_000 + seed)) }
    let seconds = cpuSeconds() - start
    report("elections with five sources each, read and compared", Double(count))
    report("all of them, s", seconds)
    report("one election, ms", seconds * 1_000 / Double(count))
    report("claims", Double(sum.claims))
    report("facts compared", Double(sum.facts))
    report("contradictions found", Double(sum.contradictions))
    report("peak memory after it, MB", peakMegabytes(), "200")
}

/// Which of many pages are about one election: what an archive of this size does before anything is compared.
func measureGrouping(_ count: Int) {
    var keys: [ElectionKey] = []
    for place in 0..<count {
        let day = CalendarDate(year: 1950 + place / 100 % 70, month: 1 + place % 12, day: 1 + place / 7_000 % 28)
        for _ in 0..<5 {
            keys.append(
                ElectionKey(
                    country: "Country \(place % 100)", body: "Diet", contest: .parliamentary,
                    pollingDates: day.map { [$0] } ?? [], year: day?.year ?? 1950))
        }
    }
    let start = cpuSeconds()
    let groups = ElectionGrouping(keys).groups.count
    report("grouping \(count * 5) pages into \(groups) elections, s", cpuSeconds() - start)
    report("peak memory at the end, MB", peakMegabytes(), "200")
}

let arguments = CommandLine.arguments.dropFirst()
let elections = arguments.first.flatMap { Int($0) } ?? 10_000
try measureTwins(arguments.dropFirst().first ?? "Tests/SourceArchiveTests/Pages/twins", pages: min(1_000, elections))
try measureRendered(pages: min(1_000, elections))
try measureElections(elections)
measureGrouping(elections)
