import ElectionConduct
import ElectionFiles
import ElectionModel
import Publication

/// The pages of an election whose votes are being counted, by the files of the program's home.
enum CountSite {
    static func election(_ folder: ElectionFolder) throws -> CountedElection {
        CountedElection(
            folder, previous: try folder.file.previous.map { try Home.election($0) },
            otherChambers: try folder.file.otherChambers.map { try Home.law($0) })
    }

    /// - Parameters:
    ///   - photographs: whether they are served beside the pages.
    ///   - before: what was published before, by path.
    static func site(
        _ folder: ElectionFolder, photographs: Bool = false,
        before: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) throws -> LiveSite {
        var election = try election(folder)
        election.hasPhotographs = photographs
        return LiveSite(election, try Home.texts(), try Home.assets(), before: before)
    }
}
