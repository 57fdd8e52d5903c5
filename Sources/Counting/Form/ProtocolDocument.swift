public import ElectionModel

/// The paper: the counts of a protocol with the words beside the figures, and what surrounds them on the sheet.
///
/// `Protocol` is what is added up; this is what is typed, signed, photographed and corrected (decision 0016).
public struct ProtocolDocument: Sendable, Hashable {
    public var counts: Protocol
    /// Numbers in words as they stand on the paper; fields that the paper has no words for are missing.
    public var words: [ProtocolField: String]
    public var header: ProtocolHeader

    public init(
        _ counts: Protocol, words: [ProtocolField: String] = [:], header: ProtocolHeader = ProtocolHeader()
    ) {
        self.counts = counts
        self.words = words
        self.header = header
    }
}

/// What stands around the counts on a protocol.
public struct ProtocolHeader: Codable, Sendable, Hashable {
    /// Which copy this is, the first one being 1; nil where the sheet does not say.
    public var copyNumber: UInt32?
    public var signatures: [Signature]
    /// Whether the commission's stamp is on it; nil where nobody looked.
    public var isStamped: Bool?
    /// When it was signed, by the station's clock.
    public var signedAt: ClockTime?
    /// How many sheets it has without its acts.
    public var pages: UInt32?
    public var acts: [ProtocolAct]
    /// Code printed on the form that proves its own figures; nil where the form has none.
    public var printedCode: String?

    public init(
        copyNumber: UInt32? = nil, signatures: [Signature] = [], isStamped: Bool? = nil, signedAt: ClockTime? = nil,
        pages: UInt32? = nil, acts: [ProtocolAct] = [], printedCode: String? = nil
    ) {
        self.copyNumber = copyNumber
        self.signatures = signatures
        self.isStamped = isStamped
        self.signedAt = signedAt
        self.pages = pages
        self.acts = acts
        self.printedCode = printedCode
    }

    /// One member of the commission on the protocol.
    public struct Signature: Codable, Sendable, Hashable {
        /// What a member is in the commission.
        public enum Office: String, Sendable, Hashable, CaseIterable, Codable {
            case chair
            case deputyChair = "deputy chair"
            case secretary
            case member
        }

        public var member: PersonID
        public var office: Office
        public var hasSigned: Bool
        /// Whether a dissenting opinion is attached in writing (article 20(5)).
        public var dissents: Bool

        public init(_ member: PersonID, _ office: Office, hasSigned: Bool = true, dissents: Bool = false) {
            self.member = member
            self.office = office
            self.hasSigned = hasSigned
            self.dissents = dissents
        }
    }

    /// How many members signed, each once.
    public var signed: Int { Set(signatures.filter(\.hasSigned).map(\.member)).count }
}

/// A paper attached to a protocol.
public struct ProtocolAct: Codable, Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Article 43(3-1): more ballots in a mobile box than written applications.
        case mobileBox = "mobile box"
        /// Article 43(4-1): more ballots found than given; what each member gave was established.
        case moreFoundThanGiven = "more found than given"
        /// Article 43(7): votes on the validity of ballots.
        case disputedBallots = "disputed ballots"
        /// Article 43(7-1) and (9): a recount.
        case recount
        /// Article 20(5): an opinion that differs from the decision.
        case dissent
        /// Article 20-1: written acts of observers, attached on demand.
        case observersAct = "act of observers"
        case complaint
        /// Article 50-5(6): a restart of the electronic system.
        case equipment
        case other
    }

    public var kind: Kind
    public var pages: UInt32

    public init(_ kind: Kind, pages: UInt32) {
        self.kind = kind
        self.pages = pages
    }
}

/// A moment by a clock on the wall, to the minute: written `2004-09-19T21:40`.
public struct ClockTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let date: CalendarDate
    /// 0 to 1439.
    public let minuteOfDay: Int

    /// Nil for an hour or minute that no clock shows.
    public init?(_ date: CalendarDate, hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        self.date = date
        minuteOfDay = 60 * hour + minute
    }

    /// Reads the written form; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let date = CalendarDate(text.prefix(10))
        else { return nil }
        let digits = [11, 12, 14, 15].map { Int(bytes[$0]) - 48 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        self.init(date, hour: 10 * digits[0] + digits[1], minute: 10 * digits[2] + digits[3])
    }

    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date)T\(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))"
    }

    /// Minutes from this moment to a later one; negative to an earlier one.
    public func minutes(to other: ClockTime) -> Int {
        (other.date.dayNumber - date.dayNumber) * 1440 + other.minuteOfDay - minuteOfDay
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.date, left.minuteOfDay) < (right.date, right.minuteOfDay)
    }
}

/// Names a person who works on an election: a pseudonym that the register of accounts resolves, never a name.
public typealias PersonID = Identifier<PersonName>

/// Only gives `PersonID` its kind.
public enum PersonName {}
