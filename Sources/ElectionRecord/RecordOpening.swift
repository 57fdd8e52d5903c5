public import VerifiableVoting

/// What the first event of a record says: which election it is of, who signs, and how precise times are.
public struct RecordOpening: Sendable, Hashable {
    public static let kind = "record.opened"

    public var election: String
    /// The key of the service that signs every event.
    public var service: SignerKey
    /// How precise the times of a kind of event are; other kinds bear no time.
    public var precisions: [String: RecordTime.Precision]

    public init(election: String, service: SignerKey, precisions: [String: RecordTime.Precision]) {
        self.election = election
        self.service = service
        self.precisions = precisions
    }

    public func precision(of kind: String) -> RecordTime.Precision { precisions[kind] ?? .none }

    /// The payload of the first event, in canonical form: kinds in the order of their bytes.
    public var payload: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-record\",\"version\":1,\"election\":")
            text.string(election)
            text.raw(",\"service\":")
            text.string(service.hexadecimal)
            text.raw(",\"times\":")
            let kinds = precisions.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            text.list(kinds) { text, kind in
                text.raw("{\"kind\":")
                text.string(kind.key)
                text.raw(",\"precision\":")
                text.string(kind.value.rawValue)
                text.raw("}")
            }
            text.raw("}")
        }
    }

    /// The draft of the first event.
    public func draft(author: String, role: String, time: RecordTime) -> EventDraft {
        EventDraft(kind: Self.kind, author: author, role: role, time: time, payload: payload)
    }

    /// Throws a violation of `opening` for what is no opening, or not in canonical form.
    public init(payload: [UInt8]) throws(RecordViolation) {
        func refuse(_ detail: String) -> RecordViolation { RecordViolation(.opening, height: 0, detail: detail) }
        guard let tree = try? JSONTree.read(payload), tree["format"]?.string == "sailau-record",
            tree["version"]?.whole == 1
        else { throw refuse("format sailau-record, version 1") }
        guard let election = tree["election"]?.string, !election.isEmpty else { throw refuse("election") }
        guard let service = tree["service"]?.string.flatMap({ SignerKey(hexadecimal: $0) }) else {
            throw refuse("service")
        }
        var precisions: [String: RecordTime.Precision] = [:]
        for item in tree["times"]?.items ?? [] {
            guard let kind = item["kind"]?.string,
                let precision = item["precision"]?.string.flatMap({ RecordTime.Precision(rawValue: $0) })
            else { throw refuse("times") }
            precisions[kind] = precision
        }
        self.init(election: election, service: service, precisions: precisions)
        guard self.payload == payload else { throw refuse("not in canonical form") }
    }
}
