public import ElectionModel

/// Who "took part": the statute of 2004 says it in two ways that contradict each other, and every turnout names which it
/// is.
public enum TurnoutReading: String, Sendable, Hashable, CaseIterable, Codable {
    /// Article 43(4-1)1): by the ballots found in the boxes, invalid ones included. Field D is read so.
    case ballotsFound = "ballots found"
    /// Article 43(5): invalid ballots are left out of those of the electors who took part.
    case withoutInvalid = "without invalid"

    public var cites: String {
        switch self {
        case .ballotsFound: "art. 43(4-1)1)"
        case .withoutInvalid: "art. 43(5)"
        }
    }
}

/// How many took part, of how many, and in which reading.
public struct Turnout: Sendable, Hashable {
    public var reading: TurnoutReading
    public var tookPart: UInt64
    /// Electors on the list; nil where no source gives them.
    public var electors: UInt64?

    public init(_ reading: TurnoutReading, tookPart: UInt64, electors: UInt64?) {
        self.reading = reading
        self.tookPart = tookPart
        self.electors = electors
    }

    /// Nil where nobody is on the list or the list is not known.
    public var share: Fraction? {
        electors.flatMap { $0 > 0 ? Fraction(tookPart, over: $0) : nil }
    }
}

extension Protocol {
    /// Nil where a figure that the reading needs is unfilled, or where more ballots are invalid than found.
    public func turnout(_ reading: TurnoutReading) -> Turnout? {
        guard let tookPart else { return nil }
        let electors = electorsOnList.map(UInt64.init)
        switch reading {
        case .ballotsFound: return Turnout(reading, tookPart: UInt64(tookPart), electors: electors)
        case .withoutInvalid:
            guard let invalid, invalid <= tookPart else { return nil }
            return Turnout(reading, tookPart: UInt64(tookPart - invalid), electors: electors)
        }
    }
}

extension Tally {
    /// Nil where a figure that the reading needs is not known, or where more ballots are invalid than were cast.
    public func turnout(_ reading: TurnoutReading) -> Turnout? {
        guard let cast else { return nil }
        switch reading {
        case .ballotsFound: return Turnout(reading, tookPart: cast, electors: registered)
        case .withoutInvalid:
            guard let invalid, invalid <= cast else { return nil }
            return Turnout(reading, tookPart: cast - invalid, electors: registered)
        }
    }
}
