import DataFormats
import ElectionModel

extension Figures {
    /// The tables of a count; none for an election that is not counted from a record.
    var countTables: [FigureTable] {
        guard let count else { return [] }
        return [progressTable(count), hoursTable(count), correctionsTable(count), lateTable(count)]
    }

    private func progressTable(_ count: CountFigures) -> FigureTable {
        var table = FigureTable(
            name: "progress",
            texts: ["tier", "round", "constituency"] + FigureTable.nameColumns() + ["leader", "group", "determined"])
        for tier in count.tiers {
            table.add(
                "tier", ["tier": tier.tier.rawValue, "round": "\(tier.round)"],
                [tier.accepted, tier.stations, tier.electorsCounted, tier.electors, tier.share])
        }
        let leaders = Dictionary(
            constituencies.map { ($0.id, $0.ballots) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(
            election.districts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for contest in count.contests {
            var texts = [
                "tier": contest.tier.rawValue, "round": "\(contest.round)", "constituency": contest.district.rawValue,
                "determined": String(contest.isDetermined),
            ]
            if let name = names[contest.district] { texts.merge(FigureTable.names(name)) { _, new in new } }
            let leader = leaders[contest.district]?.last { $0.round == contest.round }?.rows.first
            texts["leader"] = leader?.candidate.rawValue
            texts["group"] = leader?.group.rawValue
            table.add("contest", texts, contest.quantities)
        }
        return table
    }

    private func hoursTable(_ count: CountFigures) -> FigureTable {
        var table = FigureTable(name: "hours", texts: ["round", "hour"])
        for hour in count.hours {
            table.add(
                "hour", ["round": "\(hour.round)", "hour": "\(hour.hour)"],
                [hour.stations, hour.tookPart, hour.electors, hour.share])
        }
        return table
    }

    private func correctionsTable(_ count: CountFigures) -> FigureTable {
        var table = FigureTable(
            name: "corrections", texts: ["kind", "subject", "tier", "round", "field", "old", "new", "reason"])
        for (number, change) in count.changes.enumerated() {
            table.add(
                change.kind.rawValue,
                [
                    "kind": change.kind.rawValue, "subject": change.subject, "tier": change.tier.rawValue,
                    "round": "\(change.round)", "field": change.field, "old": change.old, "new": change.new,
                    "reason": change.reason,
                ], [Quantity("correction.\(number + 1).height", change.height, .official)])
        }
        return table
    }

    private func lateTable(_ count: CountFigures) -> FigureTable {
        var table = FigureTable(
            name: "late", texts: ["task", "subject", "due", "done", "cites"])
        for deadline in count.deadlines {
            table.add(
                "deadline",
                [
                    "task": deadline.name.english, "subject": deadline.subject, "due": deadline.due,
                    "done": deadline.done, "cites": deadline.cites.joined(separator: "; "),
                ], [deadline.daysLate])
        }
        return table
    }

    /// The protocols of the stations of a constituency: a row for each protocol, and one for each of its lines of votes.
    func stationsTable(_ district: DistrictID, _ stations: [CountFigures.Station]) -> FigureTable {
        var table = FigureTable(
            name: "stations/\(fileName(district.rawValue))",
            texts: ["constituency", "station", "electronic", "tier", "round", "channel", "state", "choice"])
        for station in stations {
            let place = [
                "constituency": district.rawValue, "station": station.id.rawValue,
                "electronic": String(station.isElectronic),
            ]
            table.add("station", place, [station.electors])
            for sheet in station.protocols {
                var texts = place
                texts["tier"] = sheet.tier.rawValue
                texts["round"] = "\(sheet.round)"
                texts["channel"] = sheet.channel.rawValue
                texts["state"] = sheet.state
                table.add("protocol", texts, [sheet.tookPart, sheet.invalid, sheet.corrections])
                for line in sheet.votes {
                    texts["choice"] = line.choice.rawValue
                    table.add("votes", texts, [line.votes])
                }
            }
        }
        return table
    }
}

extension CountFigures.Contest {
    var quantities: [Quantity] {
        [accepted, stations, postponed, underRecount, electorsCounted, electors, share, openComplaints]
    }
}

extension Exports {
    /// The stations of each constituency that the figures have, as CSV and JSON.
    static func stations(_ figures: Figures) -> [(path: String, bytes: [UInt8])] {
        guard let count = figures.count else { return [] }
        return count.stations.sorted { $0.key < $1.key }.flatMap { district, stations in
            let table = figures.stationsTable(district, stations)
            return [
                (path: "data/\(table.name).csv", bytes: table.tidyCSV()),
                (path: "data/\(table.name).json", bytes: Array((figures.json(table).line() + "\n").utf8)),
            ]
        }
    }
}
