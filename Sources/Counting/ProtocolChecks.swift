import ElectionModel

extension Protocol {
    /// The sum of field E; nil where a line is unfilled.
    var sumOfVotes: UInt64? {
        var sum: UInt64 = 0
        for line in votes {
            guard let count = line.votes else { return nil }
            sum += UInt64(count)
        }
        return sum
    }

    /// The sum of field C; nil where a line is unfilled or the form has none.
    var sumByMember: UInt64? {
        guard !ballotsGivenByMember.isEmpty else { return nil }
        var sum: UInt64 = 0
        for line in ballotsGivenByMember {
            guard let count = line else { return nil }
            sum += UInt64(count)
        }
        return sum
    }

    /// Visits every field that holds one number, by the letter of article 43(4); lines of C and E are numbered from 1.
    func visitFields(_ visit: (_ letter: String, _ line: Int?, _ value: UInt32?) -> Void) {
        visit("A", nil, electorsOnList)
        visit("B", nil, electorsGivenBallots)
        for (index, value) in ballotsGivenByMember.enumerated() { visit("C", index + 1, value) }
        visit("D", nil, tookPart)
        for (index, line) in votes.enumerated() { visit("E", index + 1, line.votes) }
        visit("F", nil, invalid)
        visit("G", nil, ballotsReceived)
        visit("H", nil, ballotsCancelled)
    }
}

extension Check {
    /// The rules about one protocol. Letters are the fields of article 43(4) and (4-1); `facts` calls most of these rules
    /// derived: they follow from what the fields mean and are not written in the statute.
    static let protocolChecks: [Check] = [
        // Unfilled is not zero.
        Check("A15", .error, .field, figures: ["unfilled", "tooLarge", "limit"]) { item, context in
            var unfilled: UInt64 = 0
            var tooLarge: UInt64 = 0
            var fields: [String] = []
            item.visitFields { letter, line, value in
                guard let value else {
                    unfilled += 1
                    fields.append(letter + (line.map { String($0) } ?? ""))
                    return
                }
                if value > context.greatestCount {
                    tooLarge += 1
                    fields.append(letter + (line.map { String($0) } ?? ""))
                }
            }
            return [Measurement(fields.isEmpty, at: fields, counts: unfilled, tooLarge, UInt64(context.greatestCount))]
        },
        Check("A16", .error, .field, figures: ["largest", "electors", "limit"]) { item, context in
            guard let station = context.stationsByID[item.station] else { return [] }
            var largest: UInt32 = 0
            var field = ""
            item.visitFields { letter, line, value in
                guard let value, value > largest else { return }
                largest = value
                field = letter + (line.map { String($0) } ?? "")
            }
            let limit =
                UInt64(station.electors)
                + roundedUp(UInt64(station.electors), times: context.registerTolerance)
            let holds = UInt64(largest) <= limit
            return [
                Measurement(holds, at: holds ? [] : [field], counts: UInt64(largest), UInt64(station.electors), limit)
            ]
        },
        // Article 43(4-1): D counts the ballots found in the boxes, invalid ones included.
        Check("A02", .error, .oneProtocol, figures: ["votes", "invalid", "tookPart"]) { item, _ in
            guard let votes = item.sumOfVotes, let invalid = item.invalid, let tookPart = item.tookPart else {
                return []
            }
            return [
                Measurement(
                    votes + UInt64(invalid) == UInt64(tookPart), counts: votes, UInt64(invalid), UInt64(tookPart))
            ]
        },
        Check("A03", .error, .oneProtocol, figures: ["received", "given", "cancelled", "spoiled"]) { item, _ in
            guard let received = item.ballotsReceived, let given = item.electorsGivenBallots,
                let cancelled = item.ballotsCancelled
            else { return [] }
            // The form of 2004 keeps spoiled ballots with the cancelled ones, so that no figure of their own means none.
            let spoiled = UInt64(item.ballotsSpoiled ?? 0)
            return [
                Measurement(
                    UInt64(received) == UInt64(given) + UInt64(cancelled) + spoiled,
                    counts: UInt64(received), UInt64(given), UInt64(cancelled), spoiled)
            ]
        },
        Check("A04", .error, .oneProtocol, figures: ["given", "onList"]) { item, _ in
            guard let given = item.electorsGivenBallots, let onList = item.electorsOnList else { return [] }
            return [Measurement(given <= onList, counts: UInt64(given), UInt64(onList))]
        },
        Check("A05", .error, .oneProtocol, figures: ["votes", "invalid", "given"]) { item, _ in
            guard let votes = item.sumOfVotes, let invalid = item.invalid, let given = item.electorsGivenBallots
            else { return [] }
            return [
                Measurement(votes + UInt64(invalid) <= UInt64(given), counts: votes, UInt64(invalid), UInt64(given))
            ]
        },
        Check("A09", .error, .oneProtocol, figures: ["votes", "invalid", "tookPart", "byMember", "given"]) { item, _ in
            guard let votes = item.sumOfVotes, let invalid = item.invalid, let tookPart = item.tookPart,
                let given = item.electorsGivenBallots
            else { return [] }
            let byMember = item.sumByMember ?? 0
            let holds = (votes + UInt64(invalid) == 0 || tookPart > 0) && (byMember == 0 || given > 0)
            return [
                Measurement(holds, counts: votes, UInt64(invalid), UInt64(tookPart), byMember, UInt64(given))
            ]
        },
        Check("A12", .error, .oneProtocol, figures: ["choice", "votes", "valid"]) { item, _ in
            guard let invalid = item.invalid, let tookPart = item.tookPart, invalid <= tookPart,
                let most = item.votes.max(by: { ($0.votes ?? 0) < ($1.votes ?? 0) }), let votes = most.votes
            else { return [] }
            let valid = UInt64(tookPart - invalid)
            return [
                Measurement(
                    UInt64(votes) <= valid, [.choice(most.choice), .count(UInt64(votes)), .count(valid)])
            ]
        },
        // Article 43(4-1): the ballots given by the members are those given to electors.
        Check("K01", .error, .oneProtocol, figures: ["byMember", "given"]) { item, _ in
            guard let byMember = item.sumByMember, let given = item.electorsGivenBallots else { return [] }
            return [Measurement(byMember == UInt64(given), counts: byMember, UInt64(given))]
        },
        // Article 43(3-1): more ballots in a mobile box than requests make all of its ballots invalid.
        Check("K02", .error, .oneProtocol, figures: ["requests", "found", "invalid"]) { item, _ in
            guard !item.mobileBoxes.isEmpty, let invalid = item.invalid else { return [] }
            let lost = item.mobileBoxes.reduce(UInt64(0)) {
                $0 + ($1.ballotsFound > $1.requests ? UInt64($1.ballotsFound) : 0)
            }
            return [
                Measurement(
                    lost <= UInt64(invalid),
                    counts: item.mobileBoxes.reduce(0) { $0 + UInt64($1.requests) },
                    item.mobileBoxes.reduce(0) { $0 + UInt64($1.ballotsFound) }, UInt64(invalid))
            ]
        },
        // Article 37: as many ballots as electors and a reserve of 0.1 per cent.
        Check("K03", .error, .oneProtocol, figures: ["received", "onList", "due"]) { item, context in
            guard let received = item.ballotsReceived, let onList = item.electorsOnList else { return [] }
            let due = UInt64(onList) + roundedUp(UInt64(onList), times: context.ballotReserve)
            return [Measurement(UInt64(received) == due, counts: UInt64(received), UInt64(onList), due)]
        },
    ]
}

/// `value` times a fraction from 0 upwards, rounded up.
private func roundedUp(_ value: UInt64, times fraction: Fraction) -> UInt64 {
    let product = Int128(value) * fraction.numerator
    return UInt64((product + fraction.denominator - 1) / fraction.denominator)
}
