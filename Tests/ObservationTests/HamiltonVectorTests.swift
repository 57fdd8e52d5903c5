import ElectionModel
import Observation
import Testing

/// Margins and sample sizes of the largest-remainder assertions of 22 primaries.
@Suite struct HamiltonVectorTests {
    private struct Primary {
        var ballot: [ChoiceID]
        var count: CardCount
        var cards: UInt64
        var seats: [[Int]]
        var taking: [ChoiceID]
    }

    private func primary(_ entry: Vectors.Object) -> Primary {
        let votes = entry["votes"] as? [String: Int] ?? [:]
        let names = (0..<votes.count).map(String.init)
        let counts = names.map { UInt64(votes[$0] ?? 0) }
        let cards = UInt64(entry["ballots"] as? Int ?? 0)
        let pools = entry["pools"] as? [Vectors.Object] ?? []
        return Primary(
            ballot: names.map { ChoiceID($0) },
            count: CardCount(votes: counts, invalid: cards - counts.reduce(0, +)), cards: cards,
            seats: pools.map { pool in
                let allocation = pool["allocation"] as? [String: Int] ?? [:]
                return names.map { allocation[$0] ?? 0 }
            }, taking: (entry["viable"] as? [Int] ?? []).map { ChoiceID("\($0)") })
    }

    /// CDIFF names the pair as (m, n, -d): which pool it is of follows from d.
    private func claims(_ entry: Vectors.Object, _ primary: Primary) -> [Claim] {
        let arguments = entry["args"] as? [String] ?? []
        let first = ChoiceID(arguments[0])
        switch entry["type"] as? String {
        case "V": return [.share(first, Fraction(15, 100), of: .ballotsCast)]
        case "NV": return [.shareMissed(first, Fraction(15, 100), of: .ballotsCast)]
        case "CDIFF":
            let (m, n) = (Int(arguments[0]) ?? 0, Int(arguments[1]) ?? 0)
            return primary.seats.compactMap { seats in
                let all = seats.reduce(0, +)
                guard all > 0, abs(Double(seats[n] - seats[m] - 1) / Double(all) + number(arguments[2])) < 1e-5 else {
                    return nil
                }
                return .remainder(
                    primary.ballot[n], seats[n], over: primary.ballot[m], seats[m], seats: all, taking: primary.taking)
            }
        default: return []
        }
    }

    @Test func marginsAndSampleSizes() throws {
        let primaries = try #require(try Vectors.read("hamilton_us_primaries_2020") as? [Vectors.Object])
        #expect(primaries.count == 22)
        var checked = 0
        for entry in primaries {
            let primary = primary(entry)
            for vector in entry["assertions"] as? [Vectors.Object] ?? [] where vector["type"] as? String != "QSMAJ" {
                let label = "\(entry["state"] ?? "") \(vector["type"] ?? "") \(vector["args"] ?? "")"
                let claims = claims(vector, primary)
                #expect(!claims.isEmpty, "\(label)")
                for claim in claims.prefix(1) {
                    let assertion = try #require(
                        Assertion(claim, ballot: primary.ballot, cards: primary.cards), "\(label)")
                    let margin = assertion.margin(primary.count, cards: primary.cards)
                    let decimal = Double(margin.numerator) / Double(margin.denominator)
                    let expected = number(vector["assorter_margin"])
                    #expect(abs(decimal - expected) <= 6e-6 * abs(expected), "\(label): \(decimal)")
                    if let size = vector["sample_size_KK_g0_1_alpha0_05_noerr"] as? Int, decimal < 1 {
                        // Between our sizes without and with replacement, which differ by 4 % at most.
                        let without = try #require(sampleSize(margin, primary.cards, isReplaced: false), "\(label)")
                        let with = try #require(sampleSize(margin, primary.cards, isReplaced: true), "\(label)")
                        #expect((without...(with + 1)).contains(size), "\(label): \(without), \(with)")
                        #expect(Double(with - without) <= 0.05 * Double(with) + 1, "\(label)")
                    }
                    checked += 1
                }
            }
        }
        #expect(checked > 200)
    }

    /// Ballot comparison without errors by Kaplan-Kolmogorov: every card has B = 1/(2 - v/u). The file was made with u = 1 for
    /// all assertions, so that its sizes say how the test counts, not how many cards such an audit needs.
    private func sampleSize(_ margin: Fraction, _ cards: UInt64, isReplaced: Bool) -> Int? {
        let value = (Fraction(1, 1) / (Fraction(2, 1) - margin)).reduced
        let hypothesis = NullHypothesis(
            cards: isReplaced ? nil : Int128(cards),
            bound: Fraction(value.denominator * (isReplaced ? 1 : Int128(cards)), 2), most: 2 * value.numerator,
            unit: value.denominator)
        return Planning.cards(hypothesis, bet: .kaplan(0.1), riskLimit: Fraction(1, 20), allOf: value.numerator)
    }
}
