import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Foundation
import Publication
import SeatAllocation
import Simulation
import Testing

/// Elections with the files that are made from their figures.
enum ExportsFixture {
    struct Exported {
        var figures: Figures
        var files: [String: [UInt8]]
        var paths: [String]

        init(_ figures: Figures, _ settings: ExportSettings = ExportSettings()) throws {
            self.figures = figures
            let made = Exports.files(figures, try Fixture.catalogue(), settings)
            paths = made.map(\.path)
            files = Dictionary(made.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        }

        func bytes(_ path: String) -> [UInt8] { files["data/\(path)"] ?? [] }

        /// The rows of a CSV file by column.
        func rows(_ path: String) throws -> [[String: String]] {
            var reader = try CSVReader(bytes(path))
            var result: [[String: String]] = []
            while let row = try reader.next() {
                result.append(Dictionary(zip(reader.header, row), uniquingKeysWith: { first, _ in first }))
            }
            return result
        }

        func json(_ path: String) throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: Data(bytes(path))) as? [String: Any] ?? [:]
        }
    }

    enum Name: String, CaseIterable, CustomTestStringConvertible {
        case kazakhstan = "kazakhstan-2004"
        case georgia = "georgia-2016"

        var testDescription: String { rawValue }

        func exported() throws -> Exported {
            switch self {
            case .kazakhstan: try ExportsFixture.kazakhstan.get()
            case .georgia: try ExportsFixture.georgia.get()
            }
        }
    }

    static let reconstruction = Result { try reconstruct(seed: 2004) }
    static let kazakhstan = Result { try Exported(figures(reconstruction.get())) }
    static let georgia = Result {
        let folder = try Fixture.folder("georgia-2016")
        return try Exported(Figures(FiguresInput(folder: folder, outcome: decided(folder))))
    }

    /// The figures of 2004 with protocols that were made up.
    ///
    /// - Parameter countsLists: leaves the published list votes out, so that the protocols decide the lists too.
    static func figures(_ made: Reconstruction, countsLists: Bool = false) throws -> Figures {
        var folder = try Fixture.folder("kazakhstan-2004")
        if countsLists { folder.tallies = [] }
        folder = try made.completing(folder)
        let senate = try Fixture.bytes("Laws/kazakhstan/senate-2004-04-14.yaml").map {
            try Law.read($0, file: "senate")
        }
        return Figures(
            FiguresInput(
                folder: folder, outcome: decided(folder), previous: try Fixture.previous(),
                otherChambers: [senate].compactMap(\.self),
                stations: [
                    ("all", made.stations.count, .reconstructed),
                    ("electronic", made.stations.count { $0.isElectronic }, .reconstructed),
                ]))
    }

    private static func decided(_ folder: ElectionFolder) -> Outcome {
        decideSeats(under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
    }
}
