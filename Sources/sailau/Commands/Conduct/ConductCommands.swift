import ArgumentParser
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Publication
import Wording

struct ConductCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conduct",
        abstract: "From the calling of an election to its final result: calendar, state, pages.",
        discussion: """
            The state of an election is folded from its record, which is verified on the way: an act that law or procedure does
            not allow is named with its place.

            Examples:
              sailau conduct calendar kazakhstan-2004
              sailau conduct status out/night/night.record
              sailau conduct publish out/night/night.record --out out/site --at 90000
            """,
        subcommands: [CalendarCommand.self, StatusCommand.self, ConductPublishCommand.self])
}

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "The calendar of an election, from its procedure and its polling days.",
        discussion: """
            Example:
              sailau conduct calendar kazakhstan-2004 --called 2004-07-08 --lang ru
            """)

    @Argument(help: "A folder of Elections/.") var election: String
    @Option(help: ArgumentHelp("The day on which it was called.", valueName: "day")) var called: String?
    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.",
        transform: ElectionOptions.readLanguage)
    var language = Language.english
    @Flag(help: "Report as JSON.") var json = false

    func run() throws {
        let setting = try ConductSetting.load(election)
        let day = try called.map { text in
            guard let day = CalendarDate(text) else { throw BadInput(.noDay, ["text": text]) }
            return day
        }
        let entries = setting.election.pollingDays.enumerated().flatMap { index, polling in
            ElectionCalendar.of(
                setting.procedure, calledOn: index == 0 ? day : nil, pollingDay: polling,
                lastClosing: CivilTime(polling, minute: setting.procedure.voting.closes), round: index + 1
            ).entries
        }
        if json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-conduct-calendar/1")), ("election", .string(election)),
                    (
                        "deadlines",
                        .array(
                            entries.map { entry in
                                .object([
                                    ("id", .string(entry.deadline.id)), ("round", .count(entry.round)),
                                    ("kind", .string(entry.deadline.kind.rawValue)),
                                    ("time", .string("\(entry.time)")),
                                    ("cites", .array(entry.deadline.cites.map(JSON.string))),
                                ])
                            })
                    ),
                ]).text())
        }
        let wording = try Home.wording(language)
        var table = TextTable([
            (wording.term("conduct.line.due"), .left), (wording.term("conduct.line.round"), .right),
            (wording.term("conduct.line.deadline"), .left), ("", .left),
        ])
        for entry in entries {
            table.add([
                "\(entry.time)", "\(entry.round)", entry.deadline.name[language],
                wording.citations(entry.deadline.cites),
            ])
        }
        Terminal.print(table.text())
    }
}

struct StatusCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What a record says about its election at one place: count, seats, deadlines.",
        discussion: """
            Example:
              sailau conduct status out/night/night.record --at 90000
            """)

    @Argument(help: ArgumentHelp("The record: a store or an exported file.", valueName: "record")) var record: String
    @Option(help: "The last event that counts.") var at: Int?
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let input = try await ConductInput.fold(record, upTo: at)
        let state = input.state
        let wording = try options.wording()
        var report = StandingReport(
            wording: wording, names: Names(of: state.register, under: state.setting.law))
        report.add("\(input.head)", state)
        Terminal.print(options.json ? report.json().text() : report.text())
    }
}

struct ConductPublishCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Write the pages that an election shows at one place of its record.",
        discussion: """
            While a polling station in the country is open, pages show turnout and no votes: --now says what time it is (UTC), where
            it is not that of the last event.

            With --follow the pages are renewed as the record grows, by the clock of this machine, until the program is told to
            end: what changed alone is written, each file whole, so that any web server can serve the folder meanwhile.

            Example:
              sailau conduct publish out/night/night.record --out out/site --at 90000
              sailau conduct publish day.connection --out /srv/www/results --follow
            """)

    @Argument(help: ArgumentHelp("The record: a store or an exported file.", valueName: "record")) var record: String
    @Option(help: "The folder to write to.") var out: String
    @Option(help: "The last event that counts.") var at: Int?
    @Option(help: ArgumentHelp("The time in UTC.", valueName: "2004-09-19T15:00Z")) var now: String?
    @Flag(help: "Go on as the record grows.") var follow = false
    @OptionGroup var options: RecordOptions

    func validate() throws {
        if follow, at != nil || now != nil { throw ValidationError("--follow goes with neither --at nor --now.") }
    }

    func perform() async throws {
        if follow {
            return try await FollowedPages(record: record, out: out, json: options.json).run(options.wording())
        }
        let input = try await ConductInput.fold(record, upTo: at)
        let state = input.state
        let time = try now.map { text in
            guard let time = RecordTime(text)?.civil(ahead: 0) else { throw BadInput(.noDay, ["text": text]) }
            return time
        }
        var site = try CountSite.site(input.folder)
        let update = site.show(state, input.head, hiding: state.embargoedRounds(at: time))
        let written = try PublishCommand.write(update.written, to: out)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-conduct-publish/1")), ("folder", .string(out)),
                    ("files", .count(written.files)), ("bytes", .count(written.bytes)),
                    ("head", .string("\(input.head)")),
                ]).text())
        } else {
            Terminal.print(PublishCommand.report(written, out: out, try options.wording()))
        }
    }
}
