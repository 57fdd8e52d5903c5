import ElectoralLaw
import SeatAllocation
import Testing

/// A generator of pseudo-random numbers by a published recurrence (SplitMix64, Steele, Lea and Flood 2014), so that a
/// failing case can be made again from its seed.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(below(UInt64(range.count)))
    }
}

/// A case for a kernel: the votes of lists and the seats to be divided.
struct KernelCase {
    var votes: [UInt64]
    var seats: Int

    /// Every vector of up to `most` votes for `lists` lists, with every number of seats up to `seats`.
    static func all(lists: Int, most: UInt64, seats: ClosedRange<Int>) -> [KernelCase] {
        var vectors: [[UInt64]] = [[]]
        for _ in 0..<lists { vectors = vectors.flatMap { vector in (0...most).map { vector + [$0] } } }
        let fitting = vectors.filter { $0.reduce(0, +) <= most }
        return fitting.flatMap { votes in seats.map { KernelCase(votes: votes, seats: $0) } }
    }

    /// Random cases of very different sizes: a handful of votes, where ties are common, up to the largest that fit.
    static func random(_ number: Int, seed: UInt64) -> [KernelCase] {
        var generator = SplitMix(seed: seed)
        return (0..<number).map { index in
            let lists = generator.whole(1...12)
            let seats = generator.whole(0...60)
            let votes = (0..<lists).map { _ -> UInt64 in
                switch index % 6 {
                case 0: generator.below(12)
                case 1: generator.below(1000)
                case 2: generator.below(5_000_000)
                case 3: generator.below(1 << 40)
                // Near the end of what a 64-bit floating-point number counts exactly.
                case 4: (1 << 53) - 3 + generator.below(7)
                // Near the end of what is promised: products of 127 bits.
                default: (1 << 62) - 3 + generator.below(4)
                }
            }
            return KernelCase(votes: index % 6 == 5 ? Array(votes.prefix(3)) : votes, seats: seats)
        }
    }
}

extension Division {
    /// Every division that this one describes.
    var outcomes: Set<[Int]> {
        Set(
            SlowAllocation.choices(tiedSeats, of: tied).map { drawn in
                var result = seats
                for list in drawn { result[list] += seatsEach }
                return result
            })
    }

    /// Checks what holds of every division, whatever the method.
    func checkForm(_ kernelCase: KernelCase) {
        let seatsTold = seats.reduce(0, +) + tiedSeats * seatsEach + unfilled
        #expect(seatsTold == kernelCase.seats + excess, "\(kernelCase)")
        #expect(tied == tied.sorted() && Set(tied).count == tied.count)
        #expect(tied.isEmpty ? tiedSeats == 0 : (1..<tied.count).contains(tiedSeats), "\(kernelCase)")
        #expect(unfilled >= 0 && excess >= 0 && seats.allSatisfy { $0 >= 0 }, "\(kernelCase)")
    }
}

extension Divisor {
    /// Divides with the kernel and compares with the definition.
    func check(_ kernelCase: KernelCase, caps: [Int]? = nil) {
        let division = divide(kernelCase.votes, seats: kernelCase.seats, caps: caps)
        let expected = SlowAllocation.divide(kernelCase.votes, seats: kernelCase.seats, by: self, caps: caps)
        division.checkForm(kernelCase)
        #expect(division.outcomes == expected.outcomes, "\(rawValue) \(kernelCase) caps \(caps ?? [])")
        #expect(division.unfilled == expected.unfilled, "\(rawValue) \(kernelCase) caps \(caps ?? [])")
    }
}

extension QuotaMethod {
    /// Every quota with every rule for remaining seats and for too many of them.
    static var every: [QuotaMethod] {
        Quota.allCases.flatMap { quota in
            Remainders.allCases.flatMap { remainders in
                OverAward.allCases.map { QuotaMethod(quota, remainders: remainders, overAward: $0) }
            } + [1, 2, 3].map { QuotaMethod(quota, remainders: .inTurn, firstUpTo: $0) }
        }
    }

    func check(_ kernelCase: KernelCase, base: UInt64? = nil) {
        let votes = kernelCase.votes
        let base = base ?? votes.reduce(0, +)
        let division = divide(votes, base: base, seats: kernelCase.seats)
        let rules = "\(quota.rawValue), \(remainders.rawValue) \(firstUpTo ?? 0), \(overAward.rawValue)"
        let place = "\(rules): \(kernelCase) of \(base)"
        division.checkForm(kernelCase)
        guard let expected = SlowAllocation.divide(votes, base: base, seats: kernelCase.seats, by: self) else {
            #expect(division.excess > 0, "\(place)")
            return
        }
        #expect(division.outcomes == expected.outcomes, "\(place)")
        #expect(division.unfilled == expected.unfilled, "\(place)")
        #expect(division.excess == expected.excess, "\(place)")
    }
}
