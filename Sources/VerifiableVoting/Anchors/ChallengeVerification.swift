import PrimeOrderGroups

/// A challenged ballot that was verified: its code, its voter, and what it would have been counted as.
public struct OpenedBallot: Equatable, Sendable {
    /// Line of the file, from 1.
    public let line: Int
    public let code: String
    /// Canonical text of the public credential.
    public let credential: [UInt8]
    /// For each question a 0 or 1 for each ciphertext, blank first where it is offered.
    public let choices: [[Int]]
}

extension Election {
    /// Verifies a line of a challenge file: that every ciphertext is, in both its parts, what the opening says, that the
    /// choices answer the questions, and every proof. Whether the credential is listed is the caller's to find out.
    ///
    /// Throws `challengeFormat`, `challengeRandomness`, `challengeChoice`, or the rule of ballots that is broken.
    public func verify(challenge line: [UInt8]) throws(Violation) -> OpenedBallot {
        guard line.count <= BallotReader<Suite.Group.Order>.mostBytes else {
            throw Violation(.challengeFormat, detail: "\(line.count) bytes")
        }
        var reader = CanonicalReader<Suite.Group.Order>(bytes: line)
        guard let (ballot, challenged) = reader.challenge() else {
            throw Violation(.challengeFormat, detail: "byte \(reader.position)")
        }
        let ciphertexts = try ciphertexts(ballot)
        let credential = try self.credential(ballot)
        guard Suite.Group.isMember(credential) else { throw Violation(.ballotCredential) }
        guard challenged.openings.map(\.count) == questions.map(\.ciphertexts) else {
            throw Violation(.challengeFormat, detail: "openings")
        }
        for (index, question) in questions.enumerated() {
            do throws(Violation) {
                try check(challenged.openings[index], of: ciphertexts[index], question)
            } catch { throw error.at(Place(question: index + 1)) }
        }
        // Both parts of every ciphertext are powers of g and y now, which lie in the group.
        _ = try verifyAnswers(ballot, ciphertexts: ciphertexts)
        return OpenedBallot(
            line: 0, code: challenged.code, credential: ballot.credential,
            choices: challenged.openings.map { $0.map(\.choice) })
    }

    private func check(
        _ openings: [ChallengedBallot<Suite.Group.Order>.Opening], of ciphertexts: [Ciphertext<Suite>],
        _ question: Question
    ) throws(Violation) {
        for (index, (opening, ciphertext)) in zip(openings, ciphertexts).enumerated() {
            let place = Place(choice: index + 1)
            guard (0...1).contains(opening.choice) else {
                throw Violation(.challengeChoice, place, detail: String(opening.choice))
            }
            guard Suite.Group.power(Suite.Group.generatorTable, opening.randomness) == ciphertext.alpha else {
                throw Violation(.challengeRandomness, place)
            }
            let plain = opening.choice == 1 ? Suite.Group.generator : Suite.Group.neutral
            guard Suite.Group.product(plain, keyTable, opening.randomness) == ciphertext.beta else {
                throw Violation(.challengeChoice, place, detail: String(opening.choice))
            }
        }
        let isBlank = question.blank && openings[0].choice == 1
        let sum = openings.dropFirst(question.blank ? 1 : 0).reduce(0) { $0 + $1.choice }
        guard isBlank ? sum == 0 : (question.minimum...question.maximum).contains(sum) else {
            throw Violation(.challengeChoice, detail: "\(sum) chosen")
        }
    }
}

/// All challenges of an election, verified: which codes and credentials may not be cast any more.
struct ChallengeRoll: Sendable {
    private(set) var tree = MerkleTree()
    private(set) var codes: Set<String> = []
    /// Positions in the list of public credentials.
    private(set) var credentials: Set<Int> = []

    var count: Int { tree.count }

    /// Reads and verifies a challenge file line by line. Throws a violation with its line, or what the source throws.
    init<Suite: CipherSuite>(
        _ source: any ArchiveSource, election: Election<Suite>, credentials list: PublicCredentials,
        each: (OpenedBallot) -> Void = { _ in }
    ) throws {
        var lines = LineScanner(source, mostBytes: BallotReader<Suite.Group.Order>.mostBytes)
        while let line = try lines.next() {
            let place = Place(offset: line.offset, line: count + 1)
            do throws(Violation) {
                try add(line.bytes, election: election, list, each)
            } catch { throw error.at(place) }
        }
    }

    private mutating func add<Suite: CipherSuite>(
        _ line: [UInt8], election: Election<Suite>, _ list: PublicCredentials, _ each: (OpenedBallot) -> Void
    ) throws(Violation) {
        let opened = try election.verify(challenge: line)
        guard let position = list.position(of: opened.credential) else {
            throw Violation(.ballotCredential, detail: String(decoding: opened.credential.prefix(80), as: UTF8.self))
        }
        // A challenge spends the credential, so that neither can come again.
        guard codes.insert(opened.code).inserted, credentials.insert(position).inserted else {
            throw Violation(.challengeDuplicate, detail: opened.code)
        }
        tree.append(line)
        each(
            OpenedBallot(
                line: count, code: opened.code, credential: opened.credential, choices: opened.choices))
    }
}

/// Reads a file line by line; every line must have its end.
struct LineScanner {
    struct Line {
        let offset: UInt64
        /// Without the end.
        let bytes: [UInt8]
    }

    private let source: any ArchiveSource
    private let mostBytes: Int
    private var offset: UInt64 = 0
    private var buffer: [UInt8] = []
    private var start = 0

    private static var piece: UInt64 { 1 << 16 }

    init(_ source: any ArchiveSource, mostBytes: Int) { (self.source, self.mostBytes) = (source, mostBytes) }

    /// The next line, nil at the end. Throws `challengeFormat`, or what the source throws.
    mutating func next() throws -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Line(offset: offset - UInt64(buffer.count - start), bytes: Array(buffer[start..<end]))
                start = end + 1
                return line
            }
            let place = Place(offset: offset - UInt64(buffer.count - start))
            guard buffer.count - start <= mostBytes else {
                throw Violation(.challengeFormat, place, detail: "more than \(mostBytes) bytes")
            }
            let count = min(Self.piece, source.byteCount - offset)
            guard count > 0 else {
                guard start == buffer.count else { throw Violation(.challengeFormat, place, detail: "no line end") }
                return nil
            }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            buffer += try source.read(at: offset, count: Int(count))
            offset += count
        }
    }
}

/// What a challenge file holds, verified against the beginning of an archive.
public struct ChallengeStatement: Equatable, Sendable {
    public let uuid: String
    public let ballots: [OpenedBallot]
    public let root: Digest
}

/// Verifies challenge files by themselves, against the election and the credentials with which an archive begins.
public struct ChallengeVerifier: Sendable {
    private let read: @Sendable (_ challenges: any ArchiveSource) throws -> ChallengeStatement

    /// Throws a violation of the archive's beginning, or what the source throws.
    public init(_ archive: any ArchiveSource) async throws {
        let setup = try ArchiveBeginning(archive).setup
        read = try await SuiteChoice.visit(ElectionDescription(bytes: setup.election), Visitor(setup: setup))
    }

    /// Throws a violation of a line, or what the source throws. Whether a challenged ballot was cast is for `ArchiveVerifier` to
    /// find out, which reads the whole archive.
    public func verify(_ challenges: any ArchiveSource) throws -> ChallengeStatement { try read(challenges) }

    /// One file, as the two above do together.
    public static func verify(
        _ challenges: any ArchiveSource, of archive: any ArchiveSource
    ) async throws -> ChallengeStatement {
        try await ChallengeVerifier(archive).verify(challenges)
    }

    private struct Visitor: SuiteVisitor {
        let setup: Setup

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> @Sendable (any ArchiveSource) throws -> ChallengeStatement {
            let credentials = try PublicCredentials(setup.credentials, suite: Suite.self)
            return { challenges in
                var ballots: [OpenedBallot] = []
                let roll = try ChallengeRoll(challenges, election: election, credentials: credentials) {
                    ballots.append($0)
                }
                return ChallengeStatement(uuid: election.description.uuid, ballots: ballots, root: roll.tree.root)
            }
        }
    }
}

/// The first event of an archive.
struct ArchiveBeginning {
    let setup: Setup
    let digest: Digest

    /// Throws a violation, or what the source throws.
    init(_ archive: any ArchiveSource) throws {
        var events = EventScanner(archive)
        guard let first = try events.next() else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        setup = try Setup(first)
        digest = first.digest
    }
}
