import ElectionConduct
import ElectionFiles
import ElectionModel
import Publication
import SeatAllocation

/// The pages of an election whose votes are being counted.
enum CountSite {
    /// Figures of a state: the election's folder with the register, the tallies and the decisions of the record.
    ///
    /// - Parameter hidden: rounds whose votes are left out because a station in the country has not closed.
    static func figures(
        _ state: ConductState, folder: ElectionFolder, hiding hidden: Set<Int>
    ) throws -> Figures {
        var folder = folder
        let register = state.register
        folder.election.districts = register.districts
        folder.election.choices = register.choices
        folder.tallies = state.tallies(hiding: hidden)
        folder.decisions = state.decisions
        // What was published about the whole election says nothing about a count that goes on.
        folder.claims = []
        folder.outcomeClaims = []
        let outcome = state.shownOutcome(hiding: hidden)
        let previous = try folder.file.previous.map { try Home.election($0) }
        let stations = state.stationOrder.compactMap { state.stations[$0]?.station }
        let kind = state.setting.provenance
        var figures = Figures(
            FiguresInput(
                folder: folder, outcome: outcome, previous: previous,
                otherChambers: try folder.file.otherChambers.map { try Home.law($0) },
                stations: [
                    ("all", stations.count, kind), ("electronic", stations.count { $0.isElectronic }, kind),
                    ("special", stations.count { $0.kind == .special }, kind),
                    ("abroad", stations.count { $0.kind == .abroad }, kind),
                ]))
        figures.count = CountFigures(state, hiding: hidden)
        return figures
    }

    static func write(_ figures: Figures, to out: String) throws -> (files: Int, bytes: Int) {
        try PublishCommand.write(
            Site.files(figures, try Home.texts(), try Home.assets())
                + Exports.files(figures, try Home.texts(), ExportSettings(protocols: [])), to: out)
    }
}
