import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Simulation
import Wording

/// What the `count` commands print.
enum CountReport {
    private static func word(_ name: String, _ wording: Wording, _ figures: [Figure] = []) -> String {
        wording.term("counting.report.\(name)", figures)
    }

    // MARK: The table

    static func checksTable(_ limits: CheckThresholds, _ wording: Wording) -> String {
        var table = TextTable([
            (word("code", wording), .left), (word("severity", wording), .left), (word("title", wording), .left),
            (word("formula", wording), .left), (word("limits", wording), .left),
        ])
        for check in Check.table {
            let values = check.thresholds.map { wording.text(of: limits[$0], for: $0) }
            table.add([
                check.code, wording.name(of: check.severity), wording.title(of: check.bareFinding),
                "`\(check.formula)`",
                values.joined(separator: "; "),
            ])
        }
        var left = TextTable([
            (word("code", wording), .left), (word("not applied", wording), .left), ("", .left),
        ])
        for item in Check.notApplied {
            left.add([item.code, wording.titleOfCheck(item.code), wording.name(of: item.reason)])
        }
        return table.text() + "\n\n" + left.text()
    }

    static func checks(_ limits: CheckThresholds, _ wording: Wording) -> JSON {
        let rows = Check.table.map { check in
            let finding = check.bareFinding
            let roles: [ProtocolCase.Role] = [.typist, .coordinator, .acceptor]
            return JSON.object([
                ("code", .string(check.code)), ("severity", .string(check.severity.rawValue)),
                ("scope", .string(check.scope.rawValue)), ("formula", .string(check.formula)),
                ("figures", .array(check.figures.map { .string($0) })),
                (
                    "limits",
                    .array(
                        check.thresholds.map { threshold in
                            let source = limits.settings.last { $0.threshold == threshold && $0.tier == nil }?.source
                            return .object([
                                ("limit", .string(threshold.rawValue)),
                                ("value", .string(limits[threshold].description)),
                                ("source", source.map { .string($0) } ?? .null),
                            ])
                        })
                ),
                ("suppressed_by", .array(check.suppressedBy.map { .string($0) })),
                ("advice", .string(check.advice.rawValue)), ("title", .string(wording.title(of: finding))),
                ("text", .string(wording.sentence(for: finding))),
                (
                    "to_do",
                    .object(roles.map { ($0.rawValue, .string(wording.advice(on: check, for: $0) ?? "")) })
                ),
            ])
        }
        let left = Check.notApplied.map { item in
            JSON.object([
                ("code", .string(item.code)), ("title", .string(wording.titleOfCheck(item.code))),
                ("reason", .string(item.reason.rawValue)),
            ])
        }
        return .object([
            ("format", .string("sailau-count-checks/1")), ("checks", .array(rows)), ("not_measured", .array(left)),
        ])
    }

    // MARK: Results

    private static func countRows(_ counts: [CheckCount]) -> JSON {
        .array(
            zip(Check.catalogue, counts).map { check, count in
                .object([
                    ("code", .string(check.code)), ("severity", .string(check.severity.rawValue)),
                    ("measured", .count(UInt64(count.measured))), ("findings", .count(UInt64(count.broken))),
                ])
            })
    }

    private static func countTable(_ counts: [CheckCount], _ wording: Wording) -> String {
        var table = TextTable([
            (word("code", wording), .left), (word("title", wording), .left), (word("measured", wording), .right),
            (word("found", wording), .right), (word("per thousand", wording), .right),
        ])
        for (check, count) in zip(Check.catalogue, counts) {
            let share = Fraction(1000 * count.broken, over: max(1, count.measured))
            table.add([
                check.code, wording.title(of: check.bareFinding), wording.number(count.measured),
                wording.number(count.broken), count.measured == 0 ? "–" : wording.decimal(share, digits: 1),
            ])
        }
        return table.text()
    }

    private static func about(_ input: CountInput, _ wording: Wording) -> String {
        let sizes = word(
            "protocols", wording,
            [
                Figure("protocols", .count(UInt64(input.protocols.count))),
                Figure("stations", .count(UInt64(input.stations.count))),
            ])
        return input.isReconstructed ? sizes + "\n" + word("reconstructed", wording) : sizes
    }

    static func calibration(_ input: CountInput, _ counts: [CheckCount], _ wording: Wording) -> String {
        about(input, wording) + "\n\n" + countTable(counts, wording)
    }

    private static func head(_ format: String, _ input: CountInput) -> [(String, JSON)] {
        [
            ("format", .string(format)), ("election", .string(input.folder.election.id.rawValue)),
            ("reconstructed", .bool(input.isReconstructed)), ("protocols", .count(UInt64(input.protocols.count))),
            ("stations", .count(UInt64(input.stations.count))),
        ]
    }

    static func calibration(_ input: CountInput, _ counts: [CheckCount]) -> JSON {
        .object(head("sailau-count-calibration/1", input) + [("checks", countRows(counts))])
    }

    static func check(
        _ input: CountInput, _ counts: [CheckCount], _ findings: [Finding], show: Int, _ wording: Wording
    ) -> String {
        var lines = [about(input, wording), ""]
        // Errors first; otherwise in the order of the protocols.
        let ordered = Finding.Severity.allCases.reversed().flatMap { severity in
            findings.filter { $0.severity == severity }
        }
        for finding in ordered.prefix(show) {
            lines.append("\(finding.code)  \(wording.place(of: finding))  \(wording.sentence(for: finding))")
        }
        if ordered.count > show {
            lines.append(word("more", wording, [Figure("count", .count(UInt64(ordered.count - show)))]))
        }
        let measured = counts.reduce(0) { $0 + $1.measured }
        let broken = counts.reduce(0) { $0 + $1.broken }
        lines += [
            "", countTable(counts, wording), "",
            word(
                "kept", wording,
                [
                    Figure("kept", .count(UInt64(measured - broken))), Figure("measured", .count(UInt64(measured))),
                ]),
            summary(findings, wording),
        ]
        return lines.joined(separator: "\n")
    }

    static func summary(_ findings: [Finding], _ wording: Wording) -> String {
        word(
            "errors found", wording,
            [
                Figure("errors", .count(UInt64(findings.count { $0.severity == .error }))),
                Figure("warnings", .count(UInt64(findings.count { $0.severity == .warning }))),
            ])
    }

    static func check(
        _ input: CountInput, _ counts: [CheckCount], _ findings: [Finding], _ wording: Wording
    ) -> JSON {
        let rows = findings.map { finding in
            JSON.object([
                ("code", .string(finding.code)), ("severity", .string(finding.severity.rawValue)),
                ("place", .array(finding.place.map { .string($0) })), ("title", .string(wording.title(of: finding))),
                ("text", .string(wording.sentence(for: finding))),
            ])
        }
        return .object(
            head("sailau-count-check/1", input) + [("checks", countRows(counts)), ("findings", .array(rows))])
    }

    // MARK: Typing errors

    static func typingErrors(_ study: TypingErrorStudy) -> JSON {
        let rows = study.rows.map { row in
            JSON.object([
                ("kind", .string(row.kind.rawValue)), ("made", .count(UInt64(row.made))),
                ("by_errors", .count(UInt64(row.byErrors))), ("by_warnings", .count(UInt64(row.byWarnings))),
                ("by_none", .count(UInt64(row.byNone))), ("far_swaps", .count(UInt64(row.far))),
                ("far_swaps_caught", .count(UInt64(row.farCaught))),
                (
                    "by_check",
                    .object(study.codes.map { ($0, .count(UInt64(row.byCode[$0] ?? 0))) })
                ),
            ])
        }
        return .object([
            ("format", .string("sailau-typing-errors/1")), ("seed", .count(study.seed)),
            ("errors", .count(UInt64(study.errors))), ("kinds", .array(rows)),
        ])
    }

    static func typingErrors(_ study: TypingErrorStudy, _ wording: Wording) -> String {
        func typing(_ name: String) -> String { wording.term("counting.typing report.\(name)") }
        var table = TextTable([
            (typing("kind"), .left), (typing("made"), .right), (typing("by arithmetic"), .right),
            (typing("by warnings"), .right), (typing("by none"), .right),
        ])
        for row in study.rows {
            func share(_ count: Int) -> String { wording.percent(UInt64(count), of: UInt64(row.made), digits: 1) }
            table.add([
                wording.name(of: row.kind), wording.number(row.made), share(row.byErrors), share(row.byWarnings),
                share(row.byNone),
            ])
        }
        return table.text()
    }
}
