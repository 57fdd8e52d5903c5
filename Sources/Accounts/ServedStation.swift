public import ElectionModel

extension Commission {
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
