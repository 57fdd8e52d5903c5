import Foundation
package import Publication
import Storage
import Synchronization

/// A folder of public files that a plain web server serves while it is renewed: every file is put in place whole, what pages
/// point to before the pages, `head.json` last.
package final class FollowedFolder: Sendable {
    /// A file that could not be written.
    package struct Fault: Error, Sendable { package var path: String }

    private let path: String
    private let isFirst = Mutex(true)

    package init(_ path: String) { self.path = path }

    /// What stands there, by its path inside the folder.
    package func bytes(_ file: String) -> [UInt8]? { try? WholeFile.read("\(path)/\(file)") }

    /// Puts files in place; those that are there already are left alone.
    ///
    /// - Throws: `Fault`; what was written before it stays.
    package func put(_ update: LiveSite.Update) throws(Fault) {
        var folders: Set<String> = []
        for file in update.written where bytes(file.path) != file.bytes {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            do {
                if folders.insert(folder).inserted {
                    try FileManager.default.createDirectory(
                        atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
                }
                try Data(file.bytes).write(to: URL(filePath: "\(path)/\(file.path)"), options: .atomic)
            } catch {
                throw Fault(path: "\(path)/\(file.path)")
            }
        }
        var left = update.left
        if isFirst.withLock({ isFirst in
            defer { isFirst = false }
            return isFirst
        }) {
            // Every page is in place: what they do not name is left from an earlier program.
            let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            left += found.filter { LiveSite.isNamedByContent($0) && !update.assets.contains($0) }
        }
        for file in left { try? FileManager.default.removeItem(atPath: "\(path)/\(file)") }
    }
}
