public import ElectronicStation
package import Glibc
package import PrimeOrderGroups

/// Keeps a booth going: owns the socket, and has one process at a time that takes one ballot.
///
/// It writes the booth's recorder, too, where it has one, because the process of a ballot writes no file.
///
/// It accepts no connection and reads nothing that a browser sends: what waits at the socket waits for the next process. It
/// knows the station's secret, and neither slips, choices nor ballots.
public struct BoothSupervisor: ~Copyable {
    /// What happened, without an hour and without a voter: how many ballots ended is not told either.
    public enum Notice: Sendable, Hashable {
        case open(port: Int)
        /// A process ended other than it should. Its voter's slip is as the urn has it.
        case failed(result: Int32?, signal: Int32?)
        /// The recorder could not be written: the booth does not open until it can.
        case notRecorded
    }

    private let socket: Int32
    public let port: Int

    /// Processes that fail one after another without a voter in between, after which the supervisor waits a second each time.
    private static let fewFailures = 3

    /// Opens the port on 127.0.0.1, 0 for a free one. Throws `port` where it is taken, or `system`.
    public init(port: Int) throws(BoothFault) {
        try ProcessLimits.hideMemory()
        // A process that ended does not read what it is sent.
        signal(SIGPIPE, SIG_IGN)
        let listening = try ListeningSocket(port: port)
        (socket, self.port) = (listening.descriptor, listening.port)
    }

    deinit { close(socket) }

    /// Starts one process after another, on the calling thread, which has to stay: the process of a ballot ends with it.
    ///
    /// - Parameters:
    ///   - words: the program whose `main` calls `BoothProcess.run`, with its arguments.
    ///   - most: how many ballots; nil for as many as come.
    ///   - record: keeps an action of this booth in its recorder, durably; nil where it has none. While it throws, no slip opens the
    ///     booth.
    ///   - note: told what happened.
    ///   - setup: makes the setup of the next ballot, with a number of the station's secret that no other has.
    /// - Throws: `memoryNotLocked`, `memoryReadable` or `setup` as soon as a process says so, and what `setup` throws.
    public func run(
        _ words: [String], most: Int? = nil, record: ((RecorderEntry.Action) throws -> Void)? = nil,
        note: (Notice) -> Void, setup: (Int) throws -> BoothSetup
    ) throws {
        note(.open(port: port))
        var failures = 0
        var done = 0
        var isOpen = false
        while done < most ?? .max {
            if failures > Self.fewFailures { sleep(1) }
            switch try takeOne(words, &isOpen, record, note, setup) {
            case .result(BoothProcess.Result.done.rawValue):
                failures = 0
                done += 1
            case .result(BoothProcess.Result.badSetup.rawValue): throw BoothFault.setup
            case .result(BoothProcess.Result.memoryReadable.rawValue): throw BoothFault.memoryReadable
            case .result(BoothProcess.Result.memoryNotLocked.rawValue): throw BoothFault.memoryNotLocked
            case .result(let result):
                failures += 1
                note(.failed(result: result, signal: nil))
            case .signal(let signal):
                failures += 1
                note(.failed(result: nil, signal: signal))
            }
        }
    }

    private func takeOne(
        _ words: [String], _ isOpen: inout Bool, _ record: ((RecorderEntry.Action) throws -> Void)?,
        _ note: (Notice) -> Void, _ setup: (Int) throws -> BoothSetup
    ) throws -> SpawnedProcess.End {
        var given = try setup(port)
        given.options.isRecorded = record != nil
        var bytes = given.bytes
        defer { bytes.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } } }
        let environment = ["\(ProcessLimits.parentVariable)=\(getpid())"]
        guard let record else {
            var process = try SpawnedProcess(words, descriptors: [socket], environment: environment)
            // One that does not read its setup tells why by its result.
            try? process.send(bytes)
            return process.wait()
        }
        var line = try RecorderLine()
        var process = try SpawnedProcess(words, descriptors: [socket, line.theirs], environment: environment)
        line.letGo()
        try? process.send(bytes)
        line.serve(&isOpen, record: record) { note(.notRecorded) }
        return process.wait()
    }
}
