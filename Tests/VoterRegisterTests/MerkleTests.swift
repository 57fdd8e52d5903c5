import ElectionModel
import Testing
import VerifiableVoting
import VoterRegister

/// Every tree of 0 to 33 leaves, every proof in it, and every altered proof.
@Suite struct MerkleTests {
    /// RFC 6962, section 2.1, word by word.
    static func root(_ leaves: ArraySlice<[UInt8]>) -> Digest {
        if leaves.isEmpty { return Digest(of: [UInt8]()) }
        if leaves.count == 1 { return Digest(of: [0] + leaves[leaves.startIndex]) }
        var division = 1
        while division * 2 < leaves.count { division *= 2 }
        let middle = leaves.startIndex + division
        return Digest(of: [1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
    }

    struct Committed {
        var entries: [RegisterEntry]
        var image: RegisterImage
        var secrets: CommitmentSecrets
        var commitment: RegisterCommitment
        /// Salted entries in the order of leaves.
        var leaves: [[UInt8]]
    }

    static func commit(_ count: Int, seed: UInt64, stations: Int = 3) throws -> Committed {
        let entries = SmallRegisters.entries(count, seed: seed, stations: stations)
        let image = try SmallRegisters.image(entries)
        var random = Random(seed)
        var salts: [[UInt8]] = []
        var file: [UInt8] = []
        let commitment = try CommitmentSecrets.commit(
            image, election: "test",
            salt: {
                salts.append((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
                return EntrySalt(bytes: salts[salts.count - 1]) ?? EntrySalt()
            }, to: { file += $0 })
        let order = entries.sorted { ($0.station, $0.number) < ($1.station, $1.number) }
        return Committed(
            entries: order, image: image, secrets: try CommitmentSecrets(UnsafeRegisterMemory(copying: file)),
            commitment: commitment, leaves: zip(salts, order).map { $0 + $1.bytes })
    }

    @Test func theKnownVectorsOfCertificateTransparency() {
        // The reference implementation's test leaves (certificate-transparency, cpp/merkletree/merkle_tree_test.cc).
        let inputs = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]
        let leaves = inputs.compactMap { Hexadecimal.bytes($0.utf8) }
        let root = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        #expect(Self.root(leaves[...]).hexadecimal == root)
        var tree = MerkleTree()
        for leaf in leaves { tree.append(leaf) }
        #expect(tree.root.hexadecimal == root)
    }

    @Test(arguments: 1...33)
    func everyProofHoldsAndNoAlteredOneDoes(count: Int) throws {
        let made = try Self.commit(count, seed: UInt64(count))
        let root = made.commitment.root
        #expect(root == Self.root(made.leaves[...]))
        #expect(made.secrets.root == root && made.commitment.voters == count)
        for (leaf, entry) in made.entries.enumerated() {
            let proof = try #require(try made.secrets.proof(of: entry.number, in: made.image))
            #expect(proof.entry == entry && proof.path.leaf == leaf && proof.path.count == count)
            #expect(proof.salt.bytes + entry.bytes == made.leaves[leaf])
            #expect(proof.holds(root: root) && made.commitment.contains(proof))
            expectNoneHolds(proof, root)
            #expect(try EntryProof(bytes: proof.bytes) == proof)
        }
        #expect(try made.secrets.proof(of: SmallRegisters.voterNumber(0), in: made.image) == nil)
    }

    private func expectNoneHolds(_ proof: EntryProof, _ root: Digest) {
        let path = proof.path
        func expectFalse(_ changed: MerklePath, _ what: String) {
            let changed = EntryProof(entry: proof.entry, salt: proof.salt, path: changed)
            #expect(!changed.holds(root: root), "\(what): leaf \(path.leaf) of \(path.count)")
        }
        for index in path.siblings.indices {
            var siblings = path.siblings
            var bytes = siblings[index].bytes
            bytes[index % 32] ^= 1 << UInt8(index % 8)
            siblings[index] = Digest(bytes: bytes)
            expectFalse(MerklePath(leaf: path.leaf, count: path.count, siblings: siblings), "sibling changed")
            siblings = path.siblings
            siblings.remove(at: index)
            expectFalse(MerklePath(leaf: path.leaf, count: path.count, siblings: siblings), "sibling left out")
            siblings = path.siblings
            siblings.insert(siblings[index], at: index)
            expectFalse(MerklePath(leaf: path.leaf, count: path.count, siblings: siblings), "sibling doubled")
            if index > 0 {
                siblings = path.siblings
                siblings.swapAt(index, index - 1)
                expectFalse(MerklePath(leaf: path.leaf, count: path.count, siblings: siblings), "siblings swapped")
            }
        }
        let longer = path.siblings + [root]
        expectFalse(MerklePath(leaf: path.leaf, count: path.count, siblings: longer), "one more")
        for other in [path.leaf - 1, path.leaf + 1, -1, path.count, Int.max, Int.min] where other != path.leaf {
            // Two leaves never have the same way with the same sides, unless it is empty.
            expectFalse(MerklePath(leaf: other, count: path.count, siblings: path.siblings), "leaf \(other)")
        }
        for other in [0, -1, Int.max] {
            expectFalse(MerklePath(leaf: path.leaf, count: other, siblings: path.siblings), "count \(other)")
        }
        var salt = proof.salt.bytes
        salt[path.leaf % 16] ^= 1
        #expect(
            !EntryProof(entry: proof.entry, salt: EntrySalt(bytes: salt) ?? EntrySalt(), path: path).holds(root: root))
        var entry = proof.entry
        entry.address += "a"
        #expect(!EntryProof(entry: entry, salt: proof.salt, path: path).holds(root: root))
        // An inner node is no leaf: its children stand behind another prefix.
        if let sibling = path.siblings.first {
            let node = Array(Digest(of: [0] + proof.salt.bytes + proof.entry.bytes).bytes + sibling.bytes)
            #expect(Digest(of: [0] + node) != Digest(of: [1] + node))
        }
    }

    /// A proof whose count was altered may still lead to the root, as far as the shape of the tree is the same there: the
    /// published number of voters is what refuses it.
    @Test(arguments: 1...33)
    func anotherCountIsRefusedByTheCommitment(count: Int) throws {
        let made = try Self.commit(count, seed: UInt64(count))
        for entry in made.entries {
            let proof = try #require(try made.secrets.proof(of: entry.number, in: made.image))
            for other in 0...40 where other != count {
                let path = MerklePath(leaf: proof.path.leaf, count: other, siblings: proof.path.siblings)
                let changed = EntryProof(entry: proof.entry, salt: proof.salt, path: path)
                #expect(!made.commitment.contains(changed))
            }
        }
    }

    @Test(arguments: [1023, 1024, 1025, 2047, 2048, 2049, 3071, 3073, 5000])
    func largeTreesAreTheSameTrees(count: Int) throws {
        let made = try Self.commit(count, seed: UInt64(count), stations: 7)
        #expect(made.commitment.root == Self.root(made.leaves[...]))
        for leaf in Set([0, 1, 1022, 1023, 1024, 1025, 2047, 2048, count / 2, count - 2, count - 1]) where leaf < count
        {
            let proof = try #require(try made.secrets.proof(of: made.entries[leaf].number, in: made.image))
            #expect(proof.path.leaf == leaf && made.commitment.contains(proof))
        }
    }

    @Test func commitmentsTellNothingButCounts() throws {
        let made = try Self.commit(30, seed: 5)
        let text = String(decoding: made.commitment.bytes, as: UTF8.self)
        for entry in made.entries {
            #expect(!text.contains(entry.number.description) && !text.contains(entry.name.latin))
        }
        #expect(try RegisterCommitment(bytes: made.commitment.bytes) == made.commitment)
        for station in made.commitment.stations {
            #expect(station.voters == made.entries.count { $0.station == station.id })
        }
        // The same register, other salts: another root, so that nobody can try registers out against it.
        var file: [UInt8] = []
        let again = try CommitmentSecrets.commit(made.image, election: "test", to: { file += $0 })
        #expect(again.root != made.commitment.root && again.stations == made.commitment.stations)
        let salts = Set((0..<30).map { leaf in Array(file[(24 + 16 * leaf)..<(40 + 16 * leaf)]) })
        #expect(salts.count == 30)
    }

    @Test func proofsShowOnlyTheirOwnSalt() throws {
        let made = try Self.commit(33, seed: 6)
        let salts = made.leaves.map { Hexadecimal.text($0.prefix(16)) }
        for (leaf, entry) in made.entries.enumerated() {
            let proof = try #require(try made.secrets.proof(of: entry.number, in: made.image))
            let text = String(decoding: proof.bytes, as: UTF8.self)
            #expect(salts.indices.filter { text.contains(salts[$0]) } == [leaf])
        }
    }

    @Test func secretsOfAnotherRegisterGiveNoProof() throws {
        let first = try Self.commit(20, seed: 7)
        let second = try Self.commit(20, seed: 8)
        let third = try Self.commit(21, seed: 8)
        for other in [second, third] {
            #expect(throws: RegisterDamage.section("secrets")) {
                try first.secrets.proof(of: other.entries[4].number, in: other.image)
            }
        }
    }

    @Test func hostileProofsAreRefused() throws {
        let made = try Self.commit(9, seed: 9)
        let proof = try #require(try made.secrets.proof(of: made.entries[3].number, in: made.image))
        let text = String(decoding: proof.bytes, as: UTF8.self)
        for changed in [
            "", "{}", text + " ", text.replacing("\"version\":1", with: "\"version\":2"),
            text.replacing("\"leaf\":3", with: "\"leaf\":-3"), text.replacing("\"leaf\":3", with: "\"leaf\":3.0"),
            text.replacing("\"salt\":\"", with: "\"salt\":\"00"),
            text.replacing("\"path\":[", with: "\"path\":[\"00\","),
            text.replacing("\"leaves\"", with: "\"x\":1,\"leaves\""), text.uppercased(),
        ] {
            #expect { try EntryProof(bytes: Array(changed.utf8)) } throws: {
                ($0 as? Violation)?.rule == .registerFormat
            }
        }
        let many = MerklePath(leaf: 0, count: 1 << 31, siblings: [Digest](repeating: made.commitment.root, count: 65))
        #expect(many.root(from: made.commitment.root) == nil)
    }
}
