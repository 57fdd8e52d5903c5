import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Publication
import SeatAllocation
import Simulation

/// An election as a command uses it: read, completed by a reconstruction where one is asked for, and decided.
struct LoadedElection {
    /// The seed of the reconstruction that `demo` and the pages show.
    static let shownSeed: UInt64 = 2004

    var folder: ElectionFolder
    var outcome: Outcome
    var reconstruction: Reconstruction?

    /// - Parameters:
    ///   - name: a folder of `Elections/` or a path.
    ///   - protocols: the folder of a reconstruction that was written; nil to make one.
    ///   - seed: for a reconstruction that is made.
    static func load(_ name: String, protocols: String? = nil, seed: UInt64? = nil) throws -> LoadedElection {
        var folder = try Home.election(name)
        var made: Reconstruction?
        let lists = folder.election.choices.filter { $0.kind == .list }.map(\.id)
        if let protocols {
            made = try Reconstruction.read(lists: lists, file: { Home.read("\(protocols)/\($0)") })
        } else if let seed, folder.election.id == "kazakhstan-2004" {
            made = try reconstruct(seed: seed)
        }
        if let made { folder = try made.completing(folder) }
        var loaded = LoadedElection(folder: folder, outcome: Outcome(derivation: Step(.body)), reconstruction: made)
        loaded.decide()
        return loaded
    }

    /// Decides the seats from what was read, and notes what stands close to a line.
    mutating func decide() {
        outcome = decideSeats(
            under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
        outcome.findings += closeCalls(under: folder.law, of: folder.election, from: folder.tallies)
    }

    /// Everything that is shown, the election before included.
    func figures() throws -> Figures {
        let previous = try folder.file.previous.map { try Home.election($0) }
        var kinds: [(kind: String, count: Int, provenance: ProvenanceKind)] = []
        if let stations = reconstruction?.stations {
            kinds = [
                ("all", stations.count, .reconstructed),
                ("electronic", stations.count { $0.isElectronic }, .reconstructed),
                ("special", stations.count { $0.kind == .special }, .reconstructed),
                ("abroad", stations.count { $0.kind == .abroad }, .reconstructed),
            ]
        }
        let chambers = try folder.file.otherChambers.map { try Home.law($0) }
        return Figures(
            FiguresInput(
                folder: folder, outcome: outcome, previous: previous, otherChambers: chambers, stations: kinds))
    }
}
