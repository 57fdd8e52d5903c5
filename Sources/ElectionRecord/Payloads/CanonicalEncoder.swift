import VerifiableVoting

/// Writes a payload as canonical JSON: compact, members in the order of their names' bytes, members without a value left
/// out, whole numbers only. The same value gives the same bytes on every machine.
///
/// Documentation/Formats/Record.md, "Payloads".
public enum CanonicalEncoder {
    /// - Throws: `EncodingError` for a number with a fraction and for whatever a type's own coding throws.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let place = Place()
        try value.encode(to: ValueEncoder(place: place, codingPath: []))
        var text = CanonicalText()
        place.write(to: &text)
        return text.bytes
    }

    /// Where one value is put together; containers of the standard protocols are handed out before they are filled.
    final class Place {
        enum Content {
            case null
            case bool(Bool)
            case whole(String)
            case string(String)
            case array([Place])
            case object([String: Place])
        }

        var content: Content = .null

        func write(to text: inout CanonicalText) {
            switch content {
            case .null: text.raw("null")
            case .bool(let flag): text.raw(flag ? Array("true".utf8) : Array("false".utf8))
            case .whole(let digits): text.raw(digits.utf8)
            case .string(let string): text.string(string)
            case .array(let items): text.list(items) { $1.write(to: &$0) }
            case .object(let members):
                text.raw("{")
                var first = true
                for (name, place) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                    if !first { text.raw(",") }
                    first = false
                    text.string(name)
                    text.raw(":")
                    place.write(to: &text)
                }
                text.raw("}")
            }
        }

        func member(_ name: String) -> Place {
            guard case .object(var members) = content else {
                let new = Place()
                content = .object([name: new])
                return new
            }
            if let known = members[name] { return known }
            let new = Place()
            content = .null
            members[name] = new
            content = .object(members)
            return new
        }

        func item() -> Place {
            guard case .array(var items) = content else {
                let new = Place()
                content = .array([new])
                return new
            }
            let new = Place()
            content = .null
            items.append(new)
            content = .array(items)
            return new
        }

        var count: Int { if case .array(let items) = content { items.count } else { 0 } }
    }
}

private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let place: CanonicalEncoder.Place
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object = place.content {} else { place.content = .object([:]) }
        return KeyedEncodingContainer(MemberEncoder<Key>(place: place, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = place.content {} else { place.content = .array([]) }
        return ItemEncoder(place: place, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { place.content = .null }
    func encode(_ value: Bool) { place.content = .bool(value) }
    func encode(_ value: String) { place.content = .string(value) }

    func encode<Value: Encodable>(_ value: Value) throws { try value.encode(to: self) }

    func encode(_ value: Double) throws { try refuse(value) }
    func encode(_ value: Float) throws { try refuse(value) }
    func encode(_ value: Int) { place.content = .whole("\(value)") }
    func encode(_ value: Int8) { place.content = .whole("\(value)") }
    func encode(_ value: Int16) { place.content = .whole("\(value)") }
    func encode(_ value: Int32) { place.content = .whole("\(value)") }
    func encode(_ value: Int64) { place.content = .whole("\(value)") }
    func encode(_ value: UInt) { place.content = .whole("\(value)") }
    func encode(_ value: UInt8) { place.content = .whole("\(value)") }
    func encode(_ value: UInt16) { place.content = .whole("\(value)") }
    func encode(_ value: UInt32) { place.content = .whole("\(value)") }
    func encode(_ value: UInt64) { place.content = .whole("\(value)") }

    private func refuse(_ value: some BinaryFloatingPoint) throws {
        throw EncodingError.invalidValue(
            value, .init(codingPath: codingPath, debugDescription: "a payload has whole numbers only"))
    }
}

private struct MemberEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let place: CanonicalEncoder.Place
    let codingPath: [any CodingKey]

    private func encoder(_ key: some CodingKey) -> ValueEncoder {
        ValueEncoder(place: place.member(key.stringValue), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { encoder(key).encodeNil() }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try encoder(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { ValueEncoder(place: place.member("super"), codingPath: codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct ItemEncoder: UnkeyedEncodingContainer {
    let place: CanonicalEncoder.Place
    let codingPath: [any CodingKey]

    var count: Int { place.count }

    private var next: ValueEncoder { ValueEncoder(place: place.item(), codingPath: codingPath) }

    func encodeNil() { next.encodeNil() }
    func encode<Value: Encodable>(_ value: Value) throws { try next.encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next.container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next.unkeyedContainer() }
    func superEncoder() -> any Encoder { next }
}
