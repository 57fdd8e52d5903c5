import ElectionModel

/// The fill of each group: its colour with one of eight patterns, so that nothing is told by colour alone.
extension PageContext {
    /// The definitions of fills for one chart.
    func patternDefinitions(_ chart: String, _ groups: [PartyID]) -> Node {
        tag(.defs) {
            for id in groups {
                let pattern = figures.group(id)?.pattern ?? 0
                tag(
                    .pattern,
                    [
                        "id": patternID(chart, id), "patternUnits": "userSpaceOnUse", "width": "12", "height": "12",
                    ]
                ) {
                    tag(.rect, ["width": "12", "height": "12", "class": "fill \(groupClass(id))"])
                    if let path = Self.strokes[pattern % Self.strokes.count] {
                        tag(.path, ["d": path, "class": "hatch"])
                    }
                }
            }
        }
    }

    func patternID(_ chart: String, _ id: PartyID) -> String { "\(chart)-fill-\(fileName(id.rawValue))" }

    func fill(_ chart: String, _ id: PartyID?) -> String? {
        id.map { "url(#\(patternID(chart, $0)))" }
    }

    /// Plain, rising and falling diagonals, levels, uprights, dots, grid, diagonal grid.
    private static let strokes: [String?] = [
        nil,
        "M-3 3L3 -3M0 12L12 0M9 15L15 9",
        "M-3 9L3 15M0 0L12 12M9 -3L15 3",
        "M0 3H12M0 9H12",
        "M3 0V12M9 0V12",
        "M2 3H4M8 9H10",
        "M0 6H12M6 0V12",
        "M0 0L12 12M0 12L12 0",
    ]
}
