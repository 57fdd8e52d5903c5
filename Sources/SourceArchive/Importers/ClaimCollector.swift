import ElectionModel

/// Gathers what an importer makes of a page: claims, marked parts, findings.
final class ClaimCollector {
    static let claimLimit = 100_000
    private static let markLimit = 600_000
    private static let findingLimit = 10_000

    let text: PageText
    let page: PageHash
    var election: ElectionKey
    private(set) var claims: [Claim] = []
    private var marks: Set<Mark> = []
    private var findings: [Finding] = []

    private struct Mark: Hashable {
        var span: Range<Int>
        var use: Coverage.Use
    }

    init(_ text: PageText, page: PageHash, election: ElectionKey) {
        self.text = text
        self.page = page
        self.election = election
    }

    /// The page will be refused for its claims or marks; reading on is of no use.
    var isFull: Bool { claims.count > Self.claimLimit || marks.count > Self.markLimit }

    /// Adds what stands in the page at `span`; its printed words are taken from there.
    func claim(
        _ measure: Measure, _ value: ClaimValue, _ state: ClaimState = .printed, at span: Range<Int>, rule: String,
        round: Int? = nil, tier: FactKey.Tier? = nil, constituency: String? = nil, participant: Participant? = nil,
        detail: String? = nil, context: [Range<Int>] = [], confidence: Confidence = .high,
        reading: Claim.Reading? = nil
    ) {
        // One more than the limit is kept, so that `finish` refuses the page.
        guard claims.count <= Self.claimLimit else { return }
        let key = FactKey(
            measure, of: election, round: round, tier: tier, constituency: constituency, participant: participant,
            detail: detail)
        claims.append(
            Claim(
                key: key, value: value, state: state, printed: text[span], span: span, context: context, page: page,
                rule: rule, confidence: confidence, reading: reading))
    }

    /// Adds what follows from other claims of the page by arithmetic that its maker lets a machine do.
    @discardableResult func derive(
        _ measure: Measure, _ value: ClaimValue, rule: String, round: Int? = nil, participant: Participant? = nil,
        from inputs: [Claim]
    ) -> Claim {
        let claim = Claim(
            key: FactKey(measure, of: election, round: round, participant: participant), value: value,
            state: .derived, printed: "", span: nil, page: page, rule: rule, inputs: inputs.map(\.id))
        if claims.count <= Self.claimLimit { claims.append(claim) }
        return claim
    }

    /// Adds that the page has a place for the fact, right after its label, and leaves it empty.
    func notGiven(
        _ measure: Measure, label: Range<Int>, rule: String, round: Int? = nil, tier: FactKey.Tier? = nil,
        participant: Participant? = nil
    ) {
        claim(
            measure, .none, .notGiven, at: label.upperBound..<label.upperBound, rule: rule, round: round, tier: tier,
            participant: participant, context: [label])
    }

    func mark(_ span: Range<Int>, _ use: Coverage.Use) {
        if !span.isEmpty, marks.count <= Self.markLimit { marks.insert(Mark(span: span, use: use)) }
    }

    /// Adds what was noticed. The line is one of its figures, so that each language words it.
    func find(_ code: String, _ severity: Finding.Severity, at span: Range<Int>, _ figures: [Figure] = []) {
        guard findings.count < Self.findingLimit else { return }
        let line = Figure("line", .count(UInt64(text.line(at: span.lowerBound))))
        findings.append(Finding(code, severity, place: [], figures: [line] + figures))
    }

    /// Every byte of the page is now claimed, marked or noticed.
    ///
    /// - Throws: `tooManyClaims`.
    func finish(format: PageFormat, layout: String) throws(ImportRefusal) -> ImportedPage {
        guard claims.count <= Self.claimLimit, marks.count <= Self.markLimit else {
            throw .tooManyClaims(limit: Self.claimLimit)
        }
        for index in claims.indices { claims[index].key.election = election }
        let coverage = covered()
        for part in coverage where part.use == .unread {
            find("I01", .warning, at: part.span, [Figure("text", .text(String(text[part.span].prefix(120))))])
        }
        return ImportedPage(
            page: page, format: format, layout: layout, election: election, claims: claims, coverage: coverage,
            findings: findings)
    }

    private static let uses: [Coverage.Use] = [.words, .label, .furniture, .reference, .elsewhere, .unread]

    /// What became of each part that no claim prints. Where marks lie over each other the later of `uses` stands.
    private func covered() -> [Coverage] {
        var paint = [UInt8](repeating: 0, count: text.bytes.count)
        let claimed: UInt8 = 255
        func fill(_ span: Range<Int>, _ colour: UInt8) {
            for index in span where paint[index] < colour { paint[index] = colour }
        }
        for mark in marks {
            fill(mark.span, UInt8((Self.uses.firstIndex(of: mark.use) ?? 0) + 1))
        }
        let contexts = Set(claims.flatMap(\.context))
        for span in contexts { fill(span, 2) }
        for span in Set(claims.compactMap(\.span)) { fill(span, claimed) }
        return parts(of: paint, claimed: claimed)
    }

    private func parts(of paint: [UInt8], claimed: UInt8) -> [Coverage] {
        var result: [Coverage] = []
        var start = 0
        while start < paint.count {
            let colour = paint[start]
            var end = start + 1
            while end < paint.count, paint[end] == colour { end += 1 }
            if colour != claimed {
                if colour > 0 {
                    add(start..<end, Self.uses[Int(colour) - 1], to: &result)
                } else {
                    for line in unmarked(start..<end) {
                        add(line, text.hasDigit(line) ? .unread : .words, to: &result)
                    }
                }
            }
            start = end
        }
        return result
    }

    private func add(_ span: Range<Int>, _ use: Coverage.Use, to result: inout [Coverage]) {
        let inner = text.trimmed(span)
        guard !inner.isEmpty else { return }
        // Pipes, dashes and punctuation alone.
        let isRuling = text.bytes[inner].allSatisfy {
            $0 < 48 || $0 > 57 && $0 < 65 || $0 > 90 && $0 < 97 || $0 > 122 && $0 < 128
        }
        result.append(Coverage(inner, isRuling ? .furniture : use))
    }

    /// Cut at line ends, so that one unread digit does not take a whole section with it.
    private func unmarked(_ span: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = span.lowerBound
        for index in span where text.bytes[index] == 10 {
            result.append(start..<index)
            start = index + 1
        }
        result.append(start..<span.upperBound)
        return result
    }
}
