/// Seats divided among lists that are known by their index only. Everything that is certain is in `seats`; what only a
/// tie-break can decide is beside it.
public struct Division: Sendable, Hashable {
    /// Certain seats by list.
    public var seats: [Int]
    /// Lists tied for the last seats, in ascending order; empty without a tie.
    public var tied: [Int] = []
    /// How many of the tied lists get more; below `tied.count`.
    public var tiedSeats = 0
    /// What each of those gets: one seat, or all that remain where the law gives them to one list.
    public var seatsEach = 1
    /// The tie is about seats that are taken back: the tied lists stand without them, and `tiedSeats` of them keep theirs.
    public var tieIsOverReturned = false
    /// Seats that no list can take.
    public var unfilled = 0
    /// Seats given beyond the number there are; only where the law keeps them.
    public var excess = 0

    @inlinable
    public init(seats: [Int]) {
        self.seats = seats
    }
}
