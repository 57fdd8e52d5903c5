import PrimeOrderGroups

/// Joins the reports of parts into what one verification of the whole archive says.
///
/// Reports are taken at their word: whoever merges them trusts the machines that made them, as he trusts his own.
public struct ShardMerge: Sendable {
    private let archives: [[ShardReport]]

    /// Sorts the reports of a job by archive and tests that they make up the whole of it. Throws `ShardFault`.
    public init(_ reports: [ShardReport]) throws(ShardFault) {
        guard let first = reports.first else { throw .noReports }
        var archives = [[ShardReport]](repeating: [], count: first.job.archives)
        for report in reports {
            guard report.job.archives == first.job.archives, report.job.bytes == first.job.bytes,
                archives.indices.contains(report.job.place)
            else { throw .otherArchive(report.job.place) }
            archives[report.job.place].append(report)
        }
        var bytes: UInt64 = 0
        for place in archives.indices {
            archives[place].sort {
                ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
            }
            try Self.check(archives[place], place)
            bytes += archives[place][0].byteCount
        }
        guard bytes == first.job.bytes else { throw .otherArchive(0) }
        self.archives = archives
    }

    /// How many archives the job has.
    public var count: Int { archives.count }

    private static func check(_ parts: [ShardReport], _ place: Int) throws(ShardFault) {
        guard let first = parts.first else { throw .missingArchive(place) }
        var end: UInt64 = 0
        for part in parts {
            guard part.byteCount == first.byteCount, part.election == first.election, part.setup == first.setup else {
                throw .otherArchive(place)
            }
            guard part.range.lowerBound >= end else { throw .overlap(archive: place, from: part.range.lowerBound) }
            guard part.range.lowerBound == end else { throw .gap(archive: place, from: end) }
            end = part.range.upperBound
        }
        guard end >= first.byteCount else { throw .gap(archive: place, from: end) }
        guard end == first.byteCount else { throw .overlap(archive: place, from: first.byteCount) }
        // Without a violation every part read the whole archive: then they must all say the same of it.
        let whole = parts.filter { $0.found == nil }
        guard whole.allSatisfy({ $0.statement?.ofTheWhole == whole.first?.statement?.ofTheWhole }),
            whole.allSatisfy({ $0.published == whole.first?.published })
        else { throw .otherArchive(place) }
    }

    /// The statement on an archive, the same as one verification of all of it. Throws the violation that such a verification
    /// would throw.
    public func statement(of place: Int) async throws -> VerificationStatement {
        let parts = archives[place]
        var found = parts.compactMap(\.found)
        if let first = parts.first, !first.election.isEmpty, parts.allSatisfy({ $0.sum != nil }) {
            found += try await SuiteChoice.visit(ElectionDescription(bytes: first.election), SumVisitor(parts: parts))
        }
        if let earliest = found.min(by: { $0.step < $1.step }) { throw earliest.violation }
        let statements = parts.compactMap(\.statement)
        guard statements.count == parts.count, var merged = statements.first else {
            throw ShardFault.otherArchive(place)
        }
        merged.findings = Self.findings(statements)
        merged.evidence = Self.evidence(statements)
        return merged
    }

    /// In the order of a whole verification: those of ballots, of decryptions, of what stands twice.
    private static func findings(_ statements: [VerificationStatement]) -> [VerificationFinding] {
        func all(_ kinds: Set<VerificationFinding.Kind>) -> [VerificationFinding] {
            statements.flatMap { $0.findings.filter { kinds.contains($0.kind) } }
        }
        // Every part sees every decryption.
        let decryptions = statements.first?.findings.filter { $0.kind == .invalidDecryption } ?? []
        return all([.answerNotCanonical, .neutralAlpha]) + decryptions + all([.repeatedAlpha])
    }

    private static func evidence(_ statements: [VerificationStatement]) -> EvidenceReport? {
        let reports = statements.compactMap(\.evidence)
        guard var merged = reports.first else { return nil }
        for report in reports.dropFirst() {
            let surplus = max(merged.surplus, report.surplus)
            merged.add(report)
            merged.surplus = surplus
            merged.abandoned = merged.abandoned || report.abandoned
        }
        return merged
    }

    /// Adds the parts' sums and holds the published one against theirs.
    private struct SumVisitor: SuiteVisitor {
        let parts: [ShardReport]

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> [ShardReport.Found] {
            guard let published = parts.lazy.compactMap(\.published).first else { return [] }
            var sum = EncryptedTally<Suite>(election.questions)
            for part in parts {
                guard let bytes = part.sum else { return [] }
                sum.add(try EncryptedTally<Suite>(bytes: bytes, questions: election.questions).questions)
            }
            let theirs = try EncryptedTally<Suite>(bytes: published.tally, questions: election.questions)
            guard let place = sum.firstDifference(from: theirs) else { return [] }
            return [
                ShardReport.Found(
                    step: ShardReport.Step(event: published.event, phase: 1),
                    violation: Violation(
                        .tallyMismatch, place.within(Place(offset: published.offset, event: published.event))))
            ]
        }
    }
}

extension VerificationStatement {
    /// Without what a part says of itself alone.
    var ofTheWhole: VerificationStatement {
        var copy = self
        copy.findings = []
        copy.evidence = nil
        return copy
    }
}
