import Counting
import ElectionModel
import PrimeOrderGroups
import Simulation
import Testing
import VerifiableVoting

@Suite("Rehearsals of electronic stations")
struct RehearsalTests {
    private static let reconstruction = Result { try reconstruct(seed: 2004) }

    /// Paper and electronic votes together are the station's own, whatever the share; no field falls below zero.
    @Test(arguments: [0, 1, 400, 999, 1000])
    func partsMakeUpTheWhole(permille: Int) throws {
        let made = try Self.reconstruction.get()
        let days = ElectronicDay.all(of: made, share: .permille(permille), count: 60, seed: 7)
        #expect(days.count == 60)
        for day in days {
            let counts = [
                Self.counts(day.ballots.map(\.candidate), day.candidates.count),
                Self.counts(day.ballots.map(\.list), day.lists.count),
            ]
            let all = try day.protocols(electronic: day.electronicProtocols(counts: counts, slips: 4000, challenged: 3))
            #expect(all.map(\.channel) == [.paper, .paper, .electronic, .electronic, .summary, .summary])
            for (summary, whole) in zip(all.suffix(2), day.whole) {
                #expect(summary.votes == whole.votes && summary.invalid == whole.invalid)
                #expect(summary.tookPart == whole.tookPart)
                #expect(summary.electorsGivenBallots == whole.electorsGivenBallots)
            }
            for paper in all.prefix(2) {
                let given = paper.ballotsGivenByMember.reduce(0) { $0 + ($1 ?? 0) }
                #expect(given == paper.electorsGivenBallots)
                #expect(paper.ballotsReceived == Self.balance(paper))
            }
            for electronic in all[2...3] { #expect(electronic.ballotsReceived == Self.balance(electronic)) }
        }
    }

    private static func balance(_ item: Protocol) -> UInt32? {
        guard let given = item.electorsGivenBallots, let cancelled = item.ballotsCancelled else { return nil }
        return given + cancelled + (item.ballotsSpoiled ?? 0)
    }

    private static func counts(_ choices: [Int], _ count: Int) -> [UInt64] {
        choices.reduce(into: [UInt64](repeating: 0, count: count)) { $0[$1] += 1 }
    }

    /// The same seed draws the same ballots; another seed others.
    @Test func drawsFollowTheSeed() throws {
        let made = try Self.reconstruction.get()
        func days(_ seed: UInt64) -> [ElectronicDay] {
            ElectronicDay.all(of: made, share: .permille(400), count: 5, seed: seed)
        }
        #expect(days(1) == days(1))
        #expect(days(1) != days(2))
        let everyone = ElectronicDay.all(of: made, share: .everyone, count: 961, seed: 1)
        #expect(everyone.count == 961)
        #expect(everyone.allSatisfy { $0.ballots.count == Int($0.station.electors) && $0.paper == nil })
    }

    @Test func aStationIsVotedClosedAndCounted() async throws { try await Self.play(VersionOne<Edwards25519>.self) }

    @Test func inTheOtherGroupToo() async throws { try await Self.play(VersionOne<Belenios2048>.self) }

    /// What comes out are the votes that went in, decrypted by two trustees of three against manifest and closing.
    private static func play<Suite: CipherSuite>(_ suite: Suite.Type) async throws {
        var day = try #require(
            ElectronicDay.all(of: reconstruction.get(), share: .permille(400), count: 1, seed: 3).first)
        day.ballots = Array(day.ballots.prefix(12))
        let trustees = try RehearsedTrustees<Suite>(count: 3, threshold: 2)
        let commission = RehearsedCommission<Suite>()
        let election = try RehearsedElection(
            day, trustees: trustees, names: [:], challenges: 2, timestamp: 1_795_564_800)
        let manifest = try commission.manifest(name: "test", [try await election.announced(leastBallots: 30)])
        let voted = try election.vote(challenges: 2)
        #expect(voted.cast.count == 12 && voted.challenged.count == 2)
        let isHelped = Suite.Group.name == Edwards25519.name
        let closed = try await election.close(voted, commission, manifest, evidence: isHelped)
        #expect(
            closed.counts == [
                counts(day.ballots.map(\.candidate), day.candidates.count),
                counts(day.ballots.map(\.list), day.lists.count),
            ])
        #expect(closed.waiver != nil)
        #expect(closed.statement.findings.isEmpty && closed.statement.anchors == [.manifest, .closing, .challenges])
        #expect(closed.statement.evidence?.used == (isHelped ? 12 : nil))
        // The order of casting is nowhere: the same ballots the other way round give the same archive.
        var turned = voted
        turned.cast.reverse()
        turned.challenged.reverse()
        let again = try await election.close(turned, commission, manifest, evidence: false)
        #expect(again.challenges == closed.challenges)
        #expect(again.statement.endBallots == closed.statement.endBallots)
    }
}
