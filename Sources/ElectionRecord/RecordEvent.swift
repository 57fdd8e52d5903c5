public import VerifiableVoting

/// One entry of a record: who did what when, chained to the entry before. The record knows no kind of payload.
///
/// Documentation/Formats/Record.md describes the bytes.
public struct RecordEvent: Sendable, Hashable {
    /// 0 for the first.
    public var height: Int
    /// The hash of the event before; nil for the first.
    public var parent: Digest?
    /// Such as `protocol.accepted`; the first is `record.opened`.
    public var kind: String
    /// The authenticated person, by an identifier that is no name.
    public var author: String
    /// The role in which the person acted.
    public var role: String
    public var time: RecordTime
    /// The hash of the payload's bytes.
    public var payload: Digest
    /// The salted hashes of personal payloads, in order.
    public var personal: [Digest]

    public init(
        height: Int, parent: Digest?, kind: String, author: String, role: String, time: RecordTime, payload: Digest,
        personal: [Digest]
    ) {
        self.height = height
        self.parent = parent
        self.kind = kind
        self.author = author
        self.role = role
        self.time = time
        self.payload = payload
        self.personal = personal
    }

    /// What stands before the bytes that are hashed and signed.
    static let domain = Array("sailau-record-event-1\n".utf8)

    /// The canonical bytes, without a line end.
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"version\":1,\"height\":")
            text.whole(height)
            text.raw(",\"parent\":")
            if let parent { text.string(parent.hexadecimal) } else { text.raw("null") }
            for (name, value): (StaticString, String) in [
                (",\"kind\":", kind), (",\"author\":", author), (",\"role\":", role), (",\"time\":", "\(time)"),
                (",\"payload\":", payload.hexadecimal),
            ] {
                text.raw(name)
                text.string(value)
            }
            text.raw(",\"personal\":")
            text.list(personal) { $0.string($1.hexadecimal) }
            text.raw("}")
        }
    }

    /// Names the event and everything before it.
    public var hash: Digest { Digest(of: Self.domain + bytes) }

    /// Most bytes of an event.
    static let mostBytes = 1 << 16
    /// Most personal payloads of an event.
    static let mostPersonal = 256

    /// Reads canonical bytes; whatever is missing, unknown, in another order or written in another way is refused.
    public init(bytes: [UInt8], at height: Int) throws(RecordViolation) {
        func refuse(_ rule: RecordViolation.Rule, _ detail: String) -> RecordViolation {
            RecordViolation(rule, height: height, detail: detail)
        }
        guard bytes.count <= Self.mostBytes else { throw refuse(.size, "\(bytes.count) bytes") }
        let tree: JSONTree
        do {
            tree = try JSONTree.read(bytes)
        } catch {
            throw refuse(.format, "byte \(error.offset): \(error.expected)")
        }
        func string(_ name: String) throws(RecordViolation) -> String {
            guard let text = tree[name]?.string else { throw refuse(.format, name) }
            return text
        }
        guard let version = tree["version"]?.whole else { throw refuse(.format, "version") }
        guard version == 1 else { throw refuse(.version, "\(version)") }
        guard let number = tree["height"]?.whole, let parent = tree["parent"], let hashes = tree["personal"]?.items
        else { throw refuse(.format, "height, parent, personal") }
        let texts = hashes.map { $0.string.flatMap { Digest(hexadecimal: $0) } }
        guard texts.count <= Self.mostPersonal else { throw refuse(.size, "\(texts.count) personal payloads") }
        guard let payload = Digest(hexadecimal: try string("payload")), let time = RecordTime(try string("time")),
            !texts.contains(nil)
        else { throw refuse(.format, "payload, time, personal") }
        self.init(
            height: Int(number), parent: parent.string.flatMap { Digest(hexadecimal: $0) }, kind: try string("kind"),
            author: try string("author"), role: try string("role"), time: time, payload: payload,
            personal: texts.compactMap { $0 })
        guard self.bytes == bytes else { throw refuse(.format, "not in canonical form") }
        guard number == height else { throw refuse(.height, "\(number)") }
    }
}

/// Where a record ends.
public struct RecordHead: Sendable, Hashable, CustomStringConvertible {
    /// The last event's height.
    public var height: Int
    /// The last event's hash.
    public var hash: Digest

    public init(height: Int, hash: Digest) { (self.height, self.hash) = (height, hash) }

    public var description: String { "\(height):\(hash.hexadecimal)" }

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let height = Int(parts[0]), height >= 0, "\(height)" == parts[0],
            let hash = Digest(hexadecimal: String(parts[1]))
        else { return nil }
        self.init(height: height, hash: hash)
    }
}
