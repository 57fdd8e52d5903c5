public import DataFormats
public import ElectionModel

/// A value of a register with the status of its row.
public struct Entry<Value: Sendable & Hashable>: Sendable, Hashable {
    public var value: Value
    public var provenance: ProvenanceKind

    public init(_ value: Value, _ provenance: ProvenanceKind) {
        self.value = value
        self.provenance = provenance
    }
}

/// `stations.csv`: the register of polling stations, a row each.
public enum StationFile {
    private static let columns = ["station", "region", "district", "kind", "electronic", "electors", "status"]

    /// - Throws: `Mistakes` naming every bad row by its line, stations that stand twice included.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Entry<PollingStation>] {
        var stations: [Entry<PollingStation>] = []
        var seen = SeenKeys<String>()
        try readTable(bytes, file: file, columns: columns) { row in
            let station = row.text("station")
            let region = row.text("region")
            let district = row.text("district")
            let kind = row.value("kind", PollingStation.Kind.self)
            let electronic = row.flag("electronic")
            let electors = row.smallCount("electors")
            let status = row.value("status", ProvenanceKind.self)
            guard let station, let region, let district, let kind, let electronic, let electors, let status,
                seen.isNew(station, row, "station")
            else { return }
            stations.append(
                Entry(
                    PollingStation(
                        id: StationID(station), region: RegionID(region), district: DistrictID(district), kind: kind,
                        isElectronic: electronic, electors: electors), status))
        }
        return stations
    }

    public static func write(_ stations: [Entry<PollingStation>]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for entry in stations {
            let station = entry.value
            writer.append([
                station.id.rawValue, station.region.rawValue, station.district.rawValue, station.kind.rawValue,
                station.isElectronic ? "yes" : "no", String(station.electors), entry.provenance.rawValue,
            ])
        }
        return writer.bytes
    }
}

/// `districts.csv`: the constituencies and the districts of lists, a row each.
public enum DistrictFile {
    private static let columns = [
        "district", "tier", "name_en", "name_ru", "name_kk", "region", "seats", "status",
    ]

    /// - Throws: `Mistakes` naming every bad row by its line, districts that stand twice in a tier included.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Entry<District>] {
        var districts: [Entry<District>] = []
        var seen = SeenKeys<[String]>()
        try readTable(bytes, file: file, columns: columns) { row in
            let district = row.text("district")
            let tier = row.text("tier")
            let name = row.name()
            let seats = row.smallCount("seats")
            let status = row.value("status", ProvenanceKind.self)
            guard let district, let tier, let name, let seats, let status,
                seen.isNew([tier, district], row, "district")
            else { return }
            districts.append(
                Entry(
                    District(
                        id: DistrictID(district), tier: TierID(tier), name: name,
                        region: row.textIfPresent("region").map { RegionID($0) }, seats: Int(seats)), status))
        }
        return districts
    }

    public static func write(_ districts: [Entry<District>]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for entry in districts {
            let district = entry.value
            writer.append(
                [district.id.rawValue, district.tier.rawValue] + fields(of: district.name) + [
                    district.region?.rawValue ?? "", String(district.seats), entry.provenance.rawValue,
                ])
        }
        return writer.bytes
    }
}

/// The three columns of a name; a missing translation is an empty field.
func fields(of name: Multilingual) -> [String] {
    [name.english, name.russian ?? "", name.kazakh ?? ""]
}
