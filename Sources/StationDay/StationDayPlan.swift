public import ElectionModel
public import Simulation
public import VoterRegister

/// What everybody does at an electronic station on its day, drawn from a seed before it happens, so that whatever the station counts
/// afterwards can be held against it.
public struct StationDayPlan: Sendable, Hashable {
    /// What a voter does who was given a slip or a paper ballot.
    public enum Course: Sendable, Hashable {
        case paper
        /// Casts the ballot with this number after so many challenges; the first slip may be torn.
        case casts(ballot: Int, challenges: Int, isTorn: Bool)
        /// Gives the slip back and leaves.
        case givesBack
        /// Leaves with the slip, which was not used.
        case carriesAway
    }

    public struct Voter: Sendable, Hashable {
        public var number: VoterNumber
        public var place: VotingPlace
        public var course: Course

        var form: VotingForm { course == .paper ? .paper : .electronic }
    }

    public let day: ElectronicDay
    /// In the order in which they come: those at the station, then those who are visited.
    public let voters: [Voter]
    /// Before which voters, by their places, the power goes off: once between the code and the cast ballot, once between the cast
    /// ballot and its answer.
    public let powerCuts: [Int]
    /// Slips of the urn that is carried to voters at home.
    public let homeSlips: Int
    /// Slips for challenges and torn ones, beyond one for each elector.
    public let spareSlips: Int
    /// Before which voter at the station the equipment fails for good, so that all of them vote again on another day (article
    /// 50-5(7)); nil for a day that ends.
    public let failsBefore: Int?
    /// Stations that are counted with this one, in one election; of their days only the ballots are played.
    public let neighbours: [ElectronicDay]

    private static let stream: UInt64 = 1002

    /// - Parameters:
    ///   - day: its ballots and its paper protocols.
    ///   - electors: the numbers of the station's list, as many as the protocols say.
    ///   - isHeldAgain: whether the equipment fails in the middle of the day, and voting is held again.
    ///   - neighbours: stations of the same constituency, whose ballots have the same names in the same order.
    public init(
        _ day: ElectronicDay, electors: [VoterNumber], seed: UInt64, isHeldAgain: Bool = false,
        neighbours: [ElectronicDay] = []
    ) {
        (self.day, self.neighbours) = (day, neighbours)
        var generator = Generator(seed: seed, stream: Self.stream)
        let ballots = day.ballots.count
        let homePaper = (day.paper?.first?.mobileBoxes ?? []).reduce(0) { $0 + Int($1.ballotsFound ?? 0) }
        let homeElectronic = min(ballots, max(1, ballots / 40))
        let paper = Int(day.paper?.first?.electorsGivenBallots ?? 0)
        var courses = generator.shuffled(0..<ballots).enumerated().map { place, ballot in
            // Every fifth of those who challenge does so twice.
            Course.casts(
                ballot: ballot, challenges: place % 25 == 0 ? (place % 125 == 0 ? 2 : 1) : 0, isTorn: place % 100 == 7)
        }
        let atHome = courses.suffix(homeElectronic).map { course in
            guard case .casts(let ballot, _, _) = course else { return course }
            return Course.casts(ballot: ballot, challenges: 0, isTorn: false)
        }
        courses = courses.dropLast(homeElectronic) + [.givesBack, .carriesAway]
        courses += [Course](repeating: .paper, count: paper - homePaper)
        let home = [Course](repeating: .paper, count: homePaper) + atHome
        let numbers = generator.shuffled(electors)
        let station = zip(numbers, generator.shuffled(courses)).map {
            Voter(number: $0, place: .station, course: $1)
        }
        let visited = zip(numbers.dropFirst(station.count), home).map { Voter(number: $0, place: .home, course: $1) }
        voters = station + visited
        failsBefore = isHeldAgain ? station.count / 2 : nil
        let casting = station.indices.filter { if case .casts = station[$0].course { true } else { false } }
        powerCuts = [casting.count / 3, 2 * casting.count / 3].compactMap {
            casting.indices.contains($0) ? casting[$0] : nil
        }
        homeSlips = homeElectronic + 2
        spareSlips = courses.reduce(0) { sum, course in
            guard case .casts(_, let challenges, let isTorn) = course else { return sum }
            return sum + challenges + (isTorn ? 1 : 0)
        }
    }

    // MARK: What the station must count

    func count(_ isCounted: (Course) -> Bool) -> Int { voters.count { isCounted($0.course) } }

    public var challenges: Int {
        voters.reduce(0) { sum, voter in
            if case .casts(_, let challenges, _) = voter.course { sum + challenges } else { sum }
        }
    }

    public var torn: Int { count { if case .casts(_, _, true) = $0 { true } else { false } } }

    /// Votes of each contest's choices, in the order of the ballot; of the whole group, where the station is counted with others.
    public var counts: [[UInt64]] {
        var counts = [day.candidates, day.lists].map { [UInt64](repeating: 0, count: $0.count) }
        func count(_ ballot: ElectronicDay.Ballot) {
            counts[0][ballot.candidate] += 1
            counts[1][ballot.list] += 1
        }
        for case .casts(let ballot, _, _) in voters.map(\.course) { count(day.ballots[ballot]) }
        for ballot in neighbours.flatMap(\.ballots) { count(ballot) }
        return counts
    }

    /// The folders of the urns, which must be there before the day is played: one for each urn of each election that is held.
    public var urnFolders: [String] {
        (failsBefore == nil ? [false] : [true, false]).flatMap { isVoid in
            [Self.urnFolder("station", isVoid: isVoid), Self.urnFolder("home", isVoid: isVoid)]
                + neighbours.indices.map { Self.urnFolder("neighbour-\($0 + 1)", isVoid: isVoid) }
        }
    }

    static func urnFolder(_ name: String, isVoid: Bool) -> String { (isVoid ? "void-" : "") + name }
}
