import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Simulation
import Wording

struct LawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "law", abstract: "Check files of laws and procedures, and show their schemas.",
        subcommands: [Check.self, Schema.self, Document.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read law files and report every mistake with its line and remedy.",
            discussion: "Example:\n  sailau law check Laws/kazakhstan/mazhilis-2004-04-14.yaml")

        @Argument(help: "Law files.")
        var files: [String]

        @Option(
            name: .customLong("lang"), help: "The language: en, ru or kk.",
            transform: ElectionOptions.readLanguage)
        var language = Language.english

        @Flag(help: "Report as JSON.")
        var json = false

        func run() throws {
            let wording = try Home.wording(language)
            var mistakes: [Mistake] = []
            for file in files {
                guard let bytes = Home.read(file) else { throw BadInput(.noFile, ["file": file]) }
                do {
                    if Self.isProcedure(bytes) {
                        let procedure = try Procedure.read(bytes, file: file)
                        if !json { Terminal.print(sound(procedure, file, wording)) }
                        continue
                    }
                    let law = try Law.read(bytes, file: file)
                    if !json {
                        Terminal.print(
                            wording.term(
                                "error.sound law",
                                [
                                    Figure("file", .text(file)), Figure("title", .text(law.title[language])),
                                    Figure("seats", .count(UInt64(law.seats))),
                                    Figure("tiers", .count(UInt64(law.tiers.count))),
                                ]))
                    }
                } catch {
                    mistakes += error.list
                }
            }
            if json {
                let list = mistakes.map { mistake in
                    JSON.object([
                        ("file", .string(mistake.file)), ("line", .count(mistake.line)),
                        ("field", .string(mistake.field)), ("code", .string(mistake.fault.code.rawValue)),
                        ("problem", .string(wording.problem(of: mistake.fault))),
                        ("remedy", .string(wording.remedy(for: mistake.fault))),
                    ])
                }
                Terminal.print(JSON.object([("files", .count(files.count)), ("mistakes", .array(list))]).text())
            }
            if !mistakes.isEmpty {
                throw CheckFailed(message: json ? "" : wording.sentences(for: Mistakes(mistakes)))
            }
        }

        /// A file says in its first lines what it is; whatever does not is read as a law, which names what is wrong.
        private static func isProcedure(_ bytes: [UInt8]) -> Bool {
            String(decoding: bytes.prefix(4096), as: UTF8.self).split(separator: "\n").contains {
                $0.hasPrefix("format: sailau-procedure/")
            }
        }

        private func sound(_ procedure: Procedure, _ file: String, _ wording: Wording) -> String {
            wording.term(
                "error.sound procedure",
                [
                    Figure("file", .text(file)), Figure("title", .text(procedure.title[language])),
                    Figure("deadlines", .count(UInt64(procedure.deadlines.count))),
                    Figure("commissions", .count(UInt64(procedure.commissions.count))),
                ])
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of a kind of file, made from the code that reads it.",
            discussion: "Example:\n  sailau law schema --of registration > Elections/registration.schema.json")

        enum File: String, ExpressibleByArgument, CaseIterable {
            case law
            case procedure
            case phrases
            case election
            case registration
            case night
            case counting
        }

        @Option(help: "The kind of file.")
        var of = File.law

        func run() {
            let schema =
                switch of {
                case .law: Law.schema()
                case .procedure: Procedure.schema()
                case .night: NightPlan.schema()
                case .phrases: PhraseCase.schema()
                case .election: ElectionFile.schema()
                case .registration: RegistrationFile.schema()
                case .counting: CountingFile.schema()
                }
            Terminal.print(schema.text())
        }
    }

    struct Document: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print Documentation/LawLanguage.md, made from the cases under Laws/phrases.",
            discussion: "Example:\n  sailau law document Laws/phrases/*.yaml > Documentation/LawLanguage.md")

        @Argument(help: "Files of phrases.")
        var files: [String]

        func run() throws {
            var cases: [PhraseCase] = []
            for file in files {
                guard let bytes = Home.read(file) else { throw BadInput(.noFile, ["file": file]) }
                cases += try PhraseCase.read(bytes, file: file)
            }
            Terminal.print(LawLanguageDocument.markdown(cases: cases))
        }
    }
}
