import PrimeOrderGroups
import Testing
import VerifiableVoting

/// An election that is void is never decrypted, and its reserve only when it is.
@Suite struct VoidTests {
    private let commission: TestCommission
    private let keys = [TrusteeKey<AnchoredElection.Suite1>(), TrusteeKey()]
    private let first: AnchoredElection
    private let reserve: AnchoredElection

    init() throws {
        commission = try TestCommission()
        first = try AnchoredElection(uuid: "stationAAAAAAA", keys: keys)
        reserve = try AnchoredElection(uuid: "reserveAAAAAAA", keys: keys)
    }

    /// Both elections with three ballots, closed, and their announcement.
    private func day() async throws -> (chains: [ArchiveChain], manifest: SignedManifest) {
        var chains: [ArchiveChain] = []
        var announced: [AnnouncedElection] = []
        for election in [first, reserve] {
            var chain = try election.chain(voters: [0, 1, 2])
            announced.append(try await election.announced(chain))
            chain.add(.endBallots)
            chains.append(chain)
        }
        announced[1].reserveFor = announced[0].uuid
        return (chains, try commission.manifest(announced[0], announced[1]))
    }

    private func void(
        _ manifest: SignedManifest, uuid: String = "stationAAAAAAA", reserve: String = "reserveAAAAAAA",
        by signers: [Int] = [0, 1]
    ) throws -> SignedVoid {
        let setup = try #require(manifest.manifest.election(uuid: uuid)?.setup)
        var signed = SignedVoid(
            VoidDecision(
                uuid: uuid, setup: setup, reserve: reserve, article: "art. 50-5(7)",
                reason: "Two of three trustees did not answer"))
        for signer in signers { signed.sign(with: commission.members[signer]) }
        return try SignedVoid(bytes: signed.bytes)
    }

    private func refusal(
        _ chain: ArchiveChain, uuid: String, _ manifest: SignedManifest, _ voids: [SignedVoid]
    ) async throws -> DecryptionRefusal? {
        let anchors = try Anchors(
            manifest: manifest, commission: commission.key,
            closing: commission.closing(try await Closing.of(chain, uuid: uuid)), voids: voids)
        let statement = try await chain.verify(anchors)
        do throws(DecryptionRefusal) {
            try anchors.permitDecryption(of: statement)
            return nil
        } catch { return error }
    }

    @Test func theVoidOneStaysClosedAndItsReserveOpens() async throws {
        let (chains, manifest) = try await day()
        let decision = try void(manifest)
        let (old, new) = (first.election.description.uuid, reserve.election.description.uuid)
        #expect(try await refusal(chains[0], uuid: old, manifest, []) == nil)
        #expect(try await refusal(chains[1], uuid: new, manifest, []) == .reserveNotCalled(of: old))
        #expect(try await refusal(chains[0], uuid: old, manifest, [decision]) == .void(decision.content))
        #expect(try await refusal(chains[1], uuid: new, manifest, [decision]) == nil)
        // Declared void in favour of paper: the reserve is not called.
        let paper = try void(manifest, reserve: "")
        #expect(try await refusal(chains[1], uuid: new, manifest, [paper]) == .reserveNotCalled(of: old))
    }

    /// Somebody decrypted all the same: the archive is invalid against the decision.
    @Test func aDecryptionOfTheVoidOneIsFound() async throws {
        let (chains, manifest) = try await day()
        for (chain, index) in zip(chains, [0, 1]) {
            var chain = chain
            let archive = try await ArchiveVerifier(cores: 1).verify(
                MemoryArchive(chain.bytes), Decrypting(keys: keys))
            chain.add(.encryptedTally, archive.tally)
            for data in archive.decryptions { chain.add(.partialDecryption, data) }
            #expect(try await chain.verify().partialDecryptions == 2)
            let plain = try Anchors(manifest: manifest, commission: commission.key)
            let decided = try Anchors(manifest: manifest, commission: commission.key, voids: [void(manifest)])
            #expect(try await chain.violation(plain)?.rule == (index == 0 ? nil : .manifestReserve))
            #expect(try await chain.violation(decided)?.rule == (index == 0 ? .voidDecrypted : nil))
        }
    }

    private struct Decrypting: ArchiveVisitor {
        let keys: [TrusteeKey<AnchoredElection.Suite1>]

        func visit<Suite: CipherSuite>(
            _ archive: VerifiedArchive<Suite>
        ) throws -> (tally: [[UInt8]], decryptions: [[[UInt8]]]) {
            let keys = try keys.map { try TrusteeKey<Suite>(privateKey: $0.privateBytes) }
            return (archive.tallyData(), try keys.map { try archive.decryptionData($0) })
        }
    }

    @Test func aDecisionNeedsSignaturesAndAnAnnouncedReserve() async throws {
        let (_, manifest) = try await day()
        let announced = manifest.manifest
        try void(manifest).check(against: announced)
        for (decision, rule) in try [
            (void(manifest, by: [0]), Rule.voidSignature),
            (void(manifest, reserve: "stationBBBBBBB"), .manifestReserve),
            (void(manifest, uuid: "reserveAAAAAAA", reserve: "stationAAAAAAA"), .manifestReserve),
        ] {
            #expect { try decision.check(against: announced) } throws: { ($0 as? Violation)?.rule == rule }
            #expect { try Anchors(manifest: manifest, voids: [decision]) } throws: { ($0 as? Violation)?.rule == rule }
        }
        let good = try void(manifest)
        #expect { try Anchors(manifest: nil, voids: [good]) } throws: { ($0 as? Violation)?.rule == .voidSignature }
    }

    /// Version 2 of the manifest, and that version 1 stays what it was.
    @Test func reservesStandInTheManifest() async throws {
        let (_, manifest) = try await day()
        let read = try SignedManifest(bytes: manifest.bytes)
        #expect(read.manifest == manifest.manifest)
        let text = String(decoding: manifest.manifest.bytes, as: UTF8.self)
        #expect(text.contains("\"version\":2") && text.contains("\"reserve_for\":\"stationAAAAAAA\""))
        #expect(text.contains("\"reserve_for\":\"\""))
        let plain = try await first.announced(first.chain())
        #expect(String(decoding: try commission.manifest(plain).bytes, as: UTF8.self).contains("\"version\":1,"))
        try read.manifest.check(archives: ["stationAAAAAAA"])
        try read.manifest.check(archives: ["stationAAAAAAA", "reserveAAAAAAA"])
        #expect { try read.manifest.check(archives: ["reserveAAAAAAA"]) } throws: {
            ($0 as? Violation)?.rule == .manifestElection
        }
        var elections = manifest.manifest.elections
        func refused(_ change: (inout [AnnouncedElection]) -> Void) throws {
            var changed = elections
            change(&changed)
            #expect { try commission.unsigned(changed) } throws: { ($0 as? Violation)?.rule == .manifestFormat }
        }
        try refused { $0[1].reserveFor = "nobodyAAAAAAAA" }
        try refused { $0[1].reserveFor = "reserveAAAAAAA" }
        try refused { $0[0].reserveFor = "reserveAAAAAAA" }
        try refused { $0[1].stations[0].name = "Elsewhere" }
        try refused { $0[1].reserveFor = nil }
        elections.append(elections[1])
        elections[2].uuid = "reserveBBBBBBB"
        try refused { _ in }
    }
}

extension VoidTests {
    /// Both documents as they are written in their first version.
    @Test func texts() throws {
        let decision = VoidDecision(
            uuid: "u", setup: Digest(of: "abc"), reserve: "r", article: "art. 50-5(7)", reason: "x")
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(
            String(decoding: decision.bytes, as: UTF8.self)
                == #"{"format":"sailau-void","version":1,"uuid":"u","setup":"\#(hash)","reserve":"r","#
                + #""article":"art. 50-5(7)","reason":"x"}"#)
        let answer = DecryptionAnswer(
            uuid: "u", tally: Digest(of: "abc"), owner: 2, decryption: Array("{\"a\":1}".utf8))
        #expect(
            String(decoding: answer.bytes, as: UTF8.self)
                == #"{"format":"sailau-decryption-answer","version":1,"uuid":"u","tally":"\#(hash)","owner":2,"#
                + #""decryption":"{\"a\":1}"}"#)
        #expect(try DecryptionAnswer(bytes: answer.bytes) == answer)
        #expect { try DecryptionAnswer(bytes: answer.bytes + [0x20]) } throws: {
            ($0 as? Violation)?.rule == .decryptionFormat
        }
        #expect(VoidDecision.kind.rawValue == "sailau-void-1")
    }
}
