import PrimeOrderGroups
import SlowArithmetic
import Testing

/// BELENIOS-2048: what is a text of an element and what is a member of the group.
@Suite struct Belenios2048ReadingTests {
    typealias G = Belenios2048
    typealias Fixture = Belenios2048Fixture

    let p = BigNumber(decimal: Fixture.prime)
    let q = BigNumber(decimal: Fixture.order)
    let one = BigNumber(1)

    /// An element whose order divides `order`, a divisor of p - 1.
    func element(order: BigNumber) throws -> G.Element {
        while true {
            let number = Fixture.residue(below: p).power((p - one) / order, modulo: p)
            if number > one { return try #require(G.element(text: number.decimal)) }
        }
    }

    @Test func canonicalTextsAreReadAndWrittenBack() throws {
        var numbers = [BigNumber(0), one, BigNumber(9), BigNumber(10), p - one, BigNumber(UInt.max)]
        for length in 1...272 { numbers.append(BigNumber(bigEndian: SystemRandom.bytes(length)) % p) }
        for number in numbers {
            #expect(G.text(try #require(G.element(text: number.decimal))) == number.decimal)
        }
        let elements = try [0, 1, 7].map { try #require(G.element(text: numbers[$0].decimal)) }
        var bytes = Array("x".utf8)
        G.appendTexts(elements, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x0,1," + numbers[7].decimal)
        G.appendTexts([], to: &bytes)
        #expect(bytes.count == 5 + numbers[7].decimal.utf8.count)
    }

    @Test func everyOtherTextIsRefused() {
        var texts = [
            "", "-", "+", "-0", "-1", "+1", "00", "01", " 1", "1 ", "1\n", "1.0", "1e3", "0x1", "a", "1a", "1/", "1:",
            "/",
            ":", "1,2", "1\0", "\0", "\u{FF11}", "\u{663}", "1_000", Fixture.prime, (p + one).decimal,
            (p + p).decimal, "0" + Fixture.generator, "-" + Fixture.generator, Fixture.generator + " ",
            BigNumber(2).power(BigNumber(2048), modulo: p * p).decimal,
        ]
        for count in [617, 618, 619, 1_000, 100_000] { texts.append(String(repeating: "9", count: count)) }
        for text in texts { #expect(G.element(text: text) == nil, "\(text.prefix(80))") }
        // Any character but a digit at any place of a long text.
        let digits = Array(Fixture.generator.utf8)
        for position in stride(from: 0, to: digits.count, by: 29) {
            for character in UInt8.min...UInt8.max where !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) {
                var changed = digits
                changed[position] = character
                #expect(changed.withUnsafeBufferPointer { G.element(text: $0) } == nil)
            }
        }
    }

    @Test func onlyPowersOfTheGeneratorAreMembers() throws {
        let text = { (number: BigNumber) in try #require(G.element(text: number.decimal)) }
        #expect(G.isMember(G.neutral))
        #expect(G.isMember(Fixture.member()))
        #expect(!G.isMember(try text(BigNumber(0))))
        #expect(!G.isMember(try text(BigNumber(2))))
        let orderTwo = try text(p - one)
        #expect(G.product(orderTwo, orderTwo) == G.neutral)
        #expect(!G.isMember(orderTwo))
        // 2 and 3 are the smallest primes that divide (p - 1)/q.
        for order in [BigNumber(2), BigNumber(3), BigNumber(6), (p - one) / q] {
            let outside = try element(order: order)
            #expect(!G.isMember(outside))
            #expect(!G.isMember(G.product(outside, Fixture.member())))
            #expect(!G.powersAndMembership(outside, .one, .zero).isMember)
            #expect(!G.powersAndMembership(G.product(outside, Fixture.member()), .zero, .zero).isMember)
        }
        #expect(G.isMember(try element(order: q)))
    }

    @Test func theFirstNonMemberIsFound() throws {
        let members = (0..<12).map { _ in Fixture.member() }
        #expect(G.firstNonMember(of: []) == nil)
        #expect(G.firstNonMember(of: members) == nil)
        let outside = try element(order: BigNumber(2))
        for position in [0, 5, 11] {
            var elements = members
            elements[position] = G.product(outside, elements[position])
            // Two elements of order 2 cancel in a product; each must be seen by itself.
            elements[11] = G.product(outside, members[11])
            #expect(G.firstNonMember(of: elements) == position)
        }
    }
}
