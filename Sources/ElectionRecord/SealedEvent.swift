public import VerifiableVoting

/// An event that is to be added: what happened, before it has a place in the chain.
public struct EventDraft: Sendable, Hashable {
    public var kind: String
    public var author: String
    public var role: String
    public var time: RecordTime
    /// One line of UTF-8, canonical JSON by custom.
    public var payload: [UInt8]
    public var personal: [PersonalPayload]

    public init(
        kind: String, author: String, role: String, time: RecordTime, payload: [UInt8], personal: [PersonalPayload] = []
    ) {
        self.kind = kind
        self.author = author
        self.role = role
        self.time = time
        self.payload = payload
        self.personal = personal
    }
}

/// An event in its place, signed by the service, with its payloads.
public struct SealedEvent: Sendable, Hashable {
    public let event: RecordEvent
    /// 64 bytes: Ed25519 by the service over the event's domain and bytes.
    public let signature: [UInt8]
    public let payload: [UInt8]
    /// Nil where it was erased.
    public let personal: [PersonalPayload?]

    public init(event: RecordEvent, signature: [UInt8], payload: [UInt8], personal: [PersonalPayload?]) {
        self.event = event
        self.signature = signature
        self.payload = payload
        self.personal = personal
    }

    public var hash: Digest { event.hash }
    public var head: RecordHead { RecordHead(height: event.height, hash: hash) }

    /// Puts drafts into the chain after a head, in order. The same drafts after the same head make the same events, so a
    /// retry is recognised.
    ///
    /// - Throws: a violation of `size` or `format` for a draft that no record could hold.
    public static func seal(
        _ drafts: [EventDraft], after head: RecordHead?, by service: SignerSecret
    ) throws(RecordViolation) -> [SealedEvent] {
        var sealed: [SealedEvent] = []
        sealed.reserveCapacity(drafts.count)
        var head = head
        for draft in drafts {
            let event = RecordEvent(
                height: head.map { $0.height + 1 } ?? 0, parent: head?.hash, kind: draft.kind, author: draft.author,
                role: draft.role, time: draft.time, payload: Digest(of: draft.payload),
                personal: draft.personal.map(\.hash))
            guard let signature = service.sign(RecordEvent.domain + event.bytes) else {
                throw RecordViolation(.signature, height: event.height, detail: "the service's key does not sign")
            }
            let new = SealedEvent(
                event: event, signature: signature, payload: draft.payload, personal: draft.personal)
            try new.requireForm()
            sealed.append(new)
            head = sealed.last?.head
        }
        return sealed
    }

    /// Most bytes of a payload or of a personal payload.
    static let mostPayloadBytes = 1 << 24

    /// Sizes and forms that need no other event to be judged.
    package func requireForm() throws(RecordViolation) {
        func refuse(_ rule: RecordViolation.Rule, _ detail: String) -> RecordViolation {
            RecordViolation(rule, height: event.height, detail: detail)
        }
        guard event.bytes.count <= RecordEvent.mostBytes else { throw refuse(.size, "\(event.bytes.count) bytes") }
        guard personal.count <= RecordEvent.mostPersonal else {
            throw refuse(.size, "\(personal.count) personal payloads")
        }
        for name in [event.kind, event.author, event.role] where name.isEmpty {
            throw refuse(.format, "kind, author and role are not empty")
        }
        for text in [payload] + personal.compactMap({ $0?.text }) {
            guard text.count <= Self.mostPayloadBytes else { throw refuse(.size, "a payload of \(text.count) bytes") }
            guard !text.contains(UInt8(ascii: "\n")), String(validating: text, as: UTF8.self) != nil else {
                throw refuse(.format, "a payload is one line of UTF-8")
            }
        }
    }
}
