import ElectionModel
import ElectronicStation
import PrimeOrderGroups
public import VerifiableVoting

/// The electronic election of one station, or of a group of stations, before the day: its setup, and the slips of its voters.
public struct RehearsedElection<Suite: CipherSuite>: Sendable {
    public let day: ElectronicDay
    /// Stations that are counted with this one, in one election.
    public let neighbours: [ElectronicDay]
    public let uuid: String
    public let setup: ArchiveAddition
    /// In the order in which they are handed out, which is drawn and says nothing; the station's own first, then each neighbour's.
    let slips: [PrivateCredential]
    /// How many slips each station has.
    private let slipCounts: [Int]
    /// Slips of the station itself.
    public var slipCount: Int { slipCounts[0] }
    /// The numbers of a neighbour's slips.
    public func slips(ofNeighbour index: Int) -> Range<Int> {
        let start = slipCounts[...index].reduce(0, +)
        return start..<start + slipCounts[index + 1]
    }
    /// The credential of a slip, in the order in which they are handed out, from 0.
    public func credential(_ number: Int) -> PrivateCredential { slips[number] }
    /// Its public side, as canonical text: by which the urn knows it.
    public func publicCredential(_ number: Int) -> [UInt8] {
        Array(Suite.Group.text(element(number)).utf8)
    }
    /// The numbers of the station's slips in the order of the published list, by which urns share them out.
    public var slipsInPublishedOrder: [Int] {
        (0..<slipCount).map { ($0, element($0)) }.sorted { Suite.Group.precedes($0.1, $1.1) }.map(\.0)
    }
    private func element(_ number: Int) -> Suite.Element {
        Suite.Group.secretPower(
            Suite.Group.secretGeneratorTable, slips[number].exponent(uuid: uuid, suite: Suite.self))
    }
    private let description: [UInt8]
    let trustees: RehearsedTrustees<Suite>

    /// - Parameters:
    ///   - neighbours: stations of the same constituency that are counted with this one.
    ///   - names: of candidates and lists, by identifier.
    ///   - challenges: how many voters challenge a ballot first, so many more slips are made.
    ///   - timestamp: of the archive's records, in seconds of Unix time.
    /// - Throws: `SlipBatch.Fault` for days of one station twice, or of more slips than an election has.
    public init(
        _ day: ElectronicDay, with neighbours: [ElectronicDay] = [], trustees: RehearsedTrustees<Suite>,
        names: [String: String], challenges: Int, timestamp: UInt64
    ) throws {
        (self.day, self.neighbours, self.trustees) = (day, neighbours, trustees)
        uuid = ElectionIdentifier.random()
        slipCounts = ([day] + neighbours).enumerated().map { index, day in
            max(Int(day.station.electors), day.ballots.count) + (index == 0 ? challenges : 0)
        }
        let stations = zip([day] + neighbours, slipCounts).map { (name: $0.station.id.rawValue, count: $1) }
        let batch = try SlipBatch(election: uuid, stations: stations, suite: Suite.self)
        slips = batch.stations.flatMap { $0.slips.map(\.credential) }
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
    ///
    /// - Parameter original: the election in whose place this one is held if that is declared void.
    public func announced(leastBallots: Int, reserveFor original: String? = nil) async throws -> AnnouncedElection {
        try await .announcing(
            MemoryArchive(setup.bytes),
            terms: .init(
                stations: zip([day] + neighbours, slipCounts).map { ($0.station.id.rawValue, $1) },
                candidates: [day.candidates, day.lists].map { $0.map(\.rawValue) }, revoting: false,
                leastBallots: leastBallots, reserveFor: original))
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
