import ElectionModel
import Observation
import Wording

/// Pictures of the tables beside them.
extension ForensicsPage {
    private static let side = 500
    private static let left = 56
    private static let top = 12

    /// Cells of two percent by two, 0 to 100.
    private var cells: [[Int]] {
        var cells = [[Int]](repeating: [Int](repeating: 0, count: 51), count: 51)
        for (turnout, shares) in own.analysis.fingerprint.stations.enumerated() {
            for (share, stations) in shares.enumerated() { cells[turnout / 2][share / 2] += stations }
        }
        return cells
    }

    @Content
    func fingerprint() -> [Node] {
        let cells = self.cells
        let most = cells.joined().max() ?? 0
        tag(.section) {
            tag(.h2, [:], text("fingerprint"))
            tag(.p, [:], text("fingerprint about"))
            frame(text("fingerprint")) {
                plane("fingerprint", text("fingerprint"), text("fingerprint about"), vertical: text("leader share")) {
                    for (turnout, shares) in cells.enumerated() {
                        for (share, stations) in shares.enumerated() where stations > 0 {
                            tag(
                                .rect,
                                [
                                    "x": "\(Self.left + min(turnout, 49) * 10)",
                                    "y": "\(Self.top + Self.side - min(share, 49) * 10 - 10)", "width": "10",
                                    "height": "10", "class": "density d\(Self.density(stations, of: most))",
                                ])
                        }
                    }
                }
            }
            Table(
                identifier: "turnouts", caption: text("fingerprint"),
                head: [[.words(text("turnout")), .number(label("stations")), .number(text("leader share"))]],
                body: decades()
            ).node()
        }
    }

    /// One to eight, by halving: few stations stay visible beside many.
    private static func density(_ stations: Int, of most: Int) -> Int {
        var (step, rest) = (8, most)
        while step > 1, stations * 2 <= rest {
            rest /= 2
            step -= 1
        }
        return step
    }

    /// Stations by tenths of turnout, with the share of the leader there.
    private func decades() -> [[Table.Cell]] {
        (0..<10).map { decade in
            let places = (10 * decade)..<(decade == 9 ? 101 : 10 * decade + 10)
            let stations = own.analysis.fingerprint.stations[places].joined().reduce(0, +)
            let bins = own.analysis.bins[places]
            let (leader, others) = (bins.reduce(0) { $0 + $1.leader }, bins.reduce(0) { $0 + $1.others })
            return [
                .words("\(10 * decade)–\(10 * decade + 10)"), number(wording.number(stations)),
                number(wording.percent(leader, of: leader + others, digits: 1)),
            ]
        }
    }

    @Content
    func curves() -> [Node] {
        let cumulative = TurnoutCurves.cumulative(own.analysis.bins)
        let estimates = own.analysis.estimates.filter { $0.cut >= 20 }
        let most = max(1, estimates.map(\.votes).max() ?? 1)
        let least = min(0, estimates.map(\.votes).min() ?? 0)
        tag(.section) {
            tag(.h2, [:], text("cumulative"))
            tag(.p, [:], text("cumulative about"))
            frame(text("cumulative")) {
                plane("cumulative", text("cumulative"), text("cumulative about"), vertical: "%") {
                    line(cumulative.enumerated().map { (Double($0.offset), $0.element * 100) })
                }
            }
            tag(.h2, [:], text("curve"))
            tag(.p, [:], text("curve about"))
            frame(text("curve")) {
                plane(
                    "curve", text("curve"), text("curve about"),
                    marks: [least, (least + most) / 2, most].map { wording.estimate($0, digits: 0) }, vertical: ""
                ) {
                    line(estimates.map { (Double($0.cut), ($0.votes - least) / (most - least) * 100) })
                }
            }
            Table(
                identifier: "curves", caption: "\(text("cumulative")); \(text("curve"))",
                head: [[.words(text("turnout")), .number(text("cumulative")), .number(text("curve"))]],
                body: stride(from: 10, through: 100, by: 10).map { percent in
                    [
                        .words("\(percent)"), number(wording.estimate(cumulative[percent] * 100, digits: 1)),
                        number(
                            own.analysis.estimates.first { $0.cut == percent }
                                .map { wording.estimate($0.votes, digits: 0) } ?? "–"),
                    ]
                }
            ).node()
        }
    }

    @Content
    func map() -> [Node] {
        let regions = own.analysis.regions
        let places = regions.compactMap { region in
            tiles.first { $0.region.rawValue == region.name }.map { (region, $0) }
        }
        if !regions.isEmpty {
            tag(.section) {
                tag(.h2, [:], text("map"))
                tag(.p, [:], text("map about"))
                if places.count == regions.count {
                    let columns = (places.map(\.1.column).max() ?? 0) + 1
                    let rows = (places.map(\.1.row).max() ?? 0) + 1
                    frame(text("map")) {
                        chart(
                            "regions-map", width: columns * 136, height: rows * 112, title: text("map"),
                            description: text("map about")
                        ) {
                            for (region, place) in places { tile(region, place) }
                        }
                    }
                }
                groups("regions", label("region"), regions)
            }
        }
    }

    private func tile(_ region: StationAnalysis.Group, _ place: TilePlace) -> Node {
        let (x, y) = (place.column * 136, place.row * 112)
        let name = wording.place([region.name])
        let score = wording.estimate(region.percentages.either.score, digits: 1)
        return tag(.g) {
            tag(.title, [:], "\(name): \(score)")
            tag(
                .rect,
                [
                    "x": "\(x + 3)", "y": "\(y + 3)", "width": "130", "height": "46",
                    "class": region.isKept ? "bar plain" : "tile open",
                ])
            tag(.rect, ["x": "\(x + 3)", "y": "\(y + 3)", "width": "130", "height": "106", "class": "frame"])
            tag(
                .label,
                ["x": "\(x + 68)", "y": "\(y + 34)", "class": region.isKept ? "onbar middle" : "caption middle"],
                region.isKept ? "\(score) ●" : score)
            for (line, words) in PageContext.lines(name, width: 15).prefix(3).enumerated() {
                tag(.label, ["x": "\(x + 68)", "y": "\(y + 66 + line * 17)", "class": "name small middle"], words)
            }
        }
    }

    // MARK: Parts

    private func frame(_ title: String, @Content _ content: () -> [Node]) -> Node {
        tag(
            .div,
            [
                "class": "scroll", "role": "region", "tabindex": "0",
                "aria-label": wording.term("site.chart", [Figure("title", .text(title))]),
            ], content)
    }

    /// A square from 0 to 100 on both sides, turnout to the right.
    private func plane(
        _ identifier: String, _ title: String, _ description: String, marks: [String] = ["0", "50", "100"],
        vertical: String, @Content _ content: () -> [Node]
    ) -> Node {
        let (left, top, side) = (Self.left + (marks == ["0", "50", "100"] ? 0 : 60), Self.top, Self.side)
        return chart(
            identifier, width: left + side + 20, height: top + side + 60, title: title, description: description
        ) {
            tag(.g, ["transform": "translate(\(left - Self.left) 0)"]) {
                tag(
                    .rect,
                    ["x": "\(Self.left)", "y": "\(top)", "width": "\(side)", "height": "\(side)", "class": "frame"])
                content()
                for (place, mark) in marks.enumerated() {
                    tag(
                        .label,
                        ["x": "\(Self.left - 8)", "y": "\(top + side - place * side / 2 + 5)", "class": "small end"],
                        mark)
                }
                for (place, mark) in ["0", "50", "100"].enumerated() {
                    tag(
                        .label,
                        ["x": "\(Self.left + place * side / 2)", "y": "\(top + side + 20)", "class": "small middle"],
                        mark)
                }
                tag(
                    .label, ["x": "\(Self.left + side / 2)", "y": "\(top + side + 44)", "class": "name middle"],
                    text("turnout"))
                tag(.label, ["x": "\(Self.left + 8)", "y": "\(top + 18)", "class": "name"], vertical)
            }
        }
    }

    private func line(_ points: [(x: Double, y: Double)]) -> Node {
        let path = points.enumerated().map { index, point in
            let x = Double(Self.left) + point.x * Double(Self.side) / 100
            let y = Double(Self.top + Self.side) - point.y * Double(Self.side) / 100
            return "\(index == 0 ? "M" : "L")\(Drawing.number(x)) \(Drawing.number(y))"
        }.joined()
        return tag(.path, ["d": path, "class": "curve"])
    }
}
