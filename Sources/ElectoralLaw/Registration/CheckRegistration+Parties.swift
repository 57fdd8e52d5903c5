import ElectionModel

/// Parties, blocs, and whom they nominate.
extension RegistrationChecker {
    mutating func parties(_ rule: Registration.PartyRule) {
        begin(.parties, rule.cites)
        if applications.parties.isEmpty { note("G01", passed: nil, []) }
        for party in applications.parties {
            let members = party.members.reduce(0) { $0 + $1.count }
            let named = Set(party.members.map(\.region))
            let areAllNamed = !named.isEmpty && applications.regions.allSatisfy(named.contains)
            let needed = Figure("needed", .count(UInt64(rule.members)))
            // Members that are known can be enough; too few are too few only where all are known.
            let isEnough = members >= UInt64(rule.members)
            note(
                "G01", passed: isEnough || areAllNamed ? isEnough : nil, [party.party.rawValue],
                named.isEmpty ? [needed] : [Figure("members", .count(members)), needed])
            guard let least = rule.membersInEveryRegion else { continue }
            if named.isEmpty {
                note("G02", passed: nil, [party.party.rawValue], [Figure("needed", .count(UInt64(least)))])
            } else {
                regions(of: party, least)
            }
        }
    }

    private mutating func regions(of party: Applications.PartyApplication, _ least: Int) {
        for region in applications.regions {
            let place = [party.party.rawValue, region.rawValue]
            let needed = Figure("needed", .count(UInt64(least)))
            let own = party.members.filter { $0.region == region }
            guard !own.isEmpty else {
                note("G02", passed: nil, place, [needed])
                continue
            }
            let here = own.reduce(0) { $0 + $1.count }
            note("G02", passed: here >= UInt64(least), place, [Figure("members", .count(here)), needed])
        }
    }

    mutating func blocs(_ rule: Registration.BlocRule) {
        begin(.blocs, rule.cites)
        var blocOf: [PartyID: PartyID] = [:]
        for bloc in applications.blocs {
            // A party named twice is one party.
            let parties = Set(bloc.parties).count
            note(
                "G03", passed: parties >= rule.leastParties, [bloc.bloc.rawValue],
                [Figure("parties", .count(UInt64(parties))), Figure("needed", .count(UInt64(rule.leastParties)))])
            guard rule.oneBlocOnly else { continue }
            for party in bloc.parties {
                let other = blocOf[party].flatMap { $0 == bloc.bloc ? nil : $0 }
                note(
                    "G04", passed: other == nil, [bloc.bloc.rawValue, party.rawValue],
                    other.map { [Figure("otherBloc", .text($0.rawValue))] } ?? [])
                if blocOf[party] == nil { blocOf[party] = bloc.bloc }
            }
        }
    }

    mutating func nominations(_ rule: Registration.Nomination) {
        begin(.nominations, rule.cites)
        if applications.nominations.isEmpty { note("G05", passed: nil, []) }
        let listed = Set(applications.lists.flatMap(\.persons))
        let listsAreGiven = applications.lists.allSatisfy { !$0.persons.isEmpty }
        var nominated: [DistrictID: [PartyID: ChoiceID]] = [:]
        var standing: [ChoiceID: DistrictID] = [:]
        for application in applications.nominations {
            let person = application.person
            let place = [application.constituency.rawValue, person.rawValue]
            if let nominator = application.nominator {
                if rule.ownMembersOnly { membership(application, of: nominator, place) }
                if rule.onePerConstituency {
                    let other = nominated[application.constituency]?[nominator]
                    note("G07", passed: other == nil, place, figures("nominator", nominator, "other", other))
                    nominated[application.constituency, default: [:]][nominator] = other ?? person
                }
            } else {
                note("G05", passed: rule.selfNomination, place)
            }
            if rule.oneConstituencyOnly {
                let other = standing[person].flatMap { $0 == application.constituency ? nil : $0 }
                note("G08", passed: other == nil, place, other.map { [Figure("other", .text($0.rawValue))] } ?? [])
                if standing[person] == nil { standing[person] = application.constituency }
            }
            if rule.listOrConstituency {
                let isListed = listed.contains(person)
                note("G09", passed: isListed || listsAreGiven ? !isListed : nil, place)
            }
        }
    }

    private mutating func membership(
        _ application: Applications.NominationApplication, of nominator: PartyID, _ place: [String]
    ) {
        let parties = applications.blocs.first { $0.bloc == nominator }?.parties ?? [nominator]
        let isMember = application.memberOf.map(parties.contains)
        note(
            "G06", passed: isMember ?? (application.isWithoutParty ? false : nil), place,
            figures("nominator", nominator, "memberOf", application.memberOf))
    }

    private func figures<Other: RawRepresentable<String>>(
        _ name: String, _ party: PartyID, _ otherName: String, _ other: Other?
    ) -> [Figure] {
        [Figure(name, .text(party.rawValue))] + (other.map { [Figure(otherName, .text($0.rawValue))] } ?? [])
    }
}
