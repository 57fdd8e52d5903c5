/// What a verification of a part of an archive found out: a small document that is merged with those of the other parts.
///
/// A part is a range of the archive's bytes. Its ballots, those whose records begin in the range, are verified whole; of all
/// others everything that is cheap: record, chain, form, credential, whether it stands there twice, the order of events, totals,
/// decryptions, anchors. What only all parts together can tell, the sum, is told when they are merged.
public struct ShardReport: Equatable, Sendable {
    /// Where this part lies in a job over several archives.
    public struct Job: Equatable, Sendable {
        /// Archives of the job, this one's place among them from 0, and the bytes of all.
        public var archives: Int
        public var place: Int
        public var bytes: UInt64

        public init(archives: Int, place: Int, bytes: UInt64) {
            (self.archives, self.place, self.bytes) = (archives, place, bytes)
        }
    }

    /// Where in the order of a whole verification something is found.
    struct Step: Comparable, Sendable {
        /// Height of the event.
        let event: Int
        /// 0 for what an event itself breaks, 1 for what it breaks together with earlier ones.
        let phase: Int

        static func < (a: Step, b: Step) -> Bool { (a.event, a.phase) < (b.event, b.phase) }
    }

    struct Found: Equatable, Sendable {
        let step: Step
        let violation: Violation
    }

    /// The published sum, to which the sums of the parts must add up.
    struct Published: Equatable, Sendable {
        let tally: [UInt8]
        let offset: UInt64
        let event: Int
    }

    public var job: Job
    /// Of the whole archive.
    public let byteCount: UInt64
    /// The bytes of this part.
    public let range: Range<UInt64>
    /// The file of the election; empty where the archive does not begin with one.
    let election: [UInt8]
    let setup: Digest?
    let found: Found?
    /// Sum of the part's ballots that count; nil where its ballots were not all verified.
    let sum: [UInt8]?
    let published: Published?
    /// What the whole archive says, the same in all parts, with the findings and the evidence of this one; nil with a violation.
    let statement: VerificationStatement?

    /// Whether this part is valid by itself.
    public var violation: Violation? { found?.violation }
}

/// Why parts cannot be merged: not what they found, but that they are not the parts of one whole.
public enum ShardFault: Error, Equatable, Sendable {
    case noReports
    /// Not a report in the only form it may have; the line, from 1.
    case format(line: Int)
    /// Bytes of an archive that no part covers, or that two do.
    case gap(archive: Int, from: UInt64)
    case overlap(archive: Int, from: UInt64)
    /// An archive of the job without any part.
    case missingArchive(Int)
    /// Parts of different archives, of different jobs, or verified against different anchors.
    case otherArchive(Int)
}
