import DataFormats
import VerifiableVoting
import Wording

/// Statements and violations for programs; Documentation/Commands.md lists the keys.
enum StatementJSON {
    static func statement(_ statement: VerificationStatement, _ wording: Wording) -> JSON {
        .object([
            ("format", .string("sailau-ballot-verification/1")),
            ("verdict", .string(statement.findings.isEmpty ? "valid" : "valid with findings")),
            ("stage", .string(statement.stage.code)), ("uuid", .string(statement.uuid)),
            ("name", .string(statement.name)), ("group", .string(statement.group)),
            ("fingerprint", .string(statement.fingerprint)), ("setup", .string(statement.setup.hexadecimal)),
            ("head", .string(statement.head.hexadecimal)), ("bytes", .count(statement.bytes)),
            ("events", .count(statement.events)), ("ballots", .count(statement.ballots)),
            ("counted", .count(statement.counted)), ("total_weight", .count(statement.totalWeight)),
            ("credentials", .count(statement.credentials)),
            ("credentials_fingerprint", .string(statement.credentialsFingerprint)),
            ("trustees", .count(statement.trustees)),
            (
                "thresholds",
                .array(statement.thresholds.map { .object([("needed", .count($0.needed)), ("of", .count($0.of))]) })
            ),
            ("partial_decryptions", .count(statement.partialDecryptions)),
            ("ciphertexts", .count(statement.ciphertexts)), ("proofs", .count(statement.proofs)),
            ("rules", .count(Rule.allCases.count)),
            (
                "anchors",
                .array(
                    VerificationStatement.Anchor.allCases.filter(statement.anchors.contains).map {
                        .string($0.rawValue)
                    })
            ),
            (
                "manifest_signer",
                .optional(statement.manifestSigner) { signer in
                    .object([("key", .string(signer.key.hexadecimal)), ("is_commission", .bool(signer.isGiven))])
                }
            ),
            ("closing_signers", .array(statement.closingSigners.map { .string($0.hexadecimal) })),
            ("evidence", .optional(statement.evidence, evidence)),
            ("result", .optional(statement.result) { result($0, statement.questions) }),
            (
                "findings",
                .array(
                    statement.findings.map { finding in
                        .object([
                            ("kind", .string(finding.kind.rawValue)), ("place", place(finding.place)),
                            ("text", .string(wording.sentence(for: finding))),
                        ])
                    })
            ),
        ])
    }

    private static func evidence(_ report: EvidenceReport) -> JSON {
        .object([
            ("used", .count(report.used)), ("missing", .count(report.missing)), ("wrong", .count(report.wrong)),
            ("surplus", .count(report.surplus)), ("abandoned", .bool(report.abandoned)),
            ("refused", .optional(report.refused) { .string($0.rawValue) }),
        ])
    }

    static func violation(_ violation: Violation, _ wording: Wording) -> JSON {
        .object([
            ("format", .string("sailau-ballot-verification/1")), ("verdict", .string("invalid")),
            (
                "violation",
                .object([
                    ("rule", .string(violation.rule.rawValue)), ("place", place(violation.place)),
                    ("detail", .string(violation.detail)), ("text", .string(wording.sentence(for: violation))),
                ])
            ),
        ])
    }

    /// Counts with their answers; a blank answer is null.
    static func result(_ result: ElectionResult, _ questions: [Question]) -> JSON {
        .array(
            zip(questions, result.counts).map { question, counts in
                let answers: [JSON] = (question.blank ? [.null] : []) + question.answers.map(JSON.string)
                return .object([
                    ("question", .string(question.question)),
                    (
                        "counts",
                        .array(zip(answers, counts).map { .object([("answer", $0), ("count", .count($1))]) })
                    ),
                ])
            })
    }

    static func place(_ place: Place) -> JSON {
        .object([
            ("offset", .optional(place.offset, JSON.count)), ("event", .optional(place.event, JSON.count)),
            ("ballot", .optional(place.ballot, JSON.count)), ("tracker", .optional(place.tracker, JSON.string)),
            ("question", .optional(place.question, JSON.count)), ("choice", .optional(place.choice, JSON.count)),
            ("branch", .optional(place.branch, JSON.count)), ("trustee", .optional(place.trustee, JSON.count)),
            ("credential", .optional(place.credential, JSON.count)), ("line", .optional(place.line, JSON.count)),
        ])
    }
}
