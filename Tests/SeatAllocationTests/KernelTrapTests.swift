import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Cases on which programs have been wrong.
@Suite struct KernelTrapTests {
    /// Remainders .4, .4, .9 and .3: the .9 takes a seat, and two lists are tied for the other.
    @Test func theLargestRemainderWinsAndTheTieIsReported() {
        let division = QuotaMethod(.hare).divide([140, 140, 190, 530], base: 1000, seats: 10)
        #expect(division.seats == [1, 1, 2, 5])
        #expect(division.tied == [0, 1])
        #expect(division.tiedSeats == 1)
        #expect(division.outcomes == [[2, 1, 2, 5], [1, 2, 2, 5]])
    }

    /// 2^53 and 2^53 + 1 are the same number in floating point.
    @Test(arguments: Divisor.allCases)
    func oneVoteBeyondFloatingPoint(divisor: Divisor) {
        let votes: [UInt64] = [9_007_199_254_740_992, 9_007_199_254_740_993]
        #expect(divisor.divide(votes, seats: 1).seats == [0, 1])
        #expect(divisor.divide(votes.reversed(), seats: 1).seats == [1, 0])
        #expect(divisor.divide([votes[1], votes[1]], seats: 1).tied == [0, 1])
    }

    @Test(arguments: Divisor.allCases)
    func hugeVotes(divisor: Divisor) {
        let huge: UInt64 = 1 << 62
        #expect(divisor.divide([huge, huge - 1], seats: 599).seats == [300, 299])
        #expect(divisor.divide([huge - 1, huge], seats: 599).seats == [299, 300])
        #expect(divisor.divide([huge, huge], seats: 599).tied == [0, 1])
        // Six of them together pass 64 bits.
        let six = divisor.divide([huge, huge, huge, huge - 1, huge, huge], seats: 599)
        #expect(six.seats == [100, 100, 100, 99, 100, 100])
    }

    @Test func hugeVotesByQuota() {
        let huge: UInt64 = 1 << 62
        let method = QuotaMethod(.hare)
        #expect(method.divide([huge, huge - 1], base: 2 * huge - 1, seats: 599).seats == [300, 299])
        #expect(method.divide([huge - 1, huge], base: 2 * huge - 1, seats: 599).seats == [299, 300])
        #expect(method.divide([huge, huge], base: 2 * huge, seats: 599).tied == [0, 1])
    }

    @Test func allVotesZero() {
        for divisor in Divisor.allCases {
            #expect(divisor.divide([0, 0], seats: 3).seats == [0, 0])
            #expect(divisor.divide([0, 0], seats: 3).unfilled == 3)
        }
        for method in QuotaMethod.every {
            for base: UInt64 in [0, 10] {
                let division = method.divide([0, 0], base: base, seats: 3)
                #expect(division.seats == [0, 0] && division.unfilled == 3 && division.tied.isEmpty, "\(method)")
            }
        }
    }

    @Test func noLists() {
        for divisor in Divisor.allCases { #expect(divisor.divide([], seats: 3).unfilled == 3) }
        for method in QuotaMethod.every {
            #expect(method.divide([], base: 0, seats: 3).unfilled == 3)
            #expect(method.divide([], base: 5, seats: 3).unfilled == 3)
        }
    }

    @Test func noSeats() {
        for divisor in Divisor.allCases {
            #expect(divisor.divide([5, 5], seats: 0) == Division(seats: [0, 0]))
        }
        for method in QuotaMethod.every {
            #expect(method.divide([5, 5], base: 10, seats: 0) == Division(seats: [0, 0]))
        }
    }

    /// The Imperiali quota of 100 votes for 2 seats is 25, and 50/25/25 have four of them.
    @Test func overAwardByImperiali() {
        func divide(_ overAward: QuotaMethod.OverAward) -> Division {
            QuotaMethod(.imperiali, overAward: overAward).divide([50, 25, 25], base: 100, seats: 2)
        }
        // All remainders are zero: two of the three lists give a seat back.
        let returned = divide(.smallestRemainder)
        #expect(returned.seats == [1, 0, 0] && returned.tied == [0, 1, 2] && returned.tiedSeats == 1)
        #expect(returned.tieIsOverReturned && returned.excess == 0)
        #expect(returned.outcomes == [[2, 0, 0], [1, 1, 0], [1, 0, 1]])
        // By Hare the quota is 50: one seat, and a tie of two halves for the other.
        let hare = divide(.hare)
        #expect(hare.seats == [1, 0, 0] && hare.tied == [1, 2] && hare.tiedSeats == 1 && !hare.tieIsOverReturned)
        for rule in [QuotaMethod.OverAward.keep, .refuse] {
            #expect(divide(rule).seats == [2, 1, 1] && divide(rule).excess == 2)
        }
    }

    @Test func seatsAreTakenBackFromTheSmallestRemainder() {
        // Imperiali: 100 votes, 3 seats, quota 20; 61/20/19 have 3, 1 and 0, one too many; remainders 1, 0, 19.
        let division = QuotaMethod(.imperiali, overAward: .smallestRemainder).divide([61, 20, 19], base: 100, seats: 3)
        #expect(division.seats == [3, 0, 0] && division.tied.isEmpty)
    }

    /// The largest list takes all that is left; of two equal ones one takes all of it.
    @Test func theLargestListTakesWhatIsLeft() {
        let method = QuotaMethod(.hare, remainders: .largestList)
        #expect(method.divide([45, 30, 25], base: 100, seats: 2).seats == [2, 0, 0])
        let tie = method.divide([40, 40, 20], base: 100, seats: 2)
        #expect(tie.seats == [0, 0, 0] && tie.seatsEach == 2 && tie.tiedSeats == 1)
        #expect(tie.outcomes == [[2, 0, 0], [0, 2, 0]])
        // With one person on the list, the second seat goes to the next one.
        #expect(method.divide([45, 30, 25], base: 100, seats: 2, caps: [1, 5, 5]).seats == [1, 1, 0])
        #expect(method.divide([40, 40, 20], base: 100, seats: 2, caps: [1, 1, 5]).seats == [1, 1, 0])
    }

    @Test func listsThatRunOutLeaveTheirSeatsToTheOthers() {
        let hare = QuotaMethod(.hare)
        #expect(hare.divide([60, 30, 10], base: 100, seats: 10, caps: [4, 10, 10]).seats == [4, 4, 2])
        #expect(hare.divide([60, 30, 10], base: 100, seats: 10, caps: [4, 3, 1]).unfilled == 2)
        let average = QuotaMethod(.hare, remainders: .highestAverage)
        #expect(average.divide([60, 30, 10], base: 100, seats: 10, caps: [4, 10, 10]).seats == [4, 5, 1])
        #expect(Divisor.dHondt.divide([60, 30, 10], seats: 10, caps: [4, 10, 10]).seats == [4, 5, 1])
        // Imperiali would give 50/25/25 four of two seats; a list of one person can't be over-awarded.
        let imperiali = QuotaMethod(.imperiali, overAward: .smallestRemainder)
        #expect(imperiali.divide([50, 25, 25], base: 100, seats: 2, caps: [0, 1, 1]).seats == [0, 1, 1])
    }

    /// Counting again with the Hare quota keeps the natural threshold of the law.
    @Test func theNaturalThresholdStaysWhenCountedAgain() {
        let method = QuotaMethod(.imperiali, overAward: .hare)
        let division = method.divide([50, 25, 25], base: 100, seats: 2, natural: Fraction(3, 4))
        #expect(division.seats == [2, 0, 0] && division.tied.isEmpty)
    }

    /// The lists of 2004 at or above 7 % of valid votes (Otan, AIST, Asar, Ak Zhol), 10 seats.
    @Test func listsOf2004() {
        let votes: [UInt64] = [2_883_706, 336_177, 541_239, 572_672]
        let base = votes.reduce(0, +)
        #expect(QuotaMethod(.hare).divide(votes, base: base, seats: 10).seats == [7, 1, 1, 1])
        #expect(Divisor.dHondt.divide(votes, seats: 10).seats == [8, 0, 1, 1])
    }
}
