import ElectionModel
import SeatAllocation
import Wording

/// What a page function needs: the figures, the language, and where the page stands.
struct PageContext: Sendable {
    let figures: Figures
    let wording: Wording
    /// Inside the folder of its language, such as `constituencies/17.html`.
    let path: String
    let marks: [PartyID: String]
    let tiles: [TilePlace]

    var language: Language { wording.language }

    init(figures: Figures, wording: Wording, path: String, tiles: [TilePlace]) {
        self.figures = figures
        self.wording = wording
        self.path = path
        self.tiles = tiles
        let groups = figures.house.groups
        let language = wording.language
        let marks = GroupMarks.marks(groups.map { $0.shortName[language] })
        self.marks = Dictionary(zip(groups.map(\.id), marks), uniquingKeysWith: { first, _ in first })
    }

    // MARK: Words

    /// A text of `pages.yaml`.
    func text(_ key: String, _ values: [Figure] = []) -> String { wording.term("site.\(key)", values) }

    func textIfPresent(_ key: String) -> String? { wording.termIfPresent("site.\(key)") }

    /// A heading of `terms.yaml`.
    func heading(_ key: String) -> String { wording.term("heading.\(key)") }

    // MARK: Links

    private var depth: Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

    /// To a page in the same language.
    func link(_ page: String) -> String { String(repeating: "../", count: depth) + page }

    /// To a file beside the folders of languages.
    func rootLink(_ file: String) -> String { String(repeating: "../", count: depth + 1) + file }

    func constituencyLink(_ id: DistrictID) -> String { link("constituencies/\(fileName(id.rawValue)).html") }

    // MARK: Groups

    func mark(_ id: PartyID) -> String { marks[id] ?? "?" }

    func groupClass(_ id: PartyID) -> String { "g-\(fileName(id.rawValue))" }

    func groupName(_ id: PartyID) -> String {
        // A group without votes for lists and without seats stands in no table; its candidates do.
        if id == Figures.independents, figures.group(id) == nil { return heading("self-nominated") }
        return figures.group(id)?.shortName[language] ?? figures.election.parties.first { $0.id == id }?.shortName[
            language]
            ?? id.rawValue
    }

    /// The mark of a group with its colour and pattern, and its name.
    func groupLabel(_ id: PartyID, name: String? = nil) -> [Node] {
        guard let group = figures.group(id) else { return [.text(name ?? groupName(id))] }
        return [
            tag(
                .span, ["class": "chip p\(group.pattern) \(groupClass(id))", "aria-hidden": "true"], mark(id)),
            .text(" "), .text(name ?? group.shortName[language]),
        ]
    }

    // MARK: Tiers

    /// The tier of the law that is decided by single seats, the first if there are several.
    var constituencyTier: TierID? { figures.outcome.contests.first?.tier }

    func turnout(_ tier: TierID?, round: Int) -> Figures.Turnout? {
        figures.turnout.first { $0.tier == tier && $0.round == round }
    }

    func tierName(_ id: TierID) -> String { wording.names.tier(id, language) }
}

/// A name as part of a file name, an id or a class: letters, digits and hyphens stay, other bytes become `_xx`.
func fileName(_ name: String) -> String {
    var result = ""
    for byte in name.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            result += "_" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
    return result
}
