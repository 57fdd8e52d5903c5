import PrimeOrderGroups
import Testing

/// The eight points whose order divides the cofactor: read, written, added, and members only where neutral.
@Suite struct LowOrderTests {
    typealias G = Edwards25519

    /// Built here from points of the curve times q, and compared with the published encodings.
    @Test func timesTheOrderEveryPointBecomesOneOfThem() throws {
        var numbers = SeededNumbers(seed: 8)
        var found = Set<String>()
        var tried = 0
        while tried < 200 {
            guard let point = EdwardsPoint(encoding: numbers.bytes(32)) else { continue }
            tried += 1
            let torsion = point.multiplied(byWhole: G.Order.modulus)
            #expect(torsion.multiplied(byWhole: Limbs256(8, 0, 0, 0)).isNeutral)
            found.insert(Hexadecimal.text(torsion.encoding))
        }
        #expect(found == Set(LowOrder.encodings))
        #expect(LowOrder.points.count == 8)
    }

    @Test func sumsAndDifferencesOfAllPairs() {
        for (i, a) in LowOrder.points.enumerated() {
            for (j, b) in LowOrder.points.enumerated() {
                let sum = LowOrder.encodings[(i + j) % 8]
                let difference = LowOrder.encodings[(i - j + 8) % 8]
                #expect(Hexadecimal.text((a + b).encoding) == sum)
                #expect(Hexadecimal.text((a - b).encoding) == difference)
                #expect(Sodium.sum(a.encoding, b.encoding) == Hexadecimal.bytes(sum))
                #expect(Sodium.difference(a.encoding, b.encoding) == Hexadecimal.bytes(difference))
                #expect((a == b) == (i == j))
            }
        }
    }

    @Test func onlyTheNeutralElementIsAMember() {
        for (index, point) in LowOrder.points.enumerated() {
            #expect(G.isMember(point) == (index == 0))
            #expect(point.isNeutral == (index == 0))
            #expect(G.firstNonMember(of: [point]) == (index == 0 ? nil : 0))
            #expect(!Sodium.isValid(point.encoding))
            #expect(Sodium.multiple(SodiumTests.one, point.encoding) == nil)
        }
    }

    /// Whole numbers are not reduced modulo q: outside the subgroup q is not zero.
    @Test func wholeMultiples() {
        // q = 5 modulo 8.
        #expect(G.Order.modulus.l0 % 8 == 5)
        for (index, point) in LowOrder.points.enumerated() {
            for number in 0..<20 {
                let product = point.multiplied(byWhole: Limbs256(UInt64(number), 0, 0, 0))
                #expect(Hexadecimal.text(product.encoding) == LowOrder.encodings[index * number % 8])
            }
            #expect(point.multiplied(byWhole: G.Order.modulus) == LowOrder.points[index * 5 % 8])
            #expect(point.multiplied(byWhole: Limbs256(.max, .max, .max, .max)) == LowOrder.points[index * 7 % 8])
            for count in 1...4 {
                #expect(point.doubled(times: count) == LowOrder.points[(index << count) % 8])
            }
        }
    }

    /// A member plus a point of low order is never a member, and no other two points look alike.
    @Test func membersMovedByThem() {
        var numbers = SeededNumbers(seed: 9)
        for _ in 0..<100 {
            let member = G.power(G.generatorTable, numbers.scalar())
            for (index, point) in LowOrder.points.enumerated() {
                let moved = member + point
                #expect(G.isMember(moved) == (index == 0))
                #expect((moved == member) == (index == 0))
                #expect(Sodium.isValid(moved.encoding) == (index == 0))
                #expect(moved.multiplied(byWhole: Limbs256(8, 0, 0, 0)) == member.doubled(times: 3))
            }
        }
    }
}
