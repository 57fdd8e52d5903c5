import Testing

import Publication

@Suite("Hemicycle")
struct HemicycleTests {
    @Test("no seat overlaps another and none leaves the canvas, for 1 to 650 seats")
    func places() {
        for seats in 1...650 {
            let hemicycle = Hemicycle(seats: seats)
            #expect(hemicycle.places.count == seats)
            let radius = hemicycle.radius
            var nearest = Double.infinity
            for (index, place) in hemicycle.places.enumerated() {
                let isInside =
                    place.x >= radius - 1e-9 && place.x <= 2 - radius + 1e-9 && place.y >= radius - 1e-9
                    && place.y <= 1 - radius + 1e-9
                #expect(isInside, "\(seats) seats, \(place)")
                for other in hemicycle.places[..<index] {
                    let (x, y) = (place.x - other.x, place.y - other.y)
                    nearest = min(nearest, x * x + y * y)
                }
            }
            #expect(nearest >= 4 * radius * radius * (1 - 1e-9), "\(seats) seats: \(nearest.squareRoot() / radius)")
        }
    }

    @Test(
        "rows fill by cumulative rounding",
        arguments: [
            (98, [14, 17, 19, 23, 25]), (69, [10, 12, 14, 15, 18]), (29, [7, 9, 13]),
            (107, [12, 15, 17, 19, 21, 23]), (1, [1]),
        ])
    func rows(seats: Int, expected: [Int]) {
        #expect(Hemicycle(seats: seats).seatsByRow == expected)
    }

    @Test("seats of equal angle stand in the order of their rows")
    func order() {
        for seats in [29, 77, 98, 342] {
            let places = Hemicycle(seats: seats).places
            for (left, right) in zip(places, places.dropFirst()) {
                #expect((left.angle, -left.row) > (right.angle, -right.row))
            }
        }
        let angles = Hemicycle(seats: 98).places.map(\.angle)
        #expect(Set(angles).count < angles.count, "98 is a size at which rows share angles")
    }
}
