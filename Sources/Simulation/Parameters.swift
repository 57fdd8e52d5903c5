public import ElectionModel

/// What nobody knows about the election and a reconstruction therefore has to assume. Every value is written into the
/// reconstruction with the status "unknown, assumed".
public struct ReconstructionParameters: Sendable, Hashable {
    /// Polling stations of all kinds.
    public var stations = 9580
    public var specialStations = 190
    public var abroadStations = 40
    /// How far an ordinary station's electors may be from the typical number, in percent.
    public var stationSpread = 75
    /// How far turnout at an ordinary station may be from that of its region, in thousandths of the electors.
    public var turnoutSpread = 230
    /// How far a list's strength may be from that in the country, in percent of it: by region, constituency and station.
    public var regionalVoteSpread = 70
    public var localVoteSpread = 40
    public var stationVoteSpread = 96
    /// The same for a candidate at a station, against the whole constituency.
    public var candidateVoteSpread = 65
    /// How far a constituency may be drawn from its region's average, in percent, before run-offs are fitted.
    public var constituencySpread = 6
    /// Invalid ballots in the constituency contest, in ten-thousandths of those found.
    public var constituencyInvalid = 318
    /// The same in the run-offs.
    public var runOffInvalid = 243
    /// Constituencies with two candidates, all decided in the first round.
    public var twoCandidateConstituencies = 2
    /// Run-offs won by the second of the first round.
    public var comebacks = 5
    /// Of the self-nominated winners who belonged to the second list with members, those of the first round.
    public var otherMembersFirst = 2
    /// By list in the order of the published figures.
    public var lists: [List] = [
        List(persons: 13, nominees: 50, rural: 135), List(persons: 12, nominees: 41, rural: 85),
        List(persons: 11, nominees: 40, rural: 90), List(persons: 10, nominees: 25, rural: 130),
        List(persons: 10, nominees: 18, rural: 75), List(persons: 8, nominees: 6, rural: 90),
        List(persons: 7, nominees: 20, rural: 150), List(persons: 7, nominees: 14, rural: 100),
        List(persons: 6, nominees: 9, rural: 85), List(persons: 5, nominees: 6, rural: 100),
    ]
    /// The regions in the order of constituency numbers.
    public var regions: [Region] = [
        Region("astana", 2, size: 1160, station: 1500, urban: 100, turnout: 470),
        Region("almaty", 5, size: 1210, station: 1750, urban: 100, turnout: 345),
        Region("akmola", 3, size: 1130, station: 720, urban: 47, turnout: 590),
        Region("aktobe", 3, size: 1030, station: 850, urban: 56, turnout: 600),
        Region("almaty-oblast", 7, size: 1040, station: 950, urban: 30, turnout: 650),
        Region("atyrau", 2, size: 990, station: 1050, urban: 58, turnout: 590),
        Region("east-kazakhstan", 7, size: 1070, station: 900, urban: 59, turnout: 580),
        Region("zhambyl", 4, size: 1020, station: 1000, urban: 45, turnout: 640),
        Region("west-kazakhstan", 3, size: 980, station: 780, urban: 43, turnout: 570),
        Region("karaganda", 7, size: 950, station: 1150, urban: 82, turnout: 520),
        Region("kostanay", 4, size: 1080, station: 700, urban: 54, turnout: 560),
        Region("kyzylorda", 3, size: 850, station: 950, urban: 60, turnout: 640),
        Region("mangystau", 2, size: 790, station: 1150, urban: 78, turnout: 500),
        Region("pavlodar", 4, size: 920, station: 900, urban: 64, turnout: 540),
        Region("north-kazakhstan", 3, size: 1080, station: 560, urban: 38, turnout: 610),
        Region("south-kazakhstan", 8, size: 960, station: 1200, urban: 40, turnout: 610),
    ]

    public init() {}

    /// What is assumed about one list.
    public struct List: Sendable, Hashable {
        /// Persons on the list.
        public var persons: Int
        /// Nominees in constituencies.
        public var nominees: Int
        /// Its strength in villages in percent of that in towns.
        public var rural: Int

        public init(persons: Int, nominees: Int, rural: Int) {
            self.persons = persons
            self.nominees = nominees
            self.rural = rural
        }
    }

    /// What is assumed about one region.
    public struct Region: Sendable, Hashable {
        public var id: RegionID
        public var constituencies: Int
        /// Electors for each constituency, where 1000 is the average of the country.
        public var size: Int
        /// Electors at a typical station.
        public var station: Int
        /// Electors in towns, in percent.
        public var urban: Int
        /// Those taking part, in thousandths; only their relations matter.
        public var turnout: Int

        public init(_ id: RegionID, _ constituencies: Int, size: Int, station: Int, urban: Int, turnout: Int) {
            self.id = id
            self.constituencies = constituencies
            self.size = size
            self.station = station
            self.urban = urban
            self.turnout = turnout
        }
    }

    /// Persons on all lists.
    public var persons: Int { lists.reduce(0) { $0 + $1.persons } }
    /// Nominees of all lists.
    public var nominees: Int { lists.reduce(0) { $0 + $1.nominees } }
}

/// Why no reconstruction exists for some parameters.
public enum ReconstructionFault: Error, Sendable, Hashable {
    /// The parameter contradicts the published figures or another parameter.
    case impossible(parameter: String)
    /// Nothing fitting was found in many attempts at the stage named.
    case notFound(stage: String)
}
