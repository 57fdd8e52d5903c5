import ElectionModel
public import VerifiableVoting

extension Rule: WordedValue { package static var termGroups: [String] { ["ballots.rule"] } }
extension VerificationFinding.Kind: WordedValue { package static var termGroups: [String] { ["ballots.finding"] } }
extension VerificationStatement.Anchor: WordedValue { package static var termGroups: [String] { ["ballots.anchor"] } }
extension EvidenceRefusal: WordedValue { package static var termGroups: [String] { ["ballots.evidence refusal"] } }
extension Event.Kind: WordedValue { package static var termGroups: [String] { ["ballots.event"] } }

/// The sentences on electronic elections; their texts stand in `ballots.yaml`.
extension Wording {
    private func ballots(_ key: String, _ figures: [Figure] = []) -> String { term("ballots.\(key)", figures) }

    // MARK: Verdicts

    /// Which rule is broken, where, and what was found.
    public func sentence(for violation: Violation) -> String {
        var figures = [
            Figure("sentence", .text(name(of: violation.rule))), Figure("rule", .text(violation.rule.rawValue)),
        ]
        let place = text(of: violation.place)
        if !place.isEmpty { figures.append(Figure("place", .text(place))) }
        if !violation.detail.isEmpty { figures.append(Figure("detail", .text(violation.detail))) }
        return ballots("report.violation", figures)
    }

    /// What does not decide the result but should not be there, and where.
    public func sentence(for finding: VerificationFinding) -> String {
        let place = text(of: finding.place)
        return ballots(
            "report.finding",
            [Figure("sentence", .text(name(of: finding.kind)))]
                + (place.isEmpty ? [] : [Figure("place", .text(place))]))
    }

    /// Why a board does not take a ballot.
    public func sentence(for refusal: AdmissionRefusal) -> String {
        switch refusal {
        case .violation(let violation): sentence(for: violation)
        case .finding(let kind): ballots("refusal.finding", [Figure("reason", .text(name(of: kind)))])
        case .weight(let expected, let listed):
            ballots("refusal.weight", [Figure("expected", .count(expected)), Figure("listed", .count(listed))])
        case .stage(let stage): ballots("refusal.stage", [Figure("stage", .text(name(of: stage)))])
        }
    }

    /// From the widest to the narrowest. Event and byte stand for records that are no ballot's.
    private func text(of place: Place) -> String {
        func number(_ key: String, _ value: (some BinaryInteger)?) -> String? {
            value.map { ballots("place.\(key)", [Figure("number", .text(String($0)))]) }
        }
        var parts = [
            number("ballot", place.ballot),
            place.tracker.map { ballots("place.tracker", [Figure("tracker", .text($0))]) },
        ]
        if place.ballot == nil, place.tracker == nil {
            parts += [number("event", place.event), number("offset", place.offset)]
        }
        parts += [
            number("trustee", place.trustee), number("credential", place.credential),
            number("question", place.question), number("choice", place.choice), number("line", place.line),
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    public func name(of stage: ArchiveStage) -> String { ballots("stage.\(stage.code)") }

    /// The name of an event's kind.
    public func name(of kind: Event.Kind) -> String { ballots("event.\(kind.rawValue)") }

    // MARK: Evidence

    /// What an evidence file was worth; the verdict hangs on none of it.
    private func line(for report: EvidenceReport) -> String {
        if let refused = report.refused { return sentence(for: refused) }
        func count(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(value))) }
        return ballots(
            report.abandoned ? "statement.evidence abandoned" : "statement.evidence",
            [
                count("used", report.used), count("missing", report.missing), count("wrong", report.wrong),
                count("surplus", report.surplus),
            ])
    }

    /// Why an evidence file is not used.
    public func sentence(for refusal: EvidenceRefusal) -> String { name(of: refusal) }

    public func line(made report: EvidenceMaker.Report, path: String) -> String {
        ballots(
            "evidence made",
            [
                Figure("path", .text(path)), Figure("ballots", .count(UInt64(report.ballots))),
                Figure("bytes", .count(report.bytes)),
            ])
    }

    // MARK: Statements

    /// What was checked, how much of it, by which rules, against what; then the findings and the counts.
    public func lines(for statement: VerificationStatement) -> [String] {
        func text(_ key: String, _ name: String, _ value: String) -> String {
            ballots("statement.\(key)", [Figure(name, .text(value))])
        }
        func count(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(value))) }
        var lines = verdict(statement)
        lines += [
            ballots(
                "statement.election",
                [Figure("uuid", .text(statement.uuid)), Figure("name", .text(statement.name))]),
            text("stage", "stage", name(of: statement.stage)),
            ballots(
                "statement.fingerprint",
                [Figure("fingerprint", .text(statement.fingerprint)), Figure("group", .text(statement.group))]),
            text("setup", "hash", statement.setup.hexadecimal), text("head", "hash", statement.head.hexadecimal),
            ballots(
                "statement.read", [Figure("bytes", .count(statement.bytes)), count("events", statement.events)]),
            ballots(
                "statement.ballots",
                [
                    count("ballots", statement.ballots), count("counted", statement.counted),
                    Figure("weight", .count(statement.totalWeight)),
                ]),
            ballots(
                "statement.content",
                [count("ciphertexts", statement.ciphertexts), count("proofs", statement.proofs)]),
            ballots(
                "statement.credentials",
                [
                    count("credentials", statement.credentials),
                    Figure("fingerprint", .text(statement.credentialsFingerprint)),
                ]),
            ballots(
                "statement.trustees",
                [count("trustees", statement.trustees), Figure("thresholds", .text(thresholds(statement)))]),
        ]
        if let evidence = statement.evidence { lines.append(line(for: evidence)) }
        if statement.stage >= .tallied { lines.append(ballots("statement.tally")) }
        if statement.partialDecryptions > 0 {
            lines.append(ballots("statement.decryptions", [count("decryptions", statement.partialDecryptions)]))
        }
        if statement.result != nil { lines.append(ballots("statement.result")) }
        lines += [ballots("statement.rules", [count("rules", Rule.allCases.count)]), anchors(statement)]
        if let signer = statement.manifestSigner { lines.append(line(for: signer)) }
        if !statement.closingSigners.isEmpty {
            let keys = statement.closingSigners.map(\.hexadecimal).joined(separator: ", ")
            lines.append(text("closing signers", "keys", keys))
        }
        if let result = statement.result { lines += self.lines(for: result, of: statement.questions) }
        return lines
    }

    /// Whose signature an announcement bears, and whether that was compared with anything.
    public func line(for signer: ManifestSigner) -> String {
        ballots(
            signer.isGiven ? "statement.signer" : "statement.unknown signer",
            [Figure("key", .text(signer.key.hexadecimal))])
    }

    private func verdict(_ statement: VerificationStatement) -> [String] {
        guard !statement.findings.isEmpty else { return [ballots("verdict.valid")] }
        let count = Figure("findings", .count(UInt64(statement.findings.count)))
        return [ballots("verdict.findings", [count])] + statement.findings.map { "  " + sentence(for: $0) }
    }

    private func thresholds(_ statement: VerificationStatement) -> String {
        statement.thresholds.map { threshold(needed: $0.needed, of: $0.of) }.joined(separator: ", ")
    }

    /// How many of a set of trustees decrypt.
    public func threshold(needed: Int, of members: Int) -> String {
        ballots(
            "statement.threshold",
            [Figure("needed", .whole(Int64(needed))), Figure("of", .whole(Int64(members)))])
    }

    private func anchors(_ statement: VerificationStatement) -> String {
        let given = VerificationStatement.Anchor.allCases.filter(statement.anchors.contains)
        if given.isEmpty { return withoutAnchors }
        let names = given.map { name(of: $0) }.joined(separator: ", ")
        return ballots("statement.anchors", [Figure("anchors", .text(names))])
    }

    /// An archive was compared with nothing.
    public var withoutAnchors: String { ballots("statement.no anchors") }

    /// The counts of each question.
    public func lines(for result: ElectionResult, of questions: [Question]) -> [String] {
        zip(questions, result.counts).flatMap { question, counts in
            [question.question]
                + zip(answers(to: question), counts).map { answer, votes in
                    "  " + ballots("result.row", [Figure("answer", .text(answer)), Figure("votes", .count(votes))])
                }
        }
    }

    /// The answers in the order of their ciphertexts, the blank one first where it is offered.
    public func answers(to question: Question) -> [String] {
        (question.blank ? [ballots("result.blank")] : []) + question.answers
    }

    // MARK: Commands

    public func progress(ballots count: Int, percent: UInt64) -> String {
        ballots("progress.ballots", [Figure("ballots", .count(UInt64(count))), Figure("percent", .count(percent))])
    }

    /// A ballot that was looked up; `counts`: none of the same credential came later.
    public func foundBallot(number: Int, tracker: String, code: String, counts: Bool) -> String {
        ballots(
            counts ? "find.counts" : "find.replaced",
            [
                Figure("ballot", .text(String(number))), Figure("tracker", .text(tracker)), Figure("code", .text(code)),
            ])
    }
}
