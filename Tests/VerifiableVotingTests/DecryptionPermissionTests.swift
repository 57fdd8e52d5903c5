import PrimeOrderGroups
import Testing
import VerifiableVoting

/// When a trustee's key is used, and when not.
@Suite struct DecryptionPermissionTests {
    let station: AnchoredElection
    let commission: TestCommission

    init() throws {
        station = try AnchoredElection()
        commission = try TestCommission()
    }

    private func closed(voters: [Int]) throws -> ArchiveChain {
        var chain = try station.chain(voters: voters)
        chain.add(.endBallots)
        return chain
    }

    private func refusal(
        _ chain: ArchiveChain, _ anchors: Anchors, waiver: SignedWaiver? = nil
    ) async throws -> DecryptionRefusal? {
        let statement = try await chain.verify(anchors)
        do throws(DecryptionRefusal) {
            try anchors.permitDecryption(of: statement, waiver: waiver)
            return nil
        } catch { return error }
    }

    @Test func everyAnchorIsNeeded() async throws {
        let chain = try closed(voters: [0, 1])
        let manifest = try commission.manifest(try await station.announced(chain))
        let closing = commission.closing(try await Closing.of(chain))
        let (key, stranger) = (commission.key, try Anchors(manifest: nil, closing: closing))
        #expect(try await refusal(chain, Anchors()) == .noManifest)
        #expect(try await refusal(chain, stranger) == .noManifest)
        #expect(try await refusal(chain, Anchors(manifest: manifest, commission: key)) == .noClosing)
        #expect(
            try await refusal(chain, Anchors(manifest: manifest, closing: closing)) == .unknownCommission(key))
        #expect(try await refusal(chain, Anchors(manifest: manifest, commission: key, closing: closing)) == nil)
    }

    @Test func challengesOfTheClosingAreNeeded() async throws {
        let chain = try closed(voters: [0, 1])
        let manifest = try commission.manifest(try await station.announced(chain))
        let line = try station.prepare(2).challenge().line
        let closing = commission.closing(try await Closing.of(chain, challenges: [line]))
        let without = try Anchors(manifest: manifest, commission: commission.key, closing: closing)
        #expect(try await refusal(chain, without) == .noChallenges(count: 1))
        let with = try Anchors(
            manifest: manifest, commission: commission.key, closing: closing,
            challenges: MemoryArchive(line + [UInt8(ascii: "\n")]))
        #expect(try await refusal(chain, with) == nil)
    }

    /// The decryption of one voter's ballot, and the commission's decision for it.
    @Test func tooFewBallots() async throws {
        let chain = try closed(voters: [0, 0])
        let manifest = try commission.manifest(try await station.announced(chain, revoting: true))
        let closing = try await Closing.of(chain)
        let anchors = try Anchors(
            manifest: manifest, commission: commission.key, closing: commission.closing(closing))
        #expect(try await refusal(chain, anchors) == .tooFewBallots(counted: 1, least: 2))
        func waiver(
            uuid: String = "stationAAAAAAA", endBallots: Digest? = nil, counted: Int = 1, by signers: [Int] = [0, 1]
        ) throws -> SignedWaiver {
            var waiver = SignedWaiver(
                Waiver(
                    uuid: uuid, endBallots: endBallots ?? closing.endBallots, counted: counted,
                    reason: "nobody else came"))
            for signer in signers { waiver.sign(with: commission.members[signer]) }
            return try SignedWaiver(bytes: waiver.bytes)
        }
        #expect(try await refusal(chain, anchors, waiver: waiver()) == nil)
        for wrong in try [
            waiver(uuid: "stationBBBBBBB"), waiver(endBallots: Digest(of: "other")), waiver(counted: 2),
        ] {
            #expect(try await refusal(chain, anchors, waiver: wrong) == .waiverElsewhere(wrong.waiver))
        }
        guard case .waiverSignature(let violation) = try await refusal(chain, anchors, waiver: waiver(by: [2]))
        else {
            Issue.record("one signature was enough")
            return
        }
        #expect(violation.rule == .closingSignature)
    }
}
