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
        try await verify(source, StatementVisitor())
    }

    /// Verifies, and hands over what follows from it. Throws as `verify(_:)`, and what the visitor throws.
    public func verify<Visitor: ArchiveVisitor>(
        _ source: any ArchiveSource, _ visitor: Visitor
    ) async throws -> Visitor.Result {
        // The setup holds the list of credentials, the largest thing in many an archive: it is let go of here, and read again
        // by what is made for the election's group.
        let description = try ElectionDescription(bytes: ArchiveBeginning(source).setup.election)
        return try await SuiteChoice.visit(
            description, RunVisitor(verifier: self, source: source, inner: visitor))
    }

    private struct RunVisitor<Visitor: ArchiveVisitor>: SuiteVisitor {
        let verifier: ArchiveVerifier
        let source: any ArchiveSource
        let inner: Visitor

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> Visitor.Result {
            var run = try VerificationRun(verifier, source, election, evidence)
            let statement = try await run.finish()
            guard let head = run.head else { throw Violation(.archiveTruncated, Place(offset: 0)) }
            return try await inner.visit(run.verified(statement, head: head))
        }
    }

    private struct StatementVisitor: ArchiveVisitor {
        func visit<Suite: CipherSuite>(_ archive: VerifiedArchive<Suite>) -> VerificationStatement { archive.statement }
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
        try await choose(description.group, ElectionChoice(description: description, inner: visitor))
    }

    /// For a group without an election: keys, credentials. Throws `electionGroup` for a name that is none of `groups`.
    public static func visit<Visitor: GroupVisitor>(
        group name: String, _ visitor: Visitor
    ) async throws -> Visitor.Result {
        try await choose(name, GroupChoice(inner: visitor))
    }

    private static func choose<Choice: NamedChoice>(_ name: String, _ choice: Choice) async throws -> Choice.Result {
        switch name {
        case Edwards25519.name: try await choice.visit(VersionOne<Edwards25519>.self, .edwards)
        case Belenios2048.name: try await choice.visit(VersionOne<Belenios2048>.self, nil)
        default: throw Violation(.electionGroup, detail: name)
        }
    }

    private struct ElectionChoice<Visitor: SuiteVisitor>: NamedChoice {
        let description: ElectionDescription
        let inner: Visitor

        func visit<Suite: CipherSuite>(
            _ suite: Suite.Type, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> Visitor.Result {
            try await inner.visit(Election<Suite>(description), evidence)
        }
    }

    private struct GroupChoice<Visitor: GroupVisitor>: NamedChoice {
        let inner: Visitor

        func visit<Suite: CipherSuite>(
            _ suite: Suite.Type, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> Visitor.Result {
            try await inner.visit(suite)
        }
    }
}

/// What follows from the name of a group.
private protocol NamedChoice {
    associatedtype Result
    func visit<Suite: CipherSuite>(
        _ suite: Suite.Type, _ evidence: EvidenceMethod<Suite>?
    ) async throws -> Result
}

/// Code that runs for whichever group is named.
public protocol GroupVisitor {
    associatedtype Result
    func visit<Suite: CipherSuite>(_ suite: Suite.Type) async throws -> Result
}
