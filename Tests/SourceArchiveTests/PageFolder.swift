import DataFormats
import Foundation
import RenderedElections
import SourceArchive

/// The pages beside the tests.
enum PageFolder {
    static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Pages")

    /// The names of the pages of a folder that have a truth file, sorted.
    static func names(_ folder: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: home.appendingPathComponent(folder).path)) ?? []
        return all.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
    }

    static func page(_ folder: String, _ name: String) throws -> SourcePage {
        let file = home.appendingPathComponent(folder).appendingPathComponent("\(name).txt")
        return try SourcePage(name: name, received: [UInt8](Data(contentsOf: file)))
    }

    static func truths(_ folder: String, _ name: String) throws -> Set<Truth> {
        let file = home.appendingPathComponent(folder).appendingPathComponent("\(name).csv")
        var reader = try CSVReader([UInt8](Data(contentsOf: file)))
        var truths: Set<Truth> = []
        while let row = try reader.next() { truths.insert(Truth(row)) }
        return truths
    }
}
