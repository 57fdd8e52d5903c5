import Booth
import ElectionModel
import ElectronicStation
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// The programs of a station while they run: started one after another, heard, started again, ended together.
///
/// One thread does everything and stays, because a program ends with the thread that started it.
struct StationPrograms {
    /// A program, with what is needed to start it again.
    private struct Program {
        let part: StationPart
        let user: SystemUser?
        var port = 0
        var process: SpawnedProcess?
        var output: Int32 = -1
        var heard: [UInt8] = []
        var pace = RestartPace()
        var started = 0
        /// When it is started again; nil while it runs.
        var due: Int?
    }

    /// Seconds within which a program must say that it is ready.
    private static let patience = 60
    /// Seconds that a program has to end when it is told to.
    private static let mercy = 10

    private let plan: StationPlan
    private let language: Language
    private let wording: Wording
    private var programs: [Program]

    init(_ plan: StationPlan, users: [SystemUser?], language: Language, _ wording: Wording) {
        (self.plan, self.language, self.wording) = (plan, language, wording)
        programs = zip(plan.parts, users).map { Program(part: $0.part, user: $1) }
    }

    static func name(of part: StationPart, _ wording: Wording) -> String {
        switch part {
        case .desk: wording.term("slips.programs.desk")
        case .urn: wording.term("slips.programs.urn")
        case .booth(let number): wording.term("slips.programs.booth", [Figure("number", .text("\(number)"))])
        }
    }

    /// Booths lock their memory, which a user may do only as far as whoever starts him lets him. Where that is refused the booth says
    /// so itself.
    static func allowLockedMemory() {
        guard geteuid() == 0 else { return }
        var limit = rlimit(rlim_cur: rlim_t.max, rlim_max: rlim_t.max)
        setrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit)
    }

    /// Runs until somebody ends the program. Throws `CheckFailed` where a program does not start; then none is left.
    ///
    /// - Parameter ready: told the ports once all programs are ready.
    mutating func run(ready: ([(part: StationPart, port: Int)]) throws -> Void) throws {
        Ending.listen()
        do {
            for place in programs.indices {
                try start(place)
                try awaitReady(place)
                if Ending.isTold { break }
            }
            if !Ending.isTold { try ready(programs.map { ($0.part, $0.port) }) }
        } catch {
            endAll()
            throw error
        }
        while !Ending.isTold {
            wait(milliseconds: 200)
            for place in programs.indices where !Ending.isTold { look(after: place) }
        }
        endAll()
        Terminal.error(wording.term("slips.programs.stopped"))
    }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec
    }

    // MARK: Starting

    private mutating func start(_ place: Int) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw failed(place, "errno \(errno)") }
        defer { close(ends[1]) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        do {
            var process = try SpawnedProcess(
                Self.dropping(to: programs[place].user) + [Home.program, "station"] + words(programs[place]),
                heard: ends[1], environment: ["SAILAU_HOME=\(Home.path)", "LANG=C.UTF-8"])
            // It reads nothing from us.
            try? process.send([])
            programs[place].process = process
        } catch {
            close(ends[0])
            throw error
        }
        (programs[place].output, programs[place].heard, programs[place].due) = (ends[0], [], nil)
        programs[place].started = Self.now
    }

    /// Nobody's rights but those of its user, and an end with this program.
    private static func dropping(to user: SystemUser?) -> [String] {
        let rights = user.map { ["--reuid", "\($0.identifier)", "--regid", "\($0.group)", "--clear-groups"] } ?? []
        return ["setpriv", "--no-new-privs", "--pdeathsig", "TERM"] + rights + ["--"]
    }

    private func words(_ program: Program) -> [String] {
        let spoken = ["--json", "--lang", language.rawValue]
        switch program.part {
        case .desk: return ["desk", "--data", plan.desk?.folder ?? ""]
        case .urn:
            guard let urn = plan.urn else { return [] }
            // Booths know its port: started again it takes the same one.
            let port = program.port == 0 ? urn.port : program.port
            return [
                "urn", "run", "--data", urn.folder, "--keys", urn.keys, "--address", urn.address, "--port", "\(port)",
            ]
                + spoken
        case .booth(let number):
            let booth = plan.booths[number - 1]
            let urnPort = programs.first { $0.part == .urn }?.port ?? 0
            let port = program.port == 0 ? booth.port : program.port
            return [
                "booth", "--archive", booth.archive, "--ballot", booth.ballot, "--secret", booth.secret, "--keys",
                booth.keys, "--urn", booth.urn ?? "\(plan.urn?.address ?? ""):\(urnPort)", "--port", "\(port)",
                "--number", "\(booth.number ?? number)",
            ] + spoken + recorder(booth) + (booth.offersChallenge ? [] : ["--no-challenges"])
                + (booth.isUnlocked ? ["--unlocked"] : [])
                + (booth.printer.isEmpty ? [] : ["--printer"] + booth.printer)
        }
    }

    private func recorder(_ booth: StationPlan.Booth) -> [String] {
        (booth.recorder.map { ["--recorder", $0.file, "--recorder-key", $0.key] } ?? [])
            + (plan.procedure.map { ["--procedure", $0] } ?? [])
    }

    private mutating func awaitReady(_ place: Int) throws {
        let end = Self.now + Self.patience
        while !Ending.isTold {
            if hear(place) { return }
            if let ended = programs[place].process?.ended() {
                // What it said last may still be in the pipe.
                let isReady = hear(place)
                forget(place)
                guard isReady, case .result(0) = ended else { throw failed(place, text(of: ended)) }
                return
            }
            guard Self.now < end else {
                throw CheckFailed(
                    message: wording.term(
                        "slips.programs.silent",
                        [
                            Figure("part", .text(Self.name(of: programs[place].part, wording))),
                            Figure("seconds", .count(UInt64(Self.patience))),
                        ]))
            }
            wait(milliseconds: 50)
        }
    }

    /// Reads what a program has said. Whether it has said on which port it listens.
    private mutating func hear(_ place: Int) -> Bool {
        var piece = [UInt8](repeating: 0, count: 4096)
        while programs[place].output >= 0 {
            let count = read(programs[place].output, &piece, piece.count)
            guard count > 0 else { break }
            // Only its first line tells anything.
            if programs[place].heard.count < 1 << 16 { programs[place].heard += piece[..<count] }
        }
        guard let end = programs[place].heard.firstIndex(of: UInt8(ascii: "\n")) else { return false }
        let line = try? JSONTree.read(Array(programs[place].heard[..<end]))
        guard let port = (line?["port"] ?? line?["service"])?.whole else { return false }
        programs[place].port = Int(port)
        return true
    }

    // MARK: Keeping

    private mutating func look(after place: Int) {
        if let due = programs[place].due {
            guard Self.now >= due else { return }
            do {
                try start(place)
            } catch {
                programs[place].due = Self.now + RestartPace.most
            }
            return
        }
        let said = programs[place].heard.isEmpty
        if hear(place), said, programs[place].pace != RestartPace() { say("again", place) }
        guard let ended = programs[place].process?.ended(), !Ending.isTold else { return }
        forget(place)
        let seconds = programs[place].pace.ended(after: Self.now - programs[place].started)
        programs[place].due = Self.now + seconds
        say(
            "ended", place,
            [Figure("how", .text(text(of: ended))), Figure("seconds", .count(UInt64(seconds)))])
    }

    private mutating func forget(_ place: Int) {
        if programs[place].output >= 0 { close(programs[place].output) }
        (programs[place].output, programs[place].process) = (-1, nil)
    }

    /// All are told first, the booths before the urn, then each is waited for.
    private mutating func endAll() {
        for program in programs.reversed() {
            if let process = program.process { kill(process.identifier, SIGTERM) }
        }
        for place in programs.indices.reversed() {
            _ = programs[place].process?.wait(seconds: Self.mercy)
            forget(place)
        }
    }

    /// Sleeps, less where somebody ends this program.
    private func wait(milliseconds: Int) { usleep(UInt32(milliseconds * 1000)) }

    // MARK: Words

    private func text(of end: SpawnedProcess.End) -> String {
        switch end {
        case .result(let number): wording.term("slips.programs.result", [Figure("number", .text("\(number)"))])
        case .signal(let number): wording.term("slips.programs.signal", [Figure("number", .text("\(number)"))])
        }
    }

    private func say(_ key: String, _ place: Int, _ figures: [Figure] = []) {
        let part = Figure("part", .text(Self.name(of: programs[place].part, wording)))
        Terminal.error(wording.term("slips.programs.\(key)", [part] + figures))
    }

    private func failed(_ place: Int, _ how: String) -> CheckFailed {
        let part = Figure("part", .text(Self.name(of: programs[place].part, wording)))
        return CheckFailed(message: wording.term("slips.programs.not started", [part, Figure("how", .text(how))]))
    }

    /// Whether somebody has told this program to end. A handler and not a mask, which programs that are started would inherit.
    private enum Ending {
        private nonisolated(unsafe) static let told = {
            let place = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
            sem_init(place, 0, 0)
            return place
        }()

        static func listen() {
            _ = told
            for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in sem_post(Ending.told) } }
        }

        static var isTold: Bool {
            var value: Int32 = 0
            return sem_getvalue(told, &value) == 0 && value > 0
        }
    }
}
