import ElectionModel
import ElectoralLaw

/// What breaking a tie came to.
enum TieResolution {
    /// These get the places, in ballot order.
    case broken([ChoiceID])
    /// Nothing in the law tells these apart; `certain` get a place whatever happens.
    case open(Tie, certain: [ChoiceID])
    /// The law holds the election again.
    case repeatElection
}

/// A tie with everything that a law may look at to break it.
struct TieQuestion {
    var tier: TierID
    var district: DistrictID
    var places: Tie.Places
    var number: Int
    var among: [ChoiceID]
    var rules: [TieRule]
    var cites: [Citation]
    /// Votes that `more votes` compares, where a law prefers them.
    var votes: [ChoiceID: UInt64] = [:]
}

extension Contest {
    /// Applies the law's tie rules in turn to `question`, then a recorded lot.
    ///
    /// A rule that separates only some leaves the rest to the next rule. Rules that need a birth date or an order of
    /// registration which the register lacks separate nobody.
    func resolve<R: Recorder>(_ question: TieQuestion, _ recorder: inout R) -> TieResolution {
        var certain: [ChoiceID] = []
        var among = question.among
        var number = question.number
        for rule in question.rules {
            switch rule {
            case .repeatElection:
                recorder.add {
                    Step(.repeatElection, cites: question.cites, [Figure("among", .choices(among))])
                }
                return .repeatElection
            case .lot, .silent:
                continue
            case .older, .younger, .earlierRegistered, .moreVotes:
                guard let groups = ranked(among, by: rule, votes: question.votes) else { continue }
                var taken: [ChoiceID] = []
                var rest: [ChoiceID] = []
                for group in groups {
                    if rest.isEmpty, taken.count + group.count <= number {
                        taken += group
                    } else if rest.isEmpty, taken.count < number {
                        rest = group
                    }
                }
                guard groups.count > 1 else { continue }
                recorder.add {
                    Step(
                        .tieBroken, cites: question.cites,
                        [
                            Figure("among", .choices(among)), Figure("rule", .text(rule.rawValue)),
                            Figure("chosen", .choices(taken)),
                        ])
                }
                certain += taken
                number -= taken.count
                among = rest
                if number == 0 { return .broken(inOrder(certain, of: question.among)) }
            }
        }
        return resolveByLot(question, among: among, number: number, certain: certain, &recorder)
    }

    private func resolveByLot<R: Recorder>(
        _ question: TieQuestion, among: [ChoiceID], number: Int, certain: [ChoiceID], _ recorder: inout R
    ) -> TieResolution {
        let lot = decisions.lots.first {
            $0.tier == question.tier && $0.district == question.district && Set($0.among) == Set(among)
                && $0.drawn.count == number && Set($0.drawn).isSubset(of: among)
        }
        if let lot {
            recorder.add {
                Step(
                    .tieByLot, cites: question.cites,
                    [Figure("among", .choices(among)), Figure("drawn", .choices(lot.drawn))])
            }
            return .broken(inOrder(certain + lot.drawn, of: question.among))
        }
        let silent = !question.rules.contains(.lot)
        let tie = Tie(
            tier: question.tier, district: question.district, places: question.places, number: number, among: among,
            lawIsSilent: silent)
        recorder.add {
            Step(
                silent ? .tieLawSilent : .tieOpen, cites: question.cites,
                [
                    Figure("among", .choices(among)), Figure("places", .count(UInt64(number))),
                    Figure("kind", .text(question.places.rawValue)),
                ])
        }
        return .open(tie, certain: certain)
    }

    /// Groups in the order in which a rule prefers them; nil where the register can't tell.
    private func ranked(_ among: [ChoiceID], by rule: TieRule, votes: [ChoiceID: UInt64]) -> [[ChoiceID]]? {
        let keys = among.map { id -> Int? in
            switch rule {
            case .older: register[id]?.birthDate?.dayNumber
            case .younger: register[id]?.birthDate.map { -$0.dayNumber }
            case .earlierRegistered: register[id]?.registrationOrder
            case .moreVotes: votes[id].map { -Int($0) }
            case .lot, .silent, .repeatElection: nil
            }
        }
        guard !keys.contains(nil) else { return nil }
        let pairs = zip(keys.compactMap(\.self), among).enumerated().sorted {
            ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
        }
        var groups: [[ChoiceID]] = []
        var last: Int?
        for (key, id) in pairs.map(\.element) {
            if key == last { groups[groups.count - 1].append(id) } else { groups.append([id]) }
            last = key
        }
        return groups
    }

    private func inOrder(_ chosen: [ChoiceID], of among: [ChoiceID]) -> [ChoiceID] {
        let set = Set(chosen)
        return among.filter(set.contains)
    }
}
