import ArgumentParser
import DataFormats
import ElectionModel
import SourceArchive
import Storage
import Wording

#if canImport(Glibc)
    import Glibc
#endif

struct ArchiveAddCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Read pages and add what they say to the archive.",
        discussion: """
            The format of a page is recognised by its content. A page that can't be read is refused with the reason, and the
            others are taken. Adding a page again changes nothing.

            Examples:
              sailau archive add page.txt
              sailau archive add pages/ --archive elections.sqlite
            """)

    @Argument(help: ArgumentHelp("Pages, or folders of pages.", valueName: "file-or-folder"))
    var paths: [String]

    @Option(help: "The day on which they were taken in, such as 2026-01-15; today if left out.")
    var on: String?

    @OptionGroup var options: ArchiveOptions

    func perform() throws {
        let wording = try options.wording()
        let day = try VacanciesCommand.readDay(on, "--on") ?? Today.date
        let files = try paths.flatMap { try PageFolder.files($0) }
        guard !files.isEmpty else { throw BadInput(.noPages, ["file": paths.joined(separator: ", ")]) }
        let store = try options.open(creating: true)
        var lines: [String] = []
        var rows: [JSON] = []
        var (taken, refused) = (0, 0)
        for (path, name) in files {
            guard let bytes = Home.read(path) else { throw BadInput(.noFile, ["file": path]) }
            do throws(ImportRefusal) {
                // Spans count bytes of UTF-8, and that is what is stored.
                let page = try SourcePage(name: name, received: bytes)
                let imported = try PageImport.read(page)
                taken += 1
                let result = try add(page, imported, day, store)
                let election = ElectionGrouping([imported.election]).groups[0].election.id.rawValue
                lines.append(
                    wording.term(
                        "archive.line.added",
                        [
                            Figure("name", .text(name)), Figure("result", .text(result.rawValue)),
                            Figure("claims", .count(UInt64(imported.claims.count))),
                            Figure("election", .text(election)),
                        ]))
                rows.append(
                    .object([
                        ("name", .string(name)), ("page", .string(imported.page.rawValue)),
                        ("result", .string(result.rawValue)), ("format", .string(imported.format.rawValue)),
                        ("election", .string(election)), ("claims", .count(imported.claims.count)),
                    ]))
            } catch {
                refused += 1
                let reason = wording.sentence(for: error)
                lines.append(
                    wording.term(
                        "archive.line.refused", [Figure("name", .text(name)), Figure("reason", .text(reason))]))
                rows.append(
                    .object([("name", .string(name)), ("result", .string("refused")), ("reason", .string(reason))]))
            }
        }
        report(lines, rows, taken, refused, wording)
        if refused > 0 {
            throw CheckFailed(
                message: wording.term("archive.line.refusals", [Figure("refused", .count(UInt64(refused)))]))
        }
    }

    /// What the store throws leaves the loop as an input error: one refused page is no reason to stop, a full disk is.
    private func add(
        _ page: SourcePage, _ imported: ImportedPage, _ day: CalendarDate, _ store: ClaimStore
    ) throws(ImportRefusal) -> ClaimAddition {
        do {
            return try store.add(page, imported, on: day)
        } catch {
            Terminal.error(Failure.text(of: BadInput(error)))
            Terminal.end(2)
        }
    }

    private func report(_ lines: [String], _ rows: [JSON], _ taken: Int, _ refused: Int, _ wording: Wording) {
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-archive-add/1")), ("archive", .string(options.path)),
                    ("taken", .count(taken)), ("refused", .count(refused)), ("pages", .array(rows)),
                ]).text())
            return
        }
        let sum = wording.term(
            "archive.line.sum",
            [
                Figure("pages", .count(UInt64(taken))), Figure("refused", .count(UInt64(refused))),
                Figure("file", .text(options.path)),
            ])
        Terminal.print((lines + [sum]).joined(separator: "\n"))
    }
}

/// The day of the computer's clock, in universal time.
enum Today {
    static var date: CalendarDate {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let today = CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        guard let today else { preconditionFailure("the clock is not within the calendar") }
        return today
    }
}

/// Files of a folder and of those in it, in order of their names.
enum PageFolder {
    static func files(_ path: String) throws(BadInput) -> [(path: String, name: String)] {
        guard isFolder(path) else {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return [(path, name)]
        }
        var files: [(path: String, name: String)] = []
        collect(path, "", &files)
        return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func collect(_ root: String, _ inner: String, _ files: inout [(path: String, name: String)]) {
        let folder = inner.isEmpty ? root : "\(root)/\(inner)"
        guard let handle = opendir(folder) else { return }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = inner.isEmpty ? name : "\(inner)/\(name)"
            if isFolder("\(root)/\(path)") {
                collect(root, path, &files)
            } else {
                files.append(("\(root)/\(path)", path))
            }
        }
    }
}
