import Counting
import ElectionConduct
import ElectionModel
import ElectoralLaw

/// The persons who take one protocol on its way, and when.
private struct Journey {
    var key: LedgerKey
    var station: PollingStation
    var precinct: Commission
    var above: Commission
    /// When the first entry is made; each act takes a few minutes.
    var time: CivilTime

    func person(_ role: String) -> PersonID { PersonID("\(precinct)/\(role)") }
    var acceptor: PersonID { PersonID("\(above)/acceptor") }
}

extension NightPlayer {
    /// Plays the protocols of every station that is chosen, as they come in through the night.
    mutating func playProtocols(round: Int, _ isChosen: (PollingStation) -> Bool) throws {
        guard let day = state.pollingDay(round: round) else { return }
        var journeys: [Journey] = []
        for station in stations where isChosen(station) {
            for tier in state.setting.tiers {
                guard let district = state.setting.district(of: station, in: tier.id) else { continue }
                let channel: Protocol.Channel = station.isElectronic ? .summary : .paper
                let key = LedgerKey(station.id, ContestKey(tier.id, district, round), channel)
                guard protocols[key] != nil else { continue }
                journeys.append(
                    Journey(
                        key: key, station: station, precinct: Commission(level: .precinct, unit: station.id.rawValue),
                        above: unit(of: station, for: tier.id, channel),
                        time: arrival(station, tier.id, day, round)))
            }
        }
        let order = journeys.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        for (_, journey) in order { try play(journey) }
    }

    /// Electronic stations within the hour after the close; the others until the twelfth hour, most before midnight.
    /// In UTC, as the record keeps it.
    private mutating func arrival(
        _ station: PollingStation, _ tier: TierID, _ day: CalendarDate, _ round: Int
    ) -> CivilTime {
        let close = state.closingInUTC(station.id, round: round) ?? CivilTime(day, minute: 1200)
        let minutes =
            station.isElectronic
            ? generator.within(10...50)
            : 60 + min(generator.within(0...600), generator.within(0...600))
                + (tier == Reconstruction.listTier ? 0 : 20)
        return close.moved(byMinutes: minutes)
    }

    private mutating func play(_ journey: Journey) throws {
        guard let counts = protocols[journey.key] else { return }
        var paper = document(counts, journey)
        let wrong = paperErrors[journey.key]
        if let wrong, let true_ = paper.counts[wrong.field] { paper.counts[wrong.field] = true_ + wrong.added }
        var minute = 0
        try enter(paper, journey, &minute)
        try confirmAndSign(journey, coordinator: "coordinator-1", &minute)
        try step(.receive, journey, by: journey.acceptor, .acceptor, &minute)
        if let wrong, let standing = paper.counts[wrong.field] {
            try correct(wrong.field, standing, standing - wrong.added, journey, &minute)
        }
        try acknowledge(journey, by: journey.acceptor, .acceptor, &minute)
        try step(.accept, journey, by: journey.acceptor, .acceptor, &minute)
    }

    /// Two persons type; where they differ, a third types those fields alone.
    private mutating func enter(_ paper: ProtocolDocument, _ journey: Journey, _ minute: inout Int) throws {
        let form = state.setting.form
        for (action, typist) in [(ProtocolCase.Action.Kind.enterFirst, "typist-1"), (.enterSecond, "typist-2")] {
            var typed = paper
            if generator.happens(plan.typingErrors) { mistype(&typed) }
            try step(action, journey, by: journey.person(typist), .typist, &minute) {
                $0.sheet = ProtocolActed.Sheet(typed, form: form)
            }
        }
        var third = 3
        while case .differing(let open) = state.protocols.cases[journey.key]?.state {
            let fields = Dictionary(
                uniqueKeysWithValues: open.fields.map { ("\($0.field)", paper[$0.field]) })
            try step(.enterFields, journey, by: journey.person("typist-\(third)"), .typist, &minute) {
                $0.fields = fields
            }
            third += 1
        }
    }

    private mutating func confirmAndSign(_ journey: Journey, coordinator: String, _ minute: inout Int) throws {
        let person = journey.person(coordinator)
        try acknowledge(journey, by: person, .coordinator, &minute)
        try step(.confirm, journey, by: person, .coordinator, &minute)
        let members = state.commissions[journey.precinct]?.members ?? []
        let signing = generator.happens(900) ? members[...] : members.prefix(generator.within(5...6))
        let signatures = signing.map { member in
            ProtocolHeader.Signature(member.person, member.office)
        }
        try step(.sign, journey, by: Self.member(1, of: journey.precinct), .commissioner, &minute) {
            $0.signatures = signatures
        }
    }

    /// Somebody answers by name for everything that the checks find.
    private mutating func acknowledge(
        _ journey: Journey, by person: PersonID, _ role: Role, _ minute: inout Int
    ) throws {
        guard let item = state.protocols.cases[journey.key] else { return }
        for finding in state.findings(about: item)
        where finding.severity > .information && !item.acknowledgements.contains(where: { $0.finding == finding }) {
            try step(.acknowledge, journey, by: person, role, &minute) {
                $0.finding = .init(finding)
                $0.reason = "as on the paper"
            }
        }
    }

    /// The commission above sends the protocol back; the precinct commission decides on a corrigendum, signs and sends anew.
    private mutating func correct(
        _ field: ProtocolField, _ standing: UInt32, _ right: UInt32, _ journey: Journey, _ minute: inout Int
    ) throws {
        try step(.sendBack, journey, by: journey.acceptor, .acceptor, &minute) {
            $0.reason = "the figures do not add up"
        }
        minute += 45
        let number = decision(journey.precinct, on: journey.time.date).number
        try step(.correct, journey, by: journey.person("coordinator-1"), .coordinator, &minute) {
            $0.corrigendum = Corrigendum(
                [.init(field, from: standing, to: right)],
                decision: NumberedDecision(
                    number: number, date: journey.time.date, reason: "written wrongly; the piles were counted again"))
        }
        try confirmAndSign(journey, coordinator: "coordinator-2", &minute)
        try step(.receive, journey, by: journey.acceptor, .acceptor, &minute)
    }

    private mutating func step(
        _ action: ProtocolCase.Action.Kind, _ journey: Journey, by person: PersonID, _ role: Role,
        _ minute: inout Int, _ fill: (inout ProtocolActed) -> Void = { _ in }
    ) throws {
        let isAbove = [.receive, .accept, .sendBack, .annul].contains(action)
        var act = ProtocolActed(journey.key, action, commission: isAbove ? journey.above : nil)
        fill(&act)
        try self.act(act, by: person, as: role, at: journey.time.moved(byMinutes: minute))
        minute += 4
    }

    private func document(_ counts: Protocol, _ journey: Journey) -> ProtocolDocument {
        var counts = counts
        let order = state.ballot(
            of: ContestID(counts.tier, counts.district), round: counts.round)
        let lines = Dictionary(counts.votes.map { ($0.choice, $0) }, uniquingKeysWith: { first, _ in first })
        counts.votes = order.map { lines[$0] ?? .init($0, nil) }
        // A form without a line for spoiled ballots has them among the cancelled ones.
        if state.setting.form.line(.ballotsSpoiled) == nil, let spoiled = counts.ballotsSpoiled {
            counts.ballotsCancelled = counts.ballotsCancelled.map { $0 + spoiled }
            counts.ballotsSpoiled = nil
        }
        // The sheet bears the time of the station's own clock: some minutes before somebody types it.
        let offset = state.setting.offsets[journey.station.region] ?? 0
        let signed = journey.time.moved(byMinutes: offset - 5)
        return ProtocolDocument(
            counts,
            header: ProtocolHeader(
                copyNumber: 1, isStamped: true,
                signedAt: ClockTime(signed.date, hour: signed.minute / 60, minute: signed.minute % 60), pages: 1))
    }

    /// One of the errors that people make: a digit too many, lost, changed or swapped, or two lines exchanged.
    private mutating func mistype(_ typed: inout ProtocolDocument) {
        let lines = typed.counts.votes.count
        let first = generator.within(1...max(1, lines))
        let field = ProtocolField.votes(line: first)
        guard let value = typed.counts[field] else { return }
        var digits = Array(String(value))
        let place = generator.below(digits.count)
        switch generator.below(5) {
        case 0: digits.insert(digits[place], at: place)
        case 1 where digits.count > 1: digits.remove(at: place)
        case 2: digits[place] = Character(String(((Int(String(digits[place])) ?? 0) + generator.within(1...9)) % 10))
        case 3 where place + 1 < digits.count: digits.swapAt(place, place + 1)
        default:
            let other = ProtocolField.votes(line: first % lines + 1)
            let (left, right) = (typed.counts[field], typed.counts[other])
            typed.counts[field] = right
            typed.counts[other] = left
            return
        }
        typed.counts[field] = UInt32(String(digits).prefix(9)) ?? value
    }
}
