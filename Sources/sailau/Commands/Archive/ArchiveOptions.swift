import ArgumentParser
import ElectionModel
import SourceArchive
import Storage
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// The options that every command on the archive of sources has.
struct ArchiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The archive; archive.sqlite in the folder SAILAU_DATA, or in this one, if left out.", valueName: "file"))
    var archive: String?

    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    var path: String {
        if let archive { return archive }
        guard let folder = getenv("SAILAU_DATA") else { return "archive.sqlite" }
        return "\(String(cString: folder))/archive.sqlite"
    }

    func wording() throws -> Wording { Wording(try Home.texts([language]), in: language) }

    func open(creating: Bool = false) throws(ClaimStoreError) -> ClaimStore {
        try ClaimStore(path: path, creating: creating)
    }
}

/// Which election of an archive a command is about, and what is known of it besides.
struct ArchivedElectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The election, as `sailau archive compare` names it.", valueName: "election"))
    var election: String?

    @Option(
        help: ArgumentHelp(
            "A folder of Elections/ about the same election: its law is applied, and the figures of the election before it are known.",
            valueName: "folder"))
    var folder: String?
}

/// An archive that was opened, with the decisions in it and its pages by elections.
struct OpenArchive {
    let store: ClaimStore
    let entries: [ClaimStore.Entry]
    let book: AliasBook
    let preferences: PreferenceLog
    let groups: [ElectionGrouping.Group]

    init(_ store: ClaimStore) throws(ClaimStoreError) {
        self.store = store
        entries = try store.entries()
        book = try store.aliases()
        preferences = try store.preferences()
        groups = ElectionGrouping(entries.map(\.election), book: book).groups
    }

    /// The election that is asked for; the only one where none is.
    func group(_ id: String?) throws(BadInput) -> ElectionGrouping.Group {
        let known = groups.prefix(20).map(\.election.id.rawValue).joined(separator: ", ")
        guard let id else {
            guard let only = groups.first, groups.count == 1 else {
                throw BadInput(.severalElections, ["known": known])
            }
            return only
        }
        guard let group = groups.first(where: { $0.election.id.rawValue == id }) else {
            throw BadInput(.noArchivedElection, ["text": id, "known": known])
        }
        return group
    }

    func entries(of group: ElectionGrouping.Group) -> [ClaimStore.Entry] {
        // By name, so that columns stand as a person has named the files; by hash where names are the same.
        group.pages.map { entries[$0] }.sorted { ($0.name, $0.hash) < ($1.name, $1.hash) }
    }

    /// One election compared, with the law and the other elections of the country.
    func comparison(
        of group: ElectionGrouping.Group, folder: String?
    ) throws -> (comparison: SourceComparison, entries: [ClaimStore.Entry]) {
        let entries = entries(of: group)
        let pages = try store.readings(of: entries)
        let known = try folder.map { try KnownElection(folder: $0) }
        let others = try others(than: group) + (known?.others ?? [])
        guard let known else {
            return (Reconciler.compare(pages, of: group.election, book: book, others: others), entries)
        }
        return (
            Reconciler.compare(
                pages, of: group.election, book: book, others: others, under: known.law,
                otherChambers: known.otherChambers), entries
        )
    }

    /// The neighbours in time of an election in the archive itself: figures are copied from these.
    private func others(than group: ElectionGrouping.Group) throws(ClaimStoreError) -> [OtherElection] {
        let same = groups.filter {
            $0.election.country == group.election.country && $0.election.contest == group.election.contest
                && $0.election.id != group.election.id
        }
        let nearest = same.sorted {
            (abs($0.election.year - group.election.year), $0.election.id)
                < (abs($1.election.year - group.election.year), $1.election.id)
        }.prefix(4)
        var others: [OtherElection] = []
        for other in nearest {
            let entries = entries(of: other)
            for (entry, page) in zip(entries, try store.readings(of: entries)) {
                others.append(
                    OtherElection(page, label: "\(other.election.id) (\(entry.name))", year: other.election.year))
            }
        }
        return others
    }
}

extension BadInput {
    /// Why an archive can't be used, as what the user did wrong.
    init(_ error: ClaimStoreError) {
        switch error {
        case .missing(let path): self.init(.noArchive, ["file": path])
        case .notAnArchive(let path): self.init(.notAnArchive, ["file": path])
        case .newer(let path, let version): self.init(.newerArchive, ["file": path, "version": "\(version)"])
        case .full(let path): self.init(.archiveFull, ["file": path])
        case .locked(let path): self.init(.archiveLocked, ["file": path])
        case .damaged(let path, let fault):
            self.init(.archiveDamaged, ["file": path, "column": fault.column, "text": fault.text])
        case .refused(let path, let code): self.init(.archiveRefused, ["file": path, "code": "\(code)"])
        }
    }
}

/// A command on the archive; what the store throws becomes an input error in the user's language.
protocol ArchiveCommand: ParsableCommand {
    var options: ArchiveOptions { get }
    func perform() throws
}

extension ArchiveCommand {
    func run() throws {
        do {
            try perform()
        } catch let error as ClaimStoreError {
            throw BadInput(error)
        }
    }
}
