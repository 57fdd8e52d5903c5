import Counting
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectoralLaw

extension NightPlayer {
    private var officer: PersonID { "central-setup" }

    mutating func playCalling() throws {
        let setting = state.setting
        let called = plan.calledOn
        try act(
            ElectionCalled(setting, calledOn: called, pollingDay: setting.election.pollingDays[0]), by: officer,
            as: .setupOfficer, at: CivilTime(called, minute: 600))
        for tier in [Reconstruction.constituencyTier, Reconstruction.listTier] {
            try act(
                ConstituenciesPublished(tier, reconstruction.districts.filter { $0.tier == tier }.map { .init($0) }),
                by: officer, as: .setupOfficer, at: CivilTime(called.adding(days: 4), minute: 600))
        }
        var places: [RegionID: Int] = [:]
        var established: [StationsEstablished.Station] = []
        for station in stations {
            let territory = Self.territory(station, place: places[station.region, default: 0])
            places[station.region, default: 0] += 1
            territories[station.id] = territory
            established.append(.init(station, territory: territory))
        }
        try act(
            StationsEstablished(established), by: officer, as: .setupOfficer,
            at: CivilTime(called.adding(days: 5), minute: 600))
        try formCommissions(established, on: called.adding(days: 8))
    }

    /// Seven members each, no two of one party. All persons are placeholders.
    private mutating func formCommissions(_ stations: [StationsEstablished.Station], on day: CalendarDate) throws {
        let districts = state.setting.election.districts.filter { $0.tier == Reconstruction.constituencyTier }
        var seen: Set<String> = []
        let territories = stations.compactMap(\.territory).filter { seen.insert($0).inserted }
        let regions = state.setting.election.regions.map { Commission(level: .oblast, unit: $0.id.rawValue) }
        let above =
            [.central] + regions + territories.map { Commission(level: .territorial, unit: $0) }
            + districts.map { Commission(level: .district, unit: $0.id.rawValue) }
        try form(above, electedBy: "maslikhats; the central commission by the Mazhilis", on: day)
        for region in state.setting.election.regions {
            let own = stations.filter { $0.region == region.id }
            try form(
                own.map { Commission(level: .precinct, unit: $0.id.rawValue) },
                electedBy: "maslikhats of \(region.id)", on: day)
        }
    }

    private mutating func form(_ commissions: [Commission], electedBy: String, on day: CalendarDate) throws {
        let parties = state.setting.election.parties.map(\.id)
        var formed: [CommissionFormed.Formed] = []
        for commission in commissions {
            let count = state.setting.procedure.commission(commission.level)?.members ?? 0
            let chosen = generator.shuffled(parties).prefix(count)
            let members = (0..<count).map { place in
                CommissionMember(
                    Self.member(place + 1, of: commission), Self.office(place),
                    party: place < chosen.count ? chosen[chosen.startIndex + place] : nil)
            }
            formed.append(.init(commission, members: members))
        }
        try act(
            CommissionFormed(formed, electedBy: electedBy), by: officer, as: .setupOfficer,
            at: CivilTime(day, minute: 600))
    }

    static func member(_ number: Int, of commission: Commission) -> PersonID { PersonID("\(commission)/\(number)") }

    private static func office(_ place: Int) -> CommissionMember.Office {
        switch place {
        case 0: .chair
        case 1: .deputyChair
        case 2: .secretary
        default: .member
        }
    }

    mutating func playNominations() throws {
        let setting = state.setting
        let day = setting.election.pollingDays[0]
        let nominated = day.adding(days: -45)
        let registered = day.adding(days: -35)
        let lists = setting.election.choices.filter { $0.kind == .list }
            .sorted { ($0.registrationOrder ?? 0, $0.id) < ($1.registrationOrder ?? 0, $1.id) }
        var persons: [ChoiceID: [ListedPerson]] = [:]
        for place in reconstruction.persons.sorted(by: { $0.position < $1.position }) {
            persons[place.list, default: []].append(place.person)
        }
        for list in lists {
            let own = persons[list.id] ?? []
            try act(
                NominationReceived(
                    list.id, isList: true, tier: Reconstruction.listTier, district: Reconstruction.national,
                    nominator: list.nominator, persons: own.map(\.id)),
                by: officer, as: .setupOfficer, at: CivilTime(nominated, minute: 600),
                persons: own.map { PersonDescription($0.name, birthDate: $0.birthDate, sex: $0.sex) })
        }
        let memberships = Dictionary(
            reconstruction.memberships.map { ($0.candidate, $0.party) }, uniquingKeysWith: { first, _ in first })
        for candidate in reconstruction.candidates {
            guard let district = candidate.district else { continue }
            let isWrong = candidate.id == misrecorded
            let nominator = isWrong ? plan.misrecordedAs : candidate.nominator
            try act(
                NominationReceived(
                    candidate.id, tier: Reconstruction.constituencyTier, district: district, nominator: nominator,
                    memberOf: isWrong ? plan.misrecordedAs : memberships[candidate.id] ?? nominator),
                by: officer, as: .setupOfficer, at: CivilTime(nominated, minute: 700),
                persons: [PersonDescription(candidate.name, birthDate: candidate.birthDate, sex: candidate.sex)])
        }
        for list in lists {
            try act(
                NominationRegistered(list.id, decision(.central, on: registered)), by: officer, as: .setupOfficer,
                at: CivilTime(registered, minute: 600))
        }
        for candidate in reconstruction.candidates {
            guard let district = candidate.district else { continue }
            let commission = Commission(level: .district, unit: district.rawValue)
            try act(
                NominationRegistered(candidate.id, decision(commission, on: registered)), by: officer,
                as: .setupOfficer, at: CivilTime(registered, minute: 700))
        }
        // The drawn order is that of the ballots at hand.
        if let drawn = reconstruction.ballots.first(where: { $0.tier == Reconstruction.listTier })?.choices {
            try act(
                ListOrderDrawn(Reconstruction.listTier, order: drawn, decision(.central, on: day.adding(days: -30))),
                by: officer, as: .setupOfficer, at: CivilTime(day.adding(days: -30), minute: 600))
        }
        for (task, before) in [("register.displayed", 15), ("sitting.placed", 10), ("equipment.installed", 3)] {
            try act(
                TaskDone(task), by: officer, as: .setupOfficer, at: CivilTime(day.adding(days: -before), minute: 600))
        }
    }
}
