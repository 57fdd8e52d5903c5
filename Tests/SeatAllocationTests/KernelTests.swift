import ElectionModel
import ElectoralLaw
import LargeTests
import SeatAllocation
import Testing

/// The kernels give what the definitions give: all that can come out, and nothing else.
@Suite struct KernelTests {
    private static let small = KernelCase.all(lists: 3, most: 6, seats: 0...4)

    @Test func everySmallCaseIsMade() {
        // Vectors of three numbers with a sum of at most six: 9 over 3.
        #expect(Self.small.count == 84 * 5)
    }

    @Test(arguments: Divisor.allCases)
    func divisorsOnEverySmallCase(divisor: Divisor) {
        for kernelCase in Self.small { divisor.check(kernelCase) }
    }

    @Test(arguments: Divisor.allCases)
    func divisorsOnRandomCases(divisor: Divisor) {
        for kernelCase in KernelCase.random(LargeTest.size("divisorsOnRandomCases(divisor:)"), seed: 2004) {
            divisor.check(kernelCase)
        }
    }

    @Test(arguments: Divisor.allCases)
    func divisorsWithListsThatRunOut(divisor: Divisor) {
        for kernelCase in Self.small {
            for caps in [[1, 1, 1], [0, 2, 4], [2, 0, 0], [4, 1, 2]] { divisor.check(kernelCase, caps: caps) }
        }
        var generator = SplitMix(seed: 19)
        for kernelCase in KernelCase.random(300, seed: 9) {
            divisor.check(kernelCase, caps: kernelCase.votes.map { _ in generator.whole(0...12) })
        }
    }

    @Test(arguments: QuotaMethod.every)
    func quotasOnEverySmallCase(method: QuotaMethod) {
        for kernelCase in Self.small { method.check(kernelCase) }
    }

    /// A quota of all valid votes is larger than one of the lists' own, and leaves more seats.
    @Test(arguments: QuotaMethod.every)
    func quotasOfAllValidVotes(method: QuotaMethod) {
        for kernelCase in Self.small {
            let own = kernelCase.votes.reduce(0, +)
            for base in own + 1...own + 4 { method.check(kernelCase, base: base) }
        }
    }

    @Test(arguments: QuotaMethod.every)
    func quotasOnRandomCases(method: QuotaMethod) {
        var generator = SplitMix(seed: 77)
        for kernelCase in KernelCase.random(LargeTest.size("quotasOnRandomCases(method:)"), seed: 2012) {
            method.check(kernelCase)
            let own = kernelCase.votes.reduce(0, +)
            method.check(kernelCase, base: own + generator.below(own / 8 + 1))
        }
    }

    /// Half a quota is needed for a remaining seat.
    @Test(arguments: QuotaMethod.Remainders.allCases, Quota.allCases)
    func naturalThreshold(remainders: QuotaMethod.Remainders, quota: Quota) {
        for overAward in [QuotaMethod.OverAward.hare, .smallestRemainder] {
            let method = QuotaMethod(quota, remainders: remainders, overAward: overAward)
            for kernelCase in Self.small + KernelCase.random(60, seed: 4) {
                let votes = kernelCase.votes
                let base = votes.reduce(0, +)
                let division = method.divide(votes, base: base, seats: kernelCase.seats, natural: .init(3, 4))
                let expected = SlowAllocation.divide(
                    votes, base: base, seats: kernelCase.seats, by: method, natural: (3, 4))
                division.checkForm(kernelCase)
                #expect(division.outcomes == expected?.outcomes, "\(method) \(kernelCase)")
                #expect(division.unfilled == expected?.unfilled, "\(method) \(kernelCase)")
            }
        }
    }

    /// What the kernel reports while it gives seats adds up to what it gives.
    @Test func awardsAreTheSeatsGivenOneByOne() {
        for kernelCase in KernelCase.random(300, seed: 5) {
            var last = [Int: Int]()
            let division = Divisor.sainteLague.divide(kernelCase.votes, seats: kernelCase.seats) { last[$0] = $1 }
            for (list, seats) in last { #expect(division.seats[list] == seats) }
            let method = QuotaMethod(.hare)
            var awarded = [Int](repeating: 0, count: kernelCase.votes.count)
            let base = kernelCase.votes.reduce(0, +)
            let byQuota = method.divide(kernelCase.votes, base: base, seats: kernelCase.seats) { list, _ in
                awarded[list] += 1
            }
            guard base > 0, kernelCase.seats > 0 else { continue }
            let whole = QuotaShares(.hare, votes: kernelCase.votes, base: base, seats: kernelCase.seats).whole
            #expect(byQuota.seats == zip(whole, awarded).map { $0 + $1 })
        }
    }
}
