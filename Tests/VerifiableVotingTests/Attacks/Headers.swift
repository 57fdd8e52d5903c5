import PrimeOrderGroups
import VerifiableVoting

/// Archives whose bytes are not the only ones that their records may have.
extension AttackBench {
    mutating func addHeaders() {
        // The second record begins after the first one's two blocks.
        let second = 1024
        let place = Place(offset: 1024)
        func field(_ name: String, _ description: String, at offset: Int, _ text: String, checksum: Bool = true) {
            bytes("header-\(name)", .archiveHeader, at: place, "T34", "a record's header: \(description)") { bytes in
                for (index, byte) in text.utf8.enumerated() { bytes[second + offset + index] = byte }
                if checksum { Self.correctChecksum(&bytes, at: second) }
            }
        }
        field("ustar", "the magic of a newer tar", at: 257, "ustar\u{0}00")
        field("gnu", "the magic of GNU tar", at: 257, "ustar  \u{0}")
        field("mode", "mode 755", at: 100, "0000755")
        field("owner", "an owner", at: 108, "0001750")
        field("group", "a group", at: 116, "0001750")
        field("owner-name", "an owner's name", at: 265, "root")
        field("time", "another time than the first record's", at: 136, "15300000000")
        field("time-spaces", "a time with spaces", at: 136, "           ")
        field("size-spaces", "a size with spaces for zeros", at: 124, "        ")
        field("size-decimal", "a size with the digit 9", at: 124, "00000000999")
        field("size-terminated-by-space", "a size ended by a space", at: 135, " ")
        field("link", "a link", at: 156, "2")
        field("directory", "a directory", at: 156, "5")
        field("prefix", "a path before the name", at: 345, "etc")
        field("name-after-nul", "bytes after the end of the name", at: 90, "x")
        field("last-byte", "a byte in the unused end", at: 511, "x")
        field("checksum", "a wrong checksum", at: 148, "000000", checksum: false)
        field("checksum-spaces", "a checksum of spaces", at: 148, "        ", checksum: false)
        field("name-without-end", "a name that fills its field", at: 0, String(repeating: "a", count: 100))
        let ballot = ForgedArchive.records(archiveOfOne.events).prefix(6).reduce(0) { $0 + $1.bytes.count }
        bytes("header-size-less-by-a-block", .recordName, "T34", "a ballot's size lies by a block") {
            let size = Int(String(decoding: $0[ballot + 124..<ballot + 135], as: UTF8.self), radix: 8) ?? 0
            // The block left over is what a reader that trusts the size takes for the next header.
            Self.putSize((size - 512) / 512 * 512, &$0, at: ballot)
        }
        let sizes: [(String, Rule, Int)] = [
            ("size-more-by-one", .recordName, 1),
            ("size-less-by-one", .archivePadding, -1),
        ]
        for (name, rule, difference) in sizes {
            bytes(
                "header-\(name)", rule, at: rule == .recordName ? Place(offset: 1024) : place, "T34",
                "the size lies by \(difference) bytes"
            ) { bytes in
                let size = Int(String(decoding: bytes[second + 124..<second + 135], as: UTF8.self), radix: 8) ?? 0
                Self.putSize(size + difference, &bytes, at: second)
            }
        }
        bytes("header-size-beyond-the-end", .archiveTruncated, at: place, "T34", "a size beyond the end of the archive")
        {
            Self.putSize(1 << 29, &$0, at: second)
        }
        bytes("header-size-8-gigabytes", .archiveHeader, at: place, "T34", "the largest size that the field can say") {
            Self.putSize(1 << 33 - 1, &$0, at: second)
        }
        bytes(
            "first-record-renamed", .archiveHeader, at: Place(offset: 0), "T34", "the first record under another name"
        ) {
            bytes in
            bytes[7] = UInt8(ascii: "s")
            bytes[6] = UInt8(ascii: "0")
            Self.correctChecksum(&bytes, at: 0)
        }
        bytes("first-record-missing", .archiveHeader, at: Place(offset: 0), "T18", "the first record cut off") {
            $0.removeFirst(1024)
        }
        for (name, body) in [
            ("version-2", "{\"version\":2,\"timestamp\":\"1795346526\"}"),
            ("other-time", "{\"version\":1,\"timestamp\":\"1795346527\"}"),
            ("time-as-number", "{\"version\":1,\"timestamp\":1795346526}"),
            ("spaces", "{\"version\": 1, \"timestamp\":\"1795346526\"}"),
            ("more", "{\"version\":1,\"timestamp\":\"1795346526\",\"extra\":1}"), ("empty", ""),
        ] {
            records("first-record-\(name)", .archiveHeader, at: Place(offset: 0), "T34", "the first record: \(name)") {
                $0[0].body = Array(body.utf8)
            }
        }
        bytes("padding-byte", .archivePadding, at: place, "T34", "a byte in the padding after a body") { bytes in
            let size = Int(String(decoding: bytes[second + 124..<second + 135], as: UTF8.self), radix: 8) ?? 0
            bytes[second + 512 + size] = 1
        }
        bytes("padding-last-byte", .archivePadding, "T34", "the very last byte is not zero") { $0[$0.count - 1] = 1 }
        bytes("zero-blocks-at-the-end", .archiveHeader, "T34", "the two zero blocks that end an ordinary tar") {
            $0 += [UInt8](repeating: 0, count: 1024)
        }
        bytes("zero-block-in-the-middle", .archiveHeader, at: place, "T34", "a zero block between two records") {
            $0.insert(contentsOf: [UInt8](repeating: 0, count: 512), at: second)
        }
        bytes("half-a-block-at-the-end", .archiveTruncated, "T18", "256 zeros at the end") {
            $0 += [UInt8](repeating: 0, count: 256)
        }
        bytes("byte-at-the-end", .archiveTruncated, "T18", "a newline at the end") { $0.append(10) }
        bytes("cut-in-a-header", .archiveTruncated, "T18", "the last event's record cut in its header") {
            $0.removeLast(1000)
        }
        bytes("cut-in-a-body", .archiveTruncated, "T18", "the last block cut off") { $0.removeLast(512) }
        bytes("cut-by-a-byte", .archiveTruncated, "T18", "the last byte cut off") { $0.removeLast() }
        bytes("empty-file", .archiveHeader, "T34", "no byte") { $0 = [] }
        bytes("zip-archive", .archiveTruncated, "T34", "a file of another kind") { $0 = Array("PK\u{3}\u{4}".utf8) }
        bytes("all-zero", .archiveHeader, "T34", "zeros") { $0 = [UInt8](repeating: 0, count: 2048) }
    }

    private static func putSize(_ size: Int, _ bytes: inout [UInt8], at offset: Int) {
        let digits = String(size, radix: 8)
        let field = String(repeating: "0", count: 11 - digits.utf8.count) + digits
        bytes.replaceSubrange(offset + 124..<offset + 135, with: field.utf8)
        correctChecksum(&bytes, at: offset)
    }

    private static func correctChecksum(_ bytes: inout [UInt8], at offset: Int) {
        bytes.replaceSubrange(offset + 148..<offset + 156, with: [UInt8](repeating: 0x20, count: 8))
        let sum = bytes[offset..<offset + 512].reduce(0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        let field = String(repeating: "0", count: 6 - digits.utf8.count) + digits
        bytes.replaceSubrange(offset + 148..<offset + 154, with: field.utf8)
        bytes[offset + 154] = 0
    }
}
