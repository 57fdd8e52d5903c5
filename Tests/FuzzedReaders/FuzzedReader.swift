import Dispatch

/// The readers of bytes that strangers send, each with what must hold for any bytes whatever.
///
/// `Fuzzing/` runs them under libFuzzer, `./test` over the corpora in `Fuzzing/Corpora`.
public enum FuzzedReader: String, CaseIterable, Sendable {
    /// An archive, as it stands or put together from its records with all hashes right.
    case archive
    case ballot
    /// The record of trustees, and the messages of a key generation.
    case trustees
    case evidence
    case challenge
    /// What is signed: manifest, closing, waiver, keys.
    case documents
    /// A page of any source about an election.
    case pages

    /// Reads, and throws where something happened that must not.
    ///
    /// - Parameter thoroughly: whether readers whose whole verdict takes milliseconds of arithmetic give it too; the readers
    ///   themselves always run.
    public func check(_ bytes: [UInt8], thoroughly: Bool = true) async throws {
        switch self {
        case .archive: try await ArchiveFuzzing.check(bytes, thoroughly: thoroughly)
        case .ballot: try await BallotFuzzing.check(bytes)
        case .trustees: try TrusteesFuzzing.check(bytes)
        case .evidence: try await EvidenceFuzzing.check(bytes, thoroughly: thoroughly)
        case .challenge: try await ChallengeFuzzing.check(bytes)
        case .documents: try DocumentsFuzzing.check(bytes)
        case .pages: try PagesFuzzing.check(bytes)
        }
    }

    /// Inputs to begin with, by name.
    public func seeds() async throws -> [(name: String, bytes: [UInt8])] {
        switch self {
        case .archive: try await ArchiveFuzzing.seeds()
        case .ballot: try BallotFuzzing.seeds()
        case .trustees: try TrusteesFuzzing.seeds()
        case .evidence: try await EvidenceFuzzing.seeds()
        case .challenge: try ChallengeFuzzing.seeds()
        case .documents: try await DocumentsFuzzing.seeds()
        case .pages: try PagesFuzzing.seeds()
        }
    }

    /// For `LLVMFuzzerTestOneInput`: ends the program where something happened that must not. One input of 64 is looked at
    /// thoroughly, by its own bytes, so that a million inputs are readable in an hour and a finding is found again.
    public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
        let bytes = Array(UnsafeBufferPointer(start: data, count: count))
        let done = DispatchSemaphore(value: 0)
        Task {
            do { try await check(bytes, thoroughly: bytes.isChosen) } catch { fatalError("\(self): \(error)") }
            done.signal()
        }
        done.wait()
        return 0
    }
}

/// What was found that must not be.
public struct BrokenPromise: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }

    static func unless(_ condition: Bool, _ description: @autoclosure () -> String) throws {
        guard condition else { throw BrokenPromise(description()) }
    }
}

/// A byte that no JSON text contains, between the parts of an input.
let partSeparator: UInt8 = 0x1e

extension [UInt8] {
    var parts: [[UInt8]] { split(separator: partSeparator, omittingEmptySubsequences: false).map { Array($0) } }

    init(parts: [[UInt8]]) { self = Array(parts.joined(separator: [partSeparator])) }

    /// Whether these bytes are among one of 64: by the FNV-1a hash, which any change changes.
    var isChosen: Bool {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in self { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (hash >> 32) & 63 == 0
    }
}
