public import ElectionModel

/// The commission for which a person acts: its level and its unit.
///
/// Written `central`, `oblast:REGION`, `district:CONSTITUENCY` or `precinct:STATION`, with the identifiers of the register.
public struct Commission: Sendable, Hashable, CustomStringConvertible {
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case central
        /// The territorial commission of an oblast, or of a city of its rank.
        case oblast
        /// The territorial commission of a district or of a town.
        case territorial
        /// The commission of a constituency.
        case district
        case precinct
    }

    public let level: Level
    /// Empty for the central commission.
    public let unit: String

    public static let central = Commission(level: .central, unit: "")

    private init(level: Level, unit: String) { (self.level, self.unit) = (level, unit) }

    /// Reads the written form; nil for anything else.
    public init?(_ text: String) {
        if text == Level.central.rawValue {
            self = .central
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let level = Level(rawValue: String(parts[0])), level != .central, !parts[1].isEmpty,
            parts[1].utf8.count <= 64,
            parts[1].unicodeScalars.allSatisfy({ !$0.properties.isWhitespace && $0.value >= 32 })
        else { return nil }
        self.init(level: level, unit: String(parts[1]))
    }

    public var description: String { unit.isEmpty ? level.rawValue : "\(level.rawValue):\(unit)" }

    /// Whether a polling station is one of the commission's.
    public func covers(_ station: ServedStation) -> Bool {
        switch level {
        case .central: true
        case .oblast: unit == station.region.rawValue
        case .territorial: unit == station.territory
        case .district: unit == station.district.rawValue
        case .precinct: unit == station.id.rawValue
        }
    }
}

/// A polling station with the units above it.
public struct ServedStation: Sendable, Hashable {
    public var id: StationID
    public var district: DistrictID
    /// The district or town with a territorial commission of its own; nil where the register names none.
    public var territory: String?
    public var region: RegionID

    public init(id: StationID, district: DistrictID, territory: String? = nil, region: RegionID) {
        self.id = id
        self.district = district
        self.territory = territory
        self.region = region
    }
}
