import ElectionModel
import Wording

extension PageContext {
    /// All seats of the body from left to right by group, with the line of the majority and a mark on each seat.
    func hemicycle() -> Node {
        let house = figures.house
        let seats = Int(house.seats.whole ?? 0)
        guard seats > 0 else { return tag(.p, [:], text("no seats")) }
        let size = 880.0
        let left = 40.0
        let top = 76.0
        let hemicycle = Hemicycle(seats: seats)
        let radius = hemicycle.radius * size / 2
        let holders = seatHolders(seats)
        return chart(
            "house", style: "house", width: 960, height: 540, title: wording.term("accessibility.hemicycle"),
            description: hemicycleDescription()
        ) {
            patternDefinitions("house", house.groups.map(\.id))
            // Below the seats, so that it covers no letter.
            majorityLine(hemicycle, x: size / 2 + left, y: size / 2 + top, size: size / 2)
            for (place, holder) in zip(hemicycle.places, holders) {
                seat(place.x * size / 2 + left, place.y * size / 2 + top, radius, holder)
            }
            tag(.label, ["x": "480", "y": "480", "class": "total middle"], written(house.seats))
            tag(.label, ["x": "480", "y": "510", "class": "caption middle"], heading("seats"))
        }
    }

    /// A ray that leaves one seat less than a majority on its left.
    private func majorityLine(_ hemicycle: Hemicycle, x: Double, y: Double, size: Double) -> [Node] {
        guard let line = figures.house.majorityLine.whole, (2...Int64(hemicycle.places.count)).contains(line) else {
            return []
        }
        let before = hemicycle.places[Int(line) - 2].angle
        let first = hemicycle.places[Int(line) - 1].angle
        let (inner, outer) = (Hemicycle.point(0.4, (before + first) / 2), Hemicycle.point(1.04, (before + first) / 2))
        return [
            tag(
                .line,
                [
                    "x1": Drawing.number(x + inner.x * size), "y1": Drawing.number(y - inner.y * size),
                    "x2": Drawing.number(x + outer.x * size), "y2": Drawing.number(y - outer.y * size),
                    "class": "limit",
                ]),
            tag(
                .label,
                ["x": Drawing.number(x + outer.x * size), "y": "36", "class": "caption middle"], majorityText()),
        ]
    }

    func majorityText() -> String {
        guard let line = figures.house.majorityLine.whole, line >= 0 else { return heading("majority line") }
        return wording.term("publication.needed for majority", [Figure("seats", .count(UInt64(line)))])
    }

    private func hemicycleDescription() -> String {
        let house = figures.house
        let groups = house.groups.filter { ($0.total.whole ?? 0) > 0 }.map { group in
            "\(group.shortName[language]) (\(mark(group.id))): \(written(group.total))"
        }
        var start = ""
        if let total = house.seats.whole, let line = house.majorityLine.whole {
            start = wording.term(
                "accessibility.hemicycle description",
                [Figure("total", .count(UInt64(total))), Figure("majority", .count(UInt64(line)))])
        }
        return "\(start) \(groups.joined(separator: ", "))."
    }

    /// The group of each seat from left to right; nil for seats that nobody holds.
    private func seatHolders(_ seats: Int) -> [PartyID?] {
        var result: [PartyID?] = []
        for group in figures.house.groups {
            result += Array(repeating: group.id, count: Int(group.total.whole ?? 0))
        }
        return result + Array(repeating: nil, count: max(0, seats - result.count))
    }

    @Content
    private func seat(_ x: Double, _ y: Double, _ radius: Double, _ holder: PartyID?) -> [Node] {
        let drawn = max(radius * 0.9, 1)
        tag(
            .circle,
            [
                "cx": Drawing.number(x), "cy": Drawing.number(y), "r": Drawing.number(drawn),
                "fill": fill("house", holder), "class": holder == nil ? "seat open" : "seat",
            ])
        if let holder, radius >= 9 {
            tag(
                .label,
                [
                    "x": Drawing.number(x), "y": Drawing.number(y + radius * 0.28),
                    "class": "letter middle \(groupClass(holder))",
                    "style": "font-size:\(Drawing.number(radius * 0.8))px",
                ], mark(holder))
        }
    }
}
