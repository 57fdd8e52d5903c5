import ElectionModel

extension PhraseCase {
    /// What the outcome depends on besides law and votes: who stands, what was decided, what was handed in.
    var facts: [String] {
        var facts: [String] = []
        if let day = election.pollingDays.first { facts.append("polling day \(day)") }
        if election.pollingDays.count > 1 { facts.append("second polling day \(election.pollingDays[1])") }
        let seats = election.districts.filter { $0.seats > 1 }.map { "\($0.id) \($0.seats)" }
        if !seats.isEmpty { facts.append("seats: \(seats.joined(separator: ", "))") }
        facts += election.choices.compactMap(described)
        facts += decisions.withdrawals.map { "\($0.choice) withdraws before ballot \($0.round)" }
        facts += decisions.lots.map { "drawn by lot: \(joined($0.drawn))" }
        facts += decisions.annulments.map { annulment in
            let stations = annulment.stations.map { "\($0.annulled) of \($0.all) stations" } ?? "the whole vote"
            return "declared void: \(stations) (\(annulment.act))"
        }
        facts += decisions.appointments.map { "appointed: \($0.person)" }
        if case .vacancies(let began?) = question { facts.append("the term began on \(began)") }
        facts += decisions.vacancies.map { "\($0.person) leaves on \($0.date)" }
        if case .composition(let day) = question { facts.append("the body on \(day)") }
        return facts + applications.facts
    }

    private func described(_ choice: Choice) -> String? {
        var words: [String] = []
        if let born = choice.birthDate { words.append("born \(born)") }
        if let order = choice.registrationOrder { words.append("registered as number \(order)") }
        if !choice.blocMembers.isEmpty {
            words.append("a bloc of \(choice.blocMembers.map(\.rawValue).joined(separator: ", "))")
        }
        if choice.isMinority { words.append("a list of a minority") }
        if choice.alliance != nil { words.append("linked") }
        if !choice.persons.isEmpty {
            let persons = choice.persons.map { person in
                "\(person.id)" + (person.preferenceVotes.map { " with \($0) preference votes" } ?? "")
            }
            words.append("a list of \(persons.joined(separator: ", "))")
        }
        return words.isEmpty ? nil : "\(choice.id): \(words.joined(separator: ", "))"
    }

    private func joined(_ ids: [ChoiceID]) -> String { ids.map(\.rawValue).joined(separator: ", ") }
}

extension Applications {
    fileprivate var facts: [String] {
        func counts(_ counts: [RegionCount]) -> String {
            counts.map { "\($0.region) \($0.count)" }.joined(separator: ", ")
        }
        var facts = regions.isEmpty ? [] : ["regions: \(regions.map(\.rawValue).joined(separator: ", "))"]
        facts += parties.map { "members of party \($0.party): \(counts($0.members))" }
        facts += blocs.map { "bloc \($0.bloc) of \($0.parties.map(\.rawValue).joined(separator: ", "))" }
        facts += lists.map { list in
            let seats = list.seats.map { " for \($0) seats" } ?? ""
            return "list of \(list.nominator)\(seats) with \(list.persons.count) persons"
        }
        facts += nominations.map { nomination in
            let by = nomination.nominator.map { "nominated by \($0)" } ?? "self-nominated"
            let party =
                nomination.memberOf.map { ", a member of \($0)," }
                ?? (nomination.isWithoutParty ? ", a member of no party," : "")
            return "\(nomination.person)\(party) \(by) in \(nomination.constituency)"
        }
        facts += signatures.map { "signatures for \($0.candidate) out of \($0.base): \(counts($0.signatures))" }
        facts += constituencies.map { "\($0.constituency) in \($0.region): \($0.electors) electors" }
        if let minimumWage { facts.append("minimum wage: \(minimumWage)") }
        facts += deposits.map { deposit in
            switch deposit.payer {
            case .candidate(let candidate): "\(candidate) pays \(deposit.paid)"
            case .list(let nominator): "the list of \(nominator) pays \(deposit.paid)"
            }
        }
        return facts
    }
}
