/// How a suite checks and makes evidence, where it can.
public struct EvidenceMethod<Suite: CipherSuite>: Sendable {
    /// Points in the entry of a ballot.
    let pointCount: @Sendable ([Question]) -> Int
    /// Verifies a chunk with the help of its items' evidence; the verdict is that of the chunk without.
    let verify: @Sendable (BallotChunk, ChunkVerifier<Suite>) -> ChunkOutcome<Suite>
    /// The points of a valid ballot's entry.
    let make: @Sendable ([UInt8], Election<Suite>) throws(Violation) -> [UInt8]
}
