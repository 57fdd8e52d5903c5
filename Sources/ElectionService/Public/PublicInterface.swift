import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Publication
import SeatAllocation

/// The JSON interface of what is public: reads alone, bounded in size, under the same embargo as the pages.
struct PublicInterface {
    static let root = "/api/v1"

    let count: ShownCount

    /// What was asked for and can't be answered.
    enum Fault: Error, Hashable {
        /// No such address, tier, constituency, station or protocol.
        case notFound
        /// A parameter that is no number within its limits.
        case parameter(String)
    }

    /// The parameters of a request, read by its route.
    struct Asked {
        var route: PublicRoute
        var parts: [String: String]
        var query: [String: Int]
    }

    func answer(path: String, query: String) -> PublicAnswer {
        do {
            let asked = try Self.read(path, query)
            guard asked.route.name != .description else { return Self.answer(200, Self.description) }
            return Self.answer(200, try value(asked))
        } catch Fault.parameter(let name) {
            return Self.fault(400, "\(name) is not a whole number within its limits")
        } catch {
            return Self.fault(404, "there is nothing at this address")
        }
    }

    private static func answer(_ status: Int, _ value: JSON) -> PublicAnswer {
        PublicAnswer(status: status, file: PublicFiles.File("answer.json", Array(value.text().utf8)))
    }

    private static func fault(_ status: Int, _ text: String) -> PublicAnswer {
        answer(status, .object([("format", .string("sailau-fault/1")), ("fault", .string(text))]))
    }

    // MARK: Reading requests

    static func read(_ path: String, _ query: String) throws(Fault) -> Asked {
        let parts = path.dropFirst(root.count).split(separator: "/", omittingEmptySubsequences: false)
        for route in PublicRoute.all {
            let pattern = route.path.split(separator: "/", omittingEmptySubsequences: false)
            guard pattern.count == parts.count else { continue }
            var values: [String: String] = [:]
            let fits = zip(pattern, parts).allSatisfy { own, part in
                guard own.hasPrefix("{") else { return own == part }
                guard let value = FormText.decoded(part, plusIsSpace: false), !value.isEmpty else { return false }
                values[String(own.dropFirst().dropLast())] = value
                return true
            }
            if fits { return Asked(route: route, parts: values, query: try numbers(route, query)) }
        }
        throw .notFound
    }

    private static func numbers(_ route: PublicRoute, _ query: String) throws(Fault) -> [String: Int] {
        guard let fields = FormText.fields(Array(query.utf8)) else { throw .parameter("query") }
        var result: [String: Int] = [:]
        for parameter in route.query {
            guard let text = fields[parameter.name] else {
                result[parameter.name] = parameter.standard
                continue
            }
            guard let number = Int(text), parameter.range?.contains(number) ?? true else {
                throw .parameter(parameter.name)
            }
            result[parameter.name] = number
        }
        return result
    }

    func value(_ asked: Asked) throws(Fault) -> JSON {
        switch asked.route.name {
        case .head: head
        case .election: election
        case .standing: standing
        case .contests: contests
        case .contest: try contest(asked)
        case .contestStations: try contestStations(asked)
        case .station: try station(asked)
        case .sheet: try sheet(asked)
        case .changes: changes(asked)
        case .description: Self.description
        }
    }

    /// What every answer begins with.
    func whole(_ name: String, _ members: [(String, JSON)]) -> JSON {
        .object(
            [
                ("format", .string("sailau-\(name)/1")), ("election", .string(count.figures.election.id.rawValue)),
                ("provenance", .string(count.state.setting.provenance.rawValue)), ("head", .string("\(count.head)")),
                ("status", .string((count.figures.count?.status ?? .interim).rawValue)),
            ] + members)
    }

    /// A contest that is named in an address. Names that nobody has used yet are not kept.
    func contest(named asked: Asked) throws(Fault) -> ContestID {
        guard let tier = asked.parts["tier"].flatMap({ TierID(known: $0) }),
            let district = asked.parts["constituency"].flatMap({ DistrictID(known: $0) }),
            count.state.contestIDs(of: tier).contains(ContestID(tier, district))
        else { throw .notFound }
        return ContestID(tier, district)
    }

    func station(named asked: Asked) throws(Fault) -> StationState {
        guard let id = asked.parts["station"].flatMap({ StationID(known: $0) }), let own = count.state.stations[id]
        else { throw .notFound }
        return own
    }
}

extension PublicInterface {
    private var head: JSON {
        whole(
            "head",
            [
                ("height", .count(count.head.height)),
                ("hidden_rounds", .array(count.hidden.sorted().map { .count($0) })),
            ])
    }

    private static func json(_ name: Multilingual) -> JSON {
        .object([
            ("en", .string(name.english)), ("ru", .optional(name.russian, JSON.string)),
            ("kk", .optional(name.kazakh, JSON.string)),
        ])
    }

    private var election: JSON {
        let election = count.figures.election
        return whole(
            "election",
            [
                ("name", Self.json(election.name)), ("law", .string(election.law)),
                (
                    "polling_days",
                    .array([1, 2].compactMap { count.state.pollingDay(round: $0) }.map { .string("\($0)") })
                ),
                (
                    "tiers",
                    .array(
                        count.state.setting.tiers.map { tier in
                            .object([
                                ("tier", .string(tier.id.rawValue)), ("name", Self.json(tier.name)),
                                ("seats", .count(tier.seats)),
                                (
                                    "constituencies",
                                    .array(
                                        count.state.contestIDs(of: tier.id).map { .string($0.district.rawValue) })
                                ),
                            ])
                        })
                ),
                (
                    "constituencies",
                    .array(
                        election.districts.map { district in
                            .object([
                                ("constituency", .string(district.id.rawValue)),
                                ("tier", .string(district.tier.rawValue)), ("name", Self.json(district.name)),
                            ])
                        })
                ),
                (
                    "parties",
                    .array(
                        election.parties.map { party in
                            .object([
                                ("party", .string(party.id.rawValue)), ("name", Self.json(party.name)),
                                ("colour", .optional(party.colour, JSON.string)),
                            ])
                        })
                ),
                (
                    "choices",
                    .array(
                        election.choices.map { choice in
                            .object([
                                ("choice", .string(choice.id.rawValue)), ("kind", .string(choice.kind.rawValue)),
                                ("name", Self.json(choice.name)),
                                ("nominator", .optional(choice.nominator) { .string($0.rawValue) }),
                                ("constituency", .optional(choice.district) { .string($0.rawValue) }),
                            ])
                        })
                ),
                ("stations", .count(count.state.stationOrder.count)),
            ])
    }

    static func percent(_ quantity: Quantity) -> JSON { quantity.plain.isEmpty ? .null : .string(quantity.plain) }

    static func number(_ quantity: Quantity) -> JSON { .whole(quantity.whole ?? 0) }

    private static func json(_ lines: [(choice: ChoiceID, votes: UInt64)]) -> JSON {
        .array(lines.map { .object([("choice", .string($0.choice.rawValue)), ("votes", .count($0.votes))]) })
    }

    private var standing: JSON {
        guard let own = count.figures.count else { return whole("standing", [("tiers", .array([]))]) }
        let tiers = zip(own.tiers, own.standing.tiers).map { shown, tier -> JSON in
            let isShown = count.isShown(tier.round)
            let hasSeats = count.isShown(1)
            return .object([
                ("tier", .string(tier.tier.rawValue)), ("round", .count(tier.round)),
                ("stations_counted", Self.number(shown.accepted)), ("stations", Self.number(shown.stations)),
                ("electors_counted", Self.number(shown.electorsCounted)), ("electors", Self.number(shown.electors)),
                ("share_counted", Self.percent(shown.share)),
                ("electronic_stations_only", .bool(tier.isElectronicOnly)),
                ("votes", isShown ? Self.json(tier.lines.map { ($0.choice, $0.votes) }) : .null),
                ("took_part", isShown ? .count(tier.tookPart) : .null),
                ("invalid", isShown ? .count(tier.invalid) : .null),
                ("contests_determined", .count(tier.determined)), ("contests", .count(tier.contests)),
                (
                    "seats",
                    .array(
                        hasSeats
                            ? tier.seats.map { seats in
                                .object([
                                    ("nominator", .optional(seats.nominator) { .string($0.rawValue) }),
                                    ("seats", .count(seats.seats)),
                                ])
                            } : [])
                ),
                ("run_offs", hasSeats ? .count(tier.runOffs) : .null),
            ])
        }
        return whole("standing", [("tiers", .array(tiers))])
    }

    private func progress(_ contest: CountFigures.Contest) -> [(String, JSON)] {
        [
            ("tier", .string(contest.tier.rawValue)), ("constituency", .string(contest.district.rawValue)),
            ("round", .count(contest.round)), ("stations_counted", Self.number(contest.accepted)),
            ("stations", Self.number(contest.stations)),
            ("electors_counted", Self.number(contest.electorsCounted)), ("electors", Self.number(contest.electors)),
            ("share_counted", Self.percent(contest.share)), ("postponed", Self.number(contest.postponed)),
            ("under_recount", Self.number(contest.underRecount)),
            ("open_complaints", Self.number(contest.openComplaints)), ("determined", .bool(contest.isDetermined)),
        ]
    }

    /// The sum of a contest; nil before its first protocol and while the embargo lasts.
    private func tally(_ tier: TierID, _ district: DistrictID, _ round: Int) -> Tally? {
        guard count.isShown(round) else { return nil }
        return count.figures.count?.tallies.first {
            $0.tier == tier && $0.district == district && $0.round == round
        }
    }

    private var contests: JSON {
        whole(
            "contests",
            [
                (
                    "contests",
                    .array(
                        (count.figures.count?.contests ?? []).map { contest in
                            let votes = tally(contest.tier, contest.district, contest.round)?.votes ?? []
                            let leader = votes.max { $0.votes < $1.votes }.flatMap { $0.votes > 0 ? $0 : nil }
                            return .object(
                                progress(contest) + [("leader", .optional(leader) { .string($0.choice.rawValue) })])
                        })
                )
            ])
    }

    private func contest(_ asked: Asked) throws(Fault) -> JSON {
        let id = try contest(named: asked)
        guard
            let shown = count.figures.count?.contests.first(where: { $0.tier == id.tier && $0.district == id.district })
        else { throw .notFound }
        let ballots = (1...count.state.round(of: id)).map { round -> JSON in
            .object([
                ("round", .count(round)),
                ("choices", .array(count.state.ballot(of: id, round: round).map { .string($0.rawValue) })),
                (
                    "votes",
                    .optional(tally(id.tier, id.district, round)) { tally in
                        .object([
                            ("registered", .optional(tally.registered) { .count($0) }),
                            ("took_part", .optional(tally.cast) { .count($0) }), ("valid", .count(tally.valid)),
                            ("invalid", .optional(tally.invalid) { .count($0) }),
                            ("lines", Self.json(tally.votes.map { ($0.choice, $0.votes) })),
                        ])
                    }
                ),
            ])
        }
        let outcome = count.figures.outcome
        let own = outcome.seats.filter { $0.tier == id.tier && $0.district == id.district }
        let elected = own.compactMap { seat -> JSON? in
            switch seat.holder {
            case .candidate(let choice): .string(choice.rawValue)
            case .list(let list, let person): .string((person ?? list).rawValue)
            case .appointed, .open: nil
            }
        }
        let finalists = outcome.contest(id.district, in: id.tier)?.finalists ?? []
        return whole(
            "contest",
            progress(shown) + [
                ("ballots", .array(ballots)), ("finalists", .array(finalists.map { .string($0.rawValue) })),
                ("elected", .array(elected)),
            ])
    }
}
