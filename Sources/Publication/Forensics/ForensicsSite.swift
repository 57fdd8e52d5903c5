public import DataFormats
public import ElectionModel
public import Observation
public import Wording

/// Forensic counts as a page in three languages: calibration first, charts with the tables that they picture, everything as files.
public enum ForensicsSite {
    /// Every file with its path, in a fixed order. The same input gives the same bytes.
    ///
    /// - Parameters:
    ///   - own: the counts that are shown.
    ///   - control: the same counts of a control election.
    ///   - title: the election's name, or the file's.
    ///   - provenance: what kind of data it is, which every page and row says; nil where nobody knows.
    ///   - tiles: where regions stand on the map; without them there is none.
    public static func files(
        _ own: ForensicsFigures, control: ForensicsFigures, title: String,
        provenance: ProvenanceKind? = nil, _ catalogue: TextCatalogue,
        names: Names = Names(), style: [UInt8], tiles: [TilePlace] = []
    ) -> [(path: String, bytes: [UInt8])] {
        let choice = LanguageChoice.page(catalogue) { _ in title }
        let exports = ForensicsExports.files(own, control, status: provenance?.rawValue ?? "")
        var files: [(path: String, bytes: [UInt8])] = [("index.html", choice.page()), ("style.css", style)]
        for language in Language.allCases {
            let page = ForensicsPage(
                own: own, control: control, title: title, provenance: provenance,
                wording: Wording(catalogue, in: language, names: names),
                tiles: tiles, downloads: exports.map(\.path))
            files.append(("\(language.rawValue)/index.html", page.node().page()))
        }
        return files + exports
    }
}

/// The tables behind the charts.
enum ForensicsExports {
    static func files(
        _ own: ForensicsFigures, _ control: ForensicsFigures, status: String
    ) -> [(path: String, bytes: [UInt8])] {
        [
            ("data/calibration.csv", calibration(own, control, status)),
            ("data/fingerprint.csv", fingerprint(own, status)),
            ("data/turnout.csv", turnout(own, status)), ("data/regions.csv", groups(own.analysis.regions, status)),
            ("data/commissions.csv", groups(own.analysis.commissions, status)),
        ]
    }

    private static func calibration(
        _ own: ForensicsFigures, _ control: ForensicsFigures, _ status: String
    ) -> [UInt8] {
        var writer = CSVWriter(header: [
            "count", "election", "found", "least", "median", "greatest", "p_value", "status",
        ])
        for (name, figures) in [("own", own), ("georgia-2016", control)] {
            for row in figures.calibration.rows {
                let values = [row.found, row.quantile(25), row.quantile(500), row.quantile(975)].map { $0.description }
                let pValue = row.count.isDescriptive ? "" : row.pValue.description
                let kind = name == "own" ? status : ""
                writer.append([row.count.rawValue, name] + values + [pValue, kind])
            }
        }
        return writer.bytes
    }

    private static func fingerprint(_ own: ForensicsFigures, _ status: String) -> [UInt8] {
        var writer = CSVWriter(header: ["turnout_percent", "share_percent", "stations", "status"])
        for (turnout, shares) in own.analysis.fingerprint.stations.enumerated() {
            for (share, stations) in shares.enumerated() where stations > 0 {
                writer.append(["\(turnout)", "\(share)", "\(stations)", status])
            }
        }
        return writer.bytes
    }

    private static func turnout(_ own: ForensicsFigures, _ status: String) -> [UInt8] {
        var writer = CSVWriter(header: [
            "turnout_percent", "leader", "others", "cumulative", "votes_beyond_if_cut_here", "status",
        ])
        let cumulative = TurnoutCurves.cumulative(own.analysis.bins)
        let estimates = Dictionary(
            own.analysis.estimates.map { ($0.cut, $0.votes) }, uniquingKeysWith: { first, _ in first })
        for (percent, bin) in own.analysis.bins.enumerated() {
            writer.append([
                "\(percent)", "\(bin.leader)", "\(bin.others)", cumulative[percent].description,
                estimates[percent]?.description ?? "", status,
            ])
        }
        return writer.bytes
    }

    private static func groups(_ groups: [StationAnalysis.Group], _ status: String) -> [UInt8] {
        var writer = CSVWriter(header: [
            "name", "stations", "whole_percents", "expected", "deviation", "score", "tail", "kept", "status",
        ])
        for group in groups {
            let either = group.percentages.either
            writer.append([
                group.name, "\(group.percentages.stations)", "\(either.observed)", either.expected.description,
                either.deviation.description, either.score.description, group.tail.description,
                group.isKept ? "yes" : "no", status,
            ])
        }
        return writer.bytes
    }
}
