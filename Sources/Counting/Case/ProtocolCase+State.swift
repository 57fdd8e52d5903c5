public import ElectionModel

extension ProtocolCase {
    /// Where a protocol is on its way.
    public enum State: Sendable, Hashable {
        /// Nothing was entered.
        case awaitingEntry
        /// One person has typed it; another has to.
        case enteredOnce(ProtocolDocument, by: PersonID)
        /// Some fields have not been typed alike by two persons.
        case differing(OpenFields)
        /// Two persons typed every figure alike.
        case entered(ProtocolDocument)
        /// Somebody who typed nothing has compared it with the paper.
        case confirmed(ProtocolDocument)
        /// More than half of all members of the commission have signed.
        case signed(ProtocolDocument)
        /// The commission above has it.
        case received(ProtocolDocument)
        case accepted(ProtocolDocument)
        /// The commission above sent it back.
        case returned(ProtocolDocument, reason: String)
        /// The ballots are to be counted again; a new protocol will be entered.
        case recountOrdered(NumberedDecision)
        /// It does not count any more.
        case annulled(NumberedDecision)

        /// A state without what it holds, for tables and lists.
        public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
            case awaitingEntry = "awaiting entry"
            case enteredOnce = "entered once"
            case differing
            case entered
            case confirmed
            case signed
            case received
            case accepted
            case returned
            case recountOrdered = "recount ordered"
            case annulled
        }

        public var kind: Kind {
            switch self {
            case .awaitingEntry: .awaitingEntry
            case .enteredOnce: .enteredOnce
            case .differing: .differing
            case .entered: .entered
            case .confirmed: .confirmed
            case .signed: .signed
            case .received: .received
            case .accepted: .accepted
            case .returned: .returned
            case .recountOrdered: .recountOrdered
            case .annulled: .annulled
            }
        }

        /// The document, where two persons have agreed on one.
        public var document: ProtocolDocument? {
            switch self {
            case .entered(let document), .confirmed(let document), .signed(let document), .received(let document),
                .accepted(let document), .returned(let document, _):
                document
            case .awaitingEntry, .enteredOnce, .differing, .recountOrdered, .annulled: nil
            }
        }
    }

    /// A document in which some fields are still open.
    public struct OpenFields: Sendable, Hashable {
        /// The rest of it; open fields hold what one person typed and must not be shown.
        var draft: ProtocolDocument
        /// In the order of the form.
        public internal(set) var fields: [Open]

        /// A field that two persons have not yet typed alike.
        public struct Open: Sendable, Hashable {
            public var field: ProtocolField
            var readings: [Reading]
            /// Who has typed it since it was opened.
            public var typists: [PersonID] { readings.map(\.person) }
        }

        struct Reading: Sendable, Hashable {
            var entry: FieldEntry
            var person: PersonID
        }
    }

    /// What somebody typed into one field.
    public struct FieldEntry: Codable, Sendable, Hashable {
        /// Nil where the paper has nothing.
        public var figure: UInt32?
        /// The number in words, as it stands there; nil where the form has none or they were left out.
        public var words: String?

        public init(_ figure: UInt32?, words: String? = nil) {
            self.figure = figure
            self.words = words
        }

        /// Whether both mean the same paper: equal figures, and words that are the same but for case and spaces.
        public func agrees(with other: FieldEntry) -> Bool {
            figure == other.figure && Self.plain(words) == Self.plain(other.words)
        }

        private static func plain(_ words: String?) -> [Substring] {
            (words ?? "").lowercased().split { $0.isWhitespace || $0 == "-" }
        }
    }
}
