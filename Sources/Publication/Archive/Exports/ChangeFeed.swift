import DataFormats
public import ElectionModel
public import SourceArchive
import Wording

/// What an archive keeps beside the claims of an election: when its pages came, and all decisions about names.
public struct ArchiveHistory: Sendable, Hashable {
    /// The day on which each page was taken in, in the order of columns.
    public var added: [CalendarDate]
    public var aliases: AliasBook

    public init(added: [CalendarDate] = [], aliases: AliasBook = AliasBook()) {
        self.added = added
        self.aliases = aliases
    }
}

/// The changes of an election's sources as an Atom feed (RFC 4287): pages taken in, values preferred, names decided; the newest first.
///
/// Days come from the archive and never from a clock. An entry is named by what it says, so that it keeps its name for good.
struct ChangeFeed {
    private let figures: ArchiveFigures
    private let entries: [Entry]

    private struct Entry {
        var id: String
        var day: CalendarDate
        /// Under `feed` in `archive.yaml`.
        var term: String
        var figures: [Figure]
        var link: String
    }

    init(_ figures: ArchiveFigures) {
        self.figures = figures
        let all = Self.pages(figures) + Self.preferences(figures) + Self.aliases(figures)
        entries = all.enumerated().sorted { first, second in
            (second.element.day, second.offset) < (first.element.day, first.offset)
        }.map(\.element)
    }

    /// The day of the last change; nil for an archive that keeps no days.
    var lastDay: CalendarDate? { entries.first?.day }

    /// Nil without a change.
    func bytes(_ wording: Wording) -> [UInt8]? {
        guard let lastDay else { return nil }
        let election = figures.comparison.election.id.rawValue
        let language = wording.language.rawValue
        var writer = XMLWriter()
        writer.open("feed", [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language)])
        writer.element("id", text: "urn:sailau:election:\(election)")
        writer.element("title", text: wording.term("archive.feed.title", [Figure("election", .text(election))]))
        writer.element("updated", text: Self.moment(lastDay))
        writer.open("author")
        writer.element("name", text: "Sailau")
        writer.close()
        writer.element("link", [("rel", "self"), ("href", "changes-\(language).atom")], text: "")
        writer.element("link", [("rel", "alternate"), ("href", "../\(language)/index.html")], text: "")
        for entry in entries {
            writer.open("entry")
            writer.element("id", text: entry.id)
            writer.element("title", text: wording.term("archive.feed.\(entry.term)", entry.figures))
            writer.element("updated", text: Self.moment(entry.day))
            writer.element("link", [("rel", "alternate"), ("href", "../\(language)/\(entry.link)")], text: "")
            writer.close()
        }
        writer.close()
        return writer.bytes
    }

    private static func moment(_ day: CalendarDate) -> String { "\(day)T00:00:00Z" }

    private static func pages(_ figures: ArchiveFigures) -> [Entry] {
        zip(figures.history.added, figures.sources).enumerated().map { place, page in
            Entry(
                id: "urn:sailau:page:\(page.1.hash)", day: page.0, term: "page",
                figures: [Figure("name", .text(page.1.name))], link: "page-\(place + 1).html")
        }
    }

    private static func preferences(_ figures: ArchiveFigures) -> [Entry] {
        var facts: [ClaimID: (FactName, Claim)] = [:]
        let wanted = Set(figures.preferences.decisions.map(\.claim))
        guard !wanted.isEmpty else { return [] }
        for fact in figures.comparison.facts {
            for claim in fact.statements.flatMap({ [$0.claim] + $0.others }) where wanted.contains(claim.id) {
                facts[claim.id] = (fact.name, claim)
            }
        }
        var names = EntryNames("preference")
        return figures.preferences.decisions.compactMap { decision in
            let id = names.name(DecisionRecords.fields(decision))
            guard let (fact, claim) = facts[decision.claim] else { return nil }
            return Entry(
                id: id, day: decision.when, term: decision.action == .prefer ? "prefer" : "withdraw",
                figures: [
                    Figure("fact", .text(fact.description)), Figure("value", .text(claim.value.shown)),
                    Figure("who", .text(decision.who)), Figure("why", .text(decision.why)),
                ], link: "index.html")
        }
    }

    /// Decisions about names that stand on these pages.
    private static func aliases(_ figures: ArchiveFigures) -> [Entry] {
        let printed = Set(
            figures.comparison.participants.participants.flatMap(\.names)
                + figures.comparison.pages.map(\.election.country))
        var names = EntryNames("alias")
        return figures.history.aliases.decisions.compactMap { decision in
            let id = names.name(DecisionRecords.fields(decision))
            guard printed.contains(decision.first.name) || printed.contains(decision.second.name) else { return nil }
            return Entry(
                id: id, day: decision.when, term: "alias \(decision.action.rawValue)",
                figures: [
                    Figure("first", .text(decision.first.name)), Figure("second", .text(decision.second.name)),
                    Figure("who", .text(decision.who)), Figure("why", .text(decision.why)),
                ], link: "index.html")
        }
    }

    /// Names decisions by their fields; one that was made again by how often it was made before.
    private struct EntryNames {
        private let kind: String
        private var seen: [String: Int] = [:]

        init(_ kind: String) {
            self.kind = kind
        }

        mutating func name(_ fields: [String]) -> String {
            let text = fields.joined(separator: "\u{0}")
            let times = seen[text, default: 0]
            seen[text] = times + 1
            let hash = Fingerprint<Entry>(of: Array("\(text)\u{0}\(times)".utf8))
            return "urn:sailau:\(kind):\(hash.rawValue.prefix(32))"
        }
    }
}
