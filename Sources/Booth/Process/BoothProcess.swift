public import ElectronicStation
package import Glibc
package import NIOPosix
package import PrimeOrderGroups
package import VerifiableVoting

/// The process of one ballot: started by `BoothSupervisor`, it reads its setup from standard input, serves the pages on the
/// socket that it inherits, and ends.
public enum BoothProcess {
    /// How it ends, as the supervisor sees it.
    package enum Result: Int32 {
        case done = 0
        case badSetup = 65
        case memoryReadable = 66
        case memoryNotLocked = 67
    }

    /// The descriptor of the socket.
    package static let socket: Int32 = 3
    /// The descriptor by which the supervisor records, where it does.
    private static let recorder: Int32 = 4

    /// Runs until the ballot has ended. The caller ends the process with what it returns.
    ///
    /// - Parameter urn: makes the urn's client from what the setup says of it.
    public static func run(urn: @escaping @Sendable ([UInt8]) throws -> any UrnAccess) async -> Int32 {
        await result(urn).rawValue
    }

    private static func result(_ urn: @Sendable ([UInt8]) throws -> any UrnAccess) async -> Result {
        do {
            try ProcessLimits.hideMemory()
            try ProcessLimits.endWithParent(ProcessLimits.parent)
            try ProcessLimits.writeNoFiles()
        } catch {
            return .memoryReadable
        }
        signal(SIGPIPE, SIG_IGN)
        // Before the first secret is read.
        let isLocked: Bool = (try? ProcessLimits.lockMemory()) != nil
        guard let setup = readSetup() else { return .badSetup }
        guard isLocked || setup.options.mayRunUnlocked else { return .memoryNotLocked }
        do {
            let election = try ElectionDescription(bytes: setup.election)
            try await SuiteChoice.visit(
                election, Visitor(setup: setup, urn: urn(setup.urn), isUnlocked: !isLocked))
            return .done
        } catch {
            return .badSetup
        }
    }

    private static func readSetup() -> BoothSetup? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= BoothSetup.mostBytes {
            let count = read(0, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        close(0)
        defer {
            bytes.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
            piece.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
        }
        return BoothSetup(bytes: bytes)
    }

    private struct Visitor: SuiteVisitor {
        let setup: BoothSetup
        let urn: any UrnAccess
        let isUnlocked: Bool

        func visit<Suite: CipherSuite>(_ election: Election<Suite>, _: EvidenceMethod<Suite>?) async throws {
            let words = setup.options.printer
            let printer: any BoothPrinter = words.isEmpty ? PagePrinter() : CommandPrinter(words: words)
            let recorder: any BoothRecording =
                setup.options.isRecorded ? RecorderLine.Asking(descriptor: BoothProcess.recorder) : NoRecorder()
            let booth = try VotingBooth(
                setup, election, urn: urn, printer: printer, recorder: recorder, isUnlocked: isUnlocked)
            try await serve(booth)
        }
    }

    /// Serves until the last answer is sent, or nobody asks for it.
    private static func serve<Suite: CipherSuite>(_ booth: VotingBooth<Suite>) async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = BoothServer(booth: booth) { end.finish() }
        try await server.start(on: socket, group: group)
        let clock = Task {
            while await !booth.tick() { try await Task.sleep(for: .seconds(1)) }
            end.finish()
        }
        for await _ in ends {}
        clock.cancel()
    }
}
