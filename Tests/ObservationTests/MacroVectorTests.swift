import ElectionModel
import Observation
import Testing

/// Recounts of batches against Arlo's MACRO.
///
/// Arlo takes the greatest relative overstatement over all pairs of winner and loser; where the contest may lead to a
/// run-off, also that of the claim about the majority. Here each pair is an assertion, and the weight of a batch serves all.
@Suite struct MacroVectorTests {
    private struct Contest {
        var name: String
        var ballot: [ChoiceID]
        var margins: [BatchMargin]
        var cards: UInt64
        /// Two where the file has half ballots: overstatements are proportions.
        var scale: Double

        init(_ entry: Vectors.Object, unauditable: UInt64 = 0, scale: Double = 1) throws {
            self.scale = scale
            name = entry["name"] as? String ?? ""
            let votes = entry["candidates"] as? [String: Int] ?? [:]
            let names = votes.keys.sorted()
            ballot = names.map { ChoiceID($0) }
            let cards = UInt64(scale * number(entry["ballots"]))
            let winners = (entry["winners"] as? [String] ?? []).map { ChoiceID($0) }
            let losers = (entry["losers"] as? [String] ?? []).map { ChoiceID($0) }
            var claims = winners.flatMap { winner in losers.map { Claim.moreVotes(winner, than: $0) } }
            if entry["isSubjectToRunoff"] as? Bool == true {
                let half = Fraction(1, 2)
                claims +=
                    winners.count == 1
                    ? [.share(winners[0], half, of: .validVotes)]
                    : winners.map { .shareMissed($0, half, of: .validVotes) }
            }
            let valid = UInt64(scale) * UInt64(votes.values.reduce(0, +))
            let count = CardCount(
                votes: names.map { UInt64(scale) * UInt64(votes[$0] ?? 0) }, invalid: max(cards, valid) - valid)
            self.cards = max(cards, valid)
            let all = self.cards
            let pending = UInt64(scale) * UInt64(entry["pendingBallots"] as? Int ?? 0)
            let (ballot, missing) = (self.ballot, unauditable + pending)
            margins = try claims.map {
                let assertion = try #require(Assertion($0, ballot: ballot, cards: all))
                return BatchMargin(assertion.assorter, reported: count, cards: all, missing: missing)
            }
        }

        /// A batch's tally of this contest; nil where it has none.
        func count(_ batch: Any?) -> (count: CardCount, cards: UInt64)? {
            guard let tally = (batch as? Vectors.Object)?[name] as? Vectors.Object else { return nil }
            let votes = ballot.map { UInt64(scale * number(tally[$0.rawValue] ?? 0)) }
            let valid = votes.reduce(0, +)
            let cards = tally["ballots"].map { UInt64(scale * number($0)) } ?? valid
            return (CardCount(votes: votes, invalid: cards >= valid ? cards - valid : 0), cards)
        }

        func bound(_ batch: Any?) -> Fraction?? {
            guard let (count, cards) = count(batch) else { return .some(.zero) }
            let bounds = margins.map { $0.bound(count, cards: cards) }
            return bounds.contains(nil) ? .some(nil) : bounds.compactMap(\.self).max()
        }

        /// The greatest overstatement; nil where the recount does not have the contest.
        func error(_ batch: Any?, _ recount: Any?) -> Fraction? {
            guard let (count, cards) = count(batch), var (found, _) = self.count(recount) else { return nil }
            // Arlo's recounts give no invalid ballots: the rest of the cards.
            let valid = found.votes.reduce(0, +)
            found.invalid = cards >= valid ? cards - valid : 0
            return margins.compactMap { $0.overstatement(count, found, cards: cards) }.max()
        }
    }

    @Test func greatestErrors() throws {
        var checked = 0
        for (index, entry) in try Vectors.cases("arlo_macro").enumerated() {
            let arguments = entry["args"] as? Vectors.Object ?? [:]
            let unauditable = 2 * UInt64(number(arguments["unauditable_ballots"] ?? 0))
            func contest() throws -> Contest {
                try Contest(
                    try #require(arguments["contest"] as? Vectors.Object), unauditable: unauditable, scale: 2)
            }
            switch entry["fn"] as? String {
            case "macro.compute_max_error":
                let contest = try contest()
                let bound = try #require(contest.bound(arguments["batch_results"]))
                let decimal = bound.map { Double($0.numerator) / Double($0.denominator) } ?? .infinity
                #expect(isClose(decimal, number(entry["result"]), within: 1e-12), "case \(index)")
                checked += 1
            case "macro.compute_error":
                let contest = try contest()
                let error = contest.error(arguments["batch_results"], arguments["sampled_results"]) ?? .zero
                let expected = (entry["result"] as? Vectors.Object).map { number($0["weighted_error"]) } ?? 0
                let decimal = Double(error.numerator) / Double(error.denominator)
                #expect(isClose(max(0, decimal), expected, within: 1e-12), "case \(index): \(decimal)")
                checked += 1
            default: break
            }
        }
        #expect(checked == 47)
    }

    @Test func sumsRisksAndSizes() throws {
        var checked: [String: Int] = [:]
        for (index, entry) in try Vectors.cases("arlo_macro").enumerated() {
            let arguments = entry["args"] as? Vectors.Object ?? [:]
            guard let function = entry["fn"] as? String, arguments["reported_results"] != nil,
                let description = arguments["contest"] as? Vectors.Object
            else { continue }
            let (names, reported) = batches(arguments["reported_results"])
            // Ballots of the contest that are in no batch can be shown by nobody.
            let name = description["name"] as? String ?? ""
            let inBatches = names.reduce(0) { sum, batch in
                let tally = (reported[batch] as? Vectors.Object)?[name] as? Vectors.Object
                return sum + (tally?["ballots"] as? Int ?? 0)
            }
            let unauditable = (description["ballots"] as? Int ?? 0) - inBatches
            let contest = try Contest(description, unauditable: UInt64(max(0, unauditable)))
            let bounds = names.map { contest.bound(reported[$0] ?? nil) ?? nil }
            guard let weights = weights(bounds) else {
                // No margin: nothing but a count of every batch confirms.
                #expect(function != "macro.compute_U" || entry["result"] as? String == "Infinity")
                continue
            }
            var test = BatchTest(weights: weights)
            let total = Double(test.total) / Double(BatchTest.unit)
            if function == "macro.compute_U" {
                #expect(isClose(total, number(entry["result"])), "case \(index)")
                checked[function, default: 0] += 1
                continue
            }
            let (_, recounts) = batches(arguments["sample_results"])
            let tickets = (arguments["sample_ticket_numbers"] ?? arguments["ticket_numbers"]) as? [String: String]
            for ticket in (tickets ?? [:]).sorted(by: { $0.key < $1.key }) {
                let place = try #require(names.firstIndex(of: ticket.value))
                guard weights[place] > 0 else { continue }
                let error = contest.error(reported[ticket.value] ?? nil, recounts[ticket.value] ?? nil)
                // Arlo passes over a batch whose recount has nothing of the contest.
                if let error { test.take(place, overstatement: error) }
            }
            switch function {
            case "macro.compute_risk":
                let expected = number((entry["result"] as? [Any] ?? []).first)
                #expect(isClose(test.lastPValue, expected), "case \(index): \(test.lastPValue), \(expected)")
                checked[function, default: 0] += 1
            case "macro.get_sample_sizes":
                if entry["raises"] != nil {
                    // All batches are counted, or in one case all of the two but one, which overstated everything.
                    #expect(test.isCounted || (index == 29 && test.lastPValue == 1), "case \(index)")
                } else {
                    // Arlo adds one draw, and draws no more batches than there are.
                    let limit = fraction(number(arguments["risk_limit"])) * Fraction(1, 100)
                    let size = try #require(test.drawsIfRight(riskLimit: limit))
                    #expect(min(size + 1, names.count) == entry["result"] as? Int, "case \(index): \(size)")
                }
                checked[function, default: 0] += 1
            default: break
            }
        }
        #expect(checked["macro.compute_U"] ?? 0 >= 4, "\(checked)")
        #expect(checked["macro.compute_risk"] ?? 0 >= 15, "\(checked)")
        #expect(checked["macro.get_sample_sizes"] ?? 0 >= 10, "\(checked)")
    }

    private func weights(_ bounds: [Fraction?]) -> [Int128]? {
        var weights: [Int128] = []
        for bound in bounds {
            guard let weight = BatchTest.weight(of: [bound]) else { return nil }
            weights.append(weight)
        }
        return weights
    }

    /// Tallies by batch, as Arlo's vectors group them.
    private func batches(_ groups: Any?) -> (names: [String], tallies: [String: Any?]) {
        var names: [String] = []
        var tallies: [String: Any?] = [:]
        for group in groups as? [Vectors.Object] ?? [] {
            for name in group["batches"] as? [String] ?? [] {
                names.append(name)
                tallies[name] = group["tally"]
            }
        }
        return (names, tallies)
    }
}
