extension Codebook {
    /// Figures of an election that is being counted.
    static let countEntries: [CodebookEntry] =
        ["count.TIER.ROUND", "count.TIER.ID.ROUND"].flatMap { contest in
            [
                CodebookEntry(
                    pattern: "\(contest).accepted", column: "stations_counted", unit: "polling stations",
                    kind: .counted),
                CodebookEntry(
                    pattern: "\(contest).stations", column: "stations", unit: "polling stations", kind: .counted),
                CodebookEntry(
                    pattern: "\(contest).electors.counted", column: "electors_counted", unit: "electors",
                    kind: .counted),
                CodebookEntry(pattern: "\(contest).electors", column: "electors", unit: "electors", kind: .counted),
                CodebookEntry(
                    pattern: "\(contest).share", column: "share_counted", unit: "percent",
                    base: "registered electors", kind: .computed),
            ]
        } + [
            CodebookEntry(
                pattern: "count.TIER.ID.ROUND.postponed", column: "postponed", unit: "polling stations", kind: .counted
            ),
            CodebookEntry(
                pattern: "count.TIER.ID.ROUND.recount", column: "under_recount", unit: "polling stations",
                kind: .counted),
            CodebookEntry(
                pattern: "count.TIER.ID.ROUND.complaints", column: "open_complaints", unit: "complaints",
                kind: .counted),
            CodebookEntry(
                pattern: "station.STATION.electors", column: "registered", unit: "electors", kind: .counted),
            CodebookEntry(
                pattern: "station.STATION.TIER.ROUND.CHANNEL.cast", column: "cast", unit: "ballots", kind: .counted),
            CodebookEntry(
                pattern: "station.STATION.TIER.ROUND.CHANNEL.invalid", column: "invalid", unit: "ballots",
                kind: .counted),
            CodebookEntry(
                pattern: "station.STATION.TIER.ROUND.CHANNEL.corrections", column: "corrections", unit: "corrections",
                kind: .counted),
            CodebookEntry(
                pattern: "station.STATION.TIER.ROUND.CHANNEL.CHOICE", column: "votes", unit: "votes", kind: .counted),
            CodebookEntry(
                pattern: "correction.NUMBER.height", column: "position", unit: "number of an event", kind: .counted),
            CodebookEntry(
                pattern: "hour.ROUND.HOUR.stations", column: "stations_reported", unit: "polling stations",
                kind: .counted
            ), CodebookEntry(pattern: "hour.ROUND.HOUR.cast", column: "took_part", unit: "electors", kind: .counted),
            CodebookEntry(pattern: "hour.ROUND.HOUR.electors", column: "electors", unit: "electors", kind: .counted),
            CodebookEntry(
                pattern: "hour.ROUND.HOUR.share", column: "turnout", unit: "percent",
                base: "electors of the polling stations that reported", kind: .computed),
            CodebookEntry(pattern: "deadline.TASK.late", column: "days_late", unit: "days", kind: .computed),
        ]
}
