import ElectionModel
import Publication
import SourceArchive
import Storage

extension OpenArchive {
    /// One election's sources with everything that its pages and exports are made from.
    func figures(of group: ElectionGrouping.Group, folder: String?) throws -> ArchiveFigures {
        let (comparison, entries) = try comparison(of: group, folder: folder)
        return ArchiveFigures(
            comparison: comparison, sources: try entries.compactMap { try store.page($0.hash)?.source },
            preferences: preferences, history: ArchiveHistory(added: entries.map(\.added), aliases: book))
    }
}
