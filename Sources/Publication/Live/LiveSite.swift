import DataFormats
public import ElectionConduct
public import ElectionModel
public import ElectionRecord
import SeatAllocation
import VerifiableVoting
public import Wording

/// The public files of an election at one place of its record, made from the files before and a state: a value, and no more
/// than a function of both.
///
/// A page prints the place at which its own figures last changed; only where they did is it written anew. Several acts may be
/// shown at once: then a page prints the last of them.
public struct LiveSite: Sendable {
    public typealias File = (path: String, bytes: [UInt8])

    /// What became of the files.
    public struct Update: Sendable {
        /// New and changed ones, in the order in which they have to be put in place: what pages point to first, `head.json` last.
        public var written: [File] = []
        /// Files that nothing points to any more.
        public var left: [String] = []
        /// Style sheet and script, by their names.
        public var assets: Set<String> = []
    }

    private let election: CountedElection
    private let texts: TextCatalogue
    private let assets: SiteAssets
    private var shown: Shown?
    private var margins = KnownMargins()
    /// What the files show; nil before the first state. Of the stations only those whose pages were made last are in it.
    public private(set) var figures: Figures?
    /// The pages with their open places, and the exports, by path.
    private var templates: [String: Template] = [:]

    private struct Template {
        var bytes: [UInt8]
        /// Where it last changed.
        var position: Int
    }

    /// What decides which pages are made anew.
    private struct Shown {
        var state: ConductState
        var hidden: Set<Int>
        var status: CountFigures.Status
    }

    private let before: @Sendable (String) -> [UInt8]?

    /// - Parameter before: what was published before, by path, so that pages that are still as they were keep their place; nil
    ///   for what was not.
    public init(
        _ election: CountedElection, _ texts: TextCatalogue, _ assets: SiteAssets,
        before: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
        self.election = election
        self.texts = texts
        self.assets = assets
        self.before = before
    }

    /// Shows a state.
    ///
    /// - Parameters:
    ///   - head: where the record ends with it.
    ///   - hidden: rounds whose votes are shown to nobody yet (`ConductState.embargoedRounds`).
    public mutating func show(_ state: ConductState, _ head: RecordHead, hiding hidden: Set<Int>) -> Update {
        let districts = changedDistricts(state, hidden)
        var figures = election.figures(state, hiding: hidden, stationsOf: districts, known: &margins)
        let status = figures.count?.status ?? .interim
        if let shown, shown.status != status, districts != nil {
            // The first line of every page says it.
            figures = election.figures(state, hiding: hidden, known: &margins)
        }
        let isWhole = districts == nil || shown?.status != status
        let paths =
            isWhole ? nil : districts.map { Set($0.flatMap { [Site.stationsPath($0), Site.constituencyPath($0)] }) }
        var update = Update()
        var made: [File] = Site.templates(figures, texts, assets) { path in
            guard let paths else { return true }
            // The pages for those who vote change only with what makes everything anew.
            if path.hasPrefix("my-station/") { return false }
            let isOfOne = path.hasPrefix("stations/") || path.hasPrefix("constituencies/")
            return !isOfOne || paths.contains(path)
        }
        made += Exports.files(figures, texts)
        made += Exports.stations(figures)
        take(made, height: state.height, head: "\(head)", &update)
        self.figures = figures
        shown = Shown(state: state, hidden: hidden, status: status)
        let headFile = (path: "head.json", bytes: Self.headFile(head, status, figures.election.id))
        update.written.append(headFile)
        return update
    }

    /// The constituencies about which something may have changed: a single seat is decided by the votes of its own constituency,
    /// so that the others' pages are as they were. Nil for all.
    private func changedDistricts(_ state: ConductState, _ hidden: Set<Int>) -> Set<DistrictID>? {
        guard let shown, shown.hidden == hidden, shown.state.height <= state.height else { return nil }
        let before = shown.state
        // Seldom: then everything is made anew. Equal dictionaries mostly are the same storage and compared at once.
        guard before.stations == state.stations, before.nominations == state.nominations,
            before.commissions == state.commissions, before.ballots == state.ballots, before.lots == state.lots,
            before.complaints == state.complaints
        else { return nil }
        var districts: Set<DistrictID> = []
        for (contest, decided) in state.contests where before.contests[contest] != decided {
            districts.insert(contest.district)
        }
        for (id, height) in state.protocols.changedAt where height > before.height {
            if let district = state.stations[id]?.station.district { districts.insert(district) }
        }
        return districts
    }

    /// Whether a file's name holds its hash, as those of style sheets and scripts do: what it says never changes.
    public static func isNamedByContent(_ path: String) -> Bool { AssetFiles.isNamedByContent(path) }

    /// Keeps what is as it was, and gives the others their place in the record.
    private mutating func take(_ made: [File], height: Int, head: String, _ update: inout Update) {
        var fresh: [File] = []
        for (path, bytes) in made {
            if templates[path] == nil, let earlier = earlier(path, height: height) { templates[path] = earlier }
            let isNew = templates[path]?.bytes != bytes
            if isNew { templates[path] = Template(bytes: bytes, position: height) }
            guard let template = templates[path], isNew || PageTemplate.showsHead(bytes) else { continue }
            let filled =
                path.hasSuffix(".html")
                ? PageTemplate.filled(bytes, position: "\(template.position)", head: head) : bytes
            fresh.append((path, filled))
        }
        update.written = fresh.filter { AssetFiles.isNamedByContent($0.path) }
        update.written += fresh.filter { !AssetFiles.isNamedByContent($0.path) }
        update.assets = Set(made.map(\.path).filter(AssetFiles.isNamedByContent))
        for path in templates.keys.filter(AssetFiles.isNamedByContent).sorted() where !update.assets.contains(path) {
            templates[path] = nil
            update.left.append(path)
        }
    }

    /// A file as it was published before this program began.
    private func earlier(_ path: String, height: Int) -> Template? {
        guard let bytes = before(path) else { return nil }
        guard path.hasSuffix(".html") else { return Template(bytes: bytes, position: height) }
        return PageTemplate.opened(bytes).flatMap { template, position in
            position <= height ? Template(bytes: template, position: position) : nil
        }
    }

    /// Small enough to be asked for by everybody every half minute.
    private static func headFile(_ head: RecordHead, _ status: CountFigures.Status, _ election: ElectionID) -> [UInt8] {
        Array(
            JSON.object([
                ("format", .string("sailau-head/1")), ("election", .string(election.rawValue)),
                ("head", .string("\(head)")), ("height", .count(head.height)), ("status", .string(status.rawValue)),
            ]).text().utf8)
    }
}
