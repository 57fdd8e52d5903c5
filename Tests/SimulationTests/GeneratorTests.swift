import LargeTests
import Simulation
import Testing

@Suite struct GeneratorTests {
    /// The first outputs of the authors' program for the state 1, 2, 3, 4.
    @Test func isXoshiro() {
        var generator = Generator(state: (1, 2, 3, 4))
        #expect((0..<4).map { _ in generator.next() } == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
    }

    /// The first outputs of the authors' program for the seed 1234567.
    @Test func seedsBySplitMix() {
        var mixer = SplitMix64(state: 1_234_567)
        #expect(
            (0..<3).map { _ in mixer.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test func streamsDiffer() {
        var first = Generator(seed: 1, stream: 1)
        var second = Generator(seed: 1, stream: 2)
        var again = Generator(seed: 1, stream: 1)
        let numbers = (0..<8).map { _ in first.next() }
        #expect(numbers != (0..<8).map { _ in second.next() })
        #expect(numbers == (0..<8).map { _ in again.next() })
    }
}

@Suite struct ApportionmentTests {
    @Test func givesTheRestToTheLargestRemainders() {
        // 10 · 3/8 = 3.75, 10 · 4/8 = 5.0, 10 · 1/8 = 1.25.
        #expect(apportion(10, by: [3, 4, 1]) == [4, 5, 1])
        #expect(apportion(1, by: [1, 1]) == [1, 0])
        #expect(apportion(3, by: [0, 0]) == [2, 1])
        #expect(apportion(0, by: []) == [])
        #expect(apportion(1, by: []) == nil)
    }

    @Test func keepsToBounds() {
        #expect(apportion(100, by: [90, 9, 1], within: 5...60) == [60, 35, 5])
        #expect(apportion(100, by: [90, 9, 1], within: 5...33) == nil)
        #expect(apportion(14, by: [90, 9, 1], within: 5...33) == nil)
        #expect(apportion(15, by: [90, 9, 1], within: 5...33) == [5, 5, 5])
    }

    @Test(arguments: 1...LargeTest.size("boundsHoldForRandomWeights(seed:)"))
    func boundsHoldForRandomWeights(seed: Int) throws {
        var generator = Generator(seed: UInt64(seed), stream: 99)
        let weights = (0..<20).map { _ in Int(generator.next() % 1000) }
        let total = 400 + Int(generator.next() % 1200)
        let parts = try #require(apportion(total, by: weights, within: 20...100))
        #expect(parts.reduce(0, +) == total)
        #expect(parts.allSatisfy { (20...100).contains($0) })
    }
}

@Suite struct MarginTableTests {
    @Test(arguments: 1...LargeTest.size("bothSumsAreExact(seed:)"))
    func bothSumsAreExact(seed: Int) {
        var generator = Generator(seed: UInt64(seed), stream: 98)
        let columnCount = 2 + seed % 9
        let rows = (0..<200).map { _ in Int(generator.next() % 1500) }
        let shares = (0..<columnCount).map { _ in 1 + Int(generator.next() % 1000) }
        let columns = apportion(rows.reduce(0, +), by: shares) ?? []
        let weights = rows.flatMap { _ in (0..<columnCount).map { _ in 1 + Int(generator.next() % 5000) } }
        let table = MarginTable(rows: rows, columns: columns, weights: weights, using: &generator)
        for (row, sum) in rows.enumerated() {
            #expect(table.row(row).reduce(0, +) == sum)
            #expect(table.row(row).allSatisfy { $0 >= 0 })
        }
        for (column, sum) in columns.enumerated() {
            #expect(rows.indices.reduce(0) { $0 + table[$1, column] } == sum)
        }
    }

    /// Where weights and sums agree, cells are at most one vote away from what they should be.
    @Test func cellsFollowTheWeights() {
        var generator = Generator(seed: 1, stream: 97)
        let rows = [Int](repeating: 1000, count: 100)
        let weights = rows.flatMap { _ in [605, 395] }
        let table = MarginTable(rows: rows, columns: [60_500, 39_500], weights: weights, using: &generator)
        #expect(rows.indices.allSatisfy { abs(table[$0, 0] - 605) <= 1 })
    }

    @Test func extremeSumsAreMet() {
        var generator = Generator(seed: 1, stream: 96)
        let table = MarginTable(
            rows: [3, 0, 5], columns: [0, 1, 7], weights: [9000, 1, 1, 9000, 1, 1, 9000, 1, 1], using: &generator)
        #expect(table.row(0).reduce(0, +) == 3)
        #expect((0..<3).map { table[$0, 0] } == [0, 0, 0])
        #expect((0..<3).reduce(0) { $0 + table[$1, 1] } == 1)
    }
}
