import ElectionModel
import Simulation
import Testing

@Suite struct PlantedChangeTests {
    private static let register = (1...40).map { number in
        PollingStation(
            id: StationID(number < 10 ? "0\(number)" : "\(number)"), region: "r",
            district: number <= 20 ? "won" : "open", electors: 100)
    }

    /// In one constituency a has more than half, in the other nobody.
    private static let protocols = register.map { station in
        ElectionModel.`Protocol`(
            station: station.id, tier: "seats", district: station.district, tookPart: 100,
            votes: station.district == "won"
                ? [.init("a", 60), .init("b", 31), .init("c", 8)] : [.init("x", 45), .init("y", 35), .init("z", 19)],
            invalid: 1, provenance: .simulated)
    }

    private static func change(_ share: Fraction, seed: UInt64 = 5) -> PlantedChange {
        PlantedChange(into: protocols, register: register, share: share, seed: seed)
    }

    @Test("Half of all others' votes go to the leader, and all sums stay")
    func moved() throws {
        let change = Self.change(Fraction(1, 8))
        #expect(change.stations.count == 5 && Set(change.stations).count == 5)
        for (before, after) in zip(Self.protocols, change.protocols) {
            guard change.stations.contains(before.station) else {
                #expect(before == after)
                continue
            }
            #expect(after.votes.map(\.votes) == [45 + 17 + 9, 18, 10])
            #expect(after.tookPart == before.tookPart && after.invalid == before.invalid)
        }
    }

    @Test("Constituencies without a majority come first")
    func order() {
        let open = Set(Self.register.filter { $0.district == "open" }.map(\.id))
        #expect(Self.change(Fraction(1, 2)).stations.allSatisfy(open.contains))
        let more = Self.change(Fraction(3, 4))
        #expect(Set(more.stations.prefix(20)) == open && more.stations.count == 30)
        #expect(Self.change(Fraction(1, 1)).stations.count == 40)
    }

    @Test("The seed decides which stations; none is changed at a share of 0")
    func seed() {
        #expect(Self.change(Fraction(1, 8)) == Self.change(Fraction(1, 8)))
        #expect(Self.change(Fraction(1, 8)).stations != Self.change(Fraction(1, 8), seed: 6).stations)
        #expect(Self.change(.zero).stations.isEmpty && Self.change(.zero).protocols == Self.protocols)
        // A larger share adds stations to a smaller one.
        #expect(Self.change(Fraction(1, 4)).stations.starts(with: Self.change(Fraction(1, 8)).stations))
    }
}
