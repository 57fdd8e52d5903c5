import ElectionModel

/// Lengths of lists, signatures, sizes of constituencies, and deposits.
extension RegistrationChecker {
    mutating func lists(_ rule: Registration.ListLength) {
        begin(.lists, rule.cites)
        if applications.lists.isEmpty { note("G10", passed: nil, []) }
        for list in applications.lists {
            let seats = seats(of: list)
            let longest = seats.map { (Fraction($0, over: 1) * (Fraction(1, 1) + rule.beyondSeats)).floor }
            var figures: [Figure] = []
            if !list.persons.isEmpty { figures.append(Figure("persons", .count(UInt64(list.persons.count)))) }
            if let seats { figures.append(Figure("seats", .count(UInt64(seats)))) }
            if let longest { figures.append(Figure("most", .whole(Int64(longest)))) }
            let isKnown = !list.persons.isEmpty
            note(
                "G10", passed: longest.flatMap { isKnown ? Int128(list.persons.count) <= $0 : nil },
                [list.nominator.rawValue], figures)
        }
    }

    mutating func signatures(_ rule: Registration.Signatures) {
        begin(.signatures, rule.cites)
        if applications.signatures.isEmpty { note("G11", passed: nil, []) }
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
        begin(.constituencies, rule.cites)
        let all = applications.constituencies
        if all.isEmpty { note(rule.measure == .distance ? "G13" : "G14", passed: nil, []) }
        var order: [RegionID] = []
        for drawing in all where !order.contains(drawing.region) { order.append(drawing.region) }
        let groups = rule.of == .country ? [all] : order.map { region in all.filter { $0.region == region } }
        for group in groups where !group.isEmpty {
            let total = group.reduce(0) { $0 + $1.electors }
            let average = Fraction(Int128(total), Int128(group.count))
            let most = average * rule.deviation
            switch rule.measure {
            case .distance:
                for drawing in group { distance(of: drawing, from: average, atMost: most) }
            case .spread: spread(group, average, atMost: most, place: rule.of == .country ? [] : [group[0].region])
            }
        }
    }

    private mutating func distance(
        of drawing: Applications.ConstituencyDrawing, from average: Fraction, atMost most: Fraction
    ) {
        let difference = Fraction(Int128(drawing.electors), 1) - average
        let distance = difference < .zero ? -difference : difference
        note(
            "G13", passed: distance <= most, [drawing.region.rawValue, drawing.constituency.rawValue],
            [
                Figure("electors", .count(drawing.electors)), Figure("average", .fraction(average)),
                Figure("distance", .fraction(distance)), Figure("most", .fraction(most)),
            ])
    }

    private mutating func spread(
        _ group: [Applications.ConstituencyDrawing], _ average: Fraction, atMost most: Fraction, place: [RegionID]
    ) {
        let largest = group.map(\.electors).max() ?? 0
        let smallest = group.map(\.electors).min() ?? 0
        note(
            "G14", passed: Fraction(Int128(largest - smallest), 1) <= most, place.map(\.rawValue),
            [
                Figure("largest", .count(largest)), Figure("smallest", .count(smallest)),
                Figure("average", .fraction(average)), Figure("most", .fraction(most)),
            ])
    }

    mutating func deposits(_ rule: Registration.Deposit) {
        begin(.deposits, rule.cites)
        if applications.nominations.isEmpty, applications.lists.isEmpty { note("G15", passed: nil, []) }
        for nomination in applications.nominations {
            deposit(rule, by: .candidate(nomination.person), for: 1, [nomination.person.rawValue])
        }
        // Lists pay only where the law says when they are paid back.
        guard rule.returnedToList != nil else { return }
        for list in applications.lists {
            let persons = list.persons.isEmpty ? nil : list.persons.count
            deposit(rule, by: .list(list.nominator), for: persons, [list.nominator.rawValue])
        }
    }

    /// The law's number of minimum wages for each person.
    private mutating func deposit(
        _ rule: Registration.Deposit, by payer: Applications.DepositApplication.Payer, for persons: Int?,
        _ place: [String]
    ) {
        let payments = applications.deposits.filter { $0.payer == payer }
        let paid = payments.isEmpty ? nil : payments.reduce(0) { $0 + $1.paid }
        var needed: UInt64?
        if let wage = applications.minimumWage, let persons {
            needed = wage * UInt64(rule.minimumWages) * UInt64(persons)
        }
        let figures =
            (paid.map { [Figure("paid", .count($0))] } ?? []) + (needed.map { [Figure("needed", .count($0))] } ?? [])
        let passed = paid.flatMap { paid in needed.map { paid >= $0 } }
        note("G15", passed: passed, place, figures)
    }
}
