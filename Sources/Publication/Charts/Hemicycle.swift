#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where each seat of a half circle stands.
///
/// The canvas is 2 wide and 1 high with the centre below its middle. `n` rows of seats with radius `1 / (4n - 2)` fill
/// the ring between radius 0.5 and 1; the least `n` with room for all is taken. Rows are filled by cumulative rounding
/// in whole numbers, so that no row takes more than it has room for and no two seats overlap.
/// Floating point draws here and decides nothing.
package struct Hemicycle {
    package struct Place: Hashable {
        /// 0 to 2 from the left.
        package var x: Double
        /// 0 to 1 from the top.
        package var y: Double
        /// 0 for the inner row.
        package var row: Int
        /// From the right, in whole 10⁻⁹ of a radian, so that equal angles are equal.
        package var angle: Int64
    }

    /// In units of the canvas.
    package let radius: Double
    /// From the inner row outwards.
    package let seatsByRow: [Int]
    /// From left to right, row by row where angles are equal: the order in which parties are seated.
    package let places: [Place]

    /// - Precondition: `seats` is positive.
    package init(seats: Int) {
        precondition(seats > 0, "a hemicycle has seats")
        var rows = 1
        while Self.capacities(rows).reduce(0, +) < seats { rows += 1 }
        let capacities = Self.capacities(rows)
        var left = seats
        var room = capacities.reduce(0, +)
        var filled: [Int] = []
        for capacity in capacities {
            let share = (2 * left * capacity + room) / (2 * room)
            let taken = min(capacity, share)
            filled.append(taken)
            left -= taken
            room -= capacity
        }
        let radius = 1 / Double(4 * rows - 2)
        var places: [Place] = []
        for (row, count) in filled.enumerated() where count > 0 {
            let distance = 0.5 + 2 * Double(row) * radius
            let margin = asin(min(1, radius / distance))
            for position in 0..<count {
                let angle =
                    count == 1
                    ? Double.pi / 2 : margin + (Double.pi - 2 * margin) * Double(position) / Double(count - 1)
                places.append(
                    Place(
                        x: 1 + distance * cos(angle), y: 1 - distance * sin(angle), row: row,
                        angle: Int64((angle * 1e9).rounded())))
            }
        }
        self.radius = radius
        seatsByRow = filled
        self.places = places.sorted { ($1.angle, $0.row) < ($0.angle, $1.row) }
    }

    /// A point at a distance from the centre in a direction in 10⁻⁹ radian: to the right and upwards.
    static func point(_ distance: Double, _ angle: Int64) -> (x: Double, y: Double) {
        (distance * cos(Double(angle) / 1e9), distance * sin(Double(angle) / 1e9))
    }

    /// How many seats each of so many rows has room for: `floor(pi R / 2r)`.
    private static func capacities(_ rows: Int) -> [Int] {
        (0..<rows).map { row in Int((Double.pi * (Double(2 * rows - 1) / 2 + Double(row))).rounded(.down)) }
    }
}
