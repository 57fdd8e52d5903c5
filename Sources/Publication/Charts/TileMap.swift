public import DataFormats
public import ElectionModel
import Wording

/// Where the tile of a region stands: columns from the west, rows from the north.
public struct TilePlace: Sendable, Hashable {
    public var region: RegionID
    public var column: Int
    public var row: Int

    /// Reads `Pages/tiles.csv`: region,column,row.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [TilePlace] {
        let log = MistakeLog(file: file)
        var result: [TilePlace] = []
        try CSVTable.read(bytes, file: file, columns: ["region", "column", "row"], log: log) { line in
            guard let region = line.text("region"), let column = line.count("column"), let row = line.count("row"),
                column < 100, row < 100
            else { return }
            let place = TilePlace(region: RegionID(region), column: Int(column), row: Int(row))
            if result.contains(where: { ($0.column, $0.row) == (place.column, place.row) || $0.region == place.region })
            {
                line.report("region", .tilesInOnePlace)
            }
            result.append(place)
        }
        try log.throwIfAny()
        return result
    }
}

extension PageContext {
    private static let tileWidth = 136
    private static let tileHeight = 112

    /// A grid with one tile for each region; nothing where a region has no place in it.
    func tileMap() -> Node? {
        let regions = figures.regions.enumerated().compactMap { position, region in
            tiles.first { $0.region == region.id }.map { (number: position + 1, region: region, place: $0) }
        }
        guard !regions.isEmpty, regions.count == figures.regions.count else { return nil }
        let columns = (regions.map(\.place.column).max() ?? 0) + 1
        let rows = (regions.map(\.place.row).max() ?? 0) + 1
        let width = columns * Self.tileWidth
        return tag(.div, ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": text("tile map")]) {
            chart(
                "map", width: width, height: rows * Self.tileHeight, title: text("tile map"),
                description: wording.term("accessibility.map description") + " "
                    + regions.map { regionText($0.region) }.joined(separator: "; ") + "."
            ) {
                patternDefinitions("map", figures.house.groups.map(\.id))
                for entry in regions { tile(entry.number, entry.region, entry.place) }
            }
        }
    }

    private func regionText(_ region: Figures.RegionRow) -> String {
        "\(region.name[language]): \(region.leading.map { groupName($0) } ?? text("no leader"))"
    }

    private func tile(_ number: Int, _ region: Figures.RegionRow, _ place: TilePlace) -> Node {
        let x = place.column * Self.tileWidth
        let y = place.row * Self.tileHeight
        return tag(.g) {
            tag(.title, [:], regionText(region))
            tag(
                .rect,
                [
                    "x": "\(x + 3)", "y": "\(y + 3)", "width": "\(Self.tileWidth - 6)", "height": "46",
                    "fill": fill("map", region.leading), "class": region.leading == nil ? "tile open" : "tile",
                ])
            tag(
                .rect,
                [
                    "x": "\(x + 3)", "y": "\(y + 3)", "width": "\(Self.tileWidth - 6)",
                    "height": "\(Self.tileHeight - 6)", "class": "frame",
                ])
            if let leading = region.leading {
                tag(
                    .label,
                    ["x": "\(x + 68)", "y": "\(y + 34)", "class": "letter large middle \(groupClass(leading))"],
                    mark(leading))
            } else {
                tag(.label, ["x": "\(x + 68)", "y": "\(y + 34)", "class": "caption middle"], "–")
            }
            for (line, words) in Self.lines("\(number). \(region.name[language])", width: 15).prefix(3).enumerated() {
                tag(
                    .label, ["x": "\(x + 68)", "y": "\(y + 66 + line * 17)", "class": "name small middle"],
                    words)
            }
        }
    }

    /// Breaks a name at spaces and after hyphens into lines of about so many characters.
    static func lines(_ text: String, width: Int) -> [String] {
        var parts: [String] = [""]
        for character in text {
            parts[parts.count - 1].append(character)
            if character == " " || character == "-" { parts.append("") }
        }
        var result: [String] = [""]
        for part in parts {
            let end = result.count - 1
            let trimmed = part.last == " " ? part.count - 1 : part.count
            if !result[end].isEmpty, result[end].count + trimmed > width {
                result.append(part)
            } else {
                result[end] += part
            }
        }
        return result.map { $0.last == " " ? String($0.dropLast()) : $0 }.filter { !$0.isEmpty }
    }
}
