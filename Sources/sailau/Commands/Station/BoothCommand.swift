import ArgumentParser
import Booth
import DataFormats
import ElectionModel
import ElectoralLaw
import ElectronicStation
import Storage
import Urn
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

struct BoothCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "booth", abstract: "Keep a booth: one short-lived process for each ballot.",
        discussion: """
            Open http://127.0.0.1:PORT in the browser of the booth's screen. Nothing is written but the counter beside the secret.
            With --recorder the booth keeps the log that article 50-2(4) demands, sealed to the oblast commission's key: while it can't be
            written, no slip opens the booth.
            --printer takes all words after it as a command that is given each paper on its standard input; without it the page
            shows what would be printed.

            Example:
              sailau station booth --archive UUID.bel --ballot ballot.json --secret station.secret --keys booth-keys \\
                --urn 127.0.0.1:7411 --recorder booth.recorder --recorder-key Oblast.recordpub --printer tee /dev/usb/lp0
            """)

    @Option(help: ArgumentHelp("The archive as it begins, for the election and its key.", valueName: "file"))
    var archive: String
    @Option(help: ArgumentHelp("What the booth shows, in the order of the paper ballots.", valueName: "file"))
    var ballot: String
    @Option(help: ArgumentHelp("The station's secret, with its counter beside it.", valueName: "file"))
    var secret: String
    @Option(help: ArgumentHelp("The folder of this booth's keys and of the urn's pin.", valueName: "folder"))
    var keys: String
    @Option(help: ArgumentHelp("Where the urn listens.", valueName: "address:port"))
    var urn = "127.0.0.1:7411"
    @Option(help: "The port on 127.0.0.1 for the browser; 0 for any.")
    var port = 8445
    @Option(help: "Seconds without a touch after which the booth asks whether somebody is there.")
    var warning = 240
    @Option(help: "Seconds after which it ends.")
    var end = 300
    @Flag(help: "Ballots can be cast, not challenged.")
    var noChallenges = false
    @Flag(help: "Go on where memory can't be locked; every page says so. For demonstrations.")
    var unlocked = false
    @Option(help: ArgumentHelp("The booth's recorder; begun where there is none.", valueName: "file"))
    var recorder: String?
    @Option(help: ArgumentHelp("The key of the oblast commission, which alone opens it.", valueName: "file"))
    var recorderKey: String?
    @Option(help: "The number of the booth at its station.") var number = 1
    @Option(help: ArgumentHelp("The procedure of the law, which may demand a recorder.", valueName: "name"))
    var procedure: String?
    @OptionGroup var options: BallotOptions
    @Option(
        parsing: .remaining, help: ArgumentHelp("The command that prints, with its arguments.", valueName: "command"))
    var printer: [String] = []

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port): give 0 to 65535") }
        guard 1...end ~= warning else {
            throw ValidationError(
                "--warning \(warning) --end \(end): the warning comes first, after at least one second")
        }
        guard (recorder == nil) == (recorderKey == nil) else {
            throw ValidationError("--recorder and --recorder-key belong together: give both or neither")
        }
        guard (1...RecorderEntry.mostBooths).contains(number) else {
            throw ValidationError("--number \(number): give 1 to \(RecorderEntry.mostBooths)")
        }
    }

    func run() throws {
        let wording = try options.wording()
        do {
            try keep(wording)
        } catch {
            throw StationResults.result(of: error, wording)
        }
    }

    private func keep(_ wording: Wording) throws {
        let election = try ArchiveElection.bytes(ArchiveFile(path: archive))
        guard let ballot = try BoothBallot(bytes: WholeFile.read(ballot)) else { throw BoothFault.setup }
        guard let (address, urnPort) = Self.place(urn) else {
            throw ValidationError("`\(urn)` is no address with a port. Write it as 127.0.0.1:7411.")
        }
        // What is wrong with the ballot, the keys or the secret is found before the first voter comes. A number is lost.
        try ballot.check(against: ElectionDescription(bytes: election))
        _ = try UrnClient(address: address, port: urnPort, keys: StationKeys(folder: keys))
        // The recorder is begun before the first number is given: later a log that is missing was taken away.
        let recorder = try openRecorder(station: ballot.station, wording)
        _ = try StationOptions.next(of: secret)
        var setup = BoothSetup.Options(port: self.port)
        (setup.secondsToWarning, setup.secondsToEnd) = (warning, end)
        (setup.offersChallenge, setup.mayRunUnlocked, setup.printer) = (!noChallenges, unlocked, printer)
        let texts = try Self.texts()
        let (style, script) = (try Home.needed("Pages/booth.css"), try Home.needed("Pages/booth.js"))
        let record = recorder.map { recorder in
            { (action: RecorderEntry.Action) throws -> Void in
                try recorder.append(RecorderEntry(action, booth: number, at: LocalMinute.now()))
            }
        }
        let supervisor = try BoothSupervisor(port: self.port)
        let words = [Home.program, "station", "booth-ballot"]
        try supervisor.run(words, record: record, note: { note($0, wording) }) { port in
            let taken = try StationOptions.next(of: secret)
            setup.port = port
            return BoothSetup(
                station: taken, election: election, ballot: ballot, texts: texts, options: setup,
                urn: Array("\(address) \(urnPort) \(keys)".utf8), style: style, script: script)
        }
    }

    /// Nil where none is named and no law demands one.
    private func openRecorder(station: String, _ wording: Wording) throws -> StationRecorder? {
        guard let recorder, let recorderKey else {
            guard let procedure else { return nil }
            let file = "Laws/procedures/\(procedure).yaml"
            guard let article = try Procedure.read(Home.needed(file), file: file).electronic?.recorder else {
                return nil
            }
            throw RefusedInput(message: wording.sentence(for: DeskRefusal.noRecorder(article: article)))
        }
        let key = try RecorderKeyText.key(recorderKey)
        guard let today = CalendarDate(LocalMinute.now().description.prefix(10)) else { throw BoothFault.setup }
        do {
            return try StationRecorder(
                path: recorder, station: station, key: key, sealedUntil: today.adding(years: 1),
                mayBegin: try !CountedSecret.hasGiven(secret))
        } catch {
            Terminal.error(wording.sentence(for: DeskRefusal.notRecorded))
            throw error
        }
    }

    static func place(_ text: String) -> (address: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port), colon != text.startIndex
        else { return nil }
        return (String(text[..<colon]), port)
    }

    private func note(_ notice: BoothSupervisor.Notice, _ wording: Wording) {
        switch notice {
        case .open(let port):
            Terminal.print(
                options.json
                    ? JSON.object([("port", .count(port))]).line()
                    : wording.term("booth.fault.open", [Figure("address", .text("http://127.0.0.1:\(port)/"))]))
        case .notRecorded: Terminal.error(wording.sentence(for: DeskRefusal.notRecorded))
        case .failed: Terminal.error(wording.term("booth.fault.failed"))
        }
    }

    /// The sentences of the booth in all languages.
    private static func texts() throws -> BoothTexts {
        let catalogue = try Home.texts()
        let start = "terms.booth."
        // Those that the office says, not the booth's pages, have figures in them.
        let keys = catalogue.keys.filter { $0.hasPrefix(start) && !$0.hasPrefix("\(start)fault.") }
        return BoothTexts(keys: keys.map { String($0.dropFirst(start.count)) }) {
            Wording(catalogue, in: $1).term("booth.\($0)")
        }
    }

    static func sentence(_ fault: BoothBallotFault, _ wording: Wording) -> String {
        func number(_ value: Int) -> Figure { Figure("contest", .text(wording.number(value))) }
        return switch fault {
        case .election(let ballot, let election):
            wording.term(
                "booth.fault.election", [Figure("ballot", .text(ballot)), Figure("election", .text(election))])
        case .contests(let found, let questions):
            wording.term(
                "booth.fault.contests",
                [Figure("found", .text(wording.number(found))), Figure("questions", .text(wording.number(questions)))])
        case .choices(let contest): wording.term("booth.fault.choices", [number(contest)])
        case .name(let contest, let choice):
            wording.term("booth.fault.name", [number(contest), Figure("choice", .text(wording.number(choice)))])
        case .oneOfMany(let contest): wording.term("booth.fault.one", [number(contest)])
        case .noLanguage: wording.term("booth.fault.language")
        }
    }

    static func sentence(_ fault: BoothFault, _ wording: Wording) -> String {
        switch fault {
        case .system(let call, let code):
            wording.term(
                "booth.fault.system",
                [Figure("call", .text(call)), Figure("what", .text(String(cString: strerror(code))))])
        case .port(let port): wording.term("booth.fault.port", [Figure("port", .text(String(port)))])
        case .memoryNotLocked: wording.term("booth.fault.not locked")
        case .memoryReadable: wording.term("booth.fault.readable")
        case .setup: wording.term("booth.fault.setup")
        }
    }
}

/// One ballot, in the process that the booth starts for it: reads its setup from standard input.
struct BoothBallotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "booth-ballot", abstract: "One ballot; started by `sailau station booth`.", shouldDisplay: false)

    func run() async throws {
        let result = await BoothProcess.run { place in
            let words = String(decoding: place, as: UTF8.self).split(separator: " ", maxSplits: 2)
            guard words.count == 3, let port = Int(words[1]) else { throw BoothFault.setup }
            return try UrnClient(address: String(words[0]), port: port, keys: StationKeys(folder: String(words[2])))
        }
        Terminal.end(result)
    }
}

/// The election with which an archive begins.
enum ArchiveElection {
    /// Throws a `Violation` for an archive without one, and what the source throws.
    static func bytes(_ source: any ArchiveSource) throws -> [UInt8] {
        var reader = ArchiveReader(source)
        guard let first = try reader.next(), let election = first.data.first else { throw Violation(.archiveTruncated) }
        return election.body
    }
}
