import ElectionModel
import ElectoralLaw

/// A number of seats divided among the lists of one district, with ties broken as far as the law goes.
struct ListShare {
    /// By list of the tier.
    var seats: [Int]
    var unfilled = 0
    var excess = 0
    /// Seats that a tie leaves open.
    var open = 0
    var ties: [Tie] = []
    /// Remaining votes by list, for a next tier.
    var remainders: [UInt64] = []
}

/// What is divided and for whom.
struct ListQuestion {
    var tier: TierID
    var district: DistrictID
    var lists: [ChoiceID]
    /// By list; zero for those that don't take part.
    var votes: [UInt64]
    /// The base of a quota that divides all valid votes.
    var valid: UInt64
    var seats: Int
    var natural: ListRule.NaturalThreshold?
    var caps: [Int]?
    /// What the condition of a bonus is a share of.
    var bonusBase: UInt64 = 0
}

extension Contest {
    /// Divides the seats of one question by a method, and breaks ties at the last seat by its rules.
    func allocate<R: Recorder>(_ allocation: Allocation, _ question: ListQuestion, _ recorder: inout R) -> ListShare {
        let taking = question.votes.indices.filter { question.votes[$0] > 0 }
        let votes = taking.map { question.votes[$0] }
        let caps = question.caps.map { caps in taking.map { caps[$0] } }
        var share = ListShare(seats: [Int](repeating: 0, count: question.lists.count))
        guard !votes.isEmpty, question.seats > 0 else {
            share.unfilled = max(0, question.seats)
            if question.seats > 0 {
                recorder.add { Step(.seatsUnfilled, cites: allocation.cites, [count("seats", question.seats)]) }
            }
            return share
        }
        let names = taking.map { question.lists[$0] }
        let division: Division
        switch allocation.method {
        case .quota(let method):
            division = quotas(method, allocation, question, votes, names, caps, &share, taking, &recorder)
        case .divisor(let divisor):
            recorder.add {
                Step(
                    .divisorStart, cites: allocation.cites,
                    [Figure("method", .text(divisor.rawValue)), count("seats", question.seats)])
            }
            var last: (list: Int, seats: Int)?
            division = divisor.divide(votes, seats: question.seats, caps: caps) { last = ($0, $1) }
            if let last {
                recorder.add {
                    Step(
                        .divisorSeat, cites: allocation.cites,
                        [
                            Figure("list", .choice(names[last.list])), count("seats", last.seats),
                            Figure("votes", .count(votes[last.list])),
                            Figure("divisor", .text(written(divisor, after: last.seats - 1))),
                        ])
                }
            }
        }
        for (index, list) in taking.enumerated() { share.seats[list] = division.seats[index] }
        share.unfilled = division.unfilled
        share.excess = division.excess
        breakTie(division, allocation, question, taking, &share, &recorder)
        record(allocation, question, share, &recorder)
        return share
    }

    private func quotas<R: Recorder>(
        _ method: QuotaMethod, _ allocation: Allocation, _ question: ListQuestion, _ votes: [UInt64],
        _ names: [ChoiceID], _ caps: [Int]?, _ share: inout ListShare, _ taking: [Int], _ recorder: inout R
    ) -> Division {
        let base = method.base == .passingLists ? votes.reduce(0, +) : question.valid
        let shares = QuotaShares(method.quota, votes: votes, base: base, seats: question.seats)
        recorder.add {
            Step(
                .quotaComputed, cites: allocation.cites,
                [
                    Figure("method", .text(method.quota.rawValue)), Figure("votes", .count(base)),
                    count("seats", question.seats), Figure("quota", .fraction(shares.quota)),
                ])
        }
        for (index, id) in names.enumerated() {
            recorder.add {
                Step(
                    .wholeQuotas, cites: allocation.cites,
                    [
                        Figure("list", .choice(id)), Figure("votes", .count(votes[index])),
                        Figure("quotas", .fraction(Fraction(Int128(votes[index]), 1) / shares.quota)),
                        count("seats", shares.whole[index]), Figure("remainder", .fraction(remainder(shares, index))),
                    ])
            }
            if let natural = question.natural, Fraction(Int128(votes[index]), 1) < natural.quotas * shares.quota {
                recorder.add {
                    Step(
                        .naturalThresholdMissed, cites: natural.cites,
                        [Figure("list", .choice(id)), Figure("votes", .count(votes[index]))])
                }
            }
        }
        if shares.left < 0 {
            let code: StepCode =
                switch method.overAward {
                case .smallestRemainder: .seatsTakenBack
                case .hare: .overAwardHare
                case .keep: .overAwardKept
                case .refuse: .overAwardRefused
                }
            recorder.add { Step(code, cites: allocation.cites, [count("seats", -shares.left)]) }
        }
        share.remainders = [UInt64](repeating: 0, count: question.lists.count)
        for (index, list) in taking.enumerated() {
            share.remainders[list] = UInt64(shares.remainders[index] / UInt128(shares.quota.denominator))
        }
        let code: StepCode =
            switch method.remainders {
            case .largest: .remainderSeat
            case .highestAverage: .highestAverageSeat
            case .largestList: .largestListSeats
            case .inTurn: .turnSeat
            case .nextTier: .remaindersPass
            }
        if method.remainders == .nextTier, shares.left > 0 {
            recorder.add { Step(.remaindersPass, cites: allocation.cites, [count("seats", shares.left)]) }
        }
        var awards: [(Int, Int)] = []
        let division = method.divide(
            votes, base: base, seats: question.seats, natural: question.natural?.quotas, caps: caps
        ) { awards.append(($0, $1)) }
        for (index, seats) in awards {
            recorder.add {
                Step(
                    code, cites: allocation.cites,
                    [
                        Figure("list", .choice(names[index])), count("seats", seats),
                        Figure("remainder", .fraction(remainder(shares, index))),
                    ])
            }
        }
        return division
    }

    private func breakTie<R: Recorder>(
        _ division: Division, _ allocation: Allocation, _ question: ListQuestion, _ taking: [Int],
        _ share: inout ListShare, _ recorder: inout R
    ) {
        guard !division.tied.isEmpty else { return }
        let tied = division.tied.map { taking[$0] }
        let among = tied.map { question.lists[$0] }
        var votes: [ChoiceID: UInt64] = [:]
        for list in tied { votes[question.lists[list]] = question.votes[list] }
        let tieQuestion = TieQuestion(
            tier: question.tier, district: question.district,
            places: division.tieIsOverReturned ? .returnedSeats : .seats, number: division.tiedSeats, among: among,
            rules: allocation.ties, cites: allocation.cites, votes: votes)
        func give(_ chosen: [ChoiceID]) {
            for list in tied where chosen.contains(question.lists[list]) { share.seats[list] += division.seatsEach }
        }
        switch resolve(tieQuestion, &recorder) {
        case .broken(let chosen): give(chosen)
        case .open(var tie, let certain):
            give(certain)
            tie.seatsEach = division.seatsEach
            share.ties.append(tie)
            share.open += tie.number * tie.seatsEach
        case .repeatElection: share.unfilled += division.tiedSeats * division.seatsEach
        }
    }

    private func record<R: Recorder>(
        _ allocation: Allocation, _ question: ListQuestion, _ share: ListShare, _ recorder: inout R
    ) {
        for (list, id) in question.lists.enumerated() where question.votes[list] > 0 {
            recorder.add {
                Step(
                    .listTotal, cites: allocation.cites,
                    [
                        Figure("list", .choice(id)), Figure("votes", .count(question.votes[list])),
                        count("seats", share.seats[list]),
                    ])
            }
        }
        if share.unfilled > 0, share.ties.isEmpty {
            recorder.add { Step(.seatsUnfilled, cites: allocation.cites, [count("seats", share.unfilled)]) }
        }
    }

    private func remainder(_ shares: QuotaShares, _ index: Int) -> Fraction {
        Fraction(Int128(shares.remainders[index]), shares.quota.numerator)
    }
}

/// A figure for a number of seats.
func count(_ name: String, _ value: Int) -> Figure {
    Figure(name, .count(UInt64(max(0, value))))
}

private func written(_ divisor: Divisor, after seats: Int) -> String {
    let (numerator, denominator) = divisor.divisor(after: seats)
    let fraction = denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    return divisor.isSquareRoot ? "√\(fraction)" : fraction
}
