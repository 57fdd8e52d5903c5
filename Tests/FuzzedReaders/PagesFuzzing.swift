import Foundation
import SourceArchive

/// Pages as they are found in the world.
enum PagesFuzzing {
    /// A page is refused, or all that is claimed of it stands in it and no digit is left over; the same page gives the same claims.
    static func check(_ bytes: [UInt8]) throws {
        let source: SourcePage
        let page: ImportedPage
        do throws(ImportRefusal) {
            source = try SourcePage(name: "", received: bytes)
            page = try PageImport.read(source)
        } catch { return }
        let faults = page.faults(in: source.bytes)
        try BrokenPromise.unless(faults.isEmpty, faults.joined(separator: "; "))
        let again = try PageImport.read(source)
        try BrokenPromise.unless(again == page, "the same page gives other claims")
    }

    /// The pages of the corpus to begin with, one of each format.
    static func seeds() throws -> [(name: String, bytes: [UInt8])] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try names.map { name in
            (name, [UInt8](try Data(contentsOf: root.appending(path: "Fuzzing/Corpora/pages/\(name)"))))
        }
    }

    private static let names = [
        "clea", "nist", "parline", "parline-french", "watch", "wiki-glued", "wiki-pipes", "wikitext",
    ]
}
