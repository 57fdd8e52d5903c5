import ArgumentParser
import DataFormats
import ElectionModel
import Foundation
import SourceArchive
import Storage
import Wording

struct ArchiveExportCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the whole archive as files for version control.",
        discussion: """
            One file a page, one line a claim, in an order that does not change: the same archive gives the same bytes, and
            `sailau archive import` makes the archive of them again.

            Example:
              sailau archive export --out archive/
            """)

    @Option(help: "The folder to write to.")
    var out: String

    @OptionGroup var options: ArchiveOptions

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let wording = try options.wording()
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
