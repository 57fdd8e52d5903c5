import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

extension Figures {
    /// The sections of the exports, in order; each becomes `data/NAME.csv`, `data/NAME-wide.csv` and `data/NAME.json`.
    var tables: [FigureTable] {
        [
            houseTable, listsTable, constituenciesTable, turnoutTable, regionsTable, changesTable, claimsTable,
            factsTable, chambersTable,
        ] + countTables
    }

    private var houseTable: FigureTable {
        var table = FigureTable(
            name: "house", texts: ["group"] + FigureTable.nameColumns() + FigureTable.nameColumns("short_name"))
        table.add("house", FigureTable.names(file.body), house.own)
        for group in house.groups {
            table.add(
                "group",
                ["group": group.id.rawValue].merging(FigureTable.names(group.name)).merging(
                    FigureTable.names(group.shortName, "short_name")),
                group.quantities)
        }
        if !house.indices.isEmpty { table.add("index", [:], house.indices) }
        return table
    }

    private var listsTable: FigureTable {
        var table = FigureTable(
            name: "lists", texts: ["tier", "list"] + FigureTable.nameColumns() + ["passed"] + FigureTable.marginColumns)
        for section in lists {
            let tier = ["tier": section.tier.rawValue]
            table.add("tier", tier, section.own)
            for row in section.rows {
                let texts = ["list": row.list.rawValue, "passed": String(row.passed)]
                let named = tier.merging(texts).merging(FigureTable.names(row.name))
                table.add("list", named, row.own)
                for needed in row.loses + row.gains {
                    table.add("margin", named.merging(FigureTable.described(needed)), [needed.votes])
                }
            }
        }
        return table
    }

    private var constituenciesTable: FigureTable {
        var table = FigureTable(
            name: "constituencies",
            texts: ["constituency", "region", "round", "candidate", "group"] + FigureTable.nameColumns()
                + ["winner", "open", "finalist", "elected"] + FigureTable.marginColumns)
        for constituency in constituencies {
            var place = ["constituency": constituency.id.rawValue]
            place["region"] = constituency.region?.rawValue
            var texts = place.merging(FigureTable.names(constituency.name))
            texts["winner"] = constituency.winner?.rawValue
            texts["open"] = constituency.open?.rawValue
            table.add("constituency", texts, [constituency.decidedInRound])
            for ballot in constituency.ballots {
                place["round"] = String(ballot.round)
                let named = place.merging(FigureTable.names(constituency.name))
                table.add("ballot", named, ballot.own)
                for needed in ballot.changes {
                    table.add("margin", named.merging(FigureTable.described(needed)), [needed.votes])
                }
                for row in ballot.rows {
                    let texts = [
                        "candidate": row.candidate.rawValue, "group": row.group.rawValue,
                        "finalist": String(row.isFinalist), "elected": String(row.isElected),
                    ]
                    table.add("candidate", place.merging(texts).merging(FigureTable.names(row.name)), row.quantities)
                }
            }
        }
        return table
    }

    private var turnoutTable: FigureTable {
        var table = FigureTable(name: "turnout", texts: ["tier", "round", "kind"])
        for row in turnout {
            table.add("contest", ["tier": row.tier.rawValue, "round": String(row.round)], row.quantities)
        }
        for count in stations {
            table.add("stations", ["kind": String(count.key.dropFirst("stations.".count))], [count])
        }
        return table
    }

    private var regionsTable: FigureTable {
        var table = FigureTable(name: "regions", texts: ["region", "group"] + FigureTable.nameColumns() + ["leading"])
        for region in regions {
            let place = ["region": region.id.rawValue].merging(FigureTable.names(region.name))
            var texts = place
            texts["leading"] = region.leading?.rawValue
            table.add("region", texts, region.own)
            for (group, seats) in region.seats {
                table.add("group", place.merging(["group": group.rawValue]), [seats])
            }
        }
        return table
    }

    private var changesTable: FigureTable {
        var table = FigureTable(name: "changes", texts: ["group"] + FigureTable.nameColumns() + ["kind"])
        for change in changes {
            let texts = ["group": change.id.rawValue, "kind": change.kind.rawValue]
            table.add("group", texts.merging(FigureTable.names(change.name)), change.quantities)
        }
        return table
    }

    private var claimsTable: FigureTable {
        var table = FigureTable(
            name: "claims",
            texts: ["source", "group", "tier", "round"] + FigureTable.nameColumns() + ["agrees", "date", "confidence"])
        for row in claims {
            let texts = [
                "group": row.claim.choice, "tier": row.claim.tier.rawValue, "round": String(row.claim.round),
                "agrees": row.agrees.map { String($0) } ?? "",
            ]
            table.add(
                "claim", texts.merging(Self.texts(row.claim.provenance)).merging(FigureTable.names(row.name)),
                row.quantities)
        }
        return table
    }

    private var factsTable: FigureTable {
        var table = FigureTable(
            name: "facts", texts: ["fact", "source", "date", "confidence", "note", "note_ru", "note_kk"])
        for fact in facts {
            var texts = Self.texts(fact.provenance)
            texts["fact"] = fact.key
            texts["note"] = fact.note?.english
            texts["note_ru"] = fact.note?.russian
            texts["note_kk"] = fact.note?.kazakh
            table.rows.append(FigureTable.Row(record: "fact", texts: texts, cells: [Cell(fact)]))
        }
        return table
    }

    private var chambersTable: FigureTable {
        var table = FigureTable(
            name: "chambers", texts: ["body"] + FigureTable.nameColumns() + ["filled", "by", "cites"])
        for chamber in chambers {
            let body = ["body": chamber.law.body]
            table.add("chamber", body.merging(FigureTable.names(chamber.law.title)), [chamber.seats])
            for tier in chamber.tiers {
                var texts = body.merging(FigureTable.names(tier.name))
                texts["filled"] = tier.filling.rawValue
                texts["by"] = tier.by
                texts["cites"] = tier.cites.joined(separator: "; ")
                table.add("tier", texts, [tier.seats])
            }
        }
        return table
    }

    private static func texts(_ provenance: Provenance) -> [String: String] {
        var texts: [String: String] = [:]
        texts["source"] = provenance.source
        texts["date"] = provenance.date?.description
        texts["confidence"] = provenance.confidence?.rawValue
        return texts
    }
}

extension FigureTable {
    /// What describes a margin: what would follow from which change, in which direction, and how sure the number is.
    fileprivate static let marginColumns = [
        "effect", "change", "from", "to", "district", "certainty", "at_least", "at_most",
    ]

    fileprivate static func described(_ needed: Figures.NeededVotes) -> [String: String] {
        var texts = ["change": needed.kind.rawValue]
        texts["effect"] = needed.effect?.rawValue
        texts["from"] = needed.from?.rawValue
        texts["to"] = needed.to?.rawValue
        texts["district"] = needed.district?.rawValue
        switch needed.needed {
        case .exact: texts["certainty"] = "exact"
        case .bounds(let lower, let upper):
            texts["certainty"] = "bounds"
            texts["at_least"] = String(lower)
            texts["at_most"] = upper.map { String($0) }
        case .impossible: texts["certainty"] = "impossible"
        case .notComputed(let gap): texts["certainty"] = "not computed: \(gap.rawValue)"
        }
        return texts
    }
}

extension [String: String] {
    fileprivate func merging(_ other: [String: String]) -> [String: String] {
        merging(other) { _, new in new }
    }
}
