import Counting
public import ElectionModel
import ElectionRecord
import ElectoralLaw

extension ConductState {
    /// The central commission registers lists, district commissions candidates (articles 12 and 16).
    func requireRegistrar(_ decision: CommissionDecision, of nomination: NominationReceived) throws(ConductRefusal) {
        try decision.require(in: self, of: nomination.isList ? .central : .district)
        if !nomination.isList, decision.commission.unit != nomination.district.rawValue {
            throw .notThisCommission(decision.commission)
        }
    }

    /// Codes of the rules of registration that a nomination breaks beside those that stand (`checkRegistration`).
    public func brokenRules(with nomination: NominationReceived) -> [String] {
        var applications = Applications()
        applications.regions = setting.election.regions.map(\.id)
        for choice in nominationOrder where choice != nomination.choice {
            guard let standing = nominations[choice], standing.stands else { continue }
            add(standing.nominated, by: standing.nominator, to: &applications)
        }
        // What is broken without it, such as by a corrected nominator, is not its fault.
        let before = Set(failedChecks(of: applications))
        add(nomination, by: nomination.nominator, to: &applications)
        return Set(failedChecks(of: applications).filter { !before.contains($0) }.map(\.code)).sorted()
    }

    private func failedChecks(of applications: Applications) -> [RegistrationCheck] {
        registrationChecks(applications, under: setting.law).filter { $0.result == .failed }
    }

    private func add(
        _ nomination: NominationReceived, by nominator: PartyID?, to applications: inout Applications
    ) {
        if nomination.isList {
            guard let nominator else { return }
            applications.lists.append(.init(nominator: nominator, persons: nomination.persons))
        } else {
            applications.nominations.append(
                .init(
                    person: nomination.persons.first ?? nomination.choice, constituency: nomination.district,
                    nominator: nominator, memberOf: nomination.memberOf))
        }
    }

    /// Takes a nomination off the ballots that are still to be voted.
    mutating func leave(_ choice: ChoiceID, _ status: NominationStatus, _ event: ActEvent) {
        guard var nomination = nominations[choice] else { return }
        let contest = ContestID(nomination.nominated.tier, nomination.nominated.district)
        let wasRegistered = nomination.status == .registered
        nomination.status = status
        if wasRegistered { nomination.leftBeforeRound = roundLeft(contest, event) }
        nominations[choice] = nomination
        layOutBallots(of: contest)
        mark(
            status == .cancelled ? RegistrationCancelled.kind : NominationWithdrawn.kind, subject: choice.rawValue,
            event)
    }

    /// After the first ballot a withdrawal only counts for the second.
    private func roundLeft(_ contest: ContestID, _ event: ActEvent) -> Int {
        if round(of: contest) == 2 { return 2 }
        guard let day = pollingDay(round: 1), let date = event.time.date else { return 1 }
        return date > day ? 2 : 1
    }

    /// The register of the election with everybody who was registered, those who left included: `decisions` says who left.
    public var register: Election {
        var election = setting.election
        election.choices = nominationOrder.compactMap { id -> Choice? in
            guard let nomination = nominations[id], nomination.registrationOrder != nil else { return nil }
            return choice(nomination)
        }
        return election
    }

    private func choice(_ nomination: Nomination) -> Choice {
        let nominated = nomination.nominated
        let person = nominated.isList ? nil : nomination.persons.first ?? nil
        let party = nomination.nominator.flatMap { id in setting.election.parties.first { $0.id == id } }
        let known = setting.election.choices.first { $0.id == nominated.choice }
        let name =
            person?.name ?? known?.name ?? (nominated.isList ? party?.name : nil)
            ?? Multilingual(nominated.choice.rawValue)
        return Choice(
            id: nominated.choice, kind: nominated.isList ? .list : .candidate, name: name,
            nominator: nomination.nominator, district: nominated.isList ? nil : nominated.district,
            registrationOrder: nomination.registrationOrder, birthDate: person?.birthDate, sex: person?.sex,
            blocMembers: known?.blocMembers ?? [],
            persons: nominated.isList ? listedPersons(nomination) : [])
    }

    private func listedPersons(_ nomination: Nomination) -> [ListedPerson] {
        zip(nomination.nominated.persons, nomination.persons).map { id, person in
            ListedPerson(
                id: id, name: person?.name ?? Multilingual(id.rawValue), birthDate: person?.birthDate, sex: person?.sex)
        }
    }

    /// What people decided outside the arithmetic.
    public var decisions: Decisions {
        Decisions(
            lots: lots.map { .init(tier: $0.tier, district: $0.district, among: $0.among, drawn: $0.drawn) },
            withdrawals: nominationOrder.compactMap { id in
                nominations[id]?.leftBeforeRound.map { Decisions.Withdrawal(id, beforeRound: $0) }
            },
            annulments: contests.sorted { $0.key < $1.key }.compactMap { contest, state in
                state.annulment.map { .init(tier: contest.tier, district: contest.district, act: $0.decision.number) }
            })
    }

    /// The choices on the ballot of a contest in its order: candidates by the Kazakh alphabet or as the procedure says,
    /// lists as the lot drew them, finalists in a run-off (article 37(1)).
    public func ballot(of contest: ContestID, round: Int) -> [ChoiceID] {
        ballots[ContestKey(contest.tier, contest.district, round)] ?? []
    }

    /// Lays out the ballots of a contest anew: after a registration, a withdrawal, a lot, the call of a run-off.
    mutating func layOutBallots(of contest: ContestID) {
        for round in 1...(contests[contest]?.runOff == nil ? 1 : 2) {
            ballots[ContestKey(contest.tier, contest.district, round)] = laidOut(contest, round: round)
        }
    }

    private func laidOut(_ contest: ContestID, round: Int) -> [ChoiceID] {
        let rule = setting.procedure.ballots
        let standing = nominationOrder.filter { id in
            guard let nomination = nominations[id], nomination.registrationOrder != nil,
                nomination.nominated.tier == contest.tier, nomination.nominated.district == contest.district
            else { return false }
            return nomination.leftBeforeRound.map { $0 > round } ?? true
        }
        let isLists = standing.contains { nominations[$0]?.nominated.isList == true }
        let ordered = sort(standing, by: isLists ? rule.lists : rule.candidates, contest.tier)
        guard round > 1 else { return ordered }
        let finalists = contests[contest]?.runOff?.finalists ?? []
        return ordered.filter(finalists.contains)
    }

    private func sort(_ choices: [ChoiceID], by order: Procedure.BallotRule.Order, _ tier: TierID) -> [ChoiceID] {
        switch order {
        case .registration:
            return choices.sorted {
                (nominations[$0]?.registrationOrder ?? 0, $0) < (nominations[$1]?.registrationOrder ?? 0, $1)
            }
        case .drawnLot:
            let drawn = listOrder[tier] ?? choices
            return drawn.filter(choices.contains)
        case .kazakhAlphabet:
            let names = Dictionary(
                uniqueKeysWithValues: choices.map { id in
                    (id, KazakhAlphabet.key((nominations[id]?.persons.first ?? nil)?.name[.kazakh] ?? id.rawValue))
                })
            return choices.sorted { left, right in
                let (first, second) = (names[left] ?? [], names[right] ?? [])
                return first == second ? left < right : first.lexicographicallyPrecedes(second)
            }
        }
    }
}

/// The order of the Kazakh Cyrillic alphabet of 42 letters.
public enum KazakhAlphabet {
    private static let letters = Array("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
    private static let places: [Character: Int] = Dictionary(
        uniqueKeysWithValues: letters.enumerated().map { ($1, $0 + 1) })

    /// Compares as the alphabet does: spaces and hyphens first, then letters whatever their case, everything else by its code.
    public static func key(_ name: String) -> [Int] {
        name.lowercased().map { letter in
            if letter == " " || letter == "-" { return 0 }
            return places[letter] ?? 1000 + Int(letter.unicodeScalars.first?.value ?? 0)
        }
    }
}
