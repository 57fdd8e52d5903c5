import ElectionModel
import Foundation
import Publication
import SourceArchive
import Wording

/// The committed twin pages as an archived election, with decisions.
enum ArchiveFixture {
    static let pages = "Tests/SourceArchiveTests/Pages"
    static let twins = ["twins/election-watch.txt", "twins/parline.txt", "twins/wikipedia.txt"]

    static func page(_ path: String, name: String? = nil) throws -> SourcePage {
        try SourcePage(
            name: name ?? path.split(separator: "/").last.map(String.init) ?? path,
            received: Fixture.bytes("\(pages)/\(path)") ?? [])
    }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return day
    }

    /// - Parameters:
    ///   - preferred: facts with the page whose value is preferred.
    ///   - days: when each page was taken in.
    static func figures(
        _ sources: [SourcePage], preferred: [(fact: String, page: Int)] = [], aliases: AliasBook = AliasBook(),
        days: [String] = []
    ) throws -> ArchiveFigures {
        let pages = try sources.map { try PageImport.read($0) }
        let groups = ElectionGrouping(pages.map(\.election), book: aliases).groups
        guard let group = groups.first, groups.count == 1 else { throw CocoaError(.coderInvalidValue) }
        let comparison = Reconciler.compare(pages, of: group.election, book: aliases)
        var log = PreferenceLog()
        for (name, page) in preferred {
            guard let statement = comparison.fact(name)?.statements.first(where: { $0.page == page }) else {
                throw CocoaError(.coderValueNotFound)
            }
            log.add(
                PreferenceDecision(
                    .prefer, statement.claim.id, on: statement.claim.page, who: "A. Reader", why: "a \"test\"",
                    when: day("2026-01-16")))
        }
        let added = sources.indices.map { days.indices.contains($0) ? day(days[$0]) : day("2026-01-15") }
        return ArchiveFigures(
            comparison: comparison, sources: sources, preferences: log,
            history: ArchiveHistory(added: added, aliases: aliases))
    }

    static func twinFigures(preferred: [(fact: String, page: Int)] = [("registered", 2)]) throws -> ArchiveFigures {
        try figures(twins.map { try page($0) }, preferred: preferred)
    }

    static func bytes(
        _ form: ArchiveExports.Form, _ figures: ArchiveFigures, items: WikidataItems = WikidataItems(),
        in language: Language = .english
    ) throws -> [UInt8] {
        let wording = Wording(try Fixture.catalogue(), in: language)
        guard let bytes = ArchiveExports.bytes(form, figures, wording, items: items) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return bytes
    }

    static func text(
        _ form: ArchiveExports.Form, _ figures: ArchiveFigures, items: WikidataItems = WikidataItems()
    ) throws -> String {
        String(decoding: try bytes(form, figures, items: items), as: UTF8.self)
    }
}

/// A value of a fact as exports of one value print it, whatever tier an election with one kind of vote has.
struct PrintedFact: Hashable, CustomStringConvertible {
    var description: String

    /// - Parameter tierless: the format has no tiers: votes and shares of lists are those of the country.
    init?(_ name: FactName, _ participant: String?, _ value: ClaimValue, tierless: Bool) {
        guard value != .none else { return nil }
        var tier = name.tier
        if tierless, Self.ofVoters.contains(name.measure), tier == .list || name.round == 2 { tier = nil }
        let round = name.measure == .votes || name.measure == .voteShare ? name.round ?? 1 : name.round
        description = [
            name.measure.rawValue, tier?.rawValue ?? "", round.map { "\($0)" } ?? "", name.constituency ?? "",
            participant ?? "", value.shown,
        ].joined(separator: "|")
    }

    private static let ofVoters: Set<Measure> = [.votes, .voteShare, .registered, .cast, .turnout, .valid, .invalid]

    /// Whether a fact is about all voters of a round, as formats without tiers have it.
    static func isOfAll(_ name: FactName) -> Bool {
        name.tier == nil || name.tier == .constituency && name.round == 2
    }

    /// The preferred values that pages state as they are.
    static func uncontested(
        _ figures: ArchiveFigures, tierless: Bool = true, where isWanted: (FactName) -> Bool
    ) -> Set<PrintedFact> {
        let comparison = figures.comparison
        return Set(
            comparison.facts.compactMap { fact in
                guard isWanted(fact.name), let value = fact.uncontested(figures.preferences), value.isStated else {
                    return nil
                }
                let who = fact.name.participant.map { comparison.participants.name(of: $0) ?? "\($0)" }
                return PrintedFact(fact.name, who, value.claim.value, tierless: tierless)
            })
    }

    /// What an exported page says, read by its importer.
    static func read(
        _ text: String, tierless: Bool = true, where isWanted: (FactName) -> Bool
    ) throws -> Set<PrintedFact> {
        let source = try SourcePage(name: "export", received: Array(text.utf8))
        let page = try PageImport.read(source)
        guard page.faults(in: source.bytes).isEmpty else { throw CocoaError(.fileReadCorruptFile) }
        let group = ElectionGrouping([page.election]).groups[0]
        let comparison = Reconciler.compare([page], of: group.election)
        return Set(
            comparison.facts.compactMap { fact in
                guard isWanted(fact.name), let claim = fact.statements.first?.claim, claim.state != .notGiven,
                    // What the comparison itself computes, the export does not say.
                    !claim.rule.hasPrefix("derived.")
                else { return nil }
                return PrintedFact(fact.name, claim.key.participant?.name, claim.value, tierless: tierless)
            })
    }
}
