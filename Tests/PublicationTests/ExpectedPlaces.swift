import ElectionFiles
import ElectionModel
import ElectoralLaw
import Foundation
import Publication

/// Where each figure has to stand in the wide files, written out a second time.
struct ExpectedPlaces {
    struct Place {
        var file: String
        /// The values of the columns that name the row.
        var row: [String]
        var column: String
        var quantity: Quantity
    }

    private(set) var all: [Place] = []

    /// The columns that name a row of a file.
    static func columns(_ file: String) -> [String] {
        switch file {
        case "house": ["record", "group"]
        case "lists": ["record", "tier", "list", "effect", "change"]
        case "constituencies": ["record", "constituency", "round", "candidate", "change"]
        case "turnout": ["record", "tier", "round", "kind"]
        case "regions": ["record", "region", "group"]
        case "changes": ["record", "group"]
        case "claims": ["record", "source", "group", "tier", "round"]
        default: ["record", "body", "name_en"]
        }
    }

    init(_ figures: Figures) {
        let house = figures.house
        add(
            "house", ["house", ""],
            [
                ("seats", house.seats), ("majority", house.majorityLine), ("open_seats", house.open),
                ("list_seats", house.listSeats), ("round1_seats", house.firstBallotSeats),
                ("round2_seats", house.secondBallotSeats), ("constituency_seats", house.constituencySeats),
            ])
        for group in house.groups {
            add(
                "house", ["group", group.id.rawValue],
                [
                    ("list_votes", group.listVotes), ("list_share", group.listShare), ("list_seats", group.listSeats),
                    ("round1_seats", group.firstBallotSeats), ("round2_seats", group.secondBallotSeats),
                    ("constituency_seats", group.constituencySeats), ("total_seats", group.total),
                ])
        }
        let columns = [
            "gallagher", "loosemore_hanby", "effective_parties_by_votes", "effective_parties_by_seats",
        ]
        add("house", ["index", ""], Array(zip(columns, house.indices)))
        addLists(figures)
        addConstituencies(figures)
        for row in figures.turnout {
            add(
                "turnout", ["contest", row.tier.rawValue, "\(row.round)", ""],
                [
                    ("registered", row.registered), ("cast", row.cast), ("valid", row.valid), ("invalid", row.invalid),
                    ("turnout", row.turnout), ("invalid_share", row.invalidShare),
                ])
        }
        addOthers(figures)
    }

    private mutating func add(_ file: String, _ row: [String], _ quantities: [(String, Quantity)]) {
        all += quantities.map { Place(file: file, row: row, column: $0.0, quantity: $0.1) }
    }

    private mutating func addLists(_ figures: Figures) {
        for section in figures.lists {
            let tier = section.tier.rawValue
            add(
                "lists", ["tier", tier, "", "", ""],
                [
                    ("registered", section.registered), ("cast", section.cast), ("valid", section.valid),
                    ("invalid", section.invalid), ("seats", section.seats), ("threshold_votes", section.thresholdVotes),
                    ("passing_votes", section.passingVotes), ("quota", section.quota),
                ])
            for row in section.rows {
                add(
                    "lists", ["list", tier, row.list.rawValue, "", ""],
                    [
                        ("votes", row.votes), ("share", row.share), ("whole_quotas", row.wholeQuotas),
                        ("remainder", row.remainder), ("list_seats", row.seats),
                        ("threshold_distance", row.distanceToThreshold),
                    ])
                for (effect, needed) in [("list loses a seat", row.loses), ("list gains a seat", row.gains)] {
                    for votes in needed.map(\.votes) {
                        let change = votes.key.components(separatedBy: ".")[3]
                        add("lists", ["margin", tier, row.list.rawValue, effect, change], [("votes_needed", votes)])
                    }
                }
            }
        }
    }

    private mutating func addConstituencies(_ figures: Figures) {
        for constituency in figures.constituencies {
            let id = constituency.id.rawValue
            add("constituencies", ["constituency", id, "", "", ""], [("decided", constituency.decidedInRound)])
            for ballot in constituency.ballots {
                let round = "\(ballot.round)"
                add(
                    "constituencies", ["ballot", id, round, "", ""],
                    [
                        ("registered", ballot.registered), ("cast", ballot.cast), ("valid", ballot.valid),
                        ("invalid", ballot.invalid), ("turnout", ballot.turnout),
                        ("majority_distance", ballot.distanceToMajority), ("lead", ballot.lead),
                    ])
                for votes in ballot.changes.map(\.votes) {
                    let change = votes.key.components(separatedBy: ".")[4]
                    add("constituencies", ["margin", id, round, "", change], [("votes_needed", votes)])
                }
                for row in ballot.rows {
                    add(
                        "constituencies", ["candidate", id, round, row.candidate.rawValue, ""],
                        [("votes", row.votes), ("share", row.share)])
                }
            }
        }
    }

    private mutating func addOthers(_ figures: Figures) {
        for region in figures.regions {
            add(
                "regions", ["region", region.id.rawValue, ""],
                [
                    ("constituencies", region.constituencies), ("registered", region.registered),
                    ("cast", region.cast), ("turnout", region.turnout),
                ])
            for (group, seats) in region.seats {
                add("regions", ["group", region.id.rawValue, group.rawValue], [("seats", seats)])
            }
        }
        for change in figures.changes {
            add(
                "changes", ["group", change.id.rawValue],
                [("before", change.before), ("now", change.now), ("change", change.change)])
        }
        for row in figures.claims {
            add(
                "claims",
                [
                    "claim", row.claim.provenance.source ?? "", row.claim.choice, row.claim.tier.rawValue,
                    "\(row.claim.round)",
                ], [("claimed", row.claimed), ("computed", row.computed)])
        }
        for chamber in figures.chambers {
            add("chambers", ["chamber", chamber.law.body, chamber.law.title.english], [("seats", chamber.seats)])
            for tier in chamber.tiers {
                add("chambers", ["tier", chamber.law.body, tier.name.english], [("tier_seats", tier.seats)])
            }
        }
        for station in figures.stations {
            let kind = station.key.split(separator: ".").last.map(String.init) ?? ""
            add("turnout", ["stations", "", "", kind], [("stations", station)])
        }
    }
}
