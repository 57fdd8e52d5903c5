import ArgumentParser
import DataFormats
import ElectionModel
import Foundation
import Publication
import SourceArchive
import Storage
import Wording

struct ArchiveExportCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the whole archive as files, or one election in a form for other programs.",
        discussion: """
            The whole archive: one file a page, one line a claim, in an order that does not change: the same archive gives the
            same bytes, and `sailau archive import` makes the archive of them again.

            With --format, one election as one file: json, facts, claims, clea, wikitext, quickstatements, nist-xml,
            nist-json, atom or nanopublications. Forms with one value for each fact have the preferred values; contested
            facts are left out.

            Examples:
              sailau archive export --out archive/
              sailau archive export --format clea --folder kazakhstan-2004 --out clea.csv
              sailau archive export --format quickstatements --items items.csv --out statements.txt
            """)

    @Option(help: "The folder to write to; with --format the file.")
    var out: String

    @Option(help: "One election in this form instead of the whole archive.", transform: Self.readForm)
    var format: ArchiveExports.Form?

    @Option(
        help: ArgumentHelp(
            "With --format quickstatements: a CSV with the columns kind, name, item, which says what is which item of Wikidata.",
            valueName: "file"))
    var items: String?

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var chosen: ArchivedElectionOptions

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let wording = try options.wording()
        if let format { return try write(format, archive, wording) }
        try requireOwnFolder()
        for folder in ["pages", "readings", "claims"] { try Home.makeFolder("\(out)/\(folder)") }
        // Page by page, so that memory holds one.
        for entry in archive.entries {
            guard let page = try archive.store.page(entry.hash) else { continue }
            for file in ArchiveFiles.files(of: page) { try Home.write(file.bytes, to: "\(out)/\(file.path)") }
        }
        let rest = ArchiveFiles.files(
            pages: archive.entries.map { ($0.hash, $0.name, $0.added) }, aliases: archive.book,
            preferences: archive.preferences)
        for file in rest { try Home.write(file.bytes, to: "\(out)/\(file.path)") }
        Terminal.print(
            options.json
                ? JSON.object([
                    ("format", .string("sailau-archive-export/1")), ("folder", .string(out)),
                    ("pages", .count(archive.entries.count)),
                ]).text()
                : wording.term(
                    "archive.line.exported",
                    [Figure("pages", .count(UInt64(archive.entries.count))), Figure("folder", .text(out))]))
    }
}

extension ArchiveExportCommand {
    private func write(_ format: ArchiveExports.Form, _ archive: OpenArchive, _ wording: Wording) throws {
        let group = try archive.group(chosen.election)
        let figures = try archive.figures(of: group, folder: chosen.folder)
        let items = try items.map(Self.items) ?? WikidataItems()
        guard let bytes = ArchiveExports.bytes(format, figures, wording, items: items) else {
            throw BadInput(.emptyForm, ["text": format.rawValue])
        }
        try Home.write(bytes, to: out)
        Terminal.print(
            options.json
                ? JSON.object([
                    ("format", .string("sailau-archive-form/1")), ("form", .string(format.rawValue)),
                    ("election", .string(group.election.id.rawValue)), ("file", .string(out)),
                    ("bytes", .count(bytes.count)),
                ]).text()
                : wording.term(
                    "archive.line.exported",
                    [Figure("pages", .count(UInt64(figures.sources.count))), Figure("folder", .text(out))]))
    }

    /// Reads a form's name.
    static func readForm(_ text: String) throws -> ArchiveExports.Form {
        guard let form = ArchiveExports.Form(rawValue: text) else {
            let known = ArchiveExports.Form.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no form `\(text)`. Write one of: \(known).")
        }
        return form
    }

    private static func items(_ file: String) throws -> WikidataItems {
        guard let bytes = Home.read(file) else { throw BadInput(.noFile, ["file": file]) }
        do throws(WikidataItems.Fault) {
            return try WikidataItems.read(bytes)
        } catch {
            let known = WikidataItems.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            let (line, text) =
                switch error {
                case .malformed(let line): (line, "")
                case .value(let line, let text): (line, text)
                }
            throw BadInput(.wikidataItems, ["file": file, "line": "\(line)", "text": text, "known": known])
        }
    }

    /// Files of others are never mixed with those of an export.
    private func requireOwnFolder() throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []
        guard names.isEmpty || names.contains("archive.yaml") else { throw BadInput(.folderNotEmpty, ["folder": out]) }
    }
}

struct ArchiveImportCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take an exported archive in, with all its decisions.",
        discussion: """
            Pages and readings that are known are left as they are. Decisions are taken in after those that stand, so that an
            archive is best imported into an empty file.

            Example:
              sailau archive import archive/ --archive copy.sqlite
            """)

    @Argument(help: "The folder of an export.")
    var folder: String

    @OptionGroup var options: ArchiveOptions

    func perform() throws {
        let content: ArchiveContent
        do throws(ArchiveFiles.Fault) {
            content = try ArchiveFiles.read { Home.read("\(folder)/\($0)") }
        } catch {
            throw Self.badInput(error, folder)
        }
        let store = try options.open(creating: true)
        _ = try store.add(content.pages)
        let known = (try store.aliases().decisions, try store.preferences().decisions)
        for decision in content.aliases.decisions where !known.0.contains(decision) { try store.add(decision) }
        for decision in content.preferences.decisions where !known.1.contains(decision) { try store.add(decision) }
        let wording = try options.wording()
        let decisions = content.aliases.decisions.count + content.preferences.decisions.count
        Terminal.print(
            options.json
                ? JSON.object([
                    ("format", .string("sailau-archive-import/1")), ("pages", .count(content.pages.count)),
                    ("decisions", .count(decisions)),
                ]).text()
                : wording.term(
                    "archive.line.imported",
                    [
                        Figure("pages", .count(UInt64(content.pages.count))),
                        Figure("decisions", .count(UInt64(decisions))), Figure("folder", .text(folder)),
                    ]))
    }

    private static func badInput(_ fault: ArchiveFiles.Fault, _ folder: String) -> BadInput {
        switch fault {
        case .missing(let path): BadInput(.noFile, ["file": "\(folder)/\(path)"])
        case .format(let found): BadInput(.otherExport, ["file": "\(folder)/archive.yaml", "text": found])
        case .otherBytes(let path): BadInput(.otherBytes, ["file": "\(folder)/\(path)"])
        case .row(let path, let line, let fault):
            BadInput(
                .badExportRow,
                ["file": "\(folder)/\(path)", "line": "\(line)", "column": fault.column, "text": fault.text])
        case .csv(let path, let line): BadInput(.badExport, ["file": "\(folder)/\(path)", "line": "\(line)"])
        }
    }
}
