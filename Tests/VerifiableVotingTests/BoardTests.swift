import PrimeOrderGroups
import Testing
import VerifiableVoting

/// The list of a public board: its text, its signature, its comparison with others.
@Suite struct BoardTests {
    private static let hashes = (0..<20).map { Digest(of: "event \($0)") }

    /// An archive whose ballots end at a height, and so many events after that.
    private static func entry(
        _ uuid: String = "a", end: Int = 5, events: Int = 3, changed: Int? = nil, counted: Int = 4
    ) -> Board.Entry {
        let kinds: [Event.Kind] = [.endBallots, .encryptedTally, .partialDecryption, .partialDecryption, .result]
        return Board.Entry(
            uuid: uuid, verdict: .valid, counted: counted,
            heads: (0..<events).map { index in
                let height = end + index
                let isChanged = changed.map { height >= $0 } ?? false
                return Board.Head(
                    height: height, kind: kinds[index],
                    hash: isChanged ? Digest(of: "other \(height)") : hashes[height])
            },
            files: [ListedFile(name: "\(uuid).bel", bytes: 1 << 40, sha256: hashes[0])])
    }

    private static func board(_ entries: Board.Entry..., manifest: Digest = hashes[19]) throws -> Board {
        try Board(name: "Day \"1\"", manifest: manifest, elections: entries, files: [])
    }

    private static func kinds(_ boards: Board...) -> [BoardComparison.Difference.Kind] {
        BoardComparison(boards).differences.map(\.kind)
    }

    @Test func textIsReadAsItWasWritten() throws {
        let board = try Self.board(Self.entry(), Self.entry("b", events: 0))
        var signed = SignedBoard(board)
        let secret = SignerSecret()
        signed.sign(with: secret)
        let read = try SignedBoard(bytes: signed.bytes)
        #expect(read.board == board && read.bytes == signed.bytes)
        #expect(try read.publishers(given: secret.publicKey) == [try #require(secret.publicKey)])
        #expect { try read.publishers(given: SignerSecret().publicKey) } throws: {
            ($0 as? Violation)?.rule == .boardSignature
        }
        #expect { try SignedBoard(board).publishers() } throws: { ($0 as? Violation)?.rule == .boardSignature }
    }

    @Test(arguments: [
        ("\"version\":1", "\"version\":2"), ("\"counted\":4", "\"counted\":5"), ("\"void\":false", "\"void\":true"),
        ("\"verdict\":\"valid\"", "\"verdict\":\"invalid\""), ("a.bel", "b.bel"),
    ]) func aChangedTextIsNotSigned(old: String, new: String) throws {
        var signed = SignedBoard(try Self.board(Self.entry()))
        signed.sign(with: SignerSecret())
        let bytes = try ManifestTests.replaced(signed.bytes, old, new)
        #expect(throws: Violation.self) { try SignedBoard(bytes: bytes).publishers() }
    }

    @Test(arguments: ["../a.bel", "a/b", "", ".a", "a\nb", "a\\b"]) func filesLieInOneFolder(name: String) throws {
        var entry = Self.entry()
        entry.files = [ListedFile(name: name, bytes: 0, sha256: Self.hashes[0])]
        #expect { try Self.board(entry) } throws: { ($0 as? Violation)?.rule == .boardFormat }
    }

    @Test func headsFollowOneAnother() throws {
        var gap = Self.entry()
        gap.heads.remove(at: 1)
        #expect(throws: Violation.self) { try Self.board(gap) }
        var later = Self.entry()
        later.heads.removeFirst()
        #expect(throws: Violation.self) { try Self.board(later) }
        #expect(throws: Violation.self) { try Self.board(Self.entry(), Self.entry()) }
    }

    @Test func equalAndOlderBoardsAreNoConflict() throws {
        let whole = try Self.board(Self.entry(events: 5))
        #expect(Self.kinds(whole, whole).isEmpty)
        for events in 1...4 {
            let older = try Self.board(Self.entry(events: events))
            #expect(Self.kinds(whole, older) == [.older(events: 5 - events)])
            #expect(Self.kinds(older, whole) == [.older(events: 5 - events)])
            #expect(BoardComparison([older, whole]).conflicts.isEmpty)
        }
        #expect(Self.kinds(whole, try Self.board()) == [.absent])
    }

    /// Whatever the place at which two archives part, and whichever has more events, it is found there.
    @Test func splitsAreFoundAtTheirPlace() throws {
        for events in 1...5 {
            for others in 1...5 {
                for changed in 5..<5 + min(events, others) {
                    let kinds = Self.kinds(
                        try Self.board(Self.entry(events: events)),
                        try Self.board(Self.entry(events: others, changed: changed)))
                    guard case .split(let height, let first?, let second?) = try #require(kinds.first) else {
                        Issue.record("\(kinds)")
                        continue
                    }
                    #expect(height == changed && kinds.count == 1)
                    #expect(Set([first, second]) == [Self.hashes[changed], Digest(of: "other \(changed)")])
                }
            }
        }
    }

    /// Ballots that end at different heights part where the shorter one ends, whatever came after.
    @Test func anotherNumberOfBallotsIsASplit() throws {
        for events in 1...5 {
            for others in 1...5 {
                for end in [4, 6, 12] {
                    let kinds = Self.kinds(
                        try Self.board(Self.entry(events: events)), try Self.board(Self.entry(end: end, events: others))
                    )
                    guard case .split(let height, let first, let second) = try #require(kinds.first) else {
                        Issue.record("\(kinds)")
                        continue
                    }
                    #expect(height == min(5, end) && (first == nil) != (second == nil))
                }
            }
        }
    }

    @Test func threeBoardsNameTheOneThatDiffers() throws {
        let comparison = BoardComparison([
            try Self.board(Self.entry()), try Self.board(Self.entry(changed: 6)), try Self.board(Self.entry()),
        ])
        #expect(comparison.differences.map(\.second) == [1])
        #expect(comparison.conflicts.count == 1)
    }

    @Test func otherClaimsAboutOneArchive() throws {
        let board = try Self.board(Self.entry())
        var challenged = Self.entry()
        (challenged.challenged, challenged.challenges) = (1, Self.hashes[1])
        #expect(
            Self.kinds(board, try Self.board(challenged)) == [
                .challenges(first: MerkleTree().root, second: Self.hashes[1])
            ])
        #expect(Self.kinds(board, try Self.board(Self.entry(counted: 3))) == [.claims])
        #expect(Self.kinds(board, try Self.board(Self.entry(), manifest: Self.hashes[1])) == [.manifest])
    }

    /// Codes of a real archive: each ballot under what its voter was shown and under its tracker.
    @Test func codesOfAnArchive() throws {
        let election = try AnchoredElection()
        var chain = election.chain()
        var expected: [BoardCode] = []
        for (voter, votes) in [(0, [1, 0]), (2, [0, 1]), (0, [0, 1])] {
            let ballot = try election.maker.prepare([votes, [0, 1, 0, 0]], credential: election.voters[voter])
            let code = ballot.code
            let bytes = ballot.cast()
            chain.add(.ballot, [bytes])
            expected.append(
                BoardCode(
                    code: code, tracker: Digest(of: bytes).base64, fate: expected.isEmpty ? .replaced : .counted))
        }
        chain.add(.endBallots)
        let opened = try election.maker.prepare([[1, 0], [0, 1, 0, 0]], credential: election.voters[1])
        expected.append(BoardCode(code: opened.code, tracker: nil, fate: .challenged))
        let line = opened.challenge().line
        let found = try BoardCode.all(
            in: MemoryArchive(chain.bytes), challenges: MemoryArchive(line + [UInt8(ascii: "\n")]))
        #expect(found == expected.sorted { UrnCodes.precedes($0.code, $1.code) })
        let root = try BoardCode.root(of: MemoryArchive(line + [UInt8(ascii: "\n")]))
        #expect(root.count == 1 && root.root != MerkleTree().root)
        let heads = try Board.heads(of: MemoryArchive(chain.bytes))
        #expect(heads.map(\.kind) == [.endBallots] && heads.last?.hash == chain.head && heads.last?.height == 4)
        #expect(try Board.heads(of: MemoryArchive(Array(chain.bytes.dropLast(700)))).isEmpty)
        #expect(try Digest(of: MemoryArchive(chain.bytes) as any ArchiveSource) == Digest(of: chain.bytes))
    }

    @Test func sumsOverStations() async throws {
        let election = try AnchoredElection()
        let announced = try await election.announced(election.chain())
        let counts: [[UInt64]] = [[3, 1], [0, 2, 1, 1]]
        func choice(_ question: String, _ candidate: String) -> ElectronicSums.Choice {
            .init(question: question, candidate: candidate)
        }
        let alone = ElectronicSums([(announced, counts), (announced, counts), (announced, nil)])
        #expect(alone.rows.map(\.votes) == [6, 2, 0, 4, 2, 2])
        #expect(alone.rows[2].choice.candidate == "" && alone.decrypted == 2 && alone.expected == 3)
        #expect(alone.differences.isEmpty && !alone.isCompared)
        let names = alone.rows.map(\.choice)
        let column = zip(names, [6, 2, 0, 4, 2, 2] as [UInt64]).map { ($0, $1) }
        #expect(ElectronicSums([(announced, counts), (announced, counts)], published: column).differences.isEmpty)
        let compared = ElectronicSums(
            [(announced, counts), (announced, counts)],
            published: Array(column.dropFirst()) + [(choice("Nobody asked", "x"), 7)])
        #expect(compared.differences.map(\.votes) == [6, 0])
        #expect(compared.differences.map(\.published) == [nil, 7])
    }
}
