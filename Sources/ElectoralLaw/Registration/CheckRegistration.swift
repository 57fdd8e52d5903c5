public import ElectionModel

/// Checks applications against the law's rules of registration. Checks that passed are reported too, as information; a
/// rule that the law doesn't have checks nothing.
///
/// Codes: G01 members of a party, G02 its members in one region, G03 parties of a bloc, G04 a party in one bloc only,
/// G05 self-nomination, G06 a party's nominee is its member, G07 one nominee of a party in a constituency, G08 a person in
/// one constituency, G09 on a list or in a constituency, G10 length of a list, G11 number of signatures, G12 regions they
/// come from, G13 size of a constituency, G14 difference between the constituencies of one region.
public func checkRegistration(_ applications: Applications, under law: Law) -> [Finding] {
    guard let registration = law.registration else { return [] }
    var check = RegistrationCheck(applications: applications)
    if let rule = registration.party { check.parties(rule) }
    if let rule = registration.bloc { check.blocs(rule) }
    if let rule = registration.nomination { check.nominations(rule) }
    if let rule = registration.list { check.lists(rule) }
    if let rule = registration.signatures { check.signatures(rule) }
    if let rule = registration.constituencies { check.constituencies(rule) }
    return check.findings
}

private struct RegistrationCheck {
    let applications: Applications
    var findings: [Finding] = []

    mutating func note(_ code: String, passed: Bool, _ place: [String], _ figures: [Figure]) {
        findings.append(Finding(code, passed ? .information : .error, place: place, figures: figures))
    }

    mutating func parties(_ rule: Registration.PartyRule) {
        for party in applications.parties {
            let members = party.members.reduce(0) { $0 + $1.count }
            note(
                "G01", passed: members >= UInt64(rule.members), [party.party.rawValue],
                [Figure("members", .count(members)), Figure("needed", .count(UInt64(rule.members)))])
            guard let least = rule.membersInEveryRegion else { continue }
            for region in applications.regions {
                let here = party.members.filter { $0.region == region }.reduce(0) { $0 + $1.count }
                note(
                    "G02", passed: here >= UInt64(least), [party.party.rawValue, region.rawValue],
                    [Figure("members", .count(here)), Figure("needed", .count(UInt64(least)))])
            }
        }
    }

    mutating func blocs(_ rule: Registration.BlocRule) {
        var blocOf: [PartyID: PartyID] = [:]
        for bloc in applications.blocs {
            // A party named twice is one party.
            let parties = Set(bloc.parties).count
            note(
                "G03", passed: parties >= rule.leastParties, [bloc.bloc.rawValue],
                [Figure("parties", .count(UInt64(parties))), Figure("needed", .count(UInt64(rule.leastParties)))])
            guard rule.oneBlocOnly else { continue }
            for party in bloc.parties {
                let other = blocOf[party]
                note(
                    "G04", passed: other == nil || other == bloc.bloc, [bloc.bloc.rawValue, party.rawValue],
                    [Figure("otherBloc", .text(other?.rawValue ?? ""))])
                if other == nil { blocOf[party] = bloc.bloc }
            }
        }
    }

    mutating func nominations(_ rule: Registration.Nomination) {
        let listed = Set(applications.lists.flatMap(\.persons))
        var nominated: [DistrictID: [PartyID: ChoiceID]] = [:]
        var standing: [ChoiceID: DistrictID] = [:]
        for application in applications.nominations {
            let place = [application.constituency.rawValue, application.person.rawValue]
            if let nominator = application.nominator {
                if rule.ownMembersOnly {
                    let parties = applications.blocs.first { $0.bloc == nominator }?.parties ?? [nominator]
                    note(
                        "G06", passed: application.memberOf.map(parties.contains) ?? false, place,
                        [
                            Figure("nominator", .text(nominator.rawValue)),
                            Figure("memberOf", .text(application.memberOf?.rawValue ?? "")),
                        ])
                }
                if rule.onePerConstituency {
                    let other = nominated[application.constituency]?[nominator]
                    note(
                        "G07", passed: other == nil, place,
                        [
                            Figure("nominator", .text(nominator.rawValue)),
                            Figure("other", .text(other?.rawValue ?? "")),
                        ])
                    nominated[application.constituency, default: [:]][nominator] = other ?? application.person
                }
            } else {
                note("G05", passed: rule.selfNomination, place, [])
            }
            if rule.oneConstituencyOnly {
                let other = standing[application.person]
                note(
                    "G08", passed: other == nil || other == application.constituency, place,
                    [Figure("other", .text(other?.rawValue ?? ""))])
                standing[application.person] = other ?? application.constituency
            }
            if rule.listOrConstituency { note("G09", passed: !listed.contains(application.person), place, []) }
        }
    }

    mutating func lists(_ rule: Registration.ListLength) {
        for list in applications.lists {
            let longest = (Fraction(list.seats, over: 1) * (Fraction(1, 1) + rule.beyondSeats)).floor
            note(
                "G10", passed: Int128(list.persons.count) <= longest, [list.nominator.rawValue],
                [
                    Figure("persons", .count(UInt64(list.persons.count))), Figure("seats", .count(UInt64(list.seats))),
                    Figure("most", .whole(Int64(longest))),
                ])
        }
    }

    mutating func signatures(_ rule: Registration.Signatures) {
        for application in applications.signatures {
            let needed = rule.share.leastVotes(outOf: application.base)
            // What one region gives beyond its cap doesn't count.
            let cap = rule.fromOneAtMost.map { UInt64(max(0, (Fraction(needed, over: 1) * $0).floor)) }
            let counted = application.signatures.reduce(0) { $0 + min($1.count, cap ?? $1.count) }
            note(
                "G11", passed: counted >= needed, [application.candidate.rawValue],
                [
                    Figure("signatures", .count(counted)), Figure("needed", .count(needed)),
                    Figure("share", .share(rule.share)), Figure("baseVotes", .count(application.base)),
                ])
            guard let part = rule.regions else { continue }
            let from = Set(application.signatures.filter { $0.count > 0 }.map(\.region)).intersection(
                applications.regions)
            let regions = (Fraction(applications.regions.count, over: 1) * part).ceiling
            note(
                "G12", passed: Int128(from.count) >= regions, [application.candidate.rawValue],
                [Figure("regions", .count(UInt64(from.count))), Figure("needed", .whole(Int64(regions)))])
        }
    }

    mutating func constituencies(_ rule: Registration.ConstituencySize) {
        let all = applications.constituencies
        var order: [RegionID] = []
        for drawing in all where !order.contains(drawing.region) { order.append(drawing.region) }
        let groups = rule.of == .country ? [all] : order.map { region in all.filter { $0.region == region } }
        for group in groups where !group.isEmpty {
            let total = group.reduce(0) { $0 + $1.electors }
            let average = Fraction(Int128(total), Int128(group.count))
            let most = average * rule.deviation
            switch rule.measure {
            case .distance:
                for drawing in group {
                    let difference = Fraction(Int128(drawing.electors), 1) - average
                    let distance = difference < .zero ? -difference : difference
                    note(
                        "G13", passed: distance <= most, [drawing.region.rawValue, drawing.constituency.rawValue],
                        [
                            Figure("electors", .count(drawing.electors)), Figure("average", .fraction(average)),
                            Figure("distance", .fraction(distance)), Figure("most", .fraction(most)),
                        ])
                }
            case .spread:
                let largest = group.map(\.electors).max() ?? 0
                let smallest = group.map(\.electors).min() ?? 0
                note(
                    "G14", passed: Fraction(Int128(largest - smallest), 1) <= most,
                    rule.of == .country ? [] : [group[0].region.rawValue],
                    [
                        Figure("largest", .count(largest)), Figure("smallest", .count(smallest)),
                        Figure("average", .fraction(average)), Figure("most", .fraction(most)),
                    ])
            }
        }
    }
}
