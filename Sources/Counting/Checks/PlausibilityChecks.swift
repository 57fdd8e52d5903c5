import ElectionModel

extension Check {
    /// The rules about one protocol that look for what is unusual. A breach may be right; somebody looks and says so.
    static let plausibilityChecks: [Check] = [
        Check(
            "C02", .warning, .oneProtocol, "F < share × (sum of E + F)", figures: ["invalid", "found", "limit"],
            limits: [.invalidShare], .plausibility,
            .each { item, context in
                guard let found = item.found, found > 0, let invalid = item.invalid else { return [] }
                let limit = context.thresholds[.invalidShare, item.tier]
                return [
                    Measurement(
                        !limit.isReached(by: UInt64(invalid), of: found),
                        [.count(UInt64(invalid)), .count(found), .fraction(limit)])
                ]
            }),
        // Abacus W.203 says "and" in its document and "or" in its code; here the document is made from the code.
        Check(
            "C03", .warning, .oneProtocol, "B − (sum of E + F) < count and < share × (sum of E + F)",
            figures: ["given", "found", "difference"], limits: [.differenceCount, .differenceShare], unless: ["A05"],
            .plausibility,
            .each { item, context in
                guard let found = item.found, let given = item.electorsGivenBallots.map(UInt64.init) else { return [] }
                let difference = distance(given, found)
                let share = context.thresholds[.differenceShare, item.tier]
                let holds =
                    difference == 0
                    || difference < context.thresholds.count(.differenceCount)
                        && found > 0 && !share.isReached(by: difference, of: found)
                return [Measurement(holds, counts: given, found, difference)]
            }),
        Check(
            "C04", .warning, .oneProtocol, "sum of E + F > 0", figures: ["found", "given"], .plausibility,
            .each { item, _ in
                guard let found = item.found, let given = item.electorsGivenBallots else { return [] }
                return [Measurement(found > 0, counts: found, UInt64(given))]
            }),
        Check(
            "C05", .warning, .oneProtocol, "A > 0 and A ≥ D", figures: ["onList", "tookPart"], unless: ["A04"],
            .plausibility,
            .each { item, _ in
                guard let onList = item.electorsOnList, let tookPart = item.tookPart else { return [] }
                return [Measurement(onList > 0 && onList >= tookPart, counts: UInt64(onList), UInt64(tookPart))]
            }),
        // Closes the gap that arithmetic leaves: a wrong number of electors contradicts few other figures.
        Check(
            "C06", .warning, .oneProtocol, "A = electors of the register", figures: ["onList", "electors"],
            .plausibility,
            .each { item, context in
                guard let onList = item.electorsOnList, let station = context.stationsByID[item.station] else {
                    return []
                }
                return [Measurement(onList == station.electors, counts: UInt64(onList), UInt64(station.electors))]
            }),
        Check(
            "C07", .warning, .oneProtocol, "D < share × A", figures: ["tookPart", "onList", "limit"],
            limits: [.highTurnout], unless: ["A04"], .plausibility,
            .each { item, context in
                guard let onList = item.electorsOnList, let tookPart = item.tookPart, onList > 0 else { return [] }
                let limit = context.thresholds[.highTurnout, item.tier]
                return [
                    Measurement(
                        !limit.isReached(by: UInt64(tookPart), of: UInt64(onList)),
                        [.count(UInt64(tookPart)), .count(UInt64(onList)), .fraction(limit)])
                ]
            }),
        Check(
            "C08", .warning, .oneProtocol, "no line of E = sum of E, where sum of E > least valid",
            figures: ["choice", "votes"], limits: [.leastValid], .plausibility,
            .each { item, context in
                guard item.votes.count > 1, let valid = item.sumOfVotes,
                    let most = item.votes.max(by: { ($0.votes ?? 0) < ($1.votes ?? 0) }), let votes = most.votes
                else { return [] }
                let isAll = UInt64(votes) == valid && valid > context.thresholds.count(.leastValid)
                return [Measurement(!isAll, [.choice(most.choice), .count(UInt64(votes))])]
            }),
        Check(
            "C09", .warning, .oneProtocol, "sum of M < share × D", figures: ["ballotsFound", "tookPart"],
            limits: [.outsideShare], .plausibility,
            .each { item, context in
                guard !item.mobileBoxes.isEmpty, let tookPart = item.tookPart, tookPart > 0 else { return [] }
                var found: UInt64 = 0
                for box in item.mobileBoxes {
                    guard let own = box.ballotsFound else { return [] }
                    found += UInt64(own)
                }
                let limit = context.thresholds[.outsideShare, item.tier]
                return [
                    Measurement(
                        !limit.isReached(by: found, of: UInt64(tookPart)), counts: found, UInt64(tookPart))
                ]
            }),
        Check(
            "C10", .warning, .oneProtocol, "M ≤ R, box by box", figures: ["requests", "ballotsFound"],
            unless: ["K02"], .plausibility,
            .each { item, _ in
                item.mobileBoxes.enumerated().compactMap { index, box in
                    guard let requests = box.requests, let found = box.ballotsFound else { return nil }
                    let field = ProtocolField.ballotsFound(box: index + 1)
                    return Measurement(
                        found <= requests, at: [field.description], counts: UInt64(requests), UInt64(found))
                }
            }),
        Check(
            "C14", .warning, .oneProtocol, "G = whole packets", figures: ["received", "packet"], limits: [.packet],
            .plausibility,
            .each { item, context in
                let packet = context.thresholds.count(.packet)
                guard packet > 0, let received = item.ballotsReceived else { return [] }
                return [Measurement(UInt64(received) % packet == 0, counts: UInt64(received), packet)]
            }),
    ]
}

extension Protocol {
    /// The ballots found in the boxes as the piles say: valid and invalid together; nil where a line is unfilled.
    var found: UInt64? {
        guard let votes = sumOfVotes, let invalid else { return nil }
        return votes + UInt64(invalid)
    }
}
