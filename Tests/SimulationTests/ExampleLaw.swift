import ElectoralLaw
import Foundation

extension Examples {
    /// The law of the committed file, as `sailau` reads it.
    static func law() throws -> Law {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        return try Law.read(Array(Data(contentsOf: file)), file: file.lastPathComponent)
    }
}
