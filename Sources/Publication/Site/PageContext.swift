import ElectionModel
import SeatAllocation
import Wording

/// What a page function needs: the figures, the language, and where the page stands.
struct PageContext: Sendable {
    let figures: Figures
    let wording: Wording
    /// Inside the folder of its language, such as `constituencies/17.html`.
    private(set) var path = ""
    let marks: [PartyID: String]
    let tiles: [TilePlace]
    let files: AssetFiles

    var language: Language { wording.language }

    init(figures: Figures, wording: Wording, tiles: [TilePlace], files: AssetFiles) {
        self.figures = figures
        self.wording = wording
        self.tiles = tiles
        self.files = files
        let language = wording.language
        var groups = figures.house.groups.map { (id: $0.id, name: $0.shortName[language]) }
        if figures.count != nil {
            // While seats are won, a letter has to stay with its party: all have one, in the order of the register.
            let known = Dictionary(groups.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let parties = figures.election.parties
            groups = parties.map { (id: $0.id, name: $0.shortName[language]) }
            groups += known.filter { id, _ in !parties.contains { $0.id == id } && id != Figures.independents }
                .sorted { $0.key < $1.key }.map { (id: $0.key, name: $0.value) }
            groups.append((id: Figures.independents, name: wording.term("heading.self-nominated")))
        }
        let marks = GroupMarks.marks(groups.map(\.name))
        self.marks = Dictionary(zip(groups.map(\.id), marks), uniquingKeysWith: { first, _ in first })
    }

    /// The same for another page.
    func at(_ path: String) -> PageContext {
        var other = self
        other.path = path
        return other
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

    func constituencyLink(_ id: DistrictID) -> String { link(Site.constituencyPath(id)) }

    // MARK: Groups

    func mark(_ id: PartyID) -> String { marks[id] ?? "?" }

    func groupClass(_ id: PartyID) -> String { "g-\(fileName(id.rawValue))" }

    func groupName(_ id: PartyID) -> String {
        // A group without votes for lists and without seats stands in no table; its candidates do.
        // While seats are won the same words stand everywhere, before its first seat and after.
        if id == Figures.independents, figures.count != nil || figures.group(id) == nil {
            return heading("self-nominated")
        }
        return figures.group(id)?.shortName[language] ?? figures.election.parties.first { $0.id == id }?.shortName[
            language]
            ?? id.rawValue
    }

    /// The mark of a group with its colour and pattern, and its name.
    func groupLabel(_ id: PartyID, name: String? = nil) -> [Node] {
        guard let pattern = pattern(of: id) else { return [.text(name ?? groupName(id))] }
        return [
            tag(.span, ["class": "chip p\(pattern) \(groupClass(id))", "aria-hidden": "true"], mark(id)), .text(" "),
            .text(name ?? groupName(id)),
        ]
    }

    /// The pattern of a group; nil for one that is no part of the house. While votes are counted every group has one, so that
    /// no page changes because another one wins its first seat.
    private func pattern(of id: PartyID) -> Int? {
        figures.count == nil ? figures.group(id)?.pattern : figures.registerPattern(of: id)
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
