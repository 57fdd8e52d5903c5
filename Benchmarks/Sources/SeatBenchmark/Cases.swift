import ElectionModel
import ElectoralLaw

/// The votes on which every program is measured: the same file for all of them.
struct Cases {
    struct Allocation {
        var lists: Int
        var seats: Int
        /// Several vectors of votes, taken in turn.
        var votes: [[UInt64]]
    }

    /// One vote for 67 constituencies in two ballots and for 12 lists.
    struct WholeElection {
        var lists: [UInt64]
        /// By constituency.
        var first: [[UInt64]]
        /// Of the first and the second of the first ballot, in that order.
        var second: [[UInt64]]
    }

    var allocations: [Allocation]
    var elections: [WholeElection]

    /// SplitMix64, so that the file is the same everywhere.
    struct Generator {
        var state: UInt64

        mutating func next(below bound: UInt64) -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return (z ^ (z >> 31)) % bound
        }
    }

    static func made(seed: UInt64) -> Cases {
        var generator = Generator(state: seed)
        let allocations = [(12, 10), (12, 100), (12, 600), (50, 600)].map { lists, seats in
            Allocation(
                lists: lists, seats: seats,
                votes: (0..<64).map { _ in (0..<lists).map { _ in 1000 + generator.next(below: 3_000_000) } })
        }
        let elections = (0..<16).map { _ in
            var first: [[UInt64]] = []
            var second: [[UInt64]] = []
            for _ in 0..<67 {
                var votes = (0..<6).map { _ in 100 + generator.next(below: 20_000) }
                // About two thirds are decided at once, as in 2004.
                if generator.next(below: 3) > 0 { votes[Int(generator.next(below: 6))] += 70_000 }
                first.append(votes)
                second.append([10_000 + generator.next(below: 30_000), 10_000 + generator.next(below: 30_000)])
            }
            return WholeElection(
                lists: (0..<12).map { _ in 20_000 + generator.next(below: 900_000) }, first: first, second: second)
        }
        return Cases(allocations: allocations, elections: elections)
    }

    var text: String {
        var lines: [String] = []
        for allocation in allocations {
            for votes in allocation.votes {
                lines.append("allocation \(allocation.lists) \(allocation.seats) " + Self.row(votes))
            }
        }
        for election in elections {
            lines.append("election")
            lines.append("lists " + Self.row(election.lists))
            for (first, second) in zip(election.first, election.second) {
                lines.append("constituency " + Self.row(first) + " | " + Self.row(second))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ votes: [UInt64]) -> String {
        votes.map(String.init).joined(separator: " ")
    }
}
