import PrimeOrderGroups

/// The list of public credentials of an election, held compactly: 32 bytes and a place in a table for each.
///
/// Specification notes, section 4.4. Elements are looked up by the hash of their canonical text.
public struct PublicCredentials: Sendable {
    /// Most entries that a list may have.
    static let most = 1 << 26

    private var keys: [UInt8] = []
    /// Open addressing: position of an entry plus one, 0 for free.
    private var table: [UInt32] = []
    /// Empty where no entry has a weight: then every weight is 1.
    private var weights: [UInt64] = []
    public private(set) var count = 0
    public private(set) var totalWeight: UInt64 = 0
    public var hasWeights: Bool { !weights.isEmpty }

    /// Reads a list in canonical form and tests every element. Throws with the position of the first bad entry.
    public init<Suite: CipherSuite>(_ bytes: [UInt8], suite: Suite.Type) throws(Violation) {
        guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else {
            throw Violation(.credentialsFormat, detail: "an array is expected")
        }
        var batch: [Suite.Element] = []
        var position = 1
        if bytes.count == 2 { position = 2 }
        var capacity = 16
        // Two quotes an entry: twice as many slots as entries, however short these are.
        let quotes = bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\"") ? 1 : 0) }
        while capacity < quotes { capacity *= 2 }
        table = [UInt32](repeating: 0, count: capacity)
        // Growing by doubling would hold the keys twice. An element of a group takes more than 32 digits, but for crafted ones.
        keys.reserveCapacity(min(32 * (quotes / 2), bytes.count))
        while position < bytes.count - 1 {
            let place = Place(credential: count + 1)
            guard bytes[position] == UInt8(ascii: "\""),
                let end = bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "\"")), count < Self.most
            else { throw Violation(.credentialsFormat, place) }
            try append(bytes[position + 1..<end], suite, &batch, place)
            if batch.count == 4096 { try Self.check(&batch, suite, end: count) }
            guard bytes[end + 1] == UInt8(ascii: end + 2 == bytes.count ? "]" : ",") else {
                throw Violation(.credentialsFormat, place)
            }
            position = end + 2
            if position == bytes.count - 1 { throw Violation(.credentialsFormat, place) }
        }
        try Self.check(&batch, suite, end: count)
    }

    private static func check<Suite: CipherSuite>(
        _ batch: inout [Suite.Element], _ suite: Suite.Type, end: Int
    ) throws(Violation) {
        if let outside = Suite.Group.firstNonMember(of: batch) {
            throw Violation(.credentialElement, Place(credential: end - batch.count + outside + 1))
        }
        batch.removeAll(keepingCapacity: true)
    }

    private mutating func append<Suite: CipherSuite>(
        _ entry: ArraySlice<UInt8>, _ suite: Suite.Type, _ batch: inout [Suite.Element], _ place: Place
    ) throws(Violation) {
        let comma = entry.firstIndex(of: UInt8(ascii: ","))
        let text = entry[entry.startIndex..<(comma ?? entry.endIndex)]
        guard let element = text.withUnsafeBufferPointer({ Suite.Group.element(text: $0) }),
            element != Suite.Group.neutral
        else { throw Violation(.credentialElement, place) }
        batch.append(element)
        var weight: UInt64 = 1
        if let comma {
            let digits = String(decoding: entry[(comma + 1)...], as: UTF8.self)
            guard let value = UInt64(digits), String(value) == digits, value < 1 << 63 else {
                throw Violation(.credentialWeight, place, detail: digits)
            }
            weight = value
        }
        let (total, overflow) = totalWeight.addingReportingOverflow(weight)
        guard !overflow, total < 1 << 63 else { throw Violation(.credentialWeight, place) }
        totalWeight = total
        let key = Digest(of: text).bytes
        guard find(key) == nil else { throw Violation(.credentialDuplicate, place) }
        insert(key)
        if comma != nil && weights.isEmpty { weights = [UInt64](repeating: 1, count: count - 1) }
        if !weights.isEmpty || comma != nil { weights.append(weight) }
    }

    private func slot(_ key: [UInt8]) -> Int {
        Int(truncatingIfNeeded: key.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) & (table.count - 1)
    }

    private mutating func insert(_ key: [UInt8]) {
        keys.append(contentsOf: key)
        count += 1
        var slot = slot(key)
        while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = UInt32(count)
    }

    private func find(_ key: [UInt8]) -> Int? {
        var slot = slot(key)
        while table[slot] != 0 {
            let position = Int(table[slot]) - 1
            if keys[32 * position..<32 * position + 32].elementsEqual(key) { return position }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    /// Position of a credential from 0, by its canonical text.
    public func position(of text: some Sequence<UInt8>) -> Int? { find(Digest(of: text).bytes) }

    public func weight(at position: Int) -> UInt64 { weights.isEmpty ? 1 : weights[position] }
}
