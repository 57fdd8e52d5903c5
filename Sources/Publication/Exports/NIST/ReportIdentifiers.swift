import ElectionModel

/// The names of objects in a report: made from the identifiers of the election alone, so that they stay the same from one
/// publication to the next.
///
/// XML wants names that begin with a letter and are unique over all kinds of objects. Each begins with its kind; its
/// parts are separated by points.
enum ReportIdentifier {
    static let country = "gp.country"

    static func region(_ id: RegionID) -> String { name("gp.region", [id.rawValue]) }

    static func district(_ tier: TierID, _ id: DistrictID) -> String {
        name("gp.district", [tier.rawValue, id.rawValue])
    }

    static func party(_ id: PartyID) -> String { name("party", [id.rawValue]) }

    /// The object that stands for a choice which no party nominated.
    static func partyless(_ id: ChoiceID) -> String { name("party-of", [id.rawValue]) }

    static func person(_ id: ChoiceID) -> String { name("person", [id.rawValue]) }

    static func office(_ tier: TierID) -> String { name("office", [tier.rawValue]) }

    static func lists(_ tier: TierID) -> String { name("contest", [tier.rawValue]) }

    static func contest(_ tier: TierID, _ district: DistrictID, _ round: Int) -> String {
        name("contest", [tier.rawValue, district.rawValue, "round\(round)"])
    }

    /// All contests of a tier together, where ballots are counted over the country.
    static func all(_ tier: TierID, _ round: Int) -> String { name("all", [tier.rawValue, "round\(round)"]) }

    static func candidate(_ contest: String, _ id: ChoiceID) -> String { "cand." + contest + "." + part(id.rawValue) }

    static func selection(_ contest: String, _ id: ChoiceID) -> String { "sel." + contest + "." + part(id.rawValue) }

    private static func name(_ kind: String, _ parts: [String]) -> String {
        ([kind] + parts.map(part)).joined(separator: ".")
    }

    /// ASCII letters, digits and hyphens as they are, everything else as its hexadecimal number between low lines.
    static func part(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-": String(scalar)
            default: "_\(String(scalar.value, radix: 16))_"
            }
        }.joined()
    }
}

/// Names of divisions in the form of the Open Civic Data project.
///
/// Those below the country are the project's own: the public register has none for them.
struct DivisionIdentifiers {
    let country: String

    /// - Parameter country: ISO 3166-1, alpha-2.
    init(country: String) {
        self.country = "ocd-division/country:\(country.lowercased())"
    }

    func region(_ id: RegionID) -> String { "\(country)/region:\(Self.part(id.rawValue))" }

    func district(_ tier: TierID, _ id: DistrictID) -> String {
        "\(country)/\(Self.part(tier.rawValue)):\(Self.part(id.rawValue))"
    }

    /// Small letters, digits and hyphens; everything else by number.
    private static func part(_ text: String) -> String {
        text.lowercased().unicodeScalars.map { scalar in
            switch scalar {
            case "a"..."z", "0"..."9", "-": String(scalar)
            default: "~\(String(scalar.value, radix: 16))~"
            }
        }.joined()
    }
}
