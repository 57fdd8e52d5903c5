public import Counting
public import ElectionModel

/// Which part of the votes is electronic in a rehearsal.
public enum ElectronicShare: Sendable, Hashable {
    /// So many thousandths of those who took part at an electronic station; the others vote on paper.
    case permille(Int)
    /// Every elector of an electronic station takes part, and electronically.
    case everyone
}

/// What is voted electronically at one station, and what stays on paper, so that both together are the station's protocols.
///
/// Which of a station's ballots were electronic was never published: they are drawn from the reconstruction's by a seed.
public struct ElectronicDay: Sendable, Hashable {
    /// A ballot answers both contests of the day.
    public struct Ballot: Sendable, Hashable {
        /// Indices into the choices of the constituency and of the lists.
        public var candidate: Int
        public var list: Int
    }

    public var station: PollingStation
    /// In ballot order.
    public var candidates: [ChoiceID]
    public var lists: [ChoiceID]
    public var ballots: [Ballot]
    /// The station's protocols of the constituency and of the lists as the reconstruction has them, both ways of voting together.
    public var whole: [Protocol]
    /// What was voted on paper; nil where everything is electronic.
    public var paper: [Protocol]?
}

extension ElectronicDay {
    /// The electronic stations of a reconstruction, in an order drawn from the seed, each with its ballots.
    ///
    /// - Parameter count: so many of them; all where there are fewer.
    public static func all(
        of reconstruction: Reconstruction, share: ElectronicShare, count: Int, seed: UInt64
    ) -> [ElectronicDay] {
        var byStation: [StationID: [Protocol]] = [:]
        for item in reconstruction.protocols where item.round == 1 && item.channel == .summary {
            byStation[item.station, default: []].append(item)
        }
        var generator = Generator(seed: seed, stream: stream)
        let stations = generator.shuffled(reconstruction.stations.filter(\.isElectronic))
        return stations.prefix(count).compactMap { station in
            let own = byStation[station.id] ?? []
            guard let constituency = own.first(where: { $0.tier == Reconstruction.constituencyTier }),
                let list = own.first(where: { $0.tier == Reconstruction.listTier })
            else { return nil }
            return ElectronicDay(station, constituency, list, share, &generator)
        }
    }

    /// Apart from the streams of a reconstruction.
    private static let stream: UInt64 = 1001

    init(
        _ station: PollingStation, _ constituency: Protocol, _ list: Protocol, _ share: ElectronicShare,
        _ generator: inout Generator
    ) {
        self.station = station
        whole = [constituency, list]
        candidates = constituency.votes.map(\.choice)
        lists = list.votes.map(\.choice)
        let voted = whole.map { item in generator.shuffled(Self.choices(item)) }
        switch share {
        case .everyone:
            // As the station's own voters chose, drawn anew for each elector.
            let electors = Int(station.electors)
            let drawn = voted.map { choices in
                (0..<electors).map { _ in choices.isEmpty ? 0 : choices[generator.below(choices.count)] }
            }
            ballots = zip(drawn[0], drawn[1]).map(Ballot.init)
            paper = nil
        case .permille(let permille):
            // Nobody votes electronically at home here, and both contests are on every electronic ballot.
            let most = zip(whole, voted).map { item, choices in
                let home = item.mobileBoxes.reduce(0) { $0 + Int($1.ballotsFound ?? 0) }
                return min(choices.count, max(0, Int(item.tookPart ?? 0) - home - Int(item.invalid ?? 0)))
            }
            let count = min(most[0], most[1]) * permille / 1000
            ballots = zip(voted[0].prefix(count), voted[1].prefix(count)).map(Ballot.init)
            let given = [ballots.map(\.candidate), ballots.map(\.list)]
            paper = zip(whole, given).map { $0.withoutElectronic($1) }
        }
    }

    /// One entry for each valid vote: the index of its choice.
    private static func choices(_ item: Protocol) -> [Int] {
        item.votes.indices.flatMap { index in
            [Int](repeating: index, count: Int(item.votes[index].votes ?? 0))
        }
    }

    /// The electronic protocols of a result: counts of the constituency's choices and of the lists'.
    ///
    /// - Parameters:
    ///   - slips: that the station received.
    ///   - challenged: slips that were spent without a vote.
    public func electronicProtocols(counts: [[UInt64]], slips: Int, challenged: Int) -> [Protocol] {
        zip(whole, counts).map { item, counts in
            let ballots = UInt32(clamping: counts.reduce(0, +))
            var made = item
            made.channel = .electronic
            made.electorsGivenBallots = ballots
            made.ballotsGivenByMember = []
            made.tookPart = ballots
            made.votes = zip(item.votes, counts).map { .init($0.choice, UInt32(clamping: $1)) }
            made.invalid = 0
            made.ballotsReceived = UInt32(clamping: slips)
            made.ballotsSpoiled = UInt32(clamping: challenged)
            made.ballotsCancelled = UInt32(clamping: slips - Int(ballots) - challenged)
            made.mobileBoxes = []
            made.provenance = .simulated
            return made
        }
    }

    /// All protocols of the station that follow from its electronic ones: these, the paper ones, and the summaries.
    ///
    /// - Throws: `SummaryRefusal` for protocols of other contests.
    public func protocols(electronic: [Protocol]) throws(SummaryRefusal) -> [Protocol] {
        guard let paper else { return electronic }
        var summaries: [Protocol] = []
        for (paper, electronic) in zip(paper, electronic) {
            summaries.append(try .summary(paper: paper, electronic: electronic))
        }
        return paper + electronic + summaries
    }

    /// What is on the ballots of paper of both contests.
    public var paperBallots: [ElectionModel.Ballot] {
        zip(whole, [candidates, lists]).map {
            ElectionModel.Ballot(tier: $0.tier, district: $0.district, round: $0.round, choices: $1)
        }
    }
}

extension Protocol {
    /// What is left on paper where these choices were made electronically.
    fileprivate func withoutElectronic(_ choices: [Int]) -> Protocol {
        var paper = self
        let count = UInt32(choices.count)
        paper.channel = .paper
        for choice in choices {
            paper.votes[choice].votes = paper.votes[choice].votes.map { $0 - 1 }
        }
        paper.electorsGivenBallots = electorsGivenBallots.map { $0 - count }
        paper.tookPart = tookPart.map { $0 - count }
        // Ballots are printed for every elector: those of who votes electronically are left over.
        paper.ballotsCancelled = ballotsCancelled.map { $0 + count }
        let given = ballotsGivenByMember.map { Int($0 ?? 0) }
        let left = apportion(given.reduce(0, +) - choices.count, by: given) ?? []
        paper.ballotsGivenByMember = left.map { UInt32($0) }
        paper.provenance = .simulated
        return paper
    }
}
