import ElectionModel
import ElectoralLaw
import LargeTests
import SeatAllocation
import Testing

/// What the methods promise, checked on random cases.
@Suite struct KernelPropertyTests {
    private static let exactQuotas: [Quota] = [.hare, .hagenbachBischoff, .imperiali]
    private static let methodsThatGiveAll: [QuotaMethod] = QuotaMethod.every.filter {
        $0.remainders != .nextTier && $0.overAward != .refuse && $0.overAward != .keep
    }

    private func least(_ division: Division) -> [Int] { division.seats }

    private func most(_ division: Division) -> [Int] {
        division.seats.indices.map { division.seats[$0] + (division.tied.contains($0) ? division.seatsEach : 0) }
    }

    /// One seat more in the house never costs a list one (Balinski and Young, 1982, section 7).
    @Test(arguments: Divisor.allCases)
    func divisorsAreHouseMonotone(divisor: Divisor) {
        for kernelCase in KernelCase.random(LargeTest.size("divisorsAreHouseMonotone(divisor:)"), seed: 31) {
            let smaller = divisor.divide(kernelCase.votes, seats: kernelCase.seats)
            let larger = divisor.divide(kernelCase.votes, seats: kernelCase.seats + 1)
            for list in kernelCase.votes.indices {
                #expect(least(smaller)[list] <= least(larger)[list], "\(kernelCase)")
                #expect(most(smaller)[list] <= most(larger)[list], "\(kernelCase)")
            }
        }
    }

    /// The Hare quota with largest remainders does not promise that: the Alabama paradox is a case.
    @Test func largestRemaindersAreNot() {
        let votes: [UInt64] = [6, 6, 2]
        let method = QuotaMethod(.hare)
        #expect(method.divide(votes, base: 14, seats: 10).seats == [4, 4, 2])
        #expect(method.divide(votes, base: 14, seats: 11).seats == [5, 5, 1])
    }

    @Test func hareWithLargestRemaindersStaysWithinTheQuota() {
        for kernelCase in KernelCase.random(LargeTest.size("hareWithLargestRemaindersStaysWithinTheQuota()"), seed: 32)
        {
            let total = kernelCase.votes.reduce(0, +)
            guard total > 0 else { continue }
            let division = QuotaMethod(.hare).divide(kernelCase.votes, base: total, seats: kernelCase.seats)
            for list in kernelCase.votes.indices {
                let (floor, ceiling) = share(kernelCase, list, total)
                #expect(least(division)[list] >= floor && most(division)[list] <= ceiling, "\(kernelCase)")
            }
        }
    }

    @Test func dHondtKeepsTheLowerQuotaAndAdamsTheUpper() {
        for kernelCase in KernelCase.random(LargeTest.size("dHondtKeepsTheLowerQuotaAndAdamsTheUpper()"), seed: 33) {
            let total = kernelCase.votes.reduce(0, +)
            guard total > 0 else { continue }
            let dHondt = Divisor.dHondt.divide(kernelCase.votes, seats: kernelCase.seats)
            let adams = Divisor.adams.divide(kernelCase.votes, seats: kernelCase.seats)
            for list in kernelCase.votes.indices {
                let (floor, ceiling) = share(kernelCase, list, total)
                #expect(least(dHondt)[list] >= floor, "\(kernelCase)")
                #expect(most(adams)[list] <= ceiling, "\(kernelCase)")
            }
        }
    }

    private func share(_ kernelCase: KernelCase, _ list: Int, _ total: UInt64) -> (floor: Int, ceiling: Int) {
        let product = UInt128(kernelCase.votes[list]) * UInt128(kernelCase.seats)
        let (whole, rest) = product.quotientAndRemainder(dividingBy: UInt128(total))
        return (Int(whole), Int(whole) + (rest > 0 ? 1 : 0))
    }

    /// Lists have no names and no places: whoever stands elsewhere on the ballot has the same seats.
    @Test func permutingListsPermutesTheSeats() {
        var generator = SplitMix(seed: 34)
        for kernelCase in KernelCase.random(LargeTest.size("permutingListsPermutesTheSeats()"), seed: 35) {
            var order = Array(kernelCase.votes.indices)
            for index in order.indices.dropFirst() { order.swapAt(index, generator.whole(0...index)) }
            let permuted = order.map { kernelCase.votes[$0] }
            func check(_ divide: ([UInt64]) -> Division) {
                let straight = divide(kernelCase.votes)
                let other = divide(permuted)
                #expect(other.seats == order.map { straight.seats[$0] }, "\(kernelCase) \(order)")
                #expect(Set(other.tied.map { order[$0] }) == Set(straight.tied), "\(kernelCase) \(order)")
                #expect(other.tiedSeats == straight.tiedSeats && other.unfilled == straight.unfilled)
            }
            let base = kernelCase.votes.reduce(0, +)
            for divisor in Divisor.allCases { check { divisor.divide($0, seats: kernelCase.seats) } }
            for method in QuotaMethod.every { check { method.divide($0, base: base, seats: kernelCase.seats) } }
        }
    }

    /// Only proportions count where nothing is rounded.
    @Test func scalingVotesChangesNothing() {
        var generator = SplitMix(seed: 36)
        for kernelCase in KernelCase.random(LargeTest.size("scalingVotesChangesNothing()"), seed: 37)
        where kernelCase.votes.allSatisfy({ $0 < 1 << 41 }) {
            let factor = 2 + generator.below(1 << 18)
            let scaled = kernelCase.votes.map { $0 * factor }
            for divisor in Divisor.allCases {
                let straight = divisor.divide(kernelCase.votes, seats: kernelCase.seats)
                #expect(divisor.divide(scaled, seats: kernelCase.seats) == straight, "\(kernelCase) times \(factor)")
            }
            let base = kernelCase.votes.reduce(0, +)
            for method in QuotaMethod.every where Self.exactQuotas.contains(method.quota) {
                let straight = method.divide(kernelCase.votes, base: base, seats: kernelCase.seats)
                let other = method.divide(scaled, base: base * factor, seats: kernelCase.seats)
                #expect(other == straight, "\(method) \(kernelCase) times \(factor)")
            }
        }
    }

    @Test func allSeatsAreGivenWhereSomebodyHasVotes() {
        for kernelCase in KernelCase.random(LargeTest.size("allSeatsAreGivenWhereSomebodyHasVotes()"), seed: 38)
        where kernelCase.votes.contains(where: { $0 > 0 }) {
            func check(_ division: Division, _ method: String) {
                let given = division.seats.reduce(0, +) + division.tiedSeats * division.seatsEach
                #expect(given == kernelCase.seats && division.unfilled == 0, "\(method) \(kernelCase)")
            }
            for divisor in Divisor.allCases {
                check(divisor.divide(kernelCase.votes, seats: kernelCase.seats), divisor.rawValue)
            }
            let base = kernelCase.votes.reduce(0, +)
            for method in Self.methodsThatGiveAll {
                check(method.divide(kernelCase.votes, base: base, seats: kernelCase.seats), "\(method)")
            }
        }
    }
}
