/// What became of a slip, by its public credential.
public enum SlipState: String, Sendable, Hashable, CaseIterable {
    /// Nothing was cast or challenged with it. A booth may have committed to a code before it failed.
    case unspent
    case cast
    case challenged
    /// It is none of this station's.
    case unknown
}

/// Why the urn does not take what a booth brings.
public enum UrnRefusal: Error, Sendable, Hashable {
    case slip(SlipState)
    /// The urn is not open: before the opening act, or after the closing.
    case notOpen
    /// A ballot or a challenge of another code than the booth committed to last with this slip, or of none.
    case notCommitted
    /// A ballot that verification would refuse or report, by the rule or finding that it breaks.
    case ballot(String)
    /// The urn's disk is full or fails. What was asked may or may not be kept: ask for the state of the slip.
    case failure(String)
}

/// What a booth asks of the urn. Every answer comes after what it says is durable; each request may be repeated after a lost
/// answer and is then answered alike.
///
/// The urn learns credentials, codes and ballots, which are public in the end, and no name, hour or booth.
public protocol UrnAccess: Sendable {
    /// What became of the slip with this public credential (its canonical text).
    func state(of credential: [UInt8]) async throws -> SlipState

    /// Keeps the code of a ballot before it is shown. A later one of the same slip takes its place. Throws `UrnRefusal`.
    func commit(code: String, credential: [UInt8]) async throws

    /// Takes a signed ballot. Throws `UrnRefusal`.
    func cast(_ ballot: [UInt8]) async throws

    /// Takes the line of a challenge file: a ballot that was opened and does not count. Throws `UrnRefusal`.
    func challenge(_ line: [UInt8]) async throws
}
