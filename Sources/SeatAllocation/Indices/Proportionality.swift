/// How far seats follow votes: the usual indices, from whole numbers only.
///
/// Shares are taken of the votes and the seats of all choices given, whether or not they passed a threshold; lists without
/// seats belong in, votes outside any list do not.
///
/// Sources: M. Gallagher, "Proportionality, disproportionality and electoral systems", Electoral Studies 10 (1991);
/// J. Loosemore and V. J. Hanby, "The theoretical limits of maximum distortion", British Journal of Political Science 1
/// (1971); D. Rae, "The political consequences of electoral laws" (1967); M. Laakso and R. Taagepera, "Effective number
/// of parties", Comparative Political Studies 12 (1979).
public struct Proportionality: Sendable, Hashable {
    /// Least squares: √(½ Σ (v − s)²), in percent.
    public let gallagher: DecimalFigure
    /// ½ Σ |v − s|, in percent.
    public let loosemoreHanby: DecimalFigure
    /// Σ |v − s| / n, in percent, over the n choices with votes or seats.
    public let rae: DecimalFigure
    /// 1 / Σ v².
    public let effectivePartiesByVotes: DecimalFigure
    /// 1 / Σ s².
    public let effectivePartiesBySeats: DecimalFigure

    /// Returns nil without votes or without seats, where no share exists.
    ///
    /// - Parameters:
    ///   - votes, seats: by list; the product of both totals must stay below 2^60.
    ///   - digits: after the point, at most 9.
    public init?(votes: [UInt64], seats: [Int], digits: Int = 6) {
        precondition(votes.count == seats.count, "each list has votes and seats")
        precondition((0...9).contains(digits), "an index is shown with at most nine digits")
        let allVotes = votes.reduce(0, +)
        let allSeats = seats.reduce(0, +)
        guard allVotes > 0, allSeats > 0 else { return nil }
        let whole = Int128(allVotes) * Int128(allSeats)
        precondition(whole < 1 << 60, "votes times seats stay below 2^60")
        // |v·S − s·V| for each list: the distance of the shares, over V·S.
        let distances = zip(votes, seats).map {
            (Int128($0) * Int128(allSeats) - Int128($1) * Int128(allVotes)).magnitude
        }
        let present = zip(votes, seats).reduce(0) { $0 + ($1.0 > 0 || $1.1 > 0 ? 1 : 0) }
        let sum = distances.reduce(0, +)
        let squares = distances.reduce(0) { $0 + $1 * $1 }
        let percent = UInt128(100)
        loosemoreHanby = DecimalFigure(percent * sum, over: 2 * whole.magnitude, digits: digits)
        rae = DecimalFigure(percent * sum, over: UInt128(present) * whole.magnitude, digits: digits)
        gallagher = DecimalFigure(
            squareRootOf: squares, over: 2 * whole.magnitude * whole.magnitude, times: percent, digits: digits)
        let voteSquares = votes.reduce(UInt128(0)) { $0 + UInt128($1) * UInt128($1) }
        let seatSquares = seats.reduce(UInt128(0)) { $0 + UInt128($1) * UInt128($1) }
        effectivePartiesByVotes = DecimalFigure(
            UInt128(allVotes) * UInt128(allVotes), over: voteSquares, digits: digits)
        effectivePartiesBySeats = DecimalFigure(
            UInt128(allSeats) * UInt128(allSeats), over: seatSquares, digits: digits)
    }
}

/// A number shown with a fixed count of digits after the point: the exact value rounded, a half upwards.
public struct DecimalFigure: Sendable, Hashable, CustomStringConvertible {
    /// The value in units of the last digit.
    public let units: UInt64
    public let digits: Int

    /// - Precondition: the value is below 10^9 and `denominator` is positive.
    init(_ numerator: UInt128, over denominator: UInt128, digits: Int) {
        self.digits = digits
        let scale = Self.power(digits)
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        // The remainder is multiplied by its digits one at a time, so that nothing overflows below 2^124.
        var result = quotient * scale
        var rest = remainder
        var place = scale
        while place > 1 {
            place /= 10
            rest *= 10
            result += rest / denominator * place
            rest %= denominator
        }
        units = UInt64(result) + (rest >= denominator - rest ? 1 : 0)
    }

    /// `factor · √(numerator / denominator)`, the root taken exactly.
    init(squareRootOf numerator: UInt128, over denominator: UInt128, times factor: UInt128, digits: Int) {
        self.digits = digits
        // y = floor(2·factor·10^digits·√(n/d)) is the greatest y with y²·d <= (2·factor·10^digits)²·n; a half goes up.
        let scale = 2 * factor * Self.power(digits)
        let target = (scale * scale).multipliedFullWidth(by: numerator)
        var low: UInt128 = 0
        var high = scale + 1
        while (high * high).multipliedFullWidth(by: denominator) <= target { high *= 2 }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if (middle * middle).multipliedFullWidth(by: denominator) <= target { low = middle } else { high = middle }
        }
        units = UInt64((low + 1) / 2)
    }

    public var description: String {
        let (whole, part) = units.quotientAndRemainder(dividingBy: UInt64(Self.power(digits)))
        guard digits > 0 else { return "\(whole)" }
        let tail = String(part)
        return "\(whole)." + String(repeating: "0", count: digits - tail.count) + tail
    }

    private static func power(_ digits: Int) -> UInt128 {
        (0..<digits).reduce(1) { power, _ in power * 10 }
    }
}
