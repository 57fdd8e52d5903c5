import PrimeOrderGroups
import Testing
import VerifiableVoting

/// The manifest as a text and its signatures.
@Suite struct ManifestTests {
    static func signed() async throws -> (TestCommission, SignedManifest) {
        let election = try AnchoredElection(stations: [("Station A", 3), ("Station \"B\"", 2)])
        let commission = try TestCommission()
        return (commission, try commission.manifest(try await election.announced(election.chain())))
    }

    static func replaced(_ text: [UInt8], _ old: String, _ new: String) throws -> [UInt8] {
        let whole = String(decoding: text, as: UTF8.self)
        try #require(whole.contains(old), "\(old) is not in the text")
        let parts = whole.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        return Array(parts.joined(separator: new).utf8)
    }

    @Test func textIsReadAsItWasWritten() async throws {
        let (commission, signed) = try await Self.signed()
        let read = try SignedManifest(bytes: signed.bytes)
        #expect(read.manifest == signed.manifest)
        #expect(read.bytes == signed.bytes)
        #expect(try read.signer(given: commission.key).isGiven)
        // A line of the manifest, and one for its signature.
        #expect(signed.bytes.count { $0 == UInt8(ascii: "\n") } == 2)
        #expect(signed.bytes.starts(with: read.manifest.bytes + [UInt8(ascii: "\n")]))
    }

    /// Every member of the text is demanded, in its place and in its kind.
    @Test(arguments: [
        ("\"format\":\"sailau-manifest\"", "\"format\":\"sailau-closing\""), ("\"version\":1", "\"version\":2"),
        ("\"weights\":false", "\"weights\":0"), ("\"revoting\":false,", ""), ("\"min\":1", "\"min\":-1"),
        ("\"threshold\":1", "\"threshold\":0"), ("\"threshold\":1", "\"threshold\":2"), ("{\"uuid\"", "{ \"uuid\""),
        ("\"closing_signatures\":2", "\"closing_signatures\":4"),
        ("\"closing_signatures\":2", "\"closing_signatures\":0"),
        ("\"closing_signatures\":2", "\"closing_signatures\":2,\"more\":1"), ("\"Station A\"", "\"Station \\\"B\\\"\""),
        ("\"Station A\"", "\"\""), ("\"credentials\":3", "\"credentials\":3.0"),
    ]) func textIsDemandedWhole(old: String, new: String) async throws {
        let (_, signed) = try await Self.signed()
        let bytes = try Self.replaced(signed.bytes, old, new)
        #expect { try SignedManifest(bytes: bytes) } throws: { ($0 as? Violation)?.rule == .manifestFormat }
    }

    @Test func changedTextHasNoSignature() async throws {
        let (commission, signed) = try await Self.signed()
        let changed = try SignedManifest(
            bytes: Self.replaced(signed.bytes, "\"least_ballots\":2", "\"least_ballots\":1"))
        #expect { try changed.signer(given: commission.key) } throws: { ($0 as? Violation)?.rule == .manifestSignature }
    }

    /// Without the commission's key a manifest is only signed by a key that it names.
    @Test func whoeverSignsAManifestIsNamedAndNotTrusted() async throws {
        let (commission, signed) = try await Self.signed()
        let forger = try TestCommission()
        let forged = try forger.manifest(signed.manifest.elections[0])
        let signer = try forged.signer(given: nil)
        #expect(signer.key == forger.key)
        #expect(!signer.isGiven)
        #expect { try forged.signer(given: commission.key) } throws: { ($0 as? Violation)?.rule == .manifestSignature }
    }

    @Test func strangersAndMissingSignaturesAreRefused() async throws {
        let (commission, signed) = try await Self.signed()
        let unsigned = try commission.unsigned(signed.manifest.elections)
        func rule(_ manifest: SignedManifest) -> Violation? {
            do throws(Violation) {
                _ = try manifest.signer(given: commission.key)
                return nil
            } catch { return error }
        }
        #expect(rule(unsigned)?.rule == .manifestSignature)
        var byMember = unsigned
        byMember.sign(with: commission.members[0])
        #expect(rule(byMember)?.rule == .manifestSignature)
        byMember.sign(with: commission.secret)
        #expect(rule(byMember) == nil)
        byMember.sign(with: commission.secret)
        #expect(rule(byMember)?.rule == .manifestSignature)
        #expect(rule(byMember)?.place.line == 4)
        var stranger = signed
        stranger.sign(with: SignerSecret())
        #expect(rule(stranger)?.place.line == 3)
    }

    /// The same bytes signed as another kind of document are not signed as this one.
    @Test func domainsAreApart() async throws {
        let (commission, signed) = try await Self.signed()
        var other = SignedDocument(.closing, content: signed.document.content)
        other.sign(with: commission.secret)
        let moved = SignedDocument(.manifest, content: other.content, signatures: other.signatures)
        #expect { try moved.signers() } throws: { ($0 as? Violation)?.rule == .manifestSignature }
        #expect(try other.signers() == [commission.key])
    }

    @Test func setOfArchivesIsWhole() async throws {
        let (a, b) = (
            try AnchoredElection(), try AnchoredElection(uuid: "stationBBBBBBB", stations: [("Station B", 2)])
        )
        let commission = try TestCommission()
        let manifest = try commission.manifest(
            try await a.announced(a.chain()), try await b.announced(b.chain())
        ).manifest
        func detail(_ uuids: String...) -> String? {
            do throws(Violation) {
                try manifest.check(archives: uuids)
                return nil
            } catch {
                #expect(error.rule == .manifestElection)
                return error.detail
            }
        }
        #expect(detail("stationBBBBBBB", "stationAAAAAAA") == nil)
        #expect(detail("stationAAAAAAA") == "stationBBBBBBB missing")
        #expect(detail("stationAAAAAAA", "stationAAAAAAA") == "stationAAAAAAA twice")
        #expect(detail("stationAAAAAAA", "stationBBBBBBB", "stationCCCCCCC") == "stationCCCCCCC")
    }

    /// Under a key of small order anybody could sign; the eight such points, the neutral element among them, are no keys.
    @Test func keysOfSmallOrderAreRefused() throws {
        let low = [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        ]
        for text in low { #expect(SignerKey(hexadecimal: text) == nil) }
        // RFC 8032, section 7.1, test 1.
        #expect(SignerKey(hexadecimal: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") != nil)
    }

    @Test func keyFilesAreReadAsTheyWereWritten() throws {
        let secret = SignerSecret()
        let key = try #require(secret.publicKey)
        #expect(try SignerSecret(bytes: secret.bytes).publicKey == key)
        let signer = Signer(name: "Айгүл", key: key)
        #expect(try Signer(bytes: signer.bytes) == signer)
        #expect(throws: Violation.self) { try Signer(bytes: secret.bytes) }
        #expect(throws: Violation.self) { try SignerSecret(bytes: signer.bytes) }
    }

    /// RFC 6962, section 2.1, by its definition.
    @Test func rootIsThatOfTheDefinition() {
        func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
            if leaves.isEmpty { return Digest(of: [UInt8]()).bytes }
            if leaves.count == 1 { return Digest(of: [0] + leaves[leaves.startIndex]).bytes }
            var split = 1
            while 2 * split < leaves.count { split *= 2 }
            let middle = leaves.startIndex + split
            return Digest(of: [1] + root(leaves[..<middle]) + root(leaves[middle...])).bytes
        }
        var tree = MerkleTree()
        var leaves: [[UInt8]] = []
        for count in 0..<70 {
            #expect(tree.root.bytes == root(leaves[...]))
            #expect(tree.count == count)
            let leaf = [UInt8](repeating: UInt8(count), count: count % 5)
            leaves.append(leaf)
            tree.append(leaf)
        }
    }
}
