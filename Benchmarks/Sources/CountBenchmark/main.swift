import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Foundation
import Publication
import SeatAllocation
import Simulation
import VerifiableVoting
import Wording

// The election of 2004 played at full size, and at some acceptances late in the first round: how long it takes to fold the act,
// to recompute the whole election, and to have the public files. Prints a line for each figure with what is asked for, in seconds
// of the processor, on one core; `CountBenchmark STATIONS` plays fewer stations.

let home = ProcessInfo.processInfo.environment["SAILAU_HOME"] ?? "."
let stations = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9580

func bytes(_ path: String) -> [UInt8]? { (try? Data(contentsOf: URL(filePath: "\(home)/\(path)"))).map { [UInt8]($0) } }

func needed(_ path: String) -> [UInt8] {
    guard let found = bytes(path) else { fatalError("\(path) is missing") }
    return found
}

func folder(_ name: String) throws -> ElectionFolder {
    try ElectionFolder.read(
        "Elections/\(name)", file: { bytes("Elections/\(name)/\($0)") }, lawFile: { bytes("Laws/\($0)") })
}

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock_gettime_nsec()
    try work()
    return Double(clock_gettime_nsec() - start) / 1e6
}

func clock_gettime_nsec() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Folds what is played, and measures at some acceptances.
final class Measured {
    var state: ConductState
    let election: CountedElection
    var site: LiveSite
    var accepted = 0
    var times: [String: [Double]] = [:]
    var written: [Int] = []
    var known = KnownMargins()

    init(_ setting: ConductSetting, _ election: CountedElection, _ site: LiveSite) {
        (state, self.election, self.site) = (ConductState(setting), election, site)
    }

    func add(_ item: NightAct) throws {
        let event = ActEvent(
            person: item.person, role: item.role, time: item.time, height: state.height + 1,
            personal: try item.personalBytes)
        let acceptance = (item.act as? ProtocolActed)?.action == .accept
        if acceptance { accepted += 1 }
        // The last thousand acceptances of the first round; every fiftieth.
        guard acceptance, item.stage == .firstRound, accepted > stations * 2 - 1000, accepted % 50 == 0 else {
            return try state.apply(item.act, event)
        }
        if times.isEmpty { show("first") }
        show(nil)
        _ = election.figures(state, hiding: [], stationsOf: [], known: &known)
        let before = state
        note("fold", try milliseconds { try state.apply(item.act, event) })
        withExtendedLifetime(before) {}
        note("recompute", milliseconds { _ = election.figures(state, hiding: [], stationsOf: [], known: &known) })
        note("anew", milliseconds { _ = election.figures(state, hiding: [], stationsOf: []) })
        show("pages")
    }

    private func show(_ name: String?) {
        var count = 0
        let head = RecordHead(height: state.height, hash: Digest(of: [1]))
        let passed = milliseconds { count = site.show(state, head, hiding: []).written.count }
        guard let name else { return }
        note(name, passed)
        if name == "pages" { written.append(count) }
    }

    private func note(_ name: String, _ value: Double) { times[name, default: []].append(value) }
}

let plan = try NightPlan.read(needed("Elections/kazakhstan-2004/night.yaml"), file: "night.yaml")
let own = try folder("kazakhstan-2004")
let lawFile = "Laws/\(own.election.law).yaml"
let procedureFile = "Laws/procedures/\(own.election.law).yaml"
let setting = ConductSetting(
    law: own.law, procedure: try Procedure.read(needed(procedureFile), file: procedureFile), election: own.election,
    lawHash: Digest(of: needed(lawFile)), procedureHash: Digest(of: needed(procedureFile)),
    electionHash: Digest(of: needed("Elections/kazakhstan-2004/election.yaml")), provenance: .reconstructed,
    offsets: plan.offsets)
let texts = try TextCatalogue(
    TextFile.all.compactMap { language, kind in
        bytes(TextFile.path(language, kind)).map { TextFile(language, kind, bytes: $0) }
    })
let assets = SiteAssets(
    style: needed("Pages/style.css"),
    tiles: try TilePlace.read(needed("Pages/tiles.csv"), file: "tiles.csv"), script: needed("Pages/live.js"))
let election = CountedElection(
    own, previous: try own.file.previous.map(folder),
    otherChambers: try own.file.otherChambers.map { try Law.read(needed("Laws/\($0).yaml"), file: "\($0).yaml") })
let measured = Measured(setting, election, LiveSite(election, texts, assets))

var parameters = ReconstructionParameters()
parameters.stations = stations
let made = try reconstruct(parameters: parameters, seed: 2004)
var player = try NightPlayer(
    setting, plan: plan, reconstruction: made,
    misrecorded: try NightPlayer.misrecorded(in: made, plan, under: setting.law, of: setting.election)
) { try measured.add($0) }
try player.play(until: .firstRound)

@MainActor func report(_ key: String, _ text: String, atMost: String = "") {
    let sorted = (measured.times[key] ?? []).sorted()
    guard let worst = sorted.last else { return }
    print("\(text), median of \(sorted.count), ms\t\(sorted[sorted.count / 2])\t\(atMost)")
    if sorted.count > 1 { print("the same, the slowest, ms\t\(worst)\t\(atMost)") }
}

report("fold", "folding an acceptance")
report("recompute", "recomputing the whole election after it", atMost: "100")
report("anew", "recomputing it with the margins of every contest, as a new program does")
report("pages", "recomputing it and making the public files after it", atMost: "2000")
report("first", "all public files, made for the first time")
print("polling stations\t\(stations)\t")
print("files written after an acceptance, at most\t\(measured.written.max() ?? 0)\t")
