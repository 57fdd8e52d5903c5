import ElectionModel
import PrimeOrderGroups
public import VerifiableVoting

/// The electronic election of one station before the day: its setup, and the slips of its voters.
public struct RehearsedElection<Suite: CipherSuite>: Sendable {
    public let day: ElectronicDay
    public let uuid: String
    public let setup: ArchiveAddition
    /// In the order in which they are handed out, which is drawn and says nothing.
    let slips: [PrivateCredential]
    public var slipCount: Int { slips.count }
    /// The credential of a slip, in the order in which they are handed out, from 0.
    public func credential(_ number: Int) -> PrivateCredential { slips[number] }
    /// Its public side, as canonical text: by which the urn knows it.
    public func publicCredential(_ number: Int) -> [UInt8] {
        Array(Suite.Group.text(element(number)).utf8)
    }
    /// The numbers of the slips in the order of the published list, by which urns share them out.
    public var slipsInPublishedOrder: [Int] {
        slips.indices.map { ($0, element($0)) }.sorted { Suite.Group.precedes($0.1, $1.1) }.map(\.0)
    }
    private func element(_ number: Int) -> Suite.Element {
        Suite.Group.secretPower(
            Suite.Group.secretGeneratorTable, slips[number].exponent(uuid: uuid, suite: Suite.self))
    }
    private let description: [UInt8]
    let trustees: RehearsedTrustees<Suite>

    /// - Parameters:
    ///   - names: of candidates and lists, by identifier.
    ///   - challenges: how many voters challenge a ballot first, so many more slips are made.
    ///   - timestamp: of the archive's records, in seconds of Unix time.
    public init(
        _ day: ElectronicDay, trustees: RehearsedTrustees<Suite>, names: [String: String], challenges: Int,
        timestamp: UInt64
    ) {
        (self.day, self.trustees) = (day, trustees)
        uuid = ElectionIdentifier.random()
        let count = max(Int(day.station.electors), day.ballots.count) + challenges
        let batch = CredentialBatch(
            holders: (0..<count).map { CredentialHolder(identifier: String($0)) }, uuid: uuid, suite: Suite.self)
        slips = batch.holders.map(\.credential)
        let questions = zip(["Constituency \(day.whole[0].district)", "Party lists"], [day.candidates, day.lists]).map {
            question, choices in
            Question(
                question: question, answers: choices.map { names[$0.rawValue] ?? $0.rawValue }, minimum: 1, maximum: 1)
        }
        description = ElectionDescription.bytes(
            suite: Suite.self, name: "Polling station \(day.station.id)",
            description: "A rehearsal; all votes are invented.",
            publicKey: Suite.Group.text(trustees.record.electionKey), questions: questions, uuid: uuid,
            administrator: nil, credentialAuthority: nil)
        setup = ArchiveBuilder.setup(
            election: description, trustees: trustees.record.bytes, credentials: batch.publicList, timestamp: timestamp)
    }

    /// What the commission announces of it. Throws as `AnnouncedElection.announcing`.
    public func announced(leastBallots: Int) async throws -> AnnouncedElection {
        try await .announcing(
            MemoryArchive(setup.bytes),
            terms: .init(
                stations: [(day.station.id.rawValue, slips.count)],
                candidates: [day.candidates, day.lists].map { $0.map(\.rawValue) }, revoting: false,
                leastBallots: leastBallots))
    }

    /// What a booth makes ballots with.
    public func ballotMaker() throws -> BallotMaker<Suite> {
        BallotMaker(try Election<Suite>(ElectionDescription(bytes: description)))
    }

    /// Makes the ballot of a slip, which is cast or challenged next.
    ///
    /// - Throws: what making a ballot throws, for choices that answer no question.
    public func prepare(
        _ ballot: ElectronicDay.Ballot, slip: Int, _ maker: BallotMaker<Suite>,
        station: BallotRandomness.StationSecret
    ) throws(ChoiceError) -> PreparedBallot<Suite> {
        let choices = zip([ballot.candidate, ballot.list], maker.election.questions).map { chosen, question in
            (0..<question.ciphertexts).map { $0 == chosen ? 1 : 0 }
        }
        return try maker.prepare(
            choices, credential: slips[slip].exponent(uuid: uuid, suite: Suite.self), station: station)
    }

    /// The booth's work of the whole day: every voter's ballot, and those that are challenged before one is cast.
    ///
    /// - Throws: what making a ballot throws, for choices that answer no question.
    public func vote(challenges: Int) throws -> VotedBallots {
        let maker = try ballotMaker()
        let secret = BallotRandomness.StationSecret.newSecret()
        var voted = VotedBallots()
        for number in slips.indices.prefix(day.ballots.count + challenges) {
            // The first voters are the ones who challenge.
            let isChallenge = number < challenges
            let ballot = day.ballots[isChallenge ? number : number - challenges]
            let prepared = try prepare(
                ballot, slip: number, maker, station: .init(secret: secret, counter: UInt64(number + 1)))
            let code = prepared.code
            if isChallenge {
                voted.challenged.append((code, prepared.challenge().line))
            } else {
                voted.cast.append((code, prepared.cast()))
            }
        }
        return voted
    }
}

/// Ballots with their codes, in no order that matters.
public struct VotedBallots: Sendable {
    public package(set) var cast: [(code: String, bytes: [UInt8])] = []
    public package(set) var challenged: [(code: String, line: [UInt8])] = []
}
