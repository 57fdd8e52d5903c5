public import ElectionModel

/// What was published about an election and what a reconstruction therefore has to agree with.
public struct PublishedFigures: Sendable, Hashable {
    public var pollingDay: PollingDay
    public var registered: Int
    public var tookPart: Int
    public var invalid: Int
    public var secondRoundRegistered: Int
    public var secondRoundTookPart: Int
    /// The lists in the order of the ballot used here.
    public var lists: [List]
    public var regions: Int
    public var constituencies: Int
    /// Candidates and listed persons together.
    public var candidates: Int
    public var greatestList: Int
    public var selfNominatedWinsFirst: Int
    public var selfNominatedWinsSecond: Int
    public var greatestSelfNominated: Int
    /// The list whose nominees and self-nominated members were counted together.
    public var membersOf: ChoiceID
    /// Decided constituencies in which a nominee or self-nominated member of it stood.
    public var membersStoodInDecided: Int
    /// Run-offs with such a finalist.
    public var membersInRunOffs: Int
    /// Self-nominated winners who belonged to it, by round.
    public var memberWinsFirst: Int
    public var memberWinsSecond: Int
    /// Another list to which self-nominated winners belonged, and how many in both rounds.
    public var alsoMembersOf: ChoiceID
    public var alsoMemberWins: Int
    public var women: Int
    public var youngest: Int
    public var oldest: Int
    public var meanAge: Int
    public var greatestStation: Int
    public var electronicStations: Int
    /// Electors at electronic stations in tenths of a percent, and how far they may be away.
    public var electronicTenths: Int
    public var electronicTolerance: Int
    /// Numbers of constituencies whose region is known.
    public var fixedPoints: [FixedPoint]

    /// One list with what is known of it.
    public struct List: Sendable, Hashable {
        public var id: ChoiceID
        public var votes: Int
        /// List seats.
        public var seats: Int
        public var winsFirst: Int
        public var winsSecond: Int
        /// Nominees in constituencies at most; nil where nothing is known.
        public var greatestNominees: Int?
        /// Its share at electronic stations in tenths of a percent of valid votes; nil where it wasn't published.
        public var electronicTenths: Int?
    }

    /// The year, month and day on which ages are counted.
    public struct PollingDay: Sendable, Hashable {
        public var year: Int
        public var month: Int
        public var day: Int
    }

    /// A constituency that is known to lie in a region.
    public struct FixedPoint: Sendable, Hashable {
        public var constituency: Int
        public var region: RegionID
    }

    /// Seats of the whole body.
    public var seats: Int { constituencies + lists.reduce(0) { $0 + $1.seats } }
    public var valid: Int { tookPart - invalid }
    public var runOffs: Int { lists.reduce(selfNominatedWinsSecond) { $0 + $1.winsSecond } }
    public var decided: Int { constituencies - runOffs }

    func index(of list: ChoiceID) -> Int? { lists.firstIndex { $0.id == list } }

    /// The election of the Mazhilis of 19 September and 3 October 2004.
    ///
    /// Votes, turnout, invalid ballots and seats: Central Election Commission, resolution No 142/206 of 27 September 2004,
    /// and the table of English Wikipedia, which agrees with it. Candidates, sex and ages: Inter-Parliamentary Union.
    /// Membership: Yu. Buluktaev and the press of 21 September 2004. Nominees: Russian press of 10 August 2004. Shares at
    /// electronic stations: BBC, 20 September 2004. Numbers of constituencies: English Wikipedia, 2004-2007.
    public static let kazakhstan2004 = PublishedFigures(
        pollingDay: PollingDay(year: 2004, month: 9, day: 19), registered: 8_662_188, tookPart: 4_893_204,
        invalid: 135_431, secondRoundRegistered: 2_766_465, secondRoundTookPart: 1_250_675,
        lists: [
            List("otan", 2_883_706, seats: 7, wins: (26, 9), nominees: 64, electronic: 427),
            List("akzhol", 572_672, seats: 1, electronic: 161),
            List("asar", 541_239, seats: 1, wins: (2, 1), nominees: 42, electronic: 195),
            List("aist", 336_177, seats: 1, wins: (9, 1), nominees: 27, electronic: 84),
            List("komdvk", 163_824, electronic: 62),
            List("cppk", 94_140, nominees: 7),
            List("auyl", 82_523),
            List("dpk", 36_379, wins: (0, 1)),
            List("patriots", 26_287, nominees: 10),
            List("rukhaniyat", 20_826),
        ],
        regions: 16, constituencies: 67, candidates: 623, greatestList: 13, selfNominatedWinsFirst: 8,
        selfNominatedWinsSecond: 10,
        greatestSelfNominated: 412, membersOf: "otan", membersStoodInDecided: 40, membersInRunOffs: 18,
        memberWinsFirst: 4, memberWinsSecond: 7, alsoMembersOf: "aist", alsoMemberWins: 3, women: 8, youngest: 33,
        oldest: 73, meanAge: 51, greatestStation: 3000, electronicStations: 961,
        electronicTenths: 150, electronicTolerance: 1,
        fixedPoints: [
            FixedPoint(constituency: 1, region: "astana"), FixedPoint(constituency: 3, region: "almaty"),
            FixedPoint(constituency: 6, region: "almaty"), FixedPoint(constituency: 7, region: "almaty"),
            FixedPoint(constituency: 8, region: "akmola"), FixedPoint(constituency: 11, region: "aktobe"),
            FixedPoint(constituency: 12, region: "aktobe"), FixedPoint(constituency: 19, region: "almaty-oblast"),
            FixedPoint(constituency: 21, region: "atyrau"),
        ])
}

extension PublishedFigures.List {
    fileprivate init(
        _ id: ChoiceID, _ votes: Int, seats: Int = 0, wins: (Int, Int) = (0, 0), nominees: Int? = nil,
        electronic: Int? = nil
    ) {
        self.init(
            id: id, votes: votes, seats: seats, winsFirst: wins.0, winsSecond: wins.1, greatestNominees: nominees,
            electronicTenths: electronic)
    }
}
