import ArgumentParser
import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import Papers
import Wording

struct CheckPaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Hold the figures in a protocol's QR code against its check number, and a record.",
        discussion: """
            The text is what a telephone reads from the code; a file may hold it. With --record the figures are compared with
            those that the record shows at the place which the paper names.

            Examples:
              sailau papers check code.txt
              sailau papers check code.txt --record out/night/night.record
            """)

    @Argument(help: ArgumentHelp("The text of the code, or a file that holds it.", valueName: "text")) var text: String
    @Option(help: ArgumentHelp("The record: a store or an exported file.", valueName: "file")) var record: String?
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let wording = try options.wording()
        let paper: ProtocolPaperText
        do {
            paper = try ProtocolPaperText(reading: try written())
        } catch let fault as ProtocolPaperText.Fault {
            throw CheckFailed(message: wording.sentence(for: fault))
        }
        var comparison: Comparison?
        if let record { comparison = try await compare(paper, with: record, wording) }
        if options.json {
            Terminal.print(json(paper, comparison).text())
        } else {
            show(paper, wording)
            if let comparison { Terminal.print(comparison.sentence) }
        }
        if let comparison, !comparison.holds { throw CheckFailed(message: comparison.sentence) }
    }

    private func written() throws -> String {
        if text.hasPrefix("SAILAU-") { return text }
        guard let bytes = Home.read(text) else { throw BadInput(.noCodeText) }
        return String(decoding: bytes.prefix(4096), as: UTF8.self)
    }

    // MARK: Record

    private struct Comparison {
        var holds: Bool
        var sentence: String
    }

    private func compare(
        _ paper: ProtocolPaperText, with record: String, _ wording: Wording
    ) async throws -> Comparison {
        func sentence(_ name: String, _ figures: KeyValuePairs<String, String> = [:]) -> String {
            wording.term("papers.check.\(name)", figures.map { Figure($0, .text($1)) })
        }
        guard let position = paper.position else { return Comparison(holds: false, sentence: sentence("no place")) }
        let height = "\(position.height)"
        let input = try await ConductInput.fold(record, upTo: position.height)
        guard input.head == position else {
            return Comparison(
                holds: false, sentence: sentence("other record", ["height": height, "hash": input.head.description]))
        }
        let key = LedgerKey(paper.station, ContestKey(paper.tier, paper.district, paper.round), paper.channel)
        let item = input.state.protocolPaper(key, at: position, onItsWay: paper.standing == .draft)
        guard let item, item.source.electionID == paper.election else {
            return Comparison(holds: false, sentence: sentence("no protocol", ["height": height]))
        }
        let fields = paper.differences(from: item.document.counts, on: item.form)
        guard fields.isEmpty else {
            let names = fields.map { "\($0)" }.joined(separator: ", ")
            return Comparison(holds: false, sentence: sentence("other figures", ["height": height, "fields": names]))
        }
        return Comparison(holds: true, sentence: sentence("same", ["height": height]))
    }

    // MARK: Reports

    private func show(_ paper: ProtocolPaperText, _ wording: Wording) {
        var table = TextTable([
            (wording.term("papers.check.column.field"), .left), (wording.term("papers.check.column.figure"), .right),
        ])
        for (label, value) in [
            ("station", paper.station.rawValue), ("contest", paper.tier.rawValue),
            ("district", paper.district.rawValue), ("round", "\(paper.round)"),
        ] {
            table.add([wording.term("papers.label.\(label)"), Terminal.printable(Array(value.utf8))])
        }
        for entry in paper.entries {
            let figure = entry.figure.map { wording.number($0) } ?? wording.term("papers.protocol.unfilled")
            table.add(["\(entry.field)", figure])
        }
        Terminal.print(table.text())
        Terminal.print(wording.term("papers.check.good", [Figure("number", .text(paper.checkNumber))]))
    }

    private func json(_ paper: ProtocolPaperText, _ comparison: Comparison?) -> JSON {
        .object([
            ("format", .string("sailau-paper-check/1")), ("election", .string(paper.election.rawValue)),
            ("provenance", .string(paper.provenance.rawValue)), ("standing", .string(paper.standing.rawValue)),
            ("position", paper.position.map { .string($0.description) } ?? .null),
            ("station", .string(paper.station.rawValue)), ("tier", .string(paper.tier.rawValue)),
            ("district", .string(paper.district.rawValue)), ("round", .count(paper.round)),
            ("channel", .string(paper.channel.rawValue)), ("check_number", .string(paper.checkNumber)),
            (
                "figures",
                .array(
                    paper.entries.map { entry in
                        .object([
                            ("field", .string("\(entry.field)")),
                            ("figure", entry.figure.map { .count(UInt64($0)) } ?? .null),
                        ])
                    })
            ), ("agrees_with_record", comparison.map { .bool($0.holds) } ?? .null),
        ])
    }
}
