public import ElectionModel

/// The value of a claim.
public enum ClaimValue: Sendable, Hashable {
    /// Votes, seats, persons; negative for a change.
    case whole(Int64)
    /// A share or an amount as it is printed, such as 60.61.
    case decimal(DecimalNumber)
    /// Between two numbers, both included; nil where a side is open: "more than 53 per cent", "25 - 30 years".
    case range(least: DecimalNumber?, most: DecimalNumber?)
    case date(CalendarDate)
    /// A month or a year of which the day is not said.
    case period(year: Int, month: Int?)
    /// A name or a word: a leader, a title, a statement.
    case text(String)
    /// "New": the party did not stand before.
    case new
    /// There is no value: the state says why.
    case none
}

/// A decimal number as it is printed, with all its places: 60.0 and 60 are told apart, since they round differently.
public struct DecimalNumber: Sendable, Hashable, CustomStringConvertible {
    /// The digits without the point, with the sign: 6061 for 60.61.
    public var digits: Int64
    /// Digits after the point, 0 to 18.
    public var places: Int

    public init(digits: Int64, places: Int) {
        self.digits = digits
        self.places = places
    }

    public var fraction: Fraction {
        Fraction(Int128(digits), (0..<places).reduce(Int128(1)) { power, _ in power * 10 })
    }

    public var description: String {
        guard places > 0 else { return String(digits) }
        let figures = String(digits.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - figures.count)) + figures
        return (digits < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }
}
