import PrimeOrderGroups

/// How far a verification has come.
public struct VerificationProgress: Sendable {
    public let bytes: UInt64
    public let ofBytes: UInt64
    public let ballots: Int
}

/// Verifies archives whole: chain, setup, ballots, tally, decryption, result, and the anchors that are given.
public struct ArchiveVerifier: Sendable {
    /// Chunks that are verified at the same time.
    public var cores: Int
    public var anchors = Anchors()
    /// An evidence file, untrusted: it makes verification faster and never changes its verdict.
    public var evidence: (any ArchiveSource)?
    public var progress: (@Sendable (VerificationProgress) -> Void)?

    public init(cores: Int) { self.cores = max(1, cores) }

    /// Throws a `Violation` for what is invalid, and whatever the source throws.
    public func verify(_ source: any ArchiveSource) async throws -> VerificationStatement {
        var events = EventScanner(source)
        guard let first = try events.next() else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        let setup = try Setup(first)
        let description = try ElectionDescription(bytes: setup.election)
        return try await SuiteChoice.visit(
            description, Visitor(verifier: self, source: source, events: events, first: first, setup: setup))
    }

    private struct Visitor: SuiteVisitor {
        let verifier: ArchiveVerifier
        let source: any ArchiveSource
        let events: EventScanner
        let first: EventRecords
        let setup: Setup

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> VerificationStatement {
            var run = try VerificationRun(verifier, source, events, first, setup, election, evidence)
            return try await run.finish()
        }
    }
}

/// Code that runs for whichever suite an election names.
public protocol SuiteVisitor {
    associatedtype Result
    /// `evidence`: how the suite uses evidence files; nil where it has none.
    func visit<Suite: CipherSuite>(
        _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
    ) async throws -> Result
}

/// The one place that knows which groups and versions there are.
public enum SuiteChoice {
    public static let groups = [Edwards25519.name, Belenios2048.name]

    /// Throws `electionVersion`, `electionGroup` or `electionKey`, and what the visitor throws.
    public static func visit<Visitor: SuiteVisitor>(
        _ description: ElectionDescription, _ visitor: Visitor
    ) async throws -> Visitor.Result {
        switch description.group {
        case Edwards25519.name: try await visitor.visit(Election<VersionOne<Edwards25519>>(description), .edwards)
        case Belenios2048.name: try await visitor.visit(Election<VersionOne<Belenios2048>>(description), nil)
        default: throw Violation(.electionGroup, detail: description.group)
        }
    }
}
