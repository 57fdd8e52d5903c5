import Foundation
import FuzzedReaders
import Testing

/// The inputs that fuzzing found worth keeping, read once more: what must hold for any bytes holds for them.
@Suite struct CorpusTests {
    private static func files(_ reader: FuzzedReader) throws -> [URL] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try FileManager.default.contentsOfDirectory(
            at: root.appending(path: "Fuzzing/Corpora/\(reader.rawValue)"), includingPropertiesForKeys: nil
        ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    @Test(arguments: FuzzedReader.allCases) func everyInput(reader: FuzzedReader) async throws {
        let files = try Self.files(reader)
        #expect(files.count >= 5)
        for file in files {
            do { try await reader.check(Array(Data(contentsOf: file))) } catch {
                Issue.record("\(reader.rawValue)/\(file.lastPathComponent): \(error)")
            }
        }
    }

    @Test(arguments: FuzzedReader.allCases) func everySeedAndItsBeginnings(reader: FuzzedReader) async throws {
        for (name, bytes) in try await reader.seeds() {
            for length in [bytes.count, bytes.count * 3 / 4, bytes.count / 2, 1, 0] {
                do { try await reader.check(Array(bytes.prefix(length))) } catch {
                    Issue.record("\(reader.rawValue), \(name), \(length) bytes: \(error)")
                }
            }
        }
    }

    @Test func corporaAreSmall() throws {
        let sizes = try FuzzedReader.allCases.flatMap { try Self.files($0) }.map {
            try FileManager.default.attributesOfItem(atPath: $0.path())[.size] as? Int ?? 0
        }
        #expect(sizes.reduce(0, +) < 1 << 20)
    }
}
