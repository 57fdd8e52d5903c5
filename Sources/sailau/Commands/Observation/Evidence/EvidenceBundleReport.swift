import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import Publication
import VerifiableVoting
import Wording

/// A bundle for people and for programs.
enum EvidenceBundleReport {
    // MARK: JSON

    static func json(_ made: MadeEvidence, format: String) -> JSON {
        let bundle = made.bundle
        let sections = EvidencePart.Section.allCases.map { section -> (String, JSON) in
            (
                section.rawValue,
                .object(
                    EvidenceVerdict.Kind.allCases.map { ($0.rawValue, .count(bundle.count($0, in: section))) })
            )
        }
        let parts = EvidencePart.allCases.map { part -> (String, JSON) in
            (
                part.rawValue,
                .object(EvidenceVerdict.Kind.allCases.map { ($0.rawValue, .count(bundle.count($0, on: part))) })
            )
        }
        return .object([
            ("format", .string(format)), ("election", .string(bundle.election.rawValue)),
            ("status", .string(bundle.provenance.rawValue)), ("root", .string(made.head.root.hexadecimal)),
            ("evidence", .string(made.head.evidence.hexadecimal)), ("files", .count(bundle.files.count)),
            ("stations", .count(bundle.stations.count)),
            ("signers", .array(made.signers.map { .string($0.hexadecimal) })), ("sections", .object(sections)),
            ("parts", .object(parts)), ("contests", .array(bundle.contests.map { json($0) })),
        ])
    }

    static func json(_ station: StationEvidence) -> JSON {
        .object([
            ("format", .string("sailau-evidence-station/1")), ("station", .string(station.station.rawValue)),
            ("lines", .array(station.lines.map { json($0) })),
        ])
    }

    private static func json(_ line: EvidenceLine) -> JSON {
        var differences: [JSON] = []
        var gaps: [JSON] = []
        switch line.verdict {
        case .differs(let found): differences = found.map { json($0) }
        case .missing(let found): gaps = found.map { .string($0.rawValue) }
        case .agrees, .notExamined: break
        }
        return .object([
            ("part", .string(line.part.rawValue)), ("verdict", .string(line.verdict.kind.rawValue)),
            ("differs", .array(differences)), ("missing", .array(gaps)),
        ])
    }

    private static func json(_ difference: EvidenceDifference) -> JSON {
        .object([
            ("field", .string(difference.field)),
            ("contest", .optional(difference.contest) { .string($0.description) }),
            ("official", .optional(difference.official) { .count($0) }),
            ("found", .optional(difference.found) { .count($0) }),
        ])
    }

    private static func json(_ evidence: ContestEvidence) -> JSON {
        .object([
            ("contest", .string(evidence.contest.description)),
            (
                "audit",
                .optional(evidence.audit) { audit in
                    .object([
                        ("risk_limit", .fraction(audit.riskLimit)), ("drawn", .count(audit.drawn)),
                        ("known", .count(audit.known)), ("confirmed", .bool(audit.isConfirmed)),
                        ("of_this_outcome", .bool(audit.isOfThisOutcome)),
                        (
                            "p_values",
                            .array(audit.assertions.map { .optional($0.pValue) { number($0) } })
                        ),
                    ])
                }
            ),
            (
                "quick_count",
                .optional(evidence.quickCount) { count in
                    .object([
                        ("drawn", .count(count.drawn)), ("reported", .count(count.reported)),
                        ("outside", .array(count.shares.filter { !$0.isWithin }.map { .string($0.choice.rawValue) })),
                        ("other_reports", .count(count.otherReports.count)),
                    ])
                }
            ),
            (
                "forensics",
                .optional(evidence.forensics) { forensics in
                    .object([
                        ("stations", .count(forensics.stations)), ("runs", .count(forensics.runs)),
                        (
                            "counts",
                            .array(
                                forensics.own.map { row in
                                    .object([
                                        ("count", .string(row.count.rawValue)),
                                        ("found_thousandths", .whole(row.found)),
                                        ("least_thousandths", .whole(row.least)),
                                        ("greatest_thousandths", .whole(row.greatest)),
                                        ("p_value", .optional(row.pValue) { .fraction($0) }),
                                    ])
                                })
                        ),
                    ])
                }
            ),
        ])
    }

    // MARK: Text

    static func text(_ made: MadeEvidence, _ wording: Wording) -> String {
        let bundle = made.bundle
        var lines = [
            wording.term(
                "evidence.line.bundle",
                [
                    Figure("election", .text(made.read.folder.election.name[wording.language])),
                    Figure("stations", .count(UInt64(bundle.stations.count))),
                    Figure("files", .count(UInt64(bundle.files.count))),
                ]), wording.term("evidence.line.root", [Figure("root", .text(made.head.root.hexadecimal))]),
            made.signers.isEmpty
                ? wording.term("evidence.line.no signature")
                : wording.term(
                    "evidence.line.signers",
                    [Figure("keys", .text(made.signers.map(\.hexadecimal).joined(separator: ", ")))]),
            wording.termIfPresent("provenance explained.\(bundle.provenance.rawValue)") ?? "", "",
        ]
        var table = TextTable(
            [(wording.term("evidence.label.part"), .left)]
                + EvidenceVerdict.Kind.allCases.map { (wording.name(of: $0), .right) })
        for part in EvidencePart.allCases {
            table.add(
                [wording.name(of: part)]
                    + EvidenceVerdict.Kind.allCases.map { wording.number(bundle.count($0, on: part)) })
        }
        lines.append(table.text())
        for evidence in bundle.contests {
            let sentences = wording.sentences(for: evidence)
            guard !sentences.isEmpty else { continue }
            lines += ["", wording.name(of: evidence.contest)] + sentences.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    static func text(_ station: StationEvidence, _ wording: Wording) -> String {
        var table = TextTable([
            (wording.term("evidence.label.part"), .left), (wording.term("evidence.label.verdict"), .left),
        ])
        for line in station.lines { table.add([wording.name(of: line.part), wording.sentence(for: line.verdict)]) }
        return wording.term("evidence.label.station", [Figure("station", .text(station.station.rawValue))]) + "\n"
            + table.text()
    }

    // MARK: Pages

    /// - Parameter shown: stations that get a page of their own; nil for all.
    static func writePages(_ made: MadeEvidence, to out: String, shown: Set<StationID>? = nil) throws {
        let folder = made.read.folder
        let site = EvidenceSite(
            bundle: made.bundle, title: folder.election.name, root: made.head.root.hexadecimal,
            signers: made.signers.map(\.hexadecimal),
            catalogue: try Home.texts(), names: Names(of: folder.election, under: folder.law), shown: shown)
        try Home.makeFolder(out)
        for folder in ["", "/en/stations", "/ru/stations", "/kk/stations"] { try Home.makeFolder(out + folder) }
        try site.write(style: try Home.assets().style) { path, bytes in try Home.write(bytes, to: "\(out)/\(path)") }
    }
}
