/// Stations in which voters choose codes, and what buyers, coerced voters and a dishonest machine can do with the printed list.
/// Simulated: every voter, code and choice is invented.
public struct ControlCodeDay: Equatable, Sendable {
    public let stations: Int
    public let voters: Int
    /// Stations in which at least two voters have the same code.
    public private(set) var stationsWithCollision = 0
    /// Voters who cannot tell whether the code under a candidate is theirs or another's.
    public private(set) var votersWithSharedCode = 0
    /// Pairs of voters with one code and one choice: a machine lists the code once for both and moves the other vote; both find
    /// their code (a clash).
    public private(set) var votesMovedUnseen = 0
    /// Sold votes, of which the buyer named the code beforehand.
    public private(set) var sold = 0
    /// Of these, votes that the list showed him: his code stands under his candidate and under no other.
    public private(set) var soldAndShown = 0
    /// Coerced voters who voted otherwise, and of these the ones that the list gave away.
    public private(set) var disobeyed = 0
    public private(set) var disobeyedAndSeen = 0

    /// - Parameters:
    ///   - candidates: from 2; each is chosen with the same chance.
    ///   - soldOf: out of every hundred voters, so many sell.
    public init(stations: Int, voters: Int, candidates: Int = 4, soldOfHundred: Int = 10, seed: UInt64) {
        precondition(stations > 0 && voters > 0 && candidates > 1, "a station has voters and candidates")
        (self.stations, self.voters) = (stations, voters)
        var generator = Generator(seed: seed, stream: 0x434F_4445)
        for _ in 0..<stations { hold(candidates, soldOfHundred, &generator) }
    }

    private mutating func hold(_ candidates: Int, _ soldOfHundred: Int, _ generator: inout Generator) {
        var list: [Int: [Int]] = [:]
        var orders: [(code: Int, wanted: Int, given: Int)] = []
        for _ in 0..<voters {
            let code = generator.below(ControlCode.codes)
            var choice = generator.below(candidates)
            if generator.below(100) < soldOfHundred {
                // One in five who were paid or threatened votes as he likes all the same.
                let wanted = 0
                if generator.below(5) > 0 { choice = wanted }
                orders.append((code, wanted, choice))
            }
            list[code, default: []].append(choice)
        }
        let shared = list.values.filter { $0.count > 1 }
        if !shared.isEmpty { stationsWithCollision += 1 }
        for choices in shared {
            votersWithSharedCode += choices.count
            for candidate in 0..<candidates { votesMovedUnseen += max(0, choices.count { $0 == candidate } - 1) }
        }
        for order in orders {
            let listed = list[order.code] ?? []
            sold += 1
            if listed.allSatisfy({ $0 == order.wanted }) { soldAndShown += 1 }
            guard order.given != order.wanted else { continue }
            disobeyed += 1
            if !listed.contains(order.wanted) { disobeyedAndSeen += 1 }
        }
    }

    /// A station's printed list, candidate by candidate: the codes under each, in order.
    public static func list(voters: Int, candidates: Int, seed: UInt64) -> [[Int]] {
        var generator = Generator(seed: seed, stream: 0x4C49_5354)
        var list = [[Int]](repeating: [], count: candidates)
        for _ in 0..<voters {
            let code = generator.below(ControlCode.codes)
            list[generator.below(candidates)].append(code)
        }
        return list.map { $0.sorted() }
    }
}
