import ElectronicStation
import Foundation
import PrimeOrderGroups
import SmallUrn
import Storage
import Testing
import Urn
import VerifiableVoting

/// From closed urns to an archive that anyone can verify.
@Suite("Urn: closing")
struct UrnAssemblyTests {
    typealias Ballot = (voter: Int, code: String, bytes: [UInt8], isChallenge: Bool)

    /// Makes an urn in a folder, fills it in the order given and closes it.
    static func fill(
        _ small: SmallEdwardsUrn, _ folder: String, _ ballots: [Ballot], station: String = "Station A",
        urn name: String = "station", part: Range<Int>? = nil, closes: Bool = true
    ) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await small.prepare(folder, station: station, urn: name, part: part)
        let urn = try await UrnKeeper.open(folder: folder)
        try await urn.open()
        for ballot in ballots {
            try await urn.commit(code: ballot.code, credential: small.credentials[ballot.voter])
            if ballot.isChallenge { try await urn.challenge(ballot.bytes) } else { try await urn.cast(ballot.bytes) }
        }
        if closes { try await urn.close() }
    }

    static func ballots(_ small: SmallEdwardsUrn, cast: [Int], challenged: [Int] = []) throws -> [Ballot] {
        try cast.map { voter in
            let ballot = try small.cast(voter, answer: voter % 3)
            return (voter, ballot.code, ballot.bytes, false)
        }
            + challenged.map { voter in
                let ballot = try small.challenge(voter, answer: voter % 3)
                return (voter, ballot.code, ballot.line, true)
            }
    }

    static func signed(_ small: SmallEdwardsUrn, _ folder: String, by members: [Int] = [0, 2]) async throws
        -> SignedUrnCodes
    {
        var signed = SignedUrnCodes(try await UrnAssembly.codes(of: folder))
        for member in members { signed.sign(with: small.members[member]) }
        return signed
    }

    static func assemble(
        _ small: SmallEdwardsUrn, _ folders: [String], signed: [SignedUrnCodes] = [], into folder: String
    ) async throws -> AssembledElection {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try await UrnAssembly.assemble(
            folders, signed: signed, manifest: small.manifest, commission: small.commission, into: folder)
    }

    static func bytes(_ assembled: AssembledElection) throws -> [[UInt8]] {
        try [assembled.archive, assembled.challenges, #require(assembled.evidence)].map(WholeFile.read)
            + [assembled.closing.bytes] + assembled.codes.map(\.bytes)
    }

    /// The order of casting and the slots leave no trace: other slots, the same bytes.
    @Test func sameBytesWhateverTheOrder() async throws {
        try await withFolder { folder in
            let small = try await SmallEdwardsUrn(stations: [("Station A", 12)])
            let ballots = try Self.ballots(small, cast: Array(0..<8), challenged: [8, 9, 10])
            try await Self.fill(small, "\(folder)/a", ballots)
            try await Self.fill(small, "\(folder)/b", ballots.reversed())
            try await Self.fill(small, "\(folder)/c", ballots)
            let assembled = try await Self.assemble(small, ["\(folder)/a"], into: "\(folder)/a-out")
            let bytes = try Self.bytes(assembled)
            for urn in ["b", "c"] {
                #expect(
                    try Self.bytes(await Self.assemble(small, ["\(folder)/\(urn)"], into: "\(folder)/\(urn)-out"))
                        == bytes)
                // 8 of 12 slots in another way each time: alike once in 20 million times.
                #expect(
                    try WholeFile.read("\(folder)/\(urn)/urn.ballots") != WholeFile.read("\(folder)/a/urn.ballots"))
            }
            try await Self.check(small, assembled)
        }
    }

    /// What was assembled, verified as anyone can: against manifest, closing and challenges.
    private static func check(_ small: SmallEdwardsUrn, _ assembled: AssembledElection) async throws {
        var closing = SignedClosing(assembled.closing)
        for member in [0, 1] { closing.sign(with: small.members[member]) }
        var verifier = ArchiveVerifier(cores: 2)
        verifier.anchors = try Anchors(
            manifest: small.manifest, commission: small.commission, closing: closing,
            challenges: ArchiveFile(path: assembled.challenges), station: "Station A")
        verifier.evidence = try ArchiveFile(path: #require(assembled.evidence))
        let statement = try await verifier.verify(ArchiveFile(path: assembled.archive))
        #expect(statement.ballots == 8 && statement.counted == 8 && statement.findings.isEmpty)
        #expect(statement.evidence?.used == 8 && statement.evidence?.wrong == 0 && statement.evidence?.surplus == 0)
        #expect(assembled.statement.findings.isEmpty && assembled.closing.challenged == 3)
        let challenges = try await ChallengeVerifier.verify(
            ArchiveFile(path: assembled.challenges), of: ArchiveFile(path: assembled.archive))
        #expect(challenges.root == assembled.closing.challenges)
        // Both are sorted as `LC_ALL=C sort` does it.
        let codes = challenges.ballots.map { Array($0.code.utf8) }
        #expect(zip(codes, codes.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(assembled.codes.first?.ballots.count == 8)
    }

    /// A group of two small stations, one of which has an urn for voting at home.
    @Test func aGroupWithAnUrnForVotingAtHome() async throws {
        try await withFolder { folder in
            let small = try await SmallEdwardsUrn(stations: [("Station A", 4), ("Station B", 4)])
            try await Self.fill(small, "\(folder)/a", try Self.ballots(small, cast: [0], challenged: [1]), part: 0..<2)
            try await Self.fill(
                small, "\(folder)/home", try Self.ballots(small, cast: [2, 3]), urn: "home", part: 2..<4)
            try await Self.fill(small, "\(folder)/b", try Self.ballots(small, cast: [4, 6]), station: "Station B")
            let folders = ["\(folder)/a", "\(folder)/home", "\(folder)/b"]
            var lists: [SignedUrnCodes] = []
            for folder in folders { lists.append(try await Self.signed(small, folder)) }
            let assembled = try await Self.assemble(small, folders, signed: lists, into: "\(folder)/out")
            #expect(assembled.closing.ballots == 5 && assembled.closing.challenged == 1)
            #expect(assembled.codes.map(\.urn) == ["home", "station", "station"])
            #expect(assembled.codes.map(\.ballots.count) == [2, 1, 2])
            let other = try await Self.assemble(small, folders.reversed(), signed: lists, into: "\(folder)/other")
            #expect(try Self.bytes(other) == Self.bytes(assembled))
            try await Self.refusals(small, folders, lists, folder)
        }
    }

    private static func refusals(
        _ small: SmallEdwardsUrn, _ folders: [String], _ lists: [SignedUrnCodes], _ folder: String
    ) async throws {
        func refusal(_ folders: [String], _ lists: [SignedUrnCodes]) async -> UrnAssemblyRefusal? {
            do {
                _ = try await assemble(small, folders, signed: lists, into: "\(folder)/refused")
                return nil
            } catch { return error as? UrnAssemblyRefusal }
        }
        let home = UrnName(station: "Station A", urn: "home")
        #expect(await refusal(Array(folders.prefix(2)), Array(lists.prefix(2))) == .missing(station: "Station B"))
        // An urn whose list was signed and that is left out: the ballots of those who voted at home.
        #expect(
            await refusal([folders[0], folders[2]], [lists[0], lists[2]])
                == .uncovered(station: "Station A", slips: 3..<5))
        #expect(
            await refusal([folders[1], folders[2]], lists) == .uncovered(station: "Station A", slips: 1..<3))
        #expect(await refusal(folders, [lists[0], lists[2]]) == .notSigned(home))
        #expect(
            await refusal([folders[0], folders[0], folders[2]], lists)
                == .urnTwice(UrnName(station: "Station A", urn: "station")))
        // A list of fewer ballots than lie in the urn, signed all the same.
        let codes = lists[1].codes
        var fewer = SignedUrnCodes(
            UrnCodes(
                uuid: codes.uuid, setup: codes.setup, station: codes.station, urn: codes.urn,
                ballots: Array(codes.ballots.dropLast()), challenges: []))
        for member in [0, 1] { fewer.sign(with: small.members[member]) }
        #expect(await refusal(folders, [lists[0], fewer, lists[2]]) == .otherCodes(home))
        // Signed by one member, where two must.
        let single = try await signed(small, folders[1], by: [0])
        await #expect(throws: Violation.self) {
            try await assemble(small, folders, signed: [lists[0], single, lists[2]], into: "\(folder)/refused")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/refused").isEmpty)
    }

    /// Urns that take the same slips need their lists, by which one that is left out is missed.
    @Test func anUrnWithoutSlipsOfItsOwnIsMissedByItsList() async throws {
        try await withFolder { folder in
            let small = try await SmallEdwardsUrn()
            let folders = ["\(folder)/a", "\(folder)/home"]
            try await Self.fill(small, folders[0], try Self.ballots(small, cast: [0]))
            try await Self.fill(small, folders[1], try Self.ballots(small, cast: [1]), urn: "home")
            var lists: [SignedUrnCodes] = []
            for folder in folders { lists.append(try await Self.signed(small, folder)) }
            await #expect(throws: UrnAssemblyRefusal.missing(station: "Station A")) {
                try await Self.assemble(small, [folders[0]], signed: lists, into: "\(folder)/out")
            }
            await #expect(throws: UrnAssemblyRefusal.notSigned(UrnName(station: "Station A", urn: "station"))) {
                try await Self.assemble(small, folders, into: "\(folder)/out")
            }
            let assembled = try await Self.assemble(small, folders, signed: lists, into: "\(folder)/out")
            #expect(assembled.closing.ballots == 2)
        }
    }

    /// T20: a slip that was spent in two urns, or cast in one and challenged in the other.
    @Test(arguments: [false, true])
    func aSlipSpentTwiceIsRefused(challenges: Bool) async throws {
        try await withFolder { folder in
            let small = try await SmallEdwardsUrn()
            let first = try Self.ballots(small, cast: [0, 1])
            let second =
                try challenges ? Self.ballots(small, cast: [], challenged: [1]) : Self.ballots(small, cast: [1])
            try await Self.fill(small, "\(folder)/a", first)
            try await Self.fill(small, "\(folder)/b", second, urn: "home")
            await #expect(throws: UrnAssemblyRefusal.self) {
                try await Self.assemble(small, ["\(folder)/a", "\(folder)/b"], into: "\(folder)/out")
            }
            // The same ballot in both, as a copied urn would have it.
            try await Self.fill(small, "\(folder)/c", [first[1]], urn: "copy")
            await #expect(
                throws: UrnAssemblyRefusal.spentTwice(
                    code: first[1].code, UrnName(station: "Station A", urn: "station"),
                    UrnName(station: "Station A", urn: "copy"))
            ) {
                try await Self.assemble(small, ["\(folder)/a", "\(folder)/c"], into: "\(folder)/out")
            }
        }
    }

    /// T18, T22: an urn that is still open, of another election, or stuffed behind the keeper's back.
    @Test func otherUrnsAreRefused() async throws {
        try await withFolder { folder in
            let (small, other) = (try await SmallEdwardsUrn(), try await SmallEdwardsUrn())
            let name = UrnName(station: "Station A", urn: "station")
            try await Self.fill(small, "\(folder)/open", [], closes: false)
            await #expect(throws: UrnAssemblyRefusal.notClosed(name)) {
                try await Self.assemble(small, ["\(folder)/open"], into: "\(folder)/out")
            }
            try await Self.fill(other, "\(folder)/other", [])
            await #expect(throws: Violation(.manifestSetup)) {
                try await Self.assemble(small, ["\(folder)/other"], into: "\(folder)/out")
            }
            try await Self.fill(small, "\(folder)/a", try Self.ballots(small, cast: [0]))
            await #expect(throws: UrnAssemblyRefusal.anotherElection(name)) {
                try await Self.assemble(small, ["\(folder)/a", "\(folder)/other"], into: "\(folder)/out")
            }
            await #expect(throws: UrnAssemblyRefusal.noUrn) {
                try await Self.assemble(small, [], into: "\(folder)/out")
            }
            // A ballot whose proofs do not hold, put into a slot by hand: verification names it and nothing is left.
            let text = String(decoding: try small.cast(1).bytes, as: UTF8.self)
            let forged = text.replacing(/"response":"(\d)/) { "\"response\":\"\($0.1 == "1" ? "2" : "1")" }
            let files = try UrnFiles(folder: "\(folder)/open")
            _ = try files.add(Array(forged.utf8), to: .ballots)
            try files.advance(to: .closed)
            await #expect(throws: Violation.self) {
                try await Self.assemble(small, ["\(folder)/open"], into: "\(folder)/forged")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/forged").isEmpty)
        }
    }

    @Test func anEmptyUrnMakesAnArchive() async throws {
        try await withFolder { folder in
            let small = try await SmallEdwardsUrn()
            try await Self.fill(small, "\(folder)/a", [])
            let assembled = try await Self.assemble(small, ["\(folder)/a"], into: "\(folder)/out")
            #expect(assembled.closing.ballots == 0 && assembled.closing.challenges == MerkleTree().root)
            #expect(try WholeFile.read(assembled.challenges).isEmpty)
        }
    }

    @Test func ofBelenios2048() async throws {
        try await withFolder { folder in
            let small = try await SmallUrn<VersionOne<Belenios2048>>(stations: [("Station A", 2)])
            try await small.prepare(folder)
            let urn = try await UrnKeeper.open(folder: folder)
            try await urn.open()
            let (ballot, challenge) = (try small.cast(1), try small.challenge(0))
            try await urn.commit(code: ballot.code, credential: small.credentials[1])
            try await urn.cast(ballot.bytes)
            try await urn.commit(code: challenge.code, credential: small.credentials[0])
            try await urn.challenge(challenge.line)
            try await urn.close()
            let assembled = try await UrnAssembly.assemble(
                [folder], manifest: small.manifest, commission: small.commission, into: folder)
            #expect(assembled.evidence == nil && assembled.statement.counted == 1)
        }
    }

    @Test func signedCodesAreReadBack() throws {
        let codes = UrnCodes(
            uuid: "4b8gNLhWW7HKdT", setup: Digest(of: "s"), station: "A", urn: "home", ballots: ["b", "+", "a", "B"],
            challenges: ["z", "/"])
        #expect(codes.ballots == ["+", "B", "a", "b"])
        var signed = SignedUrnCodes(codes)
        signed.sign(with: SignerSecret())
        #expect(try SignedUrnCodes(bytes: signed.bytes).bytes == signed.bytes)
        let text = String(decoding: codes.bytes, as: UTF8.self)
        for (from, to) in [("\"+\",\"B\"", "\"B\",\"+\""), ("\"z\"", "\"z\",\"z\""), ("\"z\"", "\"a\"")] {
            #expect(throws: Violation.self) { try UrnCodes(bytes: Array(text.replacing(from, with: to).utf8)) }
        }
        // A list is no closing: its signature holds for nothing else.
        #expect(throws: Violation.self) { try SignedClosing(bytes: signed.bytes) }
    }
}
