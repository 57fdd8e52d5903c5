import ElectionModel
public import VerifiableVoting

/// Why an audit's text is not an audit, or not the one that it says.
public enum AuditTextError: Error, Sendable {
    /// Not JSON as `VerifiableVoting` reads it.
    case json(JSONTree.Failure)
    /// A member is missing or of another kind: the step's number from 1, 0 for the head, and what was expected.
    case expected(String, step: Int)
    /// Written by a version that this one does not know.
    case unknownFormat(String)
    /// A step that its predecessors do not allow.
    case refused(AuditRefusal, step: Int)
    /// The same audit is written in other bytes, so that its commitments are not those of its text.
    case notCanonical
}

extension AuditText {
    /// Replays an audit from its text: every step is applied, every draw made again, every p-value computed again and
    /// compared.
    ///
    /// - Throws: `AuditTextError` at the first step that does not follow.
    public static func replay(_ bytes: [UInt8]) throws(AuditTextError) -> AuditState {
        let tree: JSONTree
        do { tree = try JSONTree.read(bytes) } catch { throw .json(error) }
        guard let named = tree["format"]?.string else { throw .expected("format", step: 0) }
        guard named == format else { throw .unknownFormat(named) }
        guard let election = tree["election"]?.string, let steps = tree["steps"]?.items else {
            throw .expected("election, steps", step: 0)
        }
        var audit = AuditState(election: ElectionID(election))
        for (index, entry) in steps.enumerated() {
            let step = try StepReader(index: index + 1).step(entry)
            do { try audit.apply(step) } catch { throw .refused(error, step: index + 1) }
        }
        guard AuditText.bytes(audit) == bytes else { throw .notCanonical }
        return audit
    }
}

/// Reads one step; every failure names it.
private struct StepReader {
    let index: Int

    private typealias Read<Value> = (JSONTree) throws(AuditTextError) -> Value

    private func wanted<Value>(_ value: Value?, _ name: String) throws(AuditTextError) -> Value {
        guard let value else { throw .expected(name, step: index) }
        return value
    }

    private func text(_ tree: JSONTree, _ name: String) throws(AuditTextError) -> String {
        try wanted(tree[name]?.string, name)
    }

    private func count(_ tree: JSONTree?, _ name: String) throws(AuditTextError) -> UInt64 {
        try wanted(tree?.whole.flatMap { UInt64(exactly: $0) }, name)
    }

    private func number(_ tree: JSONTree, _ name: String) throws(AuditTextError) -> Int {
        try wanted(tree[name]?.whole.flatMap { Int(exactly: $0) }, name)
    }

    private func list<Value>(_ tree: JSONTree, _ name: String, _ read: Read<Value>) throws(AuditTextError) -> [Value] {
        var values: [Value] = []
        for item in try wanted(tree[name]?.items, name) { values.append(try read(item)) }
        return values
    }

    private func texts(_ tree: JSONTree, _ name: String) throws(AuditTextError) -> [String] {
        try list(tree, name) { (item) throws(AuditTextError) in try wanted(item.string, name) }
    }

    private func choices(_ tree: JSONTree, _ name: String) throws(AuditTextError) -> [ChoiceID] {
        try texts(tree, name).map { ChoiceID($0) }
    }

    /// As `Fraction` writes itself.
    private func fraction(_ tree: JSONTree, _ name: String) throws(AuditTextError) -> Fraction {
        let parts = try text(tree, name).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let numerator = Int64(parts[0]),
            let denominator = parts.count == 1 ? 1 : Int64(parts[1]),
            denominator > 0
        else { throw .expected("\(name) as n/d", step: index) }
        return Fraction(numerator, over: denominator)
    }

    private func digest(_ tree: JSONTree, _ name: String) throws(AuditTextError) -> Digest {
        try wanted(Digest(hexadecimal: text(tree, name)), "\(name): 64 hexadecimal digits")
    }

    private func key(_ tree: JSONTree?) throws(AuditTextError) -> ContestKey {
        guard let items = tree?.items, items.count == 3, let tier = items[0].string, let district = items[1].string,
            let round = items[2].whole
        else { throw .expected("contest as [tier, district, round]", step: index) }
        return ContestKey(tier: TierID(tier), district: DistrictID(district), round: Int(round))
    }

    func step(_ tree: JSONTree) throws(AuditTextError) -> AuditStep {
        let kind = try wanted(AuditStep.Kind(rawValue: text(tree, "step")), "step")
        switch kind {
        case .manifest:
            return .manifest(try list(tree, "containers") { (item) throws(AuditTextError) in try container(item) })
        case .subtotals:
            return .subtotals(
                try list(tree, "counts") { (item) throws(AuditTextError) in
                    StationCount(StationID(try text(item, "station")), try key(item["contest"]), try votes(item))
                })
        case .electronic:
            return .electronic(
                try list(tree, "records") { (item) throws(AuditTextError) in
                    ElectronicRecord(
                        StationID(try text(item, "station")), try key(item["contest"]), try votes(item),
                        archive: try digest(item, "archive"),
                        isVerified: try wanted(item["verified"]?.bool, "verified"))
                })
        case .cardRecords:
            return .cardRecords(
                try list(tree, "records") { (item) throws(AuditTextError) in
                    ContainerRecord(
                        try text(item, "container"), try key(item["contest"]),
                        marks: try list(item, "marks") { (mark) throws(AuditTextError) in
                            try wanted(mark.whole.flatMap { Int16(exactly: $0) }, "marks")
                        })
                })
        case .plan:
            return .plan(
                AuditPlan(
                    riskLimit: try fraction(tree, "risk limit"),
                    contests: try list(tree, "contests") { (item) throws(AuditTextError) in try contest(item) }))
        case .seed: return .seed(try text(tree, "seed"), commitment: try digest(tree, "commitment"))
        case .draw:
            return .draw(
                try list(tree, "cards") { (item) throws(AuditTextError) in
                    ContestDraw(try key(item["contest"]), cards: try number(item, "cards"))
                })
        case .reading:
            return .reading(
                CardReading(try place(tree), reader: try text(tree, "reader"), try finding(tree["found"])))
        case .resolution:
            return .resolution(
                CardResolution(try place(tree), readers: try texts(tree, "readers"), try finding(tree["found"])))
        case .recount:
            return .recount(
                StationRecount(
                    StationID(try text(tree, "station")), try key(tree["contest"]), reader: try text(tree, "reader"),
                    try votes(tree), without: try count(tree["without"], "without")))
        case .recountResolution:
            return .recountResolution(
                StationRecountResolution(
                    StationID(try text(tree, "station")), try key(tree["contest"]),
                    readers: try texts(tree, "readers"), try votes(tree),
                    without: try count(tree["without"], "without")))
        case .assessment:
            return .assessment(
                try list(tree, "contests") { (item) throws(AuditTextError) in try assessment(item) })
        }
    }

    private func container(_ tree: JSONTree) throws(AuditTextError) -> AuditedContainer {
        AuditedContainer(
            try text(tree, "name"), station: StationID(try text(tree, "station")),
            cards: try count(tree["cards"], "cards"),
            contests: try list(tree, "contests") { (item) throws(AuditTextError) in try key(item) })
    }

    private func votes(_ tree: JSONTree) throws(AuditTextError) -> CardCount {
        CardCount(
            votes: try list(tree, "votes") { (item) throws(AuditTextError) in try count(item, "votes") },
            invalid: try count(tree["invalid"], "invalid"))
    }

    private func contest(_ tree: JSONTree) throws(AuditTextError) -> AuditedContest {
        var registered: UInt64?
        if tree["registered"] != nil { registered = try count(tree["registered"], "registered") }
        return AuditedContest(
            key: try key(tree["contest"]), choices: try choices(tree, "choices"),
            againstAll: try choices(tree, "against all"), registered: registered, reported: try votes(tree),
            claims: try list(tree, "claims") { (item) throws(AuditTextError) in try claim(item) },
            method: try wanted(AuditedContest.Method(rawValue: text(tree, "method")), "method"))
    }

    private func claim(_ tree: JSONTree) throws(AuditTextError) -> Claim {
        let kind = try wanted(Claim.Kind(rawValue: text(tree, "claim")), "claim")
        let subject = ChoiceID(try text(tree, "subject"))
        switch kind {
        case .share, .shareMissed:
            let fraction = try fraction(tree, "fraction")
            let base = try wanted(VoteBase(rawValue: text(tree, "base")), "base")
            return kind == .share ? .share(subject, fraction, of: base) : .shareMissed(subject, fraction, of: base)
        case .moreVotes: return .moreVotes(subject, than: ChoiceID(try text(tree, "other")))
        case .remainder:
            return .remainder(
                subject, try number(tree, "seats of subject"), over: ChoiceID(try text(tree, "other")),
                try number(tree, "seats of other"), seats: try number(tree, "seats"),
                taking: try choices(tree, "taking"))
        case .quotient:
            return .quotient(
                subject, try fraction(tree, "divisor of subject"), over: ChoiceID(try text(tree, "other")),
                try fraction(tree, "divisor of other"))
        }
    }

    private func place(_ tree: JSONTree) throws(AuditTextError) -> CardPlace {
        CardPlace(try text(tree, "container"), try count(tree["number"], "number"))
    }

    private func finding(_ tree: JSONTree?) throws(AuditTextError) -> CardFinding {
        guard let tree else { throw .expected("found", step: index) }
        if case .null = tree.value { return .notFound }
        var marks: [ContestKey: CardMark] = [:]
        for item in try wanted(tree.items, "found") {
            let key = try key(item["contest"])
            let mark: CardMark
            if let choice = item["choice"]?.string {
                mark = .choice(ChoiceID(choice))
            } else if item["invalid"]?.bool == true {
                mark = .invalid
            } else {
                throw .expected("choice or invalid", step: index)
            }
            guard marks.updateValue(mark, forKey: key) == nil else { throw .expected("a contest once", step: index) }
        }
        return .found(marks)
    }

    private func assessment(_ tree: JSONTree) throws(AuditTextError) -> ContestAssessment {
        ContestAssessment(
            contest: try key(tree["contest"]), cards: try number(tree, "cards"),
            pValues: try texts(tree, "p-values").map { Double($0) ?? .nan },
            isConfirmed: try wanted(tree["confirmed"]?.bool, "confirmed"))
    }
}
