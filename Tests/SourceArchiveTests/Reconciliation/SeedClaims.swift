import ElectionModel
import SourceArchive

/// What the three pages on Kazakhstan's election of 2004 say, as claims: figures only, in the shapes of their tables.
enum SeedClaims {
    static let independents = Participant(.independents, "Independents")

    /// CNN Election Watch.
    static var watch: PageBuilder {
        var page = PageBuilder(
            "watch", .electionWatch, country: "Republic of Kazakhstan", body: "Majilis",
            dates: ["2004-09-19", "2004-10-03"])
        page.day(.pollingDate, "2004-09-19", round: 1)
        page.day(.pollingDate, "2004-10-03", round: 2)
        page.count(.seatsTotal, 77)
        page.count(.chamberSeats, 39, .prose, detail: "Senate")
        page.count(.chamberSeats, 77, .prose, detail: "Majilis")
        page.count(.seats, 67, .prose, tier: .constituency)
        page.count(.seats, 10, .prose, tier: .list)
        let otan = Participant(.party, "Republican Party “Otan”")
        let asar = Participant(.party, "Republican Party “Asar”")
        let aist = Participant(.bloc, "“Agrarian- Industrial Union of workers” (AIST) (Civic and Agrarian parties)")
        let akZhol = Participant(.party, "Democratic Party of Kazakhstan “Ak Zhol”")
        let democratic = Participant(.party, "Democratic Party of Kazakhstan")
        for (party, now, before) in [
            (otan, 42, 23), (asar, 4, 0), (aist, 11, 16), (akZhol, 1, 0), (democratic, 1, 0),
        ] as [(Participant, Int64, Int64)] {
            page.count(.seats, now, of: party)
            page.count(.seatsPrevious, before, of: party)
        }
        page.count(.seats, 18, .prose, of: Self.independents)
        page.count(.population, 15_143_704)
        page.count(.registered, 8_411_757)
        page.count(.constituenciesToRunOff, 22, .prose)
        page.count(.constituencies, 40, .prose)
        page.share(.voting, "15", .approximate)
        return page
    }

    /// The Inter-Parliamentary Union's archive.
    static var parline: PageBuilder {
        var page = PageBuilder("parline", .parline, country: "KAZAKHSTAN", body: "Mazhilis", dates: ["2004-09-19"])
        page.day(.pollingDate, "2004-09-19")
        page.day(.pollingDate, "2004-09-19")
        page.count(.candidates, 623, .approximate)
        page.count(.seatsTotal, 77, .prose)
        page.count(.seats, 67, .prose, tier: .constituency)
        page.count(.seats, 10, .prose, tier: .list)
        page.count(.parties, 12, .prose)
        page.count(.observers, 297, .prose)
        page.count(.policing, 30_000, .approximate)
        page.count(.population, 15_000_000, .approximate)
        page.count(.registered, 9_000_000, .approximate)
        page.claim(.turnout, .range(least: DecimalNumber(digits: 53, places: 0), most: nil), .approximate)
        page.day(.announcement, "2004-09-23", .prose)
        let otan = Participant(.party, "Otan")
        page.share(.voteShare, "60", .prose, tier: .list, of: otan)
        page.count(.seats, 7, .prose, tier: .list, of: otan)
        for party in [Participant(.party, "Asar"), Participant(.bloc, "AIST"), Participant(.party, "Ak Zhol")] {
            page.count(.seats, 1, .prose, tier: .list, of: party)
        }
        page.count(.constituencies, 67, .prose)
        page.count(.constituenciesDecided, 45, .prose, round: 1)
        page.count(.seats, 27, .prose, round: 1, tier: .constituency, of: otan)
        page.count(.seats, 9, .prose, round: 1, tier: .constituency, of: Participant(.bloc, "AIST"))
        page.count(.seats, 2, .prose, round: 1, tier: .constituency, of: Participant(.party, "Asar"))
        page.count(.seats, 7, .prose, round: 1, tier: .constituency, of: independents)
        page.day(.pollingDate, "2004-10-02", .prose, round: 2)
        page.count(.constituenciesToRunOff, 22, .prose)
        page.day(.announcement, "2004-10-05", .prose)
        page.count(.seats, 42, .prose, of: otan)
        for measure in [Measure.registered, .invalid, .valid] { page.claim(measure, .none, .notGiven, round: 1) }
        let rows: [(Participant, Int64, Int64?, Int64?)] = [
            (Participant(.party, "Republican Party Otan (Fatherland)"), 42, 7, 35),
            (independents, 18, nil, 18), (Participant(.bloc, "AIST Bloc"), 11, 1, 11),
            (Participant(.party, "Asar Party"), 4, 1, 3),
        ]
        for (party, all, list, constituency) in rows {
            page.count(.seats, all, of: party)
            if let list { page.count(.seats, list, tier: .list, of: party) }
            if let constituency { page.count(.seats, constituency, tier: .constituency, of: party) }
        }
        for (row, name) in ["Democratic Party of Kazakhstan", "Ak Zhol"].enumerated() {
            let party = Participant(.party, name)
            page.count(.seats, 1, of: party)
            for (number, tier) in [FactKey.Tier.list, .constituency].enumerated() {
                page.claim(
                    .seats, .whole(1), tier: tier, of: party,
                    reading: Claim.Reading(passage: "seats.row.\(row + 5)", number: number, of: 2))
            }
        }
        page.claim(.citedSource, .text("RFE/RL"))
        page.count(.men, 69)
        page.count(.women, 8)
        page.share(.womenShare, "10.39")
        page.claim(.alignment, .text("nine of twelve parties pro-government"), .prose)
        return page
    }

    /// English Wikipedia.
    static var encyclopedia: PageBuilder {
        var page = PageBuilder(
            "encyclopedia", .wikipedia, body: "Mazhilis", dates: ["2004-09-19", "2004-10-03"])
        page.day(.pollingDate, "2004-09-19", .prose)
        page.day(.pollingDate, "2004-10-03", .prose)
        page.count(.seatsTotal, 77)
        page.count(.majority, 39)
        let rows: [(String, Int64, String, Int64, Int64, Int64, Int64, ClaimValue)] = [
            ("Otan", 2_883_706, "60.61", 7, 26, 9, 42, .whole(21)),
            ("Aq Jol Democratic Party", 572_672, "12.04", 1, 0, 0, 1, .new),
            ("Asar", 541_239, "11.38", 1, 2, 1, 4, .new),
            ("Agrarian and Civic Union of Workers Bloc", 336_177, "7.07", 1, 9, 1, 11, .whole(-5)),
            ("Opposition Union of Communists and QDT Bloc", 163_824, "3.44", 0, 0, 0, 0, .whole(-3)),
            ("People's Communist Party of Kazakhstan", 94_140, "1.98", 0, 0, 0, 0, .new),
            ("Auyl People's Democratic Patriotic Party", 82_523, "1.73", 0, 0, 0, 0, .new),
            ("Democratic Party Adilet", 36_379, "0.76", 0, 0, 1, 1, .new),
            ("Party of Patriots", 26_287, "0.55", 0, 0, 0, 0, .new),
            ("Rukhaniyat Party", 20_826, "0.44", 0, 0, 0, 0, .whole(0)),
        ]
        for (name, votes, share, list, first, second, all, change) in rows {
            let party = Participant(name.hasSuffix("Bloc") ? .bloc : .party, name)
            page.count(.votes, votes, tier: .list, of: party)
            page.share(.voteShare, share, tier: .list, of: party)
            page.count(.seats, list, tier: .list, of: party)
            seats(&page, party, first, second, all, change)
        }
        seats(&page, independents, 8, 10, 18, .whole(-5))
        page.count(.votes, 4_757_773, tier: .list)
        page.share(.voteShare, "100.00", tier: .list)
        page.count(.seats, 10, tier: .list)
        page.count(.seats, 45, round: 1, tier: .constituency)
        page.count(.seats, 22, round: 2, tier: .constituency)
        page.count(.seats, 77)
        page.count(.seatsChange, 0)
        page.count(.valid, 4_757_773, tier: .list)
        page.share(.validShare, "97.23", tier: .list)
        page.count(.invalid, 135_431, tier: .list)
        page.share(.invalidShare, "2.77", tier: .list)
        page.count(.cast, 4_893_204, tier: .list)
        page.count(.registered, 8_662_188, tier: .list)
        page.share(.turnout, "56.49", tier: .list)
        page.count(.registered, 8_662_188, round: 1, tier: .constituency)
        page.count(.cast, 1_250_675, round: 2, tier: .constituency)
        page.count(.registered, 2_766_465, round: 2, tier: .constituency)
        page.share(.turnout, "45.21", round: 2, tier: .constituency)
        page.claim(.citedSource, .text("CEC, CNN IPU"))
        return page
    }

    private static func seats(
        _ page: inout PageBuilder, _ party: Participant, _ first: Int64, _ second: Int64, _ all: Int64,
        _ change: ClaimValue
    ) {
        page.count(.seats, first, round: 1, tier: .constituency, of: party)
        page.count(.seats, second, round: 2, tier: .constituency, of: party)
        page.count(.seats, all, of: party)
        page.claim(.seatsChange, change, of: party)
    }

    static var all: [PageBuilder] { [watch, parline, encyclopedia] }

    /// The election of 1999, after D. Nohlen and others, Elections in Asia, by English Wikipedia.
    static var before: OtherElection {
        OtherElection(
            label: "1999", year: 1999,
            figures: [
                FactName(.registered): .whole(8_411_757), FactName(.cast): .whole(5_253_864),
                FactName(.invalid): .whole(361_534),
            ],
            seats: [
                ("Otan", 23), ("Civic Party of Kazakhstan", 13), ("Agrarian Party of Kazakhstan", 3),
                ("Communist Party of Kazakhstan", 3), ("Federation of Trade Unions", 11),
                ("People's Cooperative Party", 1),
            ].map { OtherElection.Seats(name: $0, isCollective: false, count: $1) }
                + [OtherElection.Seats(name: "Independents", isCollective: true, count: 23)])
    }
}
