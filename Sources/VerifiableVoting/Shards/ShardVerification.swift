import PrimeOrderGroups

extension ArchiveVerifier {
    /// Verifies a part of an archive. What is invalid is in the report; throws only what the source throws.
    public func verify(
        _ source: any ArchiveSource, part range: Range<UInt64>, of job: ShardReport.Job? = nil
    ) async throws -> ShardReport {
        let job = job ?? ShardReport.Job(archives: 1, place: 0, bytes: source.byteCount)
        let beginning: ArchiveBeginning
        do {
            beginning = try ArchiveBeginning(source)
        } catch let violation as Violation {
            return .atBeginning(violation, source, range, job)
        }
        do {
            return try await SuiteChoice.visit(
                ElectionDescription(bytes: beginning.setup.election),
                ShardVisitor(
                    verifier: self, source: source, range: range, job: job, election: beginning.setup.election,
                    setup: beginning.digest))
        } catch let violation as Violation {
            return .atBeginning(violation, source, range, job)
        }
    }

    private struct ShardVisitor: SuiteVisitor {
        let verifier: ArchiveVerifier
        let source: any ArchiveSource
        let range: Range<UInt64>
        let job: ShardReport.Job
        let election: [UInt8]
        let setup: Digest

        func visit<Suite: CipherSuite>(
            _ suiteElection: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> ShardReport {
            var run = try VerificationRun(verifier, source, suiteElection, evidence, part: range)
            do {
                let statement = try await run.finish()
                return report(run, nil, statement)
            } catch let violation as Violation {
                return report(run, run.step(of: violation), nil)
            }
        }

        private func report<Suite: CipherSuite>(
            _ run: VerificationRun<Suite>, _ found: ShardReport.Found?, _ statement: VerificationStatement?
        ) -> ShardReport {
            ShardReport(
                job: job, byteCount: source.byteCount, range: range, election: election, setup: setup, found: found,
                sum: run.partialSum, published: run.published, statement: statement)
        }
    }
}

extension ShardReport {
    fileprivate static func atBeginning(
        _ violation: Violation, _ source: any ArchiveSource, _ range: Range<UInt64>, _ job: Job
    ) -> ShardReport {
        ShardReport(
            job: job, byteCount: source.byteCount, range: range, election: [], setup: nil,
            found: Found(step: Step(event: -1, phase: 0), violation: violation), sum: nil, published: nil,
            statement: nil)
    }
}
