public import ElectionConduct
public import ElectionFiles
public import ElectionModel
public import ElectoralLaw
public import SeatAllocation

/// An election that is counted from a record, by its files: what does not change while votes come in.
public struct CountedElection: Sendable {
    public var folder: ElectionFolder
    /// The election before; for changes.
    public var previous: ElectionFolder?
    /// The laws of the other chambers of the parliament.
    public var otherChambers: [Law]
    /// Whether photographs of protocols are served beside the pages, as `photographs/SHA256`.
    public var hasPhotographs = false

    public init(_ folder: ElectionFolder, previous: ElectionFolder? = nil, otherChambers: [Law] = []) {
        self.folder = folder
        self.previous = previous
        self.otherChambers = otherChambers
    }

    /// Figures of a state: the election's folder with the register, the sums and the decisions of the record. Everything is
    /// computed anew.
    ///
    /// - Parameters:
    ///   - hidden: rounds whose votes are left out because a station in the country has not closed.
    ///   - wanted: constituencies whose stations are wanted; nil for all.
    public func figures(
        _ state: ConductState, hiding hidden: Set<Int>, stationsOf wanted: Set<DistrictID>? = nil
    ) -> Figures {
        var known = KnownMargins()
        return figures(state, hiding: hidden, stationsOf: wanted, known: &known)
    }

    /// The same for a count that goes on.
    ///
    /// - Parameter known: margins of the states before.
    public func figures(
        _ state: ConductState, hiding hidden: Set<Int>, stationsOf wanted: Set<DistrictID>? = nil,
        known: inout KnownMargins
    ) -> Figures {
        let counted = state.counted(hiding: hidden)
        var folder = folder
        folder.election.districts = counted.register.districts
        folder.election.choices = counted.register.choices
        folder.tallies = counted.tallies
        folder.decisions = state.decisions
        // What was published about the whole election says nothing about a count that goes on.
        folder.claims = []
        folder.outcomeClaims = []
        let stations = state.stationOrder.compactMap { state.stations[$0]?.station }
        let kind = state.setting.provenance
        var input = FiguresInput(
            folder: folder, outcome: counted.shownOutcome(state), previous: previous, otherChambers: otherChambers,
            stations: [
                ("all", stations.count, kind), ("electronic", stations.count { $0.isElectronic }, kind),
                ("special", stations.count { $0.kind == .special }, kind),
                ("abroad", stations.count { $0.kind == .abroad }, kind),
            ])
        input.margins = margins(
            under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions,
            outcome: input.outcome, known: &known)
        var figures = Figures(input)
        figures.count = CountFigures(state, hiding: hidden, counted, stationsOf: wanted)
        figures.count?.hasPhotographs = hasPhotographs
        // Also before the first protocol is in.
        figures.isReconstructed = figures.isReconstructed || kind == .reconstructed || kind == .simulated
        figures.keepPatterns()
        return figures
    }
}

extension Figures {
    /// A party keeps its pattern while seats are won: that of its place in the register, not of its place in the house.
    fileprivate mutating func keepPatterns() {
        for index in house.groups.indices {
            house.groups[index].pattern = registerPattern(of: house.groups[index].id)
        }
    }

    /// The pattern of a group by its place in the register, the self-nominated last.
    func registerPattern(of id: PartyID) -> Int {
        (election.parties.firstIndex { $0.id == id } ?? election.parties.count) % Self.patterns
    }

    private static let patterns = 8
}
