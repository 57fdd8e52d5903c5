public import DataFormats
public import ElectionModel
public import Observation
public import Wording

/// Media monitoring as pages in three languages: charts without scripts, the tables that they picture, everything as files.
public enum MediaSite {
    /// Every file with its path, in a fixed order. The same codings give the same bytes.
    ///
    /// - Parameters:
    ///   - title: the name of the election or of the table.
    ///   - codings: the table that the report was made of, to be downloaded.
    public static func files(
        _ report: MediaReport, codings: [MediaUnit], title: String, _ catalogue: TextCatalogue, style: [UInt8]
    ) -> [(path: String, bytes: [UInt8])] {
        let choice = LanguageChoice.page(catalogue) { _ in title }
        let exports = [("data/codings.csv", MediaTable.write(codings))] + MediaExports.files(report)
        var files: [(path: String, bytes: [UInt8])] = [("index.html", choice.page()), ("style.css", style)]
        for language in Language.allCases {
            let page = MediaPage(
                report: report, title: title, wording: Wording(catalogue, in: language), downloads: exports.map(\.0))
            files.append(("\(language.rawValue)/index.html", page.node().page()))
        }
        return files + exports
    }
}

/// The tables behind the charts.
enum MediaExports {
    static func files(_ report: MediaReport) -> [(String, [UInt8])] {
        [
            ("data/outlets.csv", outlets(report)), ("data/weeks.csv", weeks(report)),
            ("data/ownership.csv", totals(report.byOwnership, "ownership", "subject")),
            ("data/kinds.csv", totals(report.byKind, "outlet", "subject_kind")), ("data/quota.csv", quota(report)),
        ]
    }

    private static let tones = MediaUnit.Tone.allCases.map(\.rawValue)

    private static func unit(_ isPrint: Bool) -> String { isPrint ? "square centimetres" : "seconds" }

    private static func outlets(_ report: MediaReport) -> [UInt8] {
        var writer = CSVWriter(
            header: ["outlet", "ownership", "unit", "subject", "subject_kind", "amount", "of"] + tones
                + ["direct_speech", "primetime"])
        for row in report.rows {
            writer.append(
                [
                    row.outlet, row.ownership.rawValue, unit(row.isPrint), row.subject, row.kind.rawValue,
                    "\(row.amount)", "\(report.total(row))",
                ] + row.tones.map { "\($0)" } + ["\(row.direct)", "\(row.primetime)"])
        }
        return writer.bytes
    }

    private static func weeks(_ report: MediaReport) -> [UInt8] {
        var writer = CSVWriter(header: ["outlet", "unit", "subject", "subject_kind", "week", "amount"] + tones)
        for row in report.rows {
            for (week, amounts) in row.weekTones.enumerated() {
                writer.append(
                    [
                        row.outlet, unit(row.isPrint), row.subject, row.kind.rawValue, "\(week + 1)",
                        "\(amounts.reduce(0, +))",
                    ] + amounts.map { "\($0)" })
            }
        }
        return writer.bytes
    }

    private static func totals(_ totals: [MediaTotal], _ whole: String, _ part: String) -> [UInt8] {
        var writer = CSVWriter(header: [whole, "unit", part, "amount", "of"] + tones)
        for total in totals {
            writer.append(
                [total.whole.name, unit(total.whole.isPrint), total.part, "\(total.amount)", "\(total.whole.amount)"]
                    + total.tones.map { "\($0)" })
        }
        return writer.bytes
    }

    private static func quota(_ report: MediaReport) -> [UInt8] {
        var writer = CSVWriter(header: ["outlet", "subject", "due_seconds", "given_seconds"])
        for row in report.quota { writer.append([row.outlet, row.subject, "\(row.due)", "\(row.given)"]) }
        return writer.bytes
    }
}
