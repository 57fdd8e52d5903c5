import ElectionModel
import Observation
import Testing
import VerifiableVoting

/// Draws against the numbers of other tools.
@Suite struct DrawVectorTests {
    @Test func rivestsNumbers() throws {
        let vector = try #require(try Vectors.object("rla_closed_form_and_prng")["rivest_prng"] as? Vectors.Object)
        let expected = vector["expected"] as? [Int] ?? []
        var numbers = SeededNumbers(seed: vector["seed"] as? String ?? "")
        var drawn: [Int] = []
        while drawn.count < expected.count {
            let number = Int(numbers.next(below: 876)) + 1
            if !drawn.contains(number) { drawn.append(number) }
        }
        #expect(expected.count == 47)
        #expect(drawn == expected)
    }

    @Test func cryptorandom() throws {
        let vector = try #require(try Vectors.object("rla_closed_form_and_prng")["cryptorandom"] as? Vectors.Object)
        for (index, expected) in (vector["random"] as? [Any] ?? []).enumerated() {
            let found = SeededNumbers.cryptorandom(seed: "12345678901234567890", index: index)
            #expect(isClose(found, number(expected), within: 1e-15))
        }
    }

    @Test func consistentSampler() throws {
        let vectors = try #require(
            try Vectors.object("rla_closed_form_and_prng")["consistent_sampler"] as? Vectors.Object)
        func entries(_ name: String) -> [[String: String]] { vectors[name] as? [[String: String]] ?? [] }
        for entry in entries("first_fraction") + entries("heap") {
            let ticket = Ticket(entry["id"] ?? "", seed: Digest(of: entry["seed"] ?? ""))
            #expect(ticket.description == entry["value"])
        }
        for entry in entries("next_fraction") {
            #expect(try #require(Ticket(text: entry["x"] ?? "")).next.description == entry["value"])
        }
        for entry in entries("sha256_uniform") {
            #expect("0." + Ticket.uniform(entry["x"] ?? "") == entry["value"])
        }
    }

    /// Arlo names a ballot as Python writes a pair, prints 18 digits, and draws with replacement.
    @Test func arlosSampler() throws {
        for entry in try Vectors.cases("arlo_sampler") {
            let arguments = entry["args"] as? Vectors.Object ?? [:]
            let seed = Digest(of: arguments["seed"] as? String ?? "")
            var tickets: [(ticket: Ticket, name: String, generation: Int)] = []
            for (batch, numbers) in arguments["manifest"] as? [String: [Int]] ?? [:] {
                for number in numbers {
                    var ticket = Ticket("('\(batch)', \(number))", seed: seed)
                    for generation in 1...4 {
                        tickets.append((ticket, "\(batch) \(number)", generation))
                        ticket = ticket.next
                    }
                }
            }
            tickets.sort { $0.ticket < $1.ticket }
            let skipped = arguments["num_sampled"] as? Int ?? 0
            for (index, expected) in (entry["result"] as? [[Any]] ?? []).enumerated() {
                let place = expected[1] as? [Any] ?? []
                let found = tickets[index + skipped]
                #expect(found.ticket.description.prefix(20) == expected[0] as? String ?? "")
                #expect(found.name == "\(place[0]) \(place[1])")
                #expect(found.generation == expected[2] as? Int)
            }
        }
    }

    /// The cards that are drawn are those with the smallest tickets, however many are asked for.
    @Test func firstCards() {
        let containers = [CardContainer("1/a", cards: 1500), CardContainer("2/a", cards: 700)]
        let all = containers.flatMap { container in
            (1...container.cards).map { CardPlace(container.name, $0) }
        }.sorted { Ticket($0.description, seed: Digest(of: "seed")) < Ticket($1.description, seed: Digest(of: "seed")) }
        for count in [0, 1, 7, 600, 3000] {
            #expect(CardDraw.first(count, of: containers, seed: "seed").map(\.place) == Array(all.prefix(count)))
        }
        let second = CardDraw.first(2200, of: [containers[1]], seed: "seed").map(\.place)
        #expect(second == all.filter { $0.container == "2/a" }, "a smaller universe keeps the order")
    }

    @Test func weightsAreDrawnByTheirParts() {
        var numbers = SeededNumbers(seed: "weights")
        var counts = [0, 0, 0]
        for _ in 0..<4000 { counts[numbers.index(by: [1 << 40, 0, 3 << 40], total: 4 << 40)] += 1 }
        #expect(counts[1] == 0)
        #expect((900...1100).contains(counts[0]))
    }
}
