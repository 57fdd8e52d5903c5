import Counting
public import ElectionModel
public import Observation
import VerifiableVoting

extension EvidencePart: WordedValue { package static var termGroups: [String] { ["evidence.part"] } }
extension EvidencePart.Section: WordedValue { package static var termGroups: [String] { ["evidence.section"] } }
extension EvidenceVerdict.Kind: WordedValue { package static var termGroups: [String] { ["evidence.verdict"] } }
extension EvidenceGap: WordedValue { package static var termGroups: [String] { ["evidence.missing"] } }
extension EvidenceLine.Fact.Name: WordedValue { package static var termGroups: [String] { ["evidence.fact"] } }

extension Wording {
    public func name(of part: EvidencePart) -> String { term("evidence.part.\(part.rawValue)") }
    public func name(of section: EvidencePart.Section) -> String { term("evidence.section.\(section.rawValue)") }
    public func name(of kind: EvidenceVerdict.Kind) -> String { term("evidence.verdict.\(kind.rawValue)") }
    public func name(of gap: EvidenceGap) -> String { term("evidence.missing.\(gap.rawValue)") }
    public func name(of fact: EvidenceLine.Fact.Name) -> String { term("evidence.fact.\(fact.rawValue)") }

    /// The verdict with what differs or is missing.
    public func sentence(for verdict: EvidenceVerdict, most: Int = 8) -> String {
        switch verdict {
        case .agrees, .notExamined: return name(of: verdict.kind)
        case .differs(let differences):
            // A contest is named once for all its fields that follow one another.
            let shown = differences.prefix(most).enumerated().map { place, difference in
                let isNamed = place > 0 && differences[place - 1].contest == difference.contest
                return sentence(for: difference, namingContest: !isNamed)
            }
            let rest = differences.count - shown.count
            return name(of: verdict.kind) + ": " + shown.joined(separator: "; ")
                + (rest > 0 ? "; " + term("evidence.line.more", [Figure("count", .count(UInt64(rest)))]) : "")
        case .missing(let gaps): return name(of: verdict.kind) + ": " + list(gaps.map { name(of: $0) })
        }
    }

    /// A field with what the protocol and what the evidence says, as far as there are numbers.
    public func sentence(for difference: EvidenceDifference, namingContest: Bool = true) -> String {
        let contest = namingContest ? difference.contest : nil
        let name = [contest.map { self.name(of: $0) }, self.name(of: difference)].compactMap(\.self)
            .joined(separator: " · ")
        if case .item = difference.name {
            return term(
                "evidence.line.answers",
                [
                    Figure("field", .text(name)), Figure("answers", .count(difference.official ?? 0)),
                    Figure("bad", .count(difference.found ?? 0)),
                ])
        }
        guard difference.official != nil || difference.found != nil else { return name }
        return term(
            "evidence.line.difference",
            [
                Figure("field", .text(name)), Figure("official", .text(difference.official.map { number($0) } ?? "–")),
                Figure("found", .text(difference.found.map { number($0) } ?? "–")),
            ])
    }

    /// Whose votes, which line of the protocol, which rule or which item, with the letter or the code by which papers and other commands
    /// name it; of an incident or a written act what is said of it after its name.
    public func name(of difference: EvidenceDifference) -> String {
        let field = difference.field
        switch difference.name {
        case .choice(let choice): return "\(place([choice.rawValue])) (\(field))"
        case .item(let text): return text[language]
        case nil: break
        }
        if difference.official != nil || difference.found != nil, let line = ProtocolField(field)?.line {
            return "\(name(of: line)) (\(field))"
        }
        if let rule = Rule(rawValue: field) { return name(of: rule) }
        if let own = termIfPresent("evidence.field.\(field)") { return own }
        if let said = nameOfSaid(field) { return said }
        let check = title(of: Finding(field, .error, place: []))
        // What nobody has words for, such as the article of a complaint, stands as it was written.
        return check == field ? field : "\(check) (\(field))"
    }

    /// What is said of an incident or a written act after its name; nil for any other field.
    private func nameOfSaid(_ field: String) -> String? {
        guard let end = field.ranges(of: ": ").last else { return nil }
        let said = String(field[end.upperBound...])
        let words = termIfPresent("observation.incident kind.\(said)") ?? termIfPresent("evidence.said.\(said)")
        return words.map { String(field[..<end.upperBound]) + $0 }
    }

    /// What audit, quick count and forensic counts say of a contest; empty where there are none.
    public func sentences(for evidence: ContestEvidence) -> [String] {
        var lines: [String] = []
        if let audit = evidence.audit {
            let open = audit.assertions.contains { $0.pValue == nil }
            let largest = audit.assertions.compactMap(\.pValue).max()
            let state = !audit.isOfThisOutcome ? "audit other" : audit.isConfirmed ? "audit confirmed" : "audit open"
            lines.append(
                term(
                    "evidence.line.audit",
                    [
                        Figure("claims", .count(UInt64(audit.assertions.count))),
                        Figure("limit", .fraction(audit.riskLimit)),
                        Figure("drawn", .count(UInt64(audit.drawn))),
                        Figure("p", .text(open ? "–" : largest.map { pValue($0) } ?? "–")),
                    ]) + " " + term("evidence.line.\(state)"))
        }
        if let count = evidence.quickCount {
            let outside = count.shares.filter { !$0.isWithin }
            lines.append(
                term(
                    "evidence.line.quick count",
                    [
                        Figure("reported", .count(UInt64(count.reported))),
                        Figure("drawn", .count(UInt64(count.drawn))),
                        Figure("outside", .count(UInt64(outside.count))),
                        Figure("choices", .count(UInt64(count.shares.count))),
                        Figure("other", .count(UInt64(count.otherReports.count))),
                    ]))
        }
        if let forensics = evidence.forensics {
            for row in forensics.own {
                guard let pValue = row.pValue else { continue }
                lines.append(
                    term(
                        "evidence.line.forensics",
                        [
                            Figure("count", .text(name(ofCount: row.count))),
                            Figure("found", .text(thousandths(row.found, row.count))),
                            Figure("least", .text(thousandths(row.least, row.count))),
                            Figure("greatest", .text(thousandths(row.greatest, row.count))),
                            Figure("runs", .count(UInt64(forensics.runs))), Figure("p", .fraction(pValue)),
                        ]))
            }
        }
        return lines
    }

    /// A value of a forensic count.
    public func thousandths(_ value: Int64, _ count: Calibration.Count) -> String {
        decimal(Fraction(Int128(value), 1000), digits: count.shownDigits)
    }

    /// A share in millionths as a percentage.
    public func millionths(_ value: Int64) -> String { percent(Fraction(Int128(value), 1_000_000)) }

    // MARK: Refusals

    /// Why a bundle does not hold, with the place.
    public func sentence(for refusal: BundleRefusal) -> String {
        func say(_ name: String, _ figures: KeyValuePairs<String, String> = [:]) -> String {
            term("evidence.refusal.\(name)", figures.map { Figure($0, .text($1)) })
        }
        return switch refusal {
        case .json(let failure): say("json", ["offset": "\(failure.offset)"])
        case .expected(let name): say("expected", ["text": name])
        case .unknownFormat(let format): say("unknown format", ["text": format])
        case .otherRoot(let expected): say("other root", ["digest": expected.hexadecimal])
        case .otherHead(let member): say("other head", ["text": member])
        case .notSignedBy(let name): say("not signed by", ["name": name])
        case .fileMissing(let file): say("file missing", ["file": file])
        case .fileChanged(let file): say("file changed", ["file": file])
        case .fileNotNamed(let file): say("file not named", ["file": file])
        case .differs(let place, let recorded, let found):
            say("differs", ["place": place, "recorded": recorded, "found": found])
        }
    }
}
