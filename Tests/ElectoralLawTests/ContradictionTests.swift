import DataFormats
import ElectoralLaw
import MistakeWords
import Testing

/// What no field shows by itself: seats that don't add up, references into nothing, rules that can never apply.
@Suite struct ContradictionTests {
    private func expect(
        _ old: String, _ new: String, at field: String, _ problem: String, _ remedy: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = mistakes(old, new)
        #expect(found.count == 1, "\(found)", sourceLocation: sourceLocation)
        #expect(found.first?.field == field, "\(found)", sourceLocation: sourceLocation)
        #expect(found.first?.line == lineOf(field), "\(found)", sourceLocation: sourceLocation)
        #expect(found.first?.problem.contains(problem) == true, "\(found)", sourceLocation: sourceLocation)
        #expect(found.first?.remedy.contains(remedy) == true, "\(found)", sourceLocation: sourceLocation)
    }

    /// The line of a field, or that of an item of a list such as `tiers[1]`: the author looks there, not at the head of the
    /// list.
    private func lineOf(_ field: String) -> Int? {
        let items = [
            "tiers[0]": "- id: seats", "tiers[1]": "- id: list", "tiers[2]": "- id: named",
            "vacancies[0]": "- {tier: list, then",
        ]
        return line(items[field] ?? "\(field):")
    }

    @Test func aFileOfAnotherFormatGetsOneMessage() {
        for format in ["sailau-law/2", "sailau-election/1"] {
            let found = mistakes(
                soundLaw.replacing("sailau-law/1", with: format).replacing("body: test", with: "bodi: test"))
            #expect(found.map(\.field) == ["format"])
            #expect(found.map(\.line) == [1])
        }
    }

    @Test func seats() {
        expect(
            "seats: 20", "seats: 21", at: "seats", "20 seats (seats 8 + list 10 + named 2), the body has 21", "Correct")
        let tiers = soundLaw.firstRange(of: "tiers:\n").map { soundLaw[..<$0.lowerBound] } ?? ""
        #expect(mistakes(tiers + "tiers: []").map(\.problem) == ["No tier says how the seats are filled."])
        #expect(mistakes(String(tiers)).map(\.field) == ["tiers"])
        expect("kind: chamber", "kind: office", at: "seats", "held by one person", "kind: chamber")
    }

    @Test func tiersNamedTwiceOrNotAtAll() {
        expect("- id: named", "- id: list", at: "tiers[2]", "`list` stands twice", "own `id`")
        expect(
            "{tier: list, then", "{tier: lists, then", at: "vacancies[0]", "no other tier `lists`", "seats, list, named"
        )
        expect(
            "tier: seats, cites: art. 12", "tier: seat, cites: art. 12", at: "tiers[1]", "no other tier `seat`", "seats"
        )
        expect(
            "tier: seats, cites: art. 12", "tier: list, cites: art. 12", at: "tiers[1]", "no other tier `list`", "seats"
        )
        expect(
            "tier: seats, cites: art. 12", "tier: named, cites: art. 12", at: "tiers[1]", "decided after its own",
            "Put `named` before `list`")
        expect(
            "order: {kind",
            "transfer: {from: x, votes: votes of losing candidates, cites: art. 18}\n      order: {kind",
            at: "tiers[1]", "no other tier `x`", "Write one of")
        expect(
            "order: {kind",
            "compensation: {tiers: [seats, y], overhang: body grows, cites: art. 18}\n      order: {kind",
            at: "tiers[1]", "no other tier `y`", "Write one of")
    }

    @Test func renewal() {
        func renew(_ part: String, every years: Int = 3) -> String {
            "renewal: {part: \(part), every years: \(years), cites: art. 2}\nterm: {years: 6"
        }
        #expect(mistakes("term: {years: 5", renew("1/2")).isEmpty)
        let misfit = mistakes("term: {years: 5", renew("1/2", every: 2))
        #expect(misfit.map(\.problem) == ["1/2 every 2 years does not fit a term of 6 years."])
        let third = mistakes("term: {years: 5", renew("1/3", every: 2))
        #expect(third.map(\.problem).count { $0.contains("is not a whole number") } == 2)
        #expect(third.allSatisfy { $0.field == "renewal" && $0.line == 9 })
        #expect(mistakes("term: {years: 5", renew("1")).map(\.problem) == ["The part renewed is 1."])
        #expect(mistakes("term: {years: 5", renew("0")).map(\.problem) == ["The part renewed is 0."])
    }

    @Test func majorities() {
        let runOff = soundLaw.firstRange(of: "      run-off:\n").flatMap { start in
            soundLaw.firstRange(of: "      otherwise: repeat").map { soundLaw[start.lowerBound..<$0.lowerBound] }
        }
        let turnout = "      turnout: {needs: at least 1/4 of registered electors, otherwise: run-off, cites: art. 6}\n"
        expect(String(runOff ?? ""), turnout, at: "tiers[0]", "no run-off is described", "Add `run-off:`")
        expect(
            "share: at least 1/8 of registered electors", "share: at least 3/4 of valid votes", at: "tiers[0]",
            "to go on and not have won", "below the majority")
        expect(
            "when: more than 1/2 of valid votes", "when: more than 1 of valid votes", at: "tiers[0]",
            "nobody can have more than 1 of valid votes", "below 1")
        expect(
            "when: more than 1/2 of valid votes", "when: more than 1/2 of members present", at: "tiers[0]",
            "needs a college", "Add `college:`")
        #expect(mistakes("when: more than 1/2 of valid votes", "when: at least 1 of valid votes").isEmpty)
        let college = "college: {members: deputies, cites: art. 3}\n    "
        #expect(mistakes("majority:\n", college + "majority:\n").isEmpty)
        expect("appointed: {by", college + "appointed: {by", at: "tiers[2]", "`college` can never apply", "majority")
        expect(
            "appointed: {by: president, cites: art. 16}",
            "plurality: {least: at least 1/4 of members of the college, cites: art. 16}", at: "tiers[2]",
            "needs a college", "another base")
    }

    @Test func lists() {
        let found = mistakes(
            """
                  thresholds:
                    - {for: every list, share: at least 7% of valid votes, cites: art. 11}

            """, "")
        #expect(found.count == 2, "\(found)")
        #expect(found.contains { $0.problem.contains("`or wins` can never apply") })
        #expect(found.contains { $0.problem.contains("`if none passes` and `if one passes` need a threshold") })
        expect(
            "share: at least 7% of valid votes", "share: at least 107% of valid votes", at: "tiers[1]",
            "no list can have", "up to 1")
        expect(
            "quota: hare", "quota: hare, remaining seats: pass to the next tier", at: "tiers[1]",
            "no list tier follows",
            "Add it after this one")
        let natural = "natural threshold: {quotas: 3/4, cites: art. 14}\n      order: {kind"
        #expect(mistakes("order: {kind", natural).isEmpty)
        expect(
            "order: {kind", natural.replacing("3/4", with: "0"), at: "tiers[1]", "threshold of 0 never", "Leave it out")
        let both = soundLaw.replacing("quota: hare", with: "divisor: d'hondt").replacing("order: {kind", with: natural)
        #expect(mistakes(both).map(\.problem).first?.contains("needs a quota") == true)
        let bonus = "bonus: {seats: 9, kind: added to its share, cites: art. 14}\n      order: {kind"
        #expect(mistakes("order: {kind", bonus).isEmpty)
        expect(
            "order: {kind", bonus.replacing("9", with: "10"), at: "tiers[1]", "leaves nothing of 10 seats", "Correct")
    }

    @Test func partsThatLeaveEachOtherNothingToDo() {
        let parts = [
            "bonus: {seats: 2, kind: added to its share, cites: art. 14}",
            "linked lists: {within: {divisor: d'hondt, cites: art. 14}, cites: art. 14}",
            "transfer: {from: seats, votes: votes of losing candidates, cites: art. 14}",
            "exhausted list: {then: seats go to the other lists, cites: art. 14}",
            "compensation: {tiers: [seats], overhang: body grows, cites: art. 14}",
        ]
        func found(_ indices: Int...) -> [String] {
            let text = indices.map { parts[$0] + "\n      " }.joined()
            return mistakes("order: {kind", text + "order: {kind").map(\.problem)
        }
        for index in parts.indices { #expect(found(index).isEmpty) }
        for pair in [(0, 1), (0, 4), (1, 4), (2, 4), (3, 4)] {
            #expect(found(pair.0, pair.1).count == 1, "\(pair)")
            #expect(found(pair.0, pair.1).first?.contains("can never apply beside") == true)
        }
        #expect(found(0, 2).isEmpty && found(0, 3).isEmpty && found(1, 2, 3).isEmpty)
        let several = soundLaw.replacing("one for the whole country", with: "several")
        #expect(mistakes(several).isEmpty)
        for part in [parts[2], parts[4]] {
            let spoiled = several.replacing("order: {kind", with: part + "\n      order: {kind")
            #expect(mistakes(spoiled).count == 1)
        }
    }

    @Test func blocsAndOrders() {
        expectInPlace(
            "for: every list, share", "for: party, members at least: 2, share",
            "tiers[1].lists.thresholds[0].members at least", "Only blocs have members")
        let threshold = "preference votes above a threshold, then order of the list"
        expectInPlace(
            "kind: strict order of the list", "kind: '\(threshold)'", "tiers[1].lists.order.kind", "need a threshold")
        expectInPlace(
            "kind: strict order of the list",
            "kind: strict order of the list, preference: {comparison: at least, of list votes: 1/10}",
            "tiers[1].lists.order.preference", "can never apply")
    }

    private func expectInPlace(_ old: String, _ new: String, _ field: String, _ problem: String) {
        let found = mistakes(old, new)
        #expect(found.map(\.field) == [field])
        #expect(found.first?.problem.contains(problem) == true, "\(found)")
    }
}
