import DataFormats
import ElectionModel
import ElectoralLaw
import MistakeWords
import Testing

/// Loading a law reports everything wrong with it at once, each with its line and what to write instead.
@Suite struct MistakeTests {
    private func mistakes(_ text: String) -> [Mistake] {
        do throws(Mistakes) {
            _ = try Law.read(Array(text.utf8), file: "law.yaml")
            return []
        } catch {
            return error.list
        }
    }

    /// A law of `Laws/phrases/laws` with some words exchanged.
    private func mistakes(in law: String, _ changes: (String, String)...) throws -> [Mistake] {
        var text = try RepositoryFiles.text("Laws/phrases/laws/\(law).yaml")
        for (old, new) in changes {
            #expect(text.contains(old), "\(law) lacks `\(old)`")
            text = text.replacing(old, with: new)
        }
        return mistakes(text)
    }

    @Test func allMistakesAtOnceWithLineAndRemedy() {
        let found = mistakes(
            """
            format: sailau-law/1
            title: {en: Full of mistakes}
            country: XX
            body: council
            statute: Invented
            in force: {from: 2004-13-01, cites: example}
            kind: chambre
            seats: 5
            tiers:
              - id: seats
                name: {en: Seats}
                seats: 1
                cites: example
                majority:
                  elected: {when: more than 1/2, cites: example}
                  run-off:
                    called when: nobody is elected
                    qualify: {top: 2, cites: example}
                    on withdrawl: next moves up
                    elected: {when: more than 0.5 of valid votes, cites: example}
                    cites: example
                  otherwise: repeat election
                  cites: example
            """)
        let byLine = found.map { "\($0.line) \($0.field)" }
        #expect(
            byLine == [
                "6 in force.from", "7 kind", "15 tiers[0].majority.elected.when",
                "16 tiers[0].majority.run-off.on withdrawal", "19 tiers[0].majority.run-off.on withdrawl",
                "20 tiers[0].majority.run-off.elected.when",
            ])
        #expect(found.allSatisfy { !$0.problem.isEmpty && !$0.remedy.isEmpty })
        #expect(found[1].remedy.contains("chamber"))
        #expect(found[2].problem.contains("names no base"))
        #expect(found[4].remedy.contains("Did you mean `on withdrawal`?"))
        #expect(found[5].problem.contains("not an exact fraction"))
    }

    @Test(arguments: [
        ("majority", "seats: 1\ntiers", "seats: 4\ntiers", "The tiers have 1 seats"),
        ("block", "kind: chamber", "kind: office", "An office is held by one person"),
        ("majority", "more than 1/2 of valid votes", "more than 1/1 of valid votes", "nobody can have"),
        ("majority", "of valid votes", "of members present", "needs a college"),
        ("threshold", "of valid votes", "of members of the college", "needs a college"),
        ("majority", "otherwise: repeat election", "otherwise: run-off", "Without a run-off there is no run-off"),
        ("plurality", "cites: [example]", "ties: more votes\n      cites: [example]", "can never part candidates"),
        (
            "majority", "otherwise: repeat election",
            "turnout: {needs: at least 1/2 of registered electors, otherwise: run-off, cites: e}, otherwise: repeat election",
            "but no run-off is described"
        ),
        (
            "two-ballots", "top: 2", "top: 2, share: at least 3/4 of valid votes", "nobody can need at least 3/4"
        ),
        ("lists", "quota: hare", "quota: hare, divisor: d'hondt", "Seats go by a quota or by divisors"),
        ("divisors", "divisor: d'hondt", "divisor: d'hondt, quota of: valid votes", "This can never apply"),
        (
            "lists", "cites: [example]",
            "if none passes: {then: repeat election, cites: e}\n      cites: [example]", "need a threshold"
        ),
        (
            "divisors", "cites: [example]", "natural threshold: {quotas: 1, cites: e}\n      cites: [example]",
            "needs a quota"
        ),
        ("lists", "quota: hare", "quota: hare, remaining seats: pass to the next tier", "no list tier follows"),
        ("threshold", "at least 7%", "at least 101%", "no list can have"),
        ("bonus", "seats: 2, kind", "seats: 6, kind", "leaves nothing"),
        ("compensatory", "tiers: constituencies", "tiers: constituency", "There is no other tier `constituency`"),
        ("compensatory", "one for the whole country", "several", "counted over the whole country"),
        (
            "lists", "kind: one for the whole country",
            "kind: one for the whole country, seats by votes: {quota: hare, cites: e}",
            "can never apply with one district"
        ),
        (
            "small-senate", "kind: chamber", "kind: chamber\nrenewal: {part: 1/3, every years: 2, cites: e}",
            "is not a whole number"
        ),
        (
            "small-senate", "kind: chamber", "kind: chamber\nrenewal: {part: 1/2, every years: 2, cites: e}",
            "does not fit a term of 6 years"
        ),
        (
            "two-ballots", "on withdrawal: no replacement",
            "on withdrawal: no replacement\n        same day: yes\n        within months: 2", "on the same day"
        ),
        ("by-elections", "tier: seats", "tier: seat", "There is no other tier `seat`"),
        ("threshold", "for: every list", "for: every list, members at least: 3", "Only blocs have members"),
        ("open", "kind: preference votes alone", "kind: preference votes", "is not known here"),
        ("majority", "from: 2000-01-01", "from: 2000-01-01, until: 1999-01-01", "ends on or before its first day"),
        ("majority", "format: sailau-law/1", "format: sailau-law/2", "is not a version"),
    ])
    func contradictionsAreReported(_ law: String, _ old: String, _ new: String, _ problem: String) throws {
        let found = try mistakes(in: law, (old, new))
        #expect(found.contains { $0.problem.contains(problem) }, "\(found)")
        #expect(found.allSatisfy { !$0.sentence.contains("not given") }, "a figure is missing")
        #expect(try mistakes(in: law).isEmpty)
    }

    /// Words that an amendment replaces must stand in the law exactly once.
    @Test func anAmendmentNamesOnePlace() throws {
        let phrase = try #require(try RepositoryFiles.phrases().first)
        let words = try #require(phrase.amendments.first).insteadOf
        #expect(throws: Mistakes.self) { try phrase.amended("nothing of the kind") }
        #expect(throws: Mistakes.self) { try phrase.amended("\(words) and \(words)") }
        #expect(try phrase.amended("- \(words)") == "- \(phrase.amendments[0].write)")
    }
}
