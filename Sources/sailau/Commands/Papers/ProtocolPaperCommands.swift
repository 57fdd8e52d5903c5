import ArgumentParser
import Counting
import ElectionConduct
import ElectionModel
import Papers
import Wording

struct ProtocolPaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol", abstract: "The protocol of one station.",
        discussion: """
            Prints the accepted protocol, with its QR code and check number. --draft prints the document that is on its way
            instead: entered, corrected or signed, and not accepted.

            Example:
              sailau papers protocol --record out/night/night.record --station ps00017 --tier list --out protocol.pdf
            """)

    @OptionGroup var paper: PaperOptions
    @OptionGroup var which: ProtocolOptions
    @Flag(help: "The document on its way instead of the accepted one.") var draft = false
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await paper.input()
        let key = try which.key(in: input)
        guard let item = input.state.protocolPaper(key, at: input.head, onItsWay: draft) else {
            throw BadInput(.noDocument, ["text": PaperInput.place(of: key)])
        }
        try PaperOutput.write(
            try protocolPaper(item, try input.wording(options.language)), to: paper.out, options)
    }
}

struct FindingsPaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "What the checks found about a protocol, and who answered for it.",
        discussion: """
            Example:
              sailau papers findings --record out/night/night.record --station ps00017 --tier list --out findings.pdf
            """)

    @OptionGroup var paper: PaperOptions
    @OptionGroup var which: ProtocolOptions
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await paper.input()
        let key = try which.key(in: input)
        guard let item = input.state.findingsPaper(key, at: input.head) else {
            throw BadInput(.noDocument, ["text": PaperInput.place(of: key)])
        }
        try PaperOutput.write(
            try findingsPaper(item, try input.wording(options.language)), to: paper.out, options)
    }
}

struct CorrigendumPaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "corrigendum", abstract: "A correction of a protocol: old and new figures, reason, decision.",
        discussion: """
            Prints the last correction, or the one that --number names.

            Example:
              sailau papers corrigendum --record out/night/night.record --station ps00017 --tier list --out corrigendum.pdf
            """)

    @OptionGroup var paper: PaperOptions
    @OptionGroup var which: ProtocolOptions
    @Option(help: "Which correction, from 1; the last one if left out.") var number: Int?
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await paper.input()
        let key = try which.key(in: input)
        let all = input.state.corrigendumPapers(key, at: input.head)
        guard let item = number.map({ number in all.first { $0.number == number } }) ?? all.last else {
            throw BadInput(.noCorrigendum, ["text": PaperInput.place(of: key)])
        }
        try PaperOutput.write(
            try corrigendumPaper(item, try input.wording(options.language)), to: paper.out, options)
    }
}
