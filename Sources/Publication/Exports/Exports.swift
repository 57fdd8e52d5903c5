import DataFormats
import ElectionFiles
public import ElectionModel
import ElectoralLaw
public import Wording

/// What exports need besides figures.
public struct ExportSettings: Sendable {
    /// The day on which the published data last changed; nil for the last polling day, so that the same election always
    /// gives the same bytes.
    public var generated: CalendarDate?
    /// The number of this publication, 1 for the first; a correction has a higher one.
    public var sequence: Int
    /// Files of single protocols to put under `data/protocols/`, as they are.
    public var protocols: [(name: String, bytes: [UInt8])]

    public init(
        generated: CalendarDate? = nil, sequence: Int = 1, protocols: [(name: String, bytes: [UInt8])] = []
    ) {
        self.generated = generated
        self.sequence = sequence
        self.protocols = protocols
    }
}

/// The downloads of a site: every figure as CSV and JSON, the report of NIST SP 1500-100, the codebook.
public enum Exports {
    /// Every file with its path inside the folder of the site, in a fixed order. The same input gives the same bytes.
    public static func files(
        _ figures: Figures, _ catalogue: TextCatalogue, _ settings: ExportSettings = ExportSettings()
    ) -> [(path: String, bytes: [UInt8])] {
        let tables = figures.tables
        var result: [(path: String, bytes: [UInt8])] = []
        for table in tables {
            result += [
                ("data/\(table.name).csv", table.tidyCSV()), ("data/\(table.name)-wide.csv", table.wideCSV()),
                ("data/\(table.name).json", bytes(figures.json(table))),
            ]
        }
        result += [
            ("data/election.json", bytes(figures.json(tables))),
            ("data/codebook.csv", codebook(catalogue)),
            ("data/README.txt", Array(ReadMe(figures, catalogue, settings).text().utf8)),
        ]
        let english = Wording(catalogue, in: .english)
        let note = figures.file.notice?.english ?? english.term("publication.reconstructed notice")
        if let report = ElectionReport(figures, settings, note: note, country: country(figures, catalogue)) {
            let tree = report.tree()
            result += [
                ("data/nist-election-results.xml", tree.xml()),
                ("data/nist-election-results.json", bytes(tree.json())),
                ("data/nist-ocd-ids.csv", report.divisionFile()),
            ]
        }
        return result + settings.protocols.map { ("data/protocols/\($0.name)", $0.bytes) }
    }

    private static func country(_ figures: Figures, _ catalogue: TextCatalogue) -> Multilingual {
        func name(_ language: Language) -> String? {
            Wording(catalogue, in: language).termIfPresent("country.\(figures.law.country)")
        }
        return Multilingual(
            name(.english) ?? figures.law.country, russian: name(.russian), kazakh: name(.kazakh))
    }

    private static func bytes(_ json: JSON) -> [UInt8] { Array(json.text().utf8) }

    /// One row for each kind of figure; the meaning is that of the page of names.
    static func codebook(_ catalogue: TextCatalogue) -> [UInt8] {
        let languages: [Language] = [.english, .russian, .kazakh]
        let wordings = languages.map { Wording(catalogue, in: $0) }
        var writer = CSVWriter(
            byteOrderMark: true,
            header: ["pattern", "column"] + languages.map { "meaning_\($0.rawValue)" }
                + ["unit", "base", "source_kind", "nist_sp_1500_100"])
        for entry in Codebook.entries {
            writer.append(
                [entry.pattern, entry.column] + wordings.map { $0.term("site.codebook.\(entry.pattern)") } + [
                    entry.unit, entry.base, entry.kind.rawValue, entry.nist,
                ])
        }
        return writer.bytes
    }
}
