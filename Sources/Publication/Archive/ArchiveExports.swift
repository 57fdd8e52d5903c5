import DataFormats
public import ElectionModel
import SourceArchive
public import Wording

/// What an election's sources say, for other programs.
public enum ArchiveExports {
    /// The forms of an archived election, by the name that `sailau archive export --format` takes.
    public enum Form: String, Sendable, CaseIterable {
        case json, facts, claims, clea
        case wikitext
        case quickstatements
        case nistXML = "nist-xml"
        case nistJSON = "nist-json"
        case atom
        case nanopublications

        /// The file's name in the folder `data` of a site; of a feed that of its language.
        public func fileName(_ language: Language) -> String {
            switch self {
            case .json: "election.json"
            case .facts: "facts.csv"
            case .claims: "claims.csv"
            case .clea: "clea.csv"
            case .wikitext: "election-results.wikitext"
            case .quickstatements: "quickstatements.txt"
            case .nistXML: "nist-election-results.xml"
            case .nistJSON: "nist-election-results.json"
            case .atom: "changes-\(language.rawValue).atom"
            case .nanopublications: "nanopublications.trig"
            }
        }
    }

    /// One form; nil where the archive has not what it must have: a polling day for the report, a change for the feed.
    ///
    /// - Parameter wording: for the texts of the feed; all other forms are the same in every language.
    public static func bytes(
        _ form: Form, _ figures: ArchiveFigures, _ wording: Wording, items: WikidataItems = WikidataItems()
    ) -> [UInt8]? {
        let preferred = PreferredFigures(figures)
        return switch form {
        case .json: ArchivedElectionJSON.bytes(figures)
        case .facts: facts(figures)
        case .claims: claims(figures)
        case .clea: CLEATable(figures: preferred).bytes()
        case .wikitext: Array(ResultsTemplate(figures: preferred).text().utf8)
        case .quickstatements: Array(QuickStatements(figures: preferred, items: items).text().utf8)
        case .nistXML: ArchivedElectionReport(preferred)?.tree().xml()
        case .nistJSON: ArchivedElectionReport(preferred).map { Array($0.tree().json().text().utf8) }
        case .atom: ChangeFeed(figures).bytes(wording)
        case .nanopublications: Array(NanopublicationWriter.text(figures).utf8)
        }
    }

    /// All forms with their paths in a site, in a fixed order; the feed in each language.
    static func files(_ figures: ArchiveFigures, _ catalogue: TextCatalogue) -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        for form in Form.allCases {
            for language in form == .atom ? Language.allCases : [.english] {
                guard let bytes = bytes(form, figures, Wording(catalogue, in: language)) else { continue }
                files.append(("data/\(form.fileName(language))", bytes))
            }
        }
        return files
    }

    /// One row a fact, one column a source.
    private static func facts(_ figures: ArchiveFigures) -> [UInt8] {
        let comparison = figures.comparison
        var writer = CSVWriter(
            header: ["fact", "verdict"] + figures.sources.map(\.name) + ["preferred", "standing", "hypothesis"])
        for fact in comparison.facts {
            let values = figures.sources.indices.map { place in
                fact.statements.first { $0.page == place }?.claim.value.shown ?? ""
            }
            writer.append(
                [fact.name.description, fact.verdict.rawValue] + values
                    + [
                        fact.uncontested(figures.preferences)?.claim.value.shown ?? "",
                        fact.standing(figures.preferences).rawValue,
                        fact.hypotheses.first?.kind.rawValue ?? "",
                    ])
        }
        return writer.bytes
    }

    private static func claims(_ figures: ArchiveFigures) -> [UInt8] {
        var writer = CSVWriter(header: ["claim"] + ClaimRecord.columns)
        for page in figures.comparison.pages {
            for claim in page.claims { writer.append([claim.id.rawValue] + ClaimRecord(claim).fields) }
        }
        return writer.bytes
    }
}

/// Nanopublications in TriG: each claim an assertion of its own, with the page as its provenance.
///
/// Guidelines at nanopub.net; terms of PROV, Dublin Core and this program's own vocabulary `sailau:`.
enum NanopublicationWriter {
    static func text(_ figures: ArchiveFigures) -> String {
        let election = figures.comparison.election.id.rawValue
        var out = """
            @prefix np: <http://www.nanopub.org/nschema#> .
            @prefix prov: <http://www.w3.org/ns/prov#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix sailau: <urn:sailau:vocabulary:> .

            """
        for page in figures.comparison.pages {
            for claim in page.claims where claim.value != .none {
                out += publication(claim, election)
            }
        }
        return out
    }

    private static func publication(_ claim: Claim, _ election: String) -> String {
        let base = "urn:sailau:claim:\(claim.id)"
        let key = claim.key
        var about = ["sailau:measure \(literal(key.measure.rawValue))", "sailau:value \(value(claim.value))"]
        if let round = key.round { about.append("sailau:round \(round)") }
        if let tier = key.tier { about.append("sailau:tier \(literal(tier.rawValue))") }
        if let participant = key.participant { about.append("sailau:participant \(literal(participant.name))") }
        if let constituency = key.constituency { about.append("sailau:constituency \(literal(constituency))") }
        if let detail = key.detail { about.append("sailau:detail \(literal(detail))") }
        var source = [
            "prov:wasDerivedFrom <urn:sha256:\(claim.page)>", "sailau:state \(literal(claim.state.rawValue))",
        ]
        if let span = claim.span {
            source += [
                "sailau:start \(span.lowerBound)", "sailau:end \(span.upperBound)",
                "sailau:printed \(literal(claim.printed))",
            ]
        }
        source += claim.inputs.map { "prov:wasDerivedFrom <urn:sailau:claim:\($0)>" }
        return """

            <\(base)#head> {
              <\(base)> a np:Nanopublication ; np:hasAssertion <\(base)#assertion> ;
                np:hasProvenance <\(base)#provenance> ; np:hasPublicationInfo <\(base)#info> .
            }
            <\(base)#assertion> {
              <urn:sailau:election:\(election)> sailau:fact [ \(about.joined(separator: " ; ")) ] .
            }
            <\(base)#provenance> { <\(base)#assertion> \(source.joined(separator: " ; ")) . }
            <\(base)#info> { <\(base)> dct:creator "Sailau" ; sailau:rule \(literal(claim.rule)) . }

            """
    }

    private static func value(_ value: ClaimValue) -> String {
        switch value {
        case .whole(let number): "\(number)"
        case .decimal(let number): number.places == 0 ? "\(number).0" : "\(number)"
        case .date(let day): "\"\(day)\"^^xsd:date"
        default: literal(value.shown)
        }
    }

    private static func literal(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
