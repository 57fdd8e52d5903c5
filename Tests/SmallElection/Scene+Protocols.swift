package import Counting
package import ElectionConduct
package import ElectionModel

extension Scene {
    package static let singles = ContestID("constituencies", "c01")

    /// A protocol that adds up: all who are on the list and not invalid vote as given, nobody else came.
    package static func counts(
        _ station: StationID, _ contest: ContestID, round: Int = 1, votes: [ChoiceID: UInt32], order: [ChoiceID],
        invalid: UInt32 = 10
    ) -> Protocol {
        let tookPart = order.reduce(invalid) { $0 + (votes[$1] ?? 0) }
        return Protocol(
            station: station, tier: contest.tier, district: contest.district, round: round, electorsOnList: 1000,
            electorsGivenBallots: tookPart,
            ballotsGivenByMember: [tookPart], tookPart: tookPart, votes: order.map { .init($0, votes[$0] ?? 0) },
            invalid: invalid, ballotsReceived: 1001, ballotsCancelled: 1001 - tookPart, provenance: .simulated)
    }

    /// The paper around the counts, with everything that article 43(8) asks for but the signatures.
    package static func paper(_ counts: Protocol) -> ProtocolDocument {
        let day = counts.round == 1 ? day("2004-09-19") : day("2004-10-03")
        return ProtocolDocument(
            counts,
            header: ProtocolHeader(
                copyNumber: 1, isStamped: true, signedAt: ClockTime(day, hour: 23, minute: 10), pages: 1))
    }

    /// Takes a protocol from the first key to its acceptance.
    package mutating func accept(
        _ station: StationID, _ contest: ContestID, round: Int = 1, votes: [ChoiceID: UInt32],
        at text: String = "2004-09-19T18:00Z", photograph: String? = nil
    ) throws {
        let order = state.ballot(of: contest, round: round)
        let counts = Self.counts(station, contest, round: round, votes: votes, order: order)
        let key = LedgerKey(counts)
        let sheet = ProtocolActed.Sheet(Self.paper(counts), form: state.setting.form)
        for (action, typist) in [(ProtocolCase.Action.Kind.enterFirst, "t1"), (.enterSecond, "t2")] {
            var act = ProtocolActed(key, action)
            act.sheet = sheet
            try self.act(act, by: PersonID(typist), as: .typist, at: text)
        }
        if let photograph {
            try act(ProtocolPhotographed(key, photograph: photograph), by: "t1", as: .typist, at: text)
        }
        try answer(key, at: text)
        try act(ProtocolActed(key, .confirm), by: "c", as: .coordinator, at: text)
        try sign(key, at: text)
        let above = try commission(above: station, contest)
        try act(ProtocolActed(key, .receive, commission: above), by: "a", as: .acceptor, at: text)
        try act(ProtocolActed(key, .accept, commission: above), by: "a", as: .acceptor, at: text)
    }

    package mutating func sign(_ key: LedgerKey, at text: String) throws {
        var act = ProtocolActed(key, .sign)
        act.signatures = (1...5).map { .init(PersonID("precinct:\(key.station)/\($0)"), $0 == 1 ? .chair : .member) }
        try self.act(act, by: PersonID("precinct:\(key.station)/1"), as: .commissioner, at: text)
    }

    /// Answers for everything that the checks find.
    package mutating func answer(_ key: LedgerKey, at text: String) throws {
        guard let item = state.protocols.cases[key] else { return }
        for finding in state.findings(about: item) where finding.severity > .information {
            var act = ProtocolActed(key, .acknowledge)
            act.finding = .init(finding)
            act.reason = "as on the paper"
            try self.act(act, by: "c", as: .coordinator, at: text)
        }
    }

    package func commission(above station: StationID, _ contest: ContestID) throws -> Commission {
        let own = state.stations[station]
        return contest.tier == "list"
            ? Commission(level: .territorial, unit: own?.territory ?? "")
            : Commission(level: .district, unit: contest.district.rawValue)
    }

    package mutating func sign(district contest: ContestID, round: Int = 1, at text: String = "2004-09-21T09:00Z")
        throws
    {
        guard let tally = state.tally(of: contest, round: round) else { return }
        try act(
            ConstituencyProtocolSigned(
                tally, stations: state.progress(of: contest, round: round).accepted,
                Self.decision("district:\(contest.district)", String(text.prefix(10)))),
            by: PersonID("district:\(contest.district)/1"), as: .commissioner, at: text)
    }

    /// Nominates and registers the list of each party, and draws their order on the ballot.
    package mutating func stand(lists: [PartyID]) throws {
        for party in lists {
            let id = ChoiceID("list-\(party)")
            try act(
                NominationReceived(
                    id, isList: true, tier: "list", district: "national", nominator: party,
                    persons: (1...3).map { ChoiceID("\(id)-\($0)") }), at: "2004-08-01")
            try act(NominationRegistered(id, Self.decision("central", "2004-08-15")), at: "2004-08-15")
        }
        try act(
            ListOrderDrawn("list", order: lists.map { ChoiceID("list-\($0)") }, Self.decision("central", "2004-08-20")),
            at: "2004-08-20")
    }
}
