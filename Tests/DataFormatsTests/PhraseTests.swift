import DataFormats
import ElectionModel
import MistakeWords
import Testing

@Suite struct PhraseTests {
    @Test(arguments: [
        ("7/5", 7, 5), ("7%", 7, 100), ("100%", 1, 1), ("2", 2, 1), ("0", 0, 1), ("2/4", 1, 2), ("012", 12, 1),
        ("999999999999", 999_999_999_999, 1),
    ])
    func fractions(text: String, numerator: Int, denominator: Int) {
        #expect(readFraction(text) == Fraction(numerator, over: denominator))
    }

    @Test(arguments: [
        "", "%", "/", "7/", "/5", "1/0", "0.07", "7.0%", "7,5", "-1", "+1", "1e3", " 7", "7 ", "7 /5", "7/5/2", "7/5%",
        "٣", "½", "1000000000000", "half",
    ])
    func whatIsNoFraction(text: String) {
        #expect(readFraction(text) == nil)
    }

    @Test(arguments: ElectionModel.Comparison.allCases, VoteBase.allCases)
    func everyConditionIsReadAsItIsWritten(comparison: ElectionModel.Comparison, base: VoteBase) {
        for fraction in [Fraction(1, 2), Fraction(7, 100), Fraction(1, 1)] {
            let share = Share(comparison, fraction, of: base)
            #expect(readShare(share.description) == .success(share))
        }
    }

    @Test func percentInACondition() {
        let expected = Share(.atLeast, Fraction(7, 100), of: .validVotes)
        #expect(readShare("at least 7% of valid votes") == .success(expected))
    }

    @Test(arguments: [
        ("1/2 of valid votes", "does not say how to compare", "Begin with `at least`"),
        ("over 1/2 of valid votes", "does not say how to compare", "more than"),
        ("more than 1/2", "names no base", "`more than 1/2 of valid votes`"),
        ("more than", "does not say how to compare", "Begin with"),
        ("more than half of valid votes", "`half` is not an exact fraction", "1/8 or 7%"),
        ("more than 0.5 of valid votes", "`0.5` is not an exact fraction", "n/d"),
        ("more than 1/2 of valid vote", "`valid vote` is not a base", "Did you mean `valid votes`?"),
        ("more than 1/2 of the people", "`the people` is not a base", "Write one of: valid votes"),
        ("more than 1/2 of ", "is not a base", "ballots cast"),
        ("More than 1/2 of valid votes", "does not say how to compare", "more than"),
    ])
    func conditionsThatSayTooLittle(text: String, problem: String, remedy: String) {
        guard case .failure(let fault) = readShare(text) else {
            Issue.record("`\(text)` was read")
            return
        }
        #expect(fault.problem.contains(problem), "\(fault)")
        #expect(fault.remedy.contains(remedy), "\(fault)")
    }

    /// The least number that meets a condition meets it, and one less does not.
    @Test func theLeastNumberOfVotes() {
        for base: UInt64 in [1, 2, 3, 7, 100, 999, 1000, 4_757_773, 1 << 62] {
            for fraction in [Fraction(1, 2), Fraction(7, 100), Fraction(1, 8), Fraction(1, 1), Fraction(2, 3)] {
                for comparison in ElectionModel.Comparison.allCases {
                    let share = Share(comparison, fraction, of: .validVotes)
                    let least = share.leastVotes(outOf: base)
                    #expect(share.isMet(by: least, outOf: base))
                    #expect(least == 0 || !share.isMet(by: least - 1, outOf: base))
                }
            }
        }
    }

    @Test func theWordThatWasMeant() {
        let known = ["hare", "droop", "imperiali"]
        #expect(nearest(to: "hair", among: known) == "hare")
        #expect(nearest(to: "drop", among: known) == "droop")
        #expect(nearest(to: "imperial", among: known) == "imperiali")
        #expect(nearest(to: "dhondt", among: known) == nil)
        #expect(nearest(to: "x", among: [String]()) == nil)
    }
}
