public import ElectionModel
public import ElectionRecord
public import VerifiableVoting

/// Makes records for tests.
public struct RecordBuilder: Sendable {
    public let service = SignerSecret()
    public var opening: RecordOpening
    public private(set) var events: [SealedEvent] = []

    public init(election: String = "test-2004") throws {
        guard let key = service.publicKey else { throw RecordViolation(.signature, height: nil, detail: "no key") }
        opening = RecordOpening(
            election: election, service: key,
            precisions: [RecordOpening.kind: .second, "protocol.received": .minute, "station.opened": .day])
        try add([opening.draft(author: "p1", role: "setup officer", time: Self.time(.second))])
    }

    public var head: RecordHead? { events.last?.head }

    public mutating func add(_ drafts: [EventDraft]) throws {
        events += try SealedEvent.seal(drafts, after: head, by: service)
    }

    public static func time(_ precision: RecordTime.Precision) -> RecordTime {
        guard let day = CalendarDate("2004-09-19") else { return .none }
        return RecordTime(day, secondOfDay: 14 * 3600 + 5 * 60 + 33, precision: precision)
    }

    public static func draft(_ number: Int, personal: [String] = []) -> EventDraft {
        let (kind, precision): (String, RecordTime.Precision) = [
            ("protocol.received", .minute), ("station.opened", .day), ("ballot.issued", .none),
        ][number % 3]
        return EventDraft(
            kind: kind, author: "p\(number % 7)", role: "acceptor", time: time(precision),
            payload: Array("{\"number\":\(number)}".utf8),
            personal: personal.map { PersonalPayload(Array($0.utf8)) })
    }

    /// A record of so many events, every fifth with personal payloads.
    public static func record(_ count: Int) throws -> RecordBuilder {
        var builder = try RecordBuilder()
        for number in 1..<count {
            try builder.add([draft(number, personal: number % 5 == 0 ? ["name \(number)", "1950-01-02"] : [])])
        }
        return builder
    }
}

/// Why verifying fails; nil where it does not.
public func violation(of events: [SealedEvent]) -> RecordViolation? {
    var verifier = RecordVerifier()
    for event in events {
        do throws(RecordViolation) { try verifier.add(event) } catch { return error }
    }
    return nil
}
