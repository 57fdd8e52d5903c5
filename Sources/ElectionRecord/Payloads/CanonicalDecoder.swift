import VerifiableVoting

/// Reads payloads that `CanonicalEncoder` wrote, and nothing else: whatever would be written in another way, or has a member
/// that the type does not know, is refused.
public enum CanonicalDecoder {
    /// - Throws: `DecodingError` with the path to what is missing or of another type, or that the bytes are no canonical form
    ///   of the type.
    public static func decode<Value: Codable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        let tree: JSONTree
        do {
            tree = try JSONTree.read(bytes)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "byte \(error.offset): \(error.expected)"))
        }
        let value = try Value(from: TreeDecoder(tree: tree, codingPath: []))
        guard try CanonicalEncoder.encode(value) == bytes else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "not in canonical form, or with members that are not known"))
        }
        return value
    }
}

private struct TreeDecoder: Decoder, SingleValueDecodingContainer {
    let tree: JSONTree
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func mismatch<Value>(_ type: Value.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "expected \(type)"))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let members = tree.members else { throw mismatch([String: JSONTree].self) }
        let named = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        return KeyedDecodingContainer(MemberDecoder<Key>(members: named, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let items = tree.items else { throw mismatch([JSONTree].self) }
        return ItemDecoder(items: items, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { if case .null = tree.value { true } else { false } }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard let flag = tree.bool else { throw mismatch(type) }
        return flag
    }

    func decode(_ type: String.Type) throws -> String {
        guard let text = tree.string else { throw mismatch(type) }
        return text
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

    func decode(_ type: Double.Type) throws -> Double { throw mismatch(type) }
    func decode(_ type: Float.Type) throws -> Float { throw mismatch(type) }
    func decode(_ type: Int.Type) throws -> Int { try whole() }
    func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
    func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
    func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
    func decode(_ type: Int64.Type) throws -> Int64 { try whole() }
    func decode(_ type: UInt.Type) throws -> UInt { try whole() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try whole() }

    private func whole<Number: FixedWidthInteger>() throws -> Number {
        guard let whole = tree.whole, let number = Number(exactly: whole) else { throw mismatch(Number.self) }
        return number
    }
}

private struct MemberDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: JSONTree]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { members.keys.sorted().compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    private func decoder(_ key: Key) throws -> TreeDecoder {
        guard let tree = members[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "member \(key.stringValue) is missing"))
        }
        return TreeDecoder(tree: tree, codingPath: codingPath + [key])
    }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        guard let tree = members["super"] else {
            throw DecodingError.valueNotFound(
                JSONTree.self, .init(codingPath: codingPath, debugDescription: "member super is missing"))
        }
        return TreeDecoder(tree: tree, codingPath: codingPath)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

private struct ItemDecoder: UnkeyedDecodingContainer {
    let items: [JSONTree]
    let codingPath: [any CodingKey]
    var currentIndex = 0

    init(items: [JSONTree], codingPath: [any CodingKey]) { (self.items, self.codingPath) = (items, codingPath) }

    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    private mutating func next() throws -> TreeDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONTree.self, .init(codingPath: codingPath, debugDescription: "item \(currentIndex + 1) is missing"))
        }
        defer { currentIndex += 1 }
        return TreeDecoder(tree: items[currentIndex], codingPath: codingPath)
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, case .null = items[currentIndex].value else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}
