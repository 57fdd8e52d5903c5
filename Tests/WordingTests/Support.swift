import ElectionModel
import ElectoralLaw
import Foundation
import SeatAllocation
import Testing

import Wording

/// The files of the repository, read once.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    static func textFiles() throws -> [TextFile] {
        try TextFile.all.map { TextFile($0.language, $0.kind, bytes: try bytes(TextFile.path($0.language, $0.kind))) }
    }

    private static let read = Result { try TextCatalogue(textFiles()) }

    static func catalogue() throws -> TextCatalogue { try read.get() }

    static func wording(_ language: Language, names: Names = Names()) throws -> Wording {
        Wording(try catalogue(), in: language, names: names)
    }
}

/// Shows the spaces that can't be seen: `_` for a no-break space, `'` for the narrow one between groups.
func visible(_ text: String) -> String {
    text.replacing("\u{A0}", with: "_").replacing("\u{202F}", with: "'")
}
