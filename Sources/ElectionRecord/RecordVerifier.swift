import VerifiableVoting

/// Verifies a record event by event, without anything but the record itself.
///
/// It says that one service signed these events in this order and that no payload was changed. It does not say that there is
/// no other record of the same service: heads that others have kept say that.
public struct RecordVerifier: Sendable {
    public private(set) var opening: RecordOpening?
    /// Nil before the first event.
    public private(set) var head: RecordHead?
    /// Personal payloads that were erased.
    public private(set) var erased = 0
    /// Events by kind.
    public private(set) var kinds: [String: Int] = [:]

    public init() {}

    /// Takes the next event. Throws for one that does not belong here; the verifier stays as it was.
    public mutating func add(_ sealed: SealedEvent) throws(RecordViolation) {
        let event = sealed.event
        func refuse(_ rule: RecordViolation.Rule, _ detail: String) -> RecordViolation {
            RecordViolation(rule, height: head.map { $0.height + 1 } ?? 0, detail: detail)
        }
        try sealed.requireForm()
        guard event.height == head.map({ $0.height + 1 }) ?? 0 else { throw refuse(.height, "\(event.height)") }
        guard event.parent == head?.hash else { throw refuse(.parent, event.parent?.hexadecimal ?? "none") }
        guard (event.kind == RecordOpening.kind) == (event.height == 0) else { throw refuse(.opening, event.kind) }
        guard Digest(of: sealed.payload) == event.payload else { throw refuse(.payload, event.payload.hexadecimal) }
        let opening: RecordOpening
        if let known = self.opening { opening = known } else { opening = try RecordOpening(payload: sealed.payload) }
        let message = RecordEvent.domain + event.bytes
        guard opening.service.holds(sealed.signature, of: message) else { throw refuse(.signature, event.kind) }
        guard event.time.precision == opening.precision(of: event.kind) else {
            throw refuse(.time, "\(event.kind): \(opening.precision(of: event.kind).rawValue)")
        }
        guard sealed.personal.count == event.personal.count else {
            throw refuse(.personal, "\(sealed.personal.count) of \(event.personal.count)")
        }
        for (place, payload) in sealed.personal.enumerated()
        where payload.map({ $0.hash != event.personal[place] }) ?? false {
            throw refuse(.personal, event.personal[place].hexadecimal)
        }
        self.opening = opening
        head = RecordHead(height: event.height, hash: Digest(of: message))
        erased += sealed.personal.count { $0 == nil }
        kinds[event.kind, default: 0] += 1
    }
}
