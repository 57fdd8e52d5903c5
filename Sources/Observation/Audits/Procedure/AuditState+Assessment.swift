import ElectionModel

extension AuditState {
    /// The p-values of all contests of the plan from the cards read so far.
    ///
    /// - Throws: `unread` or `unresolved` where a card that was drawn is not settled: leaving cards out would choose among them.
    public func assess() throws(AuditRefusal) -> [ContestAssessment] {
        guard let plan else { throw .missing([.plan], before: .assessment) }
        let settled = toRead
        let unread = settled.filter { findings[$0, default: []].count < 2 }
        if let first = unread.first { throw .unread(unread.count, first: first) }
        let open = settled.filter { finding($0) == nil }
        if let first = open.first { throw .unresolved(open.count, first: first) }
        try checkRecounts()
        return plan.contests.map { contest in
            guard let universe = universes[contest.key] else {
                return ContestAssessment(contest: contest.key, cards: 0, pValues: [], isConfirmed: false)
            }
            guard contest.method != .recounts else { return assessRecounts(contest.key, universe, plan.riskLimit) }
            let tests = tests(contest.key, universe)
            return ContestAssessment(
                contest: contest.key, cards: samples[contest.key, default: []].count, pValues: tests.map(\.pValue),
                isConfirmed: tests.allSatisfy { $0.isConfirmed(at: plan.riskLimit) })
        }
    }

    /// Each assertion's test on the contest's sample; cards that are not settled are taken for missing.
    func tests(_ contest: ContestKey, _ universe: CardUniverse) -> [SequentialTest] {
        let sample = samples[contest, default: []].map { SampledCard(place: $0, mark: mark($0, contest)) }
        return universe.assertions.map { universe.tested($0).test(sample) }
    }

    private func mark(_ place: CardPlace, _ contest: ContestKey) -> CardMark {
        switch finding(place) {
        case .found(let marks): marks[contest] ?? .without
        case .notFound, nil: .missing
        }
    }
}
