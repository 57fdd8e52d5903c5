import Counting
public import ElectionFiles
import ElectionModel

extension Reconstruction {
    /// The election with what was never published filled in: its register, and the tallies that its protocols add up to.
    ///
    /// Tallies that the folder has are kept: where votes were published, the published ones decide.
    ///
    /// - Throws: `Ledger.Refusal` for protocols that can't be added up.
    public func completing(_ folder: ElectionFolder) throws -> ElectionFolder {
        var folder = folder
        folder.election.districts = districts
        folder.election.choices = PersonFile.place(persons, on: folder.election.choices) + candidates
        for tally in try Ledger(protocols).tabulate()
        where !folder.tallies.contains(where: {
            $0.tier == tally.tier && $0.district == tally.district && $0.round == tally.round
        }) {
            folder.tallies.append(tally)
        }
        return folder
    }
}
