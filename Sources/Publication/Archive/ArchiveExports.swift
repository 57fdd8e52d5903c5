import DataFormats
import ElectionModel
import SourceArchive

/// What an election's sources say, for other programs.
enum ArchiveExports {
    static func files(_ figures: ArchiveFigures) -> [(path: String, bytes: [UInt8])] {
        [
            ("data/facts.csv", facts(figures)), ("data/claims.csv", claims(figures)),
            ("data/nanopublications.trig", Array(NanopublicationWriter.text(figures).utf8)),
            ("data/quickstatements.csv", QuickStatements.bytes(figures)),
        ]
    }

    /// One row a fact, one column a source.
    private static func facts(_ figures: ArchiveFigures) -> [UInt8] {
        let comparison = figures.comparison
        var writer = CSVWriter(
            header: ["fact", "verdict"] + figures.sources.map(\.name) + ["preferred", "hypothesis"])
        for fact in comparison.facts {
            let values = figures.sources.indices.map { place in
                fact.statements.first { $0.page == place }?.claim.value.shown ?? ""
            }
            writer.append(
                [fact.name.description, fact.verdict.rawValue] + values
                    + [
                        figures.preferences.standing(of: fact)?.claim.value.shown ?? "",
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

/// Statements for Wikidata's QuickStatements in its CSV form: every source's value with a reference, the preferred one with
/// the preferred rank where a person has decided, the ones that the decision passes over with the normal rank.
///
/// The item is a placeholder, `ELECTION`, for the person who uploads: which item it is is for him to decide. Properties after
/// WikiProject elections and referendums.
enum QuickStatements {
    private static let properties: [(FactName, String)] = [
        (FactName(.registered), "P1867"), (FactName(.cast), "P1868"), (FactName(.valid), "P1697"),
        (FactName(.invalid), "P5044"), (FactName(.blank), "P5045"),
    ]

    static func bytes(_ figures: ArchiveFigures) -> [UInt8] {
        var lines = ["qid,property,value,rank,S1683"]
        for (name, property) in properties {
            let facts = figures.comparison.facts.filter { fact in
                fact.name == name
                    || (fact.name.measure == name.measure && fact.name.tier == .list && fact.name.participant == nil)
            }
            for fact in facts {
                let preferred = figures.preferences.standing(of: fact)?.claim
                for statement in fact.statements where statement.claim.state == .printed {
                    guard case .whole(let number) = statement.claim.value else { continue }
                    let rank = preferred == nil || preferred != statement.claim ? "normal" : "preferred"
                    let source = figures.sources[statement.page].name.replacing("\"", with: "'")
                    lines.append(
                        "ELECTION,\(property),\(number),\(rank),\"\"\"\(source): \(statement.claim.printed)\"\"\"")
                }
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
