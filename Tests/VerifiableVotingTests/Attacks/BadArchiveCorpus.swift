import Foundation
import VerifiableVoting

/// The corpus `Tests/BadArchives`: two good archives, and for every bad one what it takes from them and what it adds.
///
/// A patch is a list whose parts, joined, are the bad archive: `[START, COUNT]` bytes of the base, a number of zero bytes, or
/// a text whose characters are bytes 0 to 255.
enum BadArchiveCorpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "BadArchives")

    static func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    /// Shortest piece worth a reference to the base.
    private static let shortest = 24

    /// What a patch makes of its base; nil for no patch.
    static func apply(_ patch: Node, to base: [UInt8]) -> [UInt8]? {
        guard let parts = patch.items else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .number: bytes += [UInt8](repeating: 0, count: Int(part.integer ?? 0))
            case .bytes(let text):
                for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
                    guard scalar.value < 256 else { return nil }
                    bytes.append(UInt8(scalar.value))
                }
            case .array(let range):
                guard range.count == 2, let start = range[0].integer, let count = range[1].integer, start >= 0,
                    count >= 0,
                    start + count <= base.count
                else { return nil }
                bytes += base[Int(start)..<Int(start + count)]
            default: return nil
            }
        }
        return bytes
    }

    /// A patch that makes `bytes` of a base: the longest pieces that stand in the base, one after the other.
    static func patch(_ bytes: [UInt8], base: [UInt8], index: [[UInt8]: [Int]]) -> Node {
        var parts: [Node] = []
        var text: [UInt8] = []
        func flush() {
            guard !text.isEmpty else { return }
            parts.append(.text(String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))))
            text = []
        }
        var position = 0
        while position < bytes.count {
            let zeros = bytes[position...].prefix { $0 == 0 }.count
            if zeros >= 12 {
                flush()
                parts.append(.whole(zeros))
                position += zeros
                continue
            }
            var best = (start: 0, count: 0)
            if position + shortest <= bytes.count {
                for start in index[Array(bytes[position..<position + shortest])] ?? [] {
                    let count = zip(bytes[position...], base[start...]).prefix { $0 == $1 }.count
                    if count > best.count { best = (start, count) }
                }
            }
            if best.count >= shortest {
                flush()
                parts.append(.array([.whole(best.start), .whole(best.count)]))
                position += best.count
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        flush()
        return .array(parts)
    }

    /// Where each piece of the shortest length stands in a base.
    static func index(_ base: [UInt8]) -> [[UInt8]: [Int]] {
        var index: [[UInt8]: [Int]] = [:]
        for start in 0..<max(0, base.count - shortest + 1) {
            index[Array(base[start..<start + shortest]), default: []].append(start)
        }
        return index
    }

    /// Writes the whole corpus.
    static func write(_ archives: [BadArchive]) throws {
        let bench = AttackBench()
        let bases = [("one", bench.archiveOfOne.bytes), ("two", bench.archiveOfTwo.bytes)]
        var lines: [String] = []
        for (name, bytes) in bases { try Data(bytes).write(to: folder.appending(path: "\(name).bel")) }
        let indices = bases.map { index($0.1) }
        for archive in archives {
            let patches = bases.indices.map { patch(archive.bytes, base: bases[$0].1, index: indices[$0]).compact }
            let number = patches[0].count <= patches[1].count ? 0 : 1
            lines.append(
                "{\"name\":\"\(archive.name)\",\"base\":\"\(bases[number].0)\",\"patch\":"
                    + String(decoding: patches[number], as: UTF8.self) + "}")
        }
        try Data(("[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8)
            .write(to: folder.appending(path: "patches.json"))
        var rows = ["name,rule,attack,description"]
        for archive in archives {
            rows.append("\(archive.name),\(archive.rule.rawValue),\(archive.source),\(quoted(archive.description))")
        }
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "index.csv"))
    }

    /// A field of CSV: RFC 4180.
    static func quoted(_ text: String) -> String {
        let plain = text.unicodeScalars.map { $0.value < 0x20 ? "?" : String($0) }.joined()
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
