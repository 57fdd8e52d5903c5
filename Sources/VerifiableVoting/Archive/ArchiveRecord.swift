/// Where the bytes of an archive come from; the caller opens files.
public protocol ArchiveSource: Sendable {
    /// Bytes of the whole archive at the moment of opening.
    var byteCount: UInt64 { get }
    /// Exactly `count` bytes from `offset`, both inside the archive.
    func read(at offset: UInt64, count: Int) throws -> [UInt8]
}

/// An archive held in memory.
public struct MemoryArchive: ArchiveSource {
    public let bytes: [UInt8]
    public init(_ bytes: [UInt8]) { self.bytes = bytes }
    public var byteCount: UInt64 { UInt64(bytes.count) }
    public func read(at offset: UInt64, count: Int) -> [UInt8] { Array(bytes[Int(offset)..<Int(offset) + count]) }
}

/// The records of an archive: an old-style tar without an end, every header the only one possible for its name and size.
///
/// Specification notes, section 4.9.
public enum ArchiveRecord {
    public static let blockSize = 512

    public enum Kind: Sendable {
        case header
        case data
        case event

        var suffix: String {
            switch self {
            case .header: ""
            case .data: ".data.json"
            case .event: ".event.json"
            }
        }
    }

    static let headerName = "BELENIOS"

    /// Largest bodies, by kind and, for data, by what it belongs to: a header that announces more is refused before its body
    /// is read. Whoever reads the contents allows as much or less.
    enum MostBytes {
        static let event = 1 << 16
        /// Election, trustees, certificate and summary of a setup.
        static let setup = 1 << 24
        static let credentials = 1 << 30
        /// Data of any later event: ballots, tallies, decryptions, results.
        static let later = 1 << 26
    }

    /// Header block, body and padding of a record. `timestamp` in seconds, the same in all records of an archive.
    public static func bytes(name: String, body: [UInt8], timestamp: UInt64) -> [UInt8] {
        var bytes = header(name: name, size: body.count, timestamp: timestamp)
        bytes.append(contentsOf: body)
        bytes.append(contentsOf: repeatElement(0, count: padding(body.count)))
        return bytes
    }

    /// A record named by the hash of its body.
    public static func bytes(_ kind: Kind, body: [UInt8], timestamp: UInt64) -> [UInt8] {
        bytes(name: Digest(of: body).hexadecimal + kind.suffix, body: body, timestamp: timestamp)
    }

    /// The first record of an archive.
    public static func first(timestamp: UInt64) -> [UInt8] {
        bytes(name: headerName, body: firstBody(timestamp: timestamp), timestamp: timestamp)
    }

    static func firstBody(timestamp: UInt64) -> [UInt8] {
        Array("{\"version\":1,\"timestamp\":\"\(timestamp)\"}".utf8)
    }

    /// Bytes that a body takes with its padding.
    public static func paddedSize(_ size: Int) -> Int { size + padding(size) }

    /// The size of the body that a block announces, if the block is the header of an event record; nil for anything else.
    public static func size(ofEventRecord block: [UInt8]) -> Int? {
        guard block.count == blockSize, let end = block[0..<100].firstIndex(of: 0), let size = octal(block[124..<135]),
            let time = octal(block[136..<147]), size <= UInt64(Event.mostBytes)
        else { return nil }
        let name = String(decoding: block[0..<end], as: UTF8.self)
        return name.hasSuffix(Kind.event.suffix) && block == header(name: name, size: Int(size), timestamp: time)
            ? Int(size) : nil
    }

    /// Whether a header's name begins with the hash of a body.
    public static func isNamed(_ block: [UInt8], after body: [UInt8]) -> Bool {
        block.starts(with: Digest(of: body).hexadecimal.utf8)
    }

    static func padding(_ size: Int) -> Int { (blockSize - size % blockSize) % blockSize }

    static func header(name: String, size: Int, timestamp: UInt64) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(UInt64(size), digits: 11), at: 124)
        put(octal(timestamp, digits: 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        let checksum = block.reduce(UInt64(0)) { $0 + UInt64($1) }
        put(octal(checksum, digits: 6) + "\0 ", at: 148)
        return block
    }

    private static func octal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// The number in octal digits at a place of a header; nil for anything else.
    static func octal(_ block: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for byte in block {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
            value = value << 3 | UInt64(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

/// Reads the records of an archive one after the other and holds each against the only form it may have.
struct RecordScanner {
    struct Record {
        let kind: ArchiveRecord.Kind
        let offset: UInt64
        let digest: Digest
        let body: [UInt8]
    }

    private let source: any ArchiveSource
    private(set) var timestamp: UInt64?
    private(set) var offset: UInt64 = 0

    init(_ source: any ArchiveSource) { self.source = source }

    /// The next record, nil at the end; `mostData`: largest body of a data record that may stand here. Throws a violation of
    /// the archive's form, or what the source throws.
    mutating func next(mostData: Int) throws -> Record? {
        let place = Place(offset: offset)
        let remaining = source.byteCount - offset
        guard remaining > 0 else { return nil }
        guard remaining >= UInt64(ArchiveRecord.blockSize) else { throw Violation(.archiveTruncated, place) }
        let block = try source.read(at: offset, count: ArchiveRecord.blockSize)
        guard let end = block[0..<100].firstIndex(of: 0), let size = ArchiveRecord.octal(block[124..<135]),
            let time = ArchiveRecord.octal(block[136..<147])
        else { throw Violation(.archiveHeader, place) }
        let name = String(decoding: block[0..<end], as: UTF8.self)
        guard size <= UInt64(ArchiveRecord.MostBytes.credentials) else {
            throw Violation(.archiveHeader, place, detail: "\(size) bytes")
        }
        guard block == ArchiveRecord.header(name: name, size: Int(size), timestamp: time), time == timestamp ?? time
        else {
            throw Violation(.archiveHeader, place, detail: name)
        }
        let padding = ArchiveRecord.padding(Int(size))
        let whole = Int(size) + padding
        guard remaining - UInt64(ArchiveRecord.blockSize) >= UInt64(whole) else {
            throw Violation(.archiveTruncated, place, detail: name)
        }
        guard Int(size) <= mostBytes(name: name, time: time, mostData: mostData) else {
            throw Violation(.archiveHeader, place, detail: "\(size) bytes")
        }
        var body = try source.read(at: offset + UInt64(ArchiveRecord.blockSize), count: whole)
        guard body.suffix(padding).allSatisfy({ $0 == 0 }) else {
            throw Violation(.archivePadding, place, detail: name)
        }
        body.removeLast(padding)
        let record = try record(name: name, body: body, time: time, place: place)
        timestamp = time
        offset += UInt64(ArchiveRecord.blockSize + whole)
        return record
    }

    /// Largest body of a record by its name.
    private func mostBytes(name: String, time: UInt64, mostData: Int) -> Int {
        if offset == 0 { return ArchiveRecord.firstBody(timestamp: time).count }
        return name.hasSuffix(ArchiveRecord.Kind.event.suffix) ? ArchiveRecord.MostBytes.event : mostData
    }

    private func record(name: String, body: [UInt8], time: UInt64, place: Place) throws(Violation) -> Record {
        let digest = Digest(of: body)
        if offset == 0 {
            guard name == ArchiveRecord.headerName, body == ArchiveRecord.firstBody(timestamp: time) else {
                throw Violation(.archiveHeader, place, detail: name)
            }
            return Record(kind: .header, offset: offset, digest: digest, body: body)
        }
        let kind: ArchiveRecord.Kind = name.hasSuffix(ArchiveRecord.Kind.event.suffix) ? .event : .data
        guard name == digest.hexadecimal + kind.suffix else { throw Violation(.recordName, place, detail: name) }
        return Record(kind: kind, offset: offset, digest: digest, body: body)
    }
}
