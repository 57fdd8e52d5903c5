import LargeTests
import PrimeOrderGroups
import Testing

/// Membership of many points at once finds every point outside, wherever it stands; each is tried 100 times.
@Suite struct MembershipTests {
    typealias G = Edwards25519

    /// Members for one addition each: a random one, to which another is added again and again.
    static func members(_ count: Int, _ numbers: inout SeededNumbers) -> [EdwardsPoint] {
        let step = G.power(G.generatorTable, numbers.scalar())
        var point = G.power(G.generatorTable, numbers.scalar())
        return (0..<count).map { _ in
            defer { point = G.product(point, step) }
            return point
        }
    }

    @Test func membersAlonePass() {
        var numbers = SeededNumbers(seed: 1_000)
        let batch = SubgroupMembership.smallestBatch
        for count in [0, 1, 2, batch - 1, batch, batch + 1, 1_000, SubgroupMembership.largestBatch + 1] {
            #expect(G.firstNonMember(of: Self.members(count, &numbers)) == nil)
        }
        #expect(G.firstNonMember(of: [EdwardsPoint](repeating: .neutral, count: 500)) == nil)
    }

    /// One of 1,000 points moved by each of the seven, 100 times each, at the first, last, middle and some other place.
    @Test func onePointOutsideIsNeverAccepted() {
        var numbers = SeededNumbers(seed: 1_001)
        let members = Self.members(1_000, &numbers)
        var comparisons = Comparisons()
        for (kind, torsion) in LowOrder.points.enumerated().dropFirst() {
            for round in 0..<100 {
                let place = [0, 999, 500, Int(numbers.next() % 1_000)][round % 4]
                var points = members
                points[place] = G.product(points[place], torsion)
                comparisons.check(
                    !SubgroupMembership.allInside(points[...], random: { numbers.fill($0) }),
                    "\(kind) T added to point \(place), round \(round)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 700)
    }

    /// The index is that of the first point outside, in the first batch and in later ones, with others after it.
    @Test func firstPointOutsideIsNamed() {
        var numbers = SeededNumbers(seed: 1_002)
        var comparisons = Comparisons()
        let members = Self.members(1_000, &numbers)
        for (kind, torsion) in LowOrder.points.enumerated().dropFirst() {
            for _ in 0..<LargeTest.size("firstPointOutsideIsNamed()") {
                for place in [0, 1, 499, 998, 999] {
                    var points = members
                    points[place] = G.product(points[place], torsion)
                    comparisons.check(G.firstNonMember(of: points) == place, "\(kind) T added to point \(place)")
                    points[999] = G.product(members[999], LowOrder.points[1 + Int(numbers.next() % 7)])
                    comparisons.check(G.firstNonMember(of: points) == place, "\(kind) T added to \(place) and to 999")
                }
            }
        }
        #expect(comparisons.firstFailure == nil)
        let batch = SubgroupMembership.largestBatch
        let many = Self.members(2 * batch + 10, &numbers)
        for place in [batch - 1, batch, batch + 1, 2 * batch - 1, 2 * batch, 2 * batch + 9] {
            var points = many
            points[place] = G.product(points[place], LowOrder.points[4])
            #expect(G.firstNonMember(of: points) == place)
        }
    }

    /// Pairs whose parts of low order cancel in the sum of all, and whole batches outside.
    @Test func partsThatCancel() {
        var numbers = SeededNumbers(seed: 1_003)
        let members = Self.members(1_000, &numbers)
        for kind in 1..<8 {
            var points = members
            points[3] = G.product(points[3], LowOrder.points[kind])
            points[700] = G.quotient(points[700], LowOrder.points[kind])
            #expect(G.product(points).isInPrimeOrderSubgroup)
            for _ in 0..<20 {
                #expect(!SubgroupMembership.allInside(points[...], random: { numbers.fill($0) }))
            }
            #expect(G.firstNonMember(of: points) == 3)
            #expect(G.firstNonMember(of: members.map { G.product($0, LowOrder.points[kind]) }) == 0)
        }
    }

    /// What stands between a forger and the batch is that the subsets are unknown when the points are fixed. With a
    /// generator that stands still points pass that must not; therefore it can be given inside the package only, and
    /// `Group.firstNonMember` takes the system's.
    @Test func randomnessThatStandsStillIsNotEnough() {
        var numbers = SeededNumbers(seed: 1_004)
        let members = Self.members(200, &numbers)
        var one = members
        one[50] = G.product(one[50], LowOrder.points[1])
        var pair = one
        pair[60] = G.quotient(pair[60], LowOrder.points[1])
        func fill(_ byte: UInt8) -> (UnsafeMutableRawBufferPointer) -> Void {
            { buffer in for index in buffer.indices { buffer[index] = byte } }
        }
        // No point in any sum: everything passes. All points in every sum: what cancels passes.
        #expect(SubgroupMembership.firstOutside(one, random: fill(0)) == nil)
        #expect(SubgroupMembership.firstOutside(one, random: fill(0xff)) == 50)
        #expect(SubgroupMembership.firstOutside(pair, random: fill(0xff)) == nil)
        #expect(G.firstNonMember(of: one) == 50)
        #expect(G.firstNonMember(of: pair) == 50)
    }

    /// 16 sheets of subsets, one byte a point each, asked for after the points are known; eight sheets at once where there
    /// are eight lanes.
    @Test func randomBytesAskedFor() {
        #expect(EightLanes.$areAllowed.withValue(false) { Self.asked() } == [Int](repeating: 200, count: 16))
        #expect(Self.asked() == (EightLanes.areAvailable ? [1600, 1600] : [Int](repeating: 200, count: 16)))
    }

    private static func asked() -> [Int] {
        var numbers = SeededNumbers(seed: 1_005)
        let members = Self.members(300, &numbers)
        var asked: [Int] = []
        #expect(
            SubgroupMembership.allInside(members[100...]) { buffer in
                asked.append(buffer.count)
                numbers.fill(buffer)
            })
        return asked
    }
}
