import ArgumentParser
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Papers
import Wording

struct TablePaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Sums: the stations of a constituency, or the constituencies of the country.",
        discussion: """
            With --constituency a row for each of its stations, without a row for each constituency.

            Examples:
              sailau papers table --record out/night/night.record --tier constituencies --constituency k17 --out table.pdf
              sailau papers table --record out/night/night.record --tier list --out country.pdf
            """)

    @OptionGroup var paper: PaperOptions
    @Option(help: "The part of the election.") var tier: String?
    @Option(help: "The constituency whose stations are shown.") var constituency: String?
    @Option(help: "1 for the first ballot, 2 for the run-off.") var round = 1
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await paper.input()
        let state = input.state
        let wording = try input.wording(options.language)
        let tier = try input.tier(tier)
        let table: TablePaper
        if let constituency {
            let district = state.setting.election.districts.first { $0.id.rawValue == constituency }
            let contests = state.contestIDs(of: tier)
            // A contest of the whole country is shown by the stations of one constituency as well.
            let contest =
                contests.count == 1 && district != nil ? contests[0] : try input.contest(tier, constituency)
            table = state.stationTable(
                contest, round: round, constituency: district?.id == contest.district ? nil : district?.id,
                at: input.head, wording)
        } else {
            table = state.constituencyTable(tier: tier, round: round, at: input.head, wording)
        }
        try PaperOutput.write(try tablePaper(table, wording), to: paper.out, options)
    }
}

struct BallotPapersCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "ballots", abstract: "Ballots in the order of the law, and how many of each are to be printed.",
        discussion: """
            A file for each contest, in the languages of the procedure, and `printing-ROUND.pdf` with the numbers: electors and the
            reserve of the law, rounded up. No ballot bears a number. --sample marks them as samples for voters.

            Example:
              sailau papers ballots --record out/night/night.record --round 2 --out out/ballots
            """)

    @OptionGroup var paper: PaperOptions
    @Option(help: "Only this part of the election.") var tier: String?
    @Option(help: "Only this constituency.") var constituency: String?
    @Option(help: "1 for the first ballot, 2 for the run-off.") var round = 1
    @Flag(help: "Mark the ballots as samples.") var sample = false
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await paper.input()
        let state = input.state
        let rule = state.setting.procedure.ballots
        let languages = rule.languages.compactMap { Language(rawValue: $0) }
        let catalogue = try Home.texts(Language.allCases)
        let wordings = languages.map { Wording(catalogue, in: $0, names: input.names) }
        let tiers = try tier.map { [try input.tier($0)] } ?? state.setting.tiers.map(\.id)
        let contests = tiers.flatMap { state.contestIDs(of: $0) }.filter { contest in
            constituency.map { $0 == contest.district.rawValue } ?? true
        }
        let items = contests.compactMap { contest in
            state.ballotPaper(of: contest, round: round, isSample: sample, at: input.head).map { (contest, $0) }
        }
        guard !items.isEmpty else {
            throw BadInput(
                .nobodyStands,
                ["text": (tiers.map(\.rawValue) + [constituency ?? "", "\(round)"]).joined(separator: ", ")])
        }
        try Home.makeFolder(paper.out)
        var size = 0
        for (contest, item) in items {
            let bytes = try ballotPaper(item, wordings)
            let name = PaperOutput.name("ballot", contest.tier.rawValue, contest.district.rawValue, "\(round)")
            try Home.write(bytes, to: "\(paper.out)/\(name)")
            size += bytes.count
        }
        let printing = try printingPaper(
            items.map { state.ballotOrder(of: $0.0, round: round) }, reserve: rule.reserve, cites: rule.cites,
            state.paperSource(at: input.head), Wording(catalogue, in: options.language, names: input.names))
        try Home.write(printing, to: "\(paper.out)/\(PaperOutput.name("printing", "\(round)"))")
        try PaperOutput.report(items.count + 1, size: size + printing.count, place: paper.out, options)
    }
}

struct PosterPaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "poster", abstract: "Who stands, for the wall of a polling station.",
        discussion: """
            Example:
              sailau papers poster --record out/night/night.record --tier constituencies --constituency k17 --out poster.pdf --lang kk
            """)

    @OptionGroup var paper: PaperOptions
    @Option(help: "The part of the election.") var tier: String?
    @Option(help: "The constituency.") var constituency: String?
    @Option(help: "1 for the first ballot, 2 for the run-off.") var round = 1
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await paper.input()
        let contest = try input.contest(try input.tier(tier), constituency)
        guard let item = input.state.posterPaper(of: contest, round: round, at: input.head) else {
            throw BadInput(.nobodyStands, ["text": "\(contest.tier), \(contest.district), \(round)"])
        }
        try PaperOutput.write(try posterPaper(item, try input.wording(options.language)), to: paper.out, options)
    }
}

struct MinutesPaperCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "minutes", abstract: "The minutes of a decision of a commission.",
        discussion: """
            --event is the place of the decision in the record: `sailau record show` names it.

            Example:
              sailau papers minutes --record out/night/night.record --event 412 --out minutes.pdf
            """)

    @Option(help: ArgumentHelp("The record: a store or an exported file.", valueName: "file")) var record: String
    @Option(help: "The event that holds the decision.") var event: Int
    @Option(help: ArgumentHelp("Where the PDF goes.", valueName: "file")) var out: String
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try PaperInput(try await ConductInput.fold(record, upTo: event))
        var act: (any Act)?
        try await RecordInput.read(record) { sealed in
            guard sealed.event.height == event, sealed.event.height > 0 else { return }
            act = try Acts.read(sealed).act
        }
        guard let act, let item = input.state.minutesPaper(act, height: event, at: input.head) else {
            throw BadInput(.noDecisionThere, ["height": "\(event)"])
        }
        try PaperOutput.write(try minutesPaper(item, try input.wording(options.language)), to: out, options)
    }
}
