import Foundation
import PrimeOrderGroups
import VerifiableVoting

/// The two sample elections of release 3.3.0 over Ed25519, with all keys and intermediate files (see Samples/README.md).
enum Samples {
    typealias Suite = VersionOne<Edwards25519>

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples")
    static let names = ["v3.3.0-Ed25519", "v3.3.0-Ed25519-threshold"]

    static func bytes(_ sample: String, _ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: sample).appending(path: path)))
    }

    /// The lines of a file without the last, empty one.
    static func lines(_ sample: String, _ path: String) throws -> [[UInt8]] {
        try bytes(sample, path).split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    static func election(_ sample: String) throws -> Election<Suite> {
        try Election(ElectionDescription(bytes: lines(sample, "election.json")[0]))
    }

    static func ballots(_ sample: String) throws -> [[UInt8]] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "\(sample)/ballots").path)
        return try names.sorted().map { try lines(sample, "ballots/\($0)")[0] }
    }
}
