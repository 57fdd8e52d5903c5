import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Parts that are merged say what a verification of the whole says. That they refuse every attack as the whole does, and agree on
/// every mutation, is tested where all verifiers are (`Verifiers.all`).
@Suite struct ShardTests {
    /// The reports of `count` parts, as they are read from their files.
    static func reports(
        _ bytes: [UInt8], _ count: Int, evidence: [UInt8]? = nil, _ anchors: Anchors = Anchors()
    ) async throws -> [ShardReport] {
        var verifier = ArchiveVerifier(cores: 2)
        verifier.evidence = evidence.map { MemoryArchive($0) }
        verifier.anchors = anchors
        var reports: [ShardReport] = []
        for index in 0..<count {
            for (_, range) in ShardPlan.ranges(sizes: [UInt64(bytes.count)], index: index, of: count) {
                let report = try await verifier.verify(MemoryArchive(bytes), part: range)
                let read = try ShardReport.read(report.bytes + [UInt8(ascii: "\n")])
                #expect(read == [report])
                reports += read
            }
        }
        return reports
    }

    @Test(arguments: Samples.names, [1, 2, 5, 40])
    func samplesMergeToTheWhole(sample: String, count: Int) async throws {
        let archive = try ArchiveTests.archive(sample)
        let evidence = try await EvidenceTests.evidence(archive)
        for evidence in [nil, evidence] {
            let whole = try await EvidenceTests.verify(archive, evidence)
            let reports = try await Self.reports(archive, count, evidence: evidence)
            #expect(reports.count == count)
            #expect(try await ShardMerge(reports.shuffled()).statement(of: 0) == whole)
        }
    }

    /// Every kind of finding, at its place and in its order.
    @Test func findingsMergeToTheWhole() async throws {
        var election = TinyElections.one()
        let state = election.prover
        let first = election.ballot([[1, 0]], voter: 0)
        election.prover = state
        var second = election.ballot([[1, 0]], voter: 1)
        second.edit("answers/0") { answer in
            guard case .object(let members) = answer else { return }
            answer = .object(members.reversed())
        }
        second = election.seal(second)
        let bytes = election.archive([first, second]).bytes
        let whole = try await ArchiveVerifier(cores: 1).verify(MemoryArchive(bytes))
        #expect(Set(whole.findings.map(\.kind)) == [.repeatedAlpha, .answerNotCanonical])
        for count in [1, 2, 7, 30] {
            #expect(try await ShardMerge(Self.reports(bytes, count)).statement(of: 0) == whole, "\(count) parts")
        }
    }

    /// A sum that is off by a ballot is found by the merge alone: no part can.
    @Test func theSumIsComparedByTheMerge() async throws {
        let bad = try #require(Attacks.all.first { $0.rule == .tallyMismatch })
        let reports = try await Self.reports(bad.bytes, 4)
        #expect(reports.allSatisfy { $0.violation?.rule != .tallyMismatch })
        await #expect { try await ShardMerge(reports).statement(of: 0) } throws: {
            ($0 as? Violation)?.rule == .tallyMismatch
        }
    }

    @Test func anchorsHoldInParts() async throws {
        let station = try AnchoredElection(stations: [("A", 3), ("B", 3)])
        let commission = try TestCommission()
        var chain = try station.chain(voters: [0, 1, 2, 3, 5])
        chain.add(.endBallots)
        let manifest = try commission.manifest(try await station.announced(chain))
        let closing = commission.closing(try await Closing.of(chain))
        let anchors = try Anchors(manifest: manifest, commission: commission.key, closing: closing)
        let whole = try await chain.verify(anchors)
        #expect(try await ShardMerge(Self.reports(chain.bytes, 4, anchors)).statement(of: 0) == whole)
        // One of the ballots is not of station A, and every part says so.
        let wrong = try Anchors(manifest: manifest, commission: commission.key, closing: closing, station: "A")
        let violation = try await chain.violation(wrong)
        #expect(violation?.rule == .manifestStation)
        let reports = try await Self.reports(chain.bytes, 4, wrong)
        #expect(reports.count == 4)
        await #expect { try await ShardMerge(reports).statement(of: 0) } throws: { ($0 as? Violation) == violation }
        // Parts that were held against other anchors are no parts of one whole.
        let mixed = try await [Self.reports(chain.bytes, 2)[0], Self.reports(chain.bytes, 2, anchors)[1]]
        #expect(throws: ShardFault.otherArchive(0)) { try ShardMerge(mixed) }
    }

    @Test func gapsOverlapsAndOthersAreRefused() async throws {
        let archive = try ArchiveTests.archive(Samples.names[0])
        let other = try ArchiveTests.archive(Samples.names[1])
        let parts = try await Self.reports(archive, 3)
        let halves = try await Self.reports(archive, 2)
        #expect(throws: ShardFault.noReports) { try ShardMerge([]) }
        let second = parts[1].range.lowerBound
        #expect(throws: ShardFault.gap(archive: 0, from: second)) { try ShardMerge([parts[0], parts[2]]) }
        #expect(throws: ShardFault.gap(archive: 0, from: 0)) { try ShardMerge([parts[1], parts[2]]) }
        #expect(throws: ShardFault.gap(archive: 0, from: parts[2].range.lowerBound)) {
            try ShardMerge([parts[0], parts[1]])
        }
        #expect(throws: ShardFault.overlap(archive: 0, from: second)) {
            try ShardMerge([parts[0], parts[1], parts[1], parts[2]])
        }
        #expect(throws: ShardFault.self) { try ShardMerge([halves[0], parts[1], parts[2]]) }
        let foreign = try await Self.reports(other, 3)
        #expect(throws: ShardFault.self) { try ShardMerge([parts[0], foreign[1], parts[2]]) }
        // The same setup and length, another ballot: the parts do not say the same of the whole.
        let election = try AnchoredElection()
        let one = try election.chain(voters: [0, 1, 2])
        // Numbers in ballots have different lengths: made anew until the lengths agree.
        var two = try election.chain(voters: [0, 1, 2])
        for _ in 0..<1000 where two.bytes.count != one.bytes.count { two = try election.chain(voters: [0, 1, 2]) }
        try #require(one.bytes.count == two.bytes.count)
        let mixed = try await [Self.reports(one.bytes, 2)[0], Self.reports(two.bytes, 2)[1]]
        #expect(throws: ShardFault.otherArchive(0)) { try ShardMerge(mixed) }
    }

    /// A job over several stations: each archive gets its own statement, and none may be missing.
    @Test func severalArchives() async throws {
        let archives = try Samples.names.map { try ArchiveTests.archive($0) } + [[]]
        let sizes = archives.map { UInt64($0.count) }
        var reports: [ShardReport] = []
        for index in 0..<5 {
            for (place, range) in ShardPlan.ranges(sizes: sizes, index: index, of: 5) {
                let job = ShardReport.Job(archives: 3, place: place, bytes: sizes.reduce(0, +))
                reports.append(
                    try await ArchiveVerifier(cores: 2).verify(MemoryArchive(archives[place]), part: range, of: job))
            }
        }
        let merge = try ShardMerge(reports)
        #expect(merge.count == 3)
        for place in 0..<2 {
            let whole = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(archives[place]))
            #expect(try await merge.statement(of: place) == whole)
        }
        // What is no archive is refused as it is alone.
        let alone = await Verifiers.archive([], cores: 1).violation
        #expect(alone != nil)
        await #expect { try await merge.statement(of: 2) } throws: { ($0 as? Violation) == alone }
        #expect(throws: ShardFault.missingArchive(1)) { try ShardMerge(reports.filter { $0.job.place != 1 }) }
    }

    @Test func plansCoverEveryByteOnce() {
        for sizes in [[100], [1, 1, 1], [7, 0, 1_000_003], [UInt64(1) << 40, 3]] as [[UInt64]] {
            for count in [1, 2, 3, 7, 64] {
                var covered = [UInt64](repeating: 0, count: sizes.count)
                for index in 0..<count {
                    for (archive, range) in ShardPlan.ranges(sizes: sizes, index: index, of: count) {
                        #expect(range.lowerBound == covered[archive])
                        covered[archive] = range.upperBound
                    }
                }
                #expect(covered == sizes)
            }
        }
    }

    @Test(arguments: [
        "", "{}", "{\"format\":\"sailau-verification-shard\",\"version\":1}", "[1]", "\u{0}",
    ]) func othersAreNoReports(text: String) async throws {
        #expect(ShardReport(bytes: Array(text.utf8)) == nil)
        let report = try await Self.reports(ArchiveTests.archive(Samples.names[0]), 2)[0]
        // Every byte counts: a report is read only in the form in which it is written.
        for index in stride(from: 0, to: report.bytes.count, by: 97) {
            var changed = report.bytes
            changed[index] ^= 1
            #expect(ShardReport(bytes: changed) != report, "byte \(index)")
        }
    }
}
