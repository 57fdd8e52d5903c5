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
}

extension Check {
    /// The rules about one protocol. Letters are the fields of article 43(4) and (4-1); `facts` calls most of these rules
    /// derived: they follow from what the fields mean and are not written in the statute.
    static let protocolChecks: [Check] = [
        // Unfilled is not zero.
        Check(
            "A15", .error, .field, "0 ≤ every required field ≤ greatest count; empty is not 0",
            figures: ["unfilled", "tooLarge", "limit"], limits: [.greatestCount], .field,
            .each { item, context in
                var unfilled: UInt64 = 0
                var tooLarge: UInt64 = 0
                var fields: [String] = []
                item.visitFields(on: context.form) { field, value in
                    guard let value else {
                        if field.number == nil, context.form.line(field.line)?.isRequired == false { return }
                        unfilled += 1
                        fields.append(field.description)
                        return
                    }
                    if UInt64(value) > context.thresholds.count(.greatestCount) {
                        tooLarge += 1
                        fields.append(field.description)
                    }
                }
                return [
                    Measurement(
                        fields.isEmpty, at: fields, counts: unfilled, tooLarge, context.thresholds.count(.greatestCount)
                    )
                ]
            }),
        Check(
            "A16", .error, .field,
            "every field ≤ electors of the register × (1 + tolerance); twice that for paper and slips together",
            figures: ["largest", "electors", "limit"], limits: [.registerTolerance], .field,
            .each { item, context in
                guard let station = context.stationsByID[item.station] else { return [] }
                var largest: UInt32 = 0
                var place: ProtocolField?
                item.visitFields(on: context.form) { field, value in
                    guard let value, value > largest else { return }
                    largest = value
                    place = field
                }
                // An electronic station receives a paper ballot and a slip for each elector.
                let forms: UInt64 = item.sumsForms(in: context) ? 2 : 1
                let limit =
                    forms
                    * (UInt64(station.electors)
                        + roundedUp(UInt64(station.electors), times: context.thresholds[.registerTolerance]))
                let holds = UInt64(largest) <= limit
                return [
                    Measurement(
                        holds, at: holds ? [] : [place?.description ?? ""],
                        counts: UInt64(largest), UInt64(station.electors), limit)
                ]
            }),
        Check(
            "A09", .error, .oneProtocol, "sum of E + F > 0 ⇒ D > 0; sum of C > 0 ⇒ B > 0",
            figures: ["votes", "invalid", "tookPart", "byMember", "given"], .arithmetic,
            .each { item, _ in
                guard let votes = item.sumOfVotes, let invalid = item.invalid, let tookPart = item.tookPart,
                    let given = item.electorsGivenBallots
                else { return [] }
                let byMember = item.sumByMember ?? 0
                let holds = (votes + UInt64(invalid) == 0 || tookPart > 0) && (byMember == 0 || given > 0)
                return [
                    Measurement(holds, counts: votes, UInt64(invalid), UInt64(tookPart), byMember, UInt64(given))
                ]
            }),
        // Article 43(4-1): D counts the ballots found in the boxes, invalid ones included.
        Check(
            "A02", .error, .oneProtocol, "sum of E + F = D", figures: ["votes", "invalid", "tookPart"], unless: ["A09"],
            .arithmetic,
            .each { item, _ in
                guard let votes = item.sumOfVotes, let invalid = item.invalid, let tookPart = item.tookPart else {
                    return []
                }
                return [
                    Measurement(
                        votes + UInt64(invalid) == UInt64(tookPart), counts: votes, UInt64(invalid), UInt64(tookPart))
                ]
            }),
        Check(
            "A03", .error, .oneProtocol, "G = B + H + S", figures: ["received", "given", "cancelled", "spoiled"],
            .arithmetic,
            .each { item, _ in
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
            }),
        Check(
            "A04", .error, .oneProtocol, "B ≤ A", figures: ["given", "onList"], .arithmetic,
            .each { item, _ in
                guard let given = item.electorsGivenBallots, let onList = item.electorsOnList else { return [] }
                return [Measurement(given <= onList, counts: UInt64(given), UInt64(onList))]
            }),
        Check(
            "A05", .error, .oneProtocol, "sum of E + F ≤ B", figures: ["votes", "invalid", "given"], .explanation,
            .each { item, _ in
                guard let votes = item.sumOfVotes, let invalid = item.invalid, let given = item.electorsGivenBallots
                else { return [] }
                return [
                    Measurement(votes + UInt64(invalid) <= UInt64(given), counts: votes, UInt64(invalid), UInt64(given))
                ]
            }),
        Check(
            "A12", .error, .oneProtocol, "every line of E ≤ D − F", figures: ["choice", "votes", "valid"], .arithmetic,
            .each { item, _ in
                guard let invalid = item.invalid, let tookPart = item.tookPart, invalid <= tookPart,
                    let most = item.votes.max(by: { ($0.votes ?? 0) < ($1.votes ?? 0) }), let votes = most.votes
                else { return [] }
                let valid = UInt64(tookPart - invalid)
                return [
                    Measurement(
                        UInt64(votes) <= valid, [.choice(most.choice), .count(UInt64(votes)), .count(valid)])
                ]
            }),
        // Article 43(4-1): the ballots given by the members are those given to electors.
        Check(
            "K01", .error, .oneProtocol, "sum of C = B", figures: ["byMember", "given"], .arithmetic,
            .each { item, _ in
                guard let byMember = item.sumByMember, let given = item.electorsGivenBallots else { return [] }
                return [Measurement(byMember == UInt64(given), counts: byMember, UInt64(given))]
            }),
        // Article 43(3-1): more ballots in a mobile box than requests make all of its ballots invalid.
        Check(
            "K02", .error, .oneProtocol, "ballots of boxes with M > R ≤ F", figures: ["requests", "found", "invalid"],
            .arithmetic,
            .each { item, _ in
                guard !item.mobileBoxes.isEmpty, let invalid = item.invalid else { return [] }
                var (requests, found, lost): (UInt64, UInt64, UInt64) = (0, 0, 0)
                for box in item.mobileBoxes {
                    guard let ownRequests = box.requests, let ownFound = box.ballotsFound else { return [] }
                    requests += UInt64(ownRequests)
                    found += UInt64(ownFound)
                    if ownFound > ownRequests { lost += UInt64(ownFound) }
                }
                return [Measurement(lost <= UInt64(invalid), counts: requests, found, UInt64(invalid))]
            }),
        // Article 37: as many ballots as electors and a reserve of 0.1 per cent. It speaks of paper: how many slips there are the
        // announcement says, and the slips' own equations hold them.
        Check(
            "K03", .error, .oneProtocol, "G = A + reserve; ≥ where slips are added",
            figures: ["received", "onList", "due"],
            limits: [.ballotReserve], .explanation,
            .each { item, context in
                guard item.channel != .electronic, let received = item.ballotsReceived,
                    let onList = item.electorsOnList
                else { return [] }
                let due = UInt64(onList) + roundedUp(UInt64(onList), times: context.thresholds[.ballotReserve])
                let holds = UInt64(received) == due || (item.sumsForms(in: context) && UInt64(received) > due)
                return [Measurement(holds, counts: UInt64(received), UInt64(onList), due)]
            }),
    ]
}

extension Protocol {
    /// Whether paper and slips of an electronic station are together in it.
    fileprivate func sumsForms(in context: CheckContext) -> Bool {
        channel == .summary && context.station(station)?.isElectronic == true
    }
}
