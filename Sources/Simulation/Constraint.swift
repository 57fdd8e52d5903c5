/// One thing that a reconstruction has to agree with: its target, what was found in the files, and whether they agree.
public struct Constraint: Sendable, Hashable {
    public var name: Name
    /// What it is about where one name has several: a list, a code of a check.
    public var subject: String
    public var target: Target
    public var found: Int64

    public enum Target: Sendable, Hashable {
        case exactly(Int64)
        case atLeast(Int64)
        case atMost(Int64)
        case between(Int64, Int64)
    }

    public var holds: Bool {
        switch target {
        case .exactly(let value): found == value
        case .atLeast(let value): found >= value
        case .atMost(let value): found <= value
        case .between(let least, let greatest): (least...greatest).contains(found)
        }
    }

    /// Every constraint, in the order in which they are reported. Those that count what must not be have the target zero.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        // Published sums.
        case registered
        case tookPart = "took-part"
        case invalid
        case listVotes = "list-votes"
        case secondRoundRegistered = "second-round-registered"
        case secondRoundTookPart = "second-round-took-part"
        // Stations and constituencies.
        case stations
        case electronicStations = "electronic-stations"
        /// Electors of the largest station.
        case greatestStation = "greatest-station"
        case ordinaryStations = "ordinary-stations"
        case specialStations = "special-stations"
        case abroadStations = "abroad-stations"
        /// Stations abroad that count outside the first region.
        case abroadElsewhere = "abroad-elsewhere"
        case regions
        case constituencies
        /// Constituencies out of the order of regions.
        case numberingBreaks = "numbering-breaks"
        case fixedPoints = "fixed-points"
        /// Constituencies more than 15 per cent away from their region's average (article 21(2)).
        case unevenConstituencies = "uneven-constituencies"
        /// Stations of a region other than that of their constituency.
        case misplacedStations = "misplaced-stations"
        case electronicElectors = "electronic-electors"
        /// Tenths of a percent of valid list votes.
        case electronicShare = "electronic-share"
        // The first round.
        /// Stations where other numbers of electors were given the two ballots.
        case givenDiffers = "given-differs"
        /// The greatest difference between the ballots found for the two contests of a station.
        case foundDiffers = "found-differs"
        case constituencyInvalid = "constituency-invalid"
        case decided
        case decidedBy = "decided-by"
        case decidedBySelfNominated = "decided-by-self-nominated"
        case decidedWithTwoCandidates = "decided-with-two-candidates"
        // Run-offs.
        case runOffs = "run-offs"
        /// Run-offs without a strict first and second of at least three candidates.
        case unclearFinalists = "unclear-finalists"
        /// Run-offs between others than the finalists.
        case foreignFinalists = "foreign-finalists"
        case runOffInvalid = "run-off-invalid"
        case runOffsWonBy = "run-offs-won-by"
        case runOffsWonBySelfNominated = "run-offs-won-by-self-nominated"
        case wonFromSecondPlace = "won-from-second-place"
        /// Stations whose list of electors differs between the rounds.
        case registerChanged = "register-changed"
        // Membership.
        case membersStoodInDecided = "members-stood-in-decided"
        case membersInRunOffs = "members-in-run-offs"
        case selfNominatedMembersFirst = "self-nominated-members-first"
        case selfNominatedMembersSecond = "self-nominated-members-second"
        case membersElected = "members-elected"
        case otherMembersElected = "other-members-elected"
        case nominees
        case selfNominated = "self-nominated"
        // Persons.
        case candidates
        case lists
        case personsOnList = "persons-on-list"
        /// Persons that stand twice.
        case personsTwice = "persons-twice"
        /// Names that are no placeholders.
        case realNames = "real-names"
        case elected
        case women
        case youngest
        case oldest
        case sumOfAges = "sum-of-ages"
        // Forms.
        /// Protocols whose ballots received are not the electors and a reserve of 0.1 per cent (article 37).
        case ballotsReceived = "ballots-received"
        /// Protocols whose ballots received are not given, cancelled or spoiled.
        case ballotsAccounted = "ballots-accounted"
        /// Findings of severity error, by code.
        case protocolCheck = "protocol-check"
        /// Protocols that a ledger refuses.
        case refused
        /// Rows without the status "reconstructed".
        case unmarkedRows = "unmarked-rows"
        // By the law, where one is given.
        case listSeatsByLaw = "list-seats-by-law"
        case constituencySeatsByLaw = "constituency-seats-by-law"
        case selfNominatedByLaw = "self-nominated-by-law"
        case openSeatsByLaw = "open-seats-by-law"
        case findingsByLaw = "findings-by-law"
    }

    public init(name: Name, subject: String, target: Target, found: Int64) {
        self.name = name
        self.subject = subject
        self.target = target
        self.found = found
    }

    init(_ name: Name, _ subject: String = "", target: Target, found: Int) {
        self.name = name
        self.subject = subject
        self.target = target
        self.found = Int64(found)
    }

    init(_ name: Name, _ subject: String = "", is value: Int, found: Int) {
        self.init(name, subject, target: .exactly(Int64(value)), found: found)
    }
}
