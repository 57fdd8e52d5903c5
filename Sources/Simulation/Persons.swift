import ElectionModel

/// Birth dates and sexes: of those elected as published, of the others as they come.
struct PersonDrafts {
    var candidates: [[(birthDate: CalendarDate?, sex: Sex)]]
    var listed: [[(birthDate: CalendarDate?, sex: Sex)]]
}

extension Workshop {
    func persons(_ contests: [ContestDraft]) throws(ReconstructionFault) -> PersonDrafts {
        var generator = generator(.persons)
        var ages = try electedAges(&generator)
        var sexes = generator.shuffled((0..<published.seats).map { $0 < published.women ? Sex.female : .male })
        func person(isElected: Bool) -> (birthDate: CalendarDate?, sex: Sex) {
            if isElected, let age = ages.popLast(), let sex = sexes.popLast() {
                return (birthDate(age, &generator), sex)
            }
            let sex: Sex = generator.happens(170) ? .female : .male
            return (birthDate(max(26, generator.near(46, spread: 34)), &generator), sex)
        }
        let candidates = contests.map { $0.candidates.map { person(isElected: $0.isWinner) } }
        let listed = published.lists.enumerated().map { index, list in
            (0..<parameters.lists[index].persons).map { person(isElected: $0 < list.seats) }
        }
        return PersonDrafts(candidates: candidates, listed: listed)
    }

    /// Ages with the published least, greatest and mean, in random order.
    private func electedAges(_ generator: inout Generator) throws(ReconstructionFault) -> [Int] {
        var ages = [published.youngest, published.oldest]
        let inner = published.youngest + 1...published.oldest - 1
        while ages.count < published.seats {
            let age = generator.near(published.meanAge, spread: (published.oldest - published.youngest) / 2)
            ages.append(min(inner.upperBound, max(inner.lowerBound, age)))
        }
        var excess = ages.reduce(0, +) - published.seats * published.meanAge
        for _ in 0..<100_000 where excess != 0 {
            let index = 2 + generator.below(ages.count - 2)
            let changed = ages[index] - excess.signum()
            guard inner.contains(changed) else { continue }
            ages[index] = changed
            excess -= excess.signum()
        }
        guard excess == 0 else { throw .notFound(stage: "ages") }
        return generator.shuffled(ages)
    }

    /// A birthday such that the person has the age on the first polling day.
    private func birthDate(_ age: Int, _ generator: inout Generator) -> CalendarDate? {
        let day = published.pollingDay
        let birthday = (month: generator.within(1...12), day: generator.within(1...28))
        let hadBirthday = (birthday.month, birthday.day) <= (day.month, day.day)
        return CalendarDate(
            year: day.year - age - (hadBirthday ? 0 : 1), month: birthday.month, day: birthday.day)
    }
}
