import Wording

extension PageContext {
    /// What each name of a figure means, in pages as in every file.
    func codebookPage() -> Node {
        page(wording.term("page.codebook")) {
            tag(.h1, [:], wording.term("page.codebook"))
            tag(.p, [:], wording.codebookExplained())
            tag(.p, [:]) {
                text("several list tiers")
                " "
                tag(.code, [:], "tier.TIER.list")
            }
            Table(
                identifier: "codebook", caption: text("names of figures"),
                head: [[.words(heading("identifier")), .words(heading("meaning"))]],
                body: Self.codebook.map { key in
                    [.words([tag(.code, [:], key)]), .words(text("codebook.\(key)"))]
                }
            ).node()
            tag(.p, ["class": "downloads"]) {
                wording.term("publication.download")
                ": "
                download("data/codebook.csv", "codebook.csv")
            }
            tag(.h2, [:], text("parts of names"))
            Table(
                identifier: "parts", caption: text("parts of names"),
                head: [[.words(heading("identifier")), .words(heading("meaning"))]],
                body: [
                    "LIST", "GROUP", "ID", "ROUND", "CANDIDATE", "REGION", "TIER", "STATION", "CHANNEL", "CHOICE",
                    "NUMBER", "HOUR", "TASK", "BODY",
                    "SOURCE", "KIND", "KEY",
                ]
                .map {
                    [.words([tag(.code, [:], $0)]), .words(wording.codebookPart($0))]
                }
            ).node()
            tag(.h2, [:], heading("provenance"))
            kindLegend()
        }
    }

    /// The patterns of the names of figures; parts in capitals stand for identifiers.
    static let codebook = [
        "index.gallagher", "index.loosemore-hanby", "index.effective-parties-votes", "index.effective-parties-seats",
        "house.seats", "house.majority", "house.open", "house.list.seats", "house.round1.seats", "house.round2.seats",
        "house.constituency.seats",
        "group.GROUP.list.votes", "group.GROUP.list.share", "group.GROUP.list.seats", "group.GROUP.round1.seats",
        "group.GROUP.round2.seats", "group.GROUP.constituency.seats", "group.GROUP.seats",
        "list.registered", "list.cast", "list.valid", "list.invalid", "list.seats", "list.threshold.votes",
        "list.passing.votes", "list.quota",
        "list.LIST.votes", "list.LIST.share", "list.LIST.quotas", "list.LIST.remainder", "list.LIST.seats",
        "list.LIST.threshold.distance", "list.LIST.loses.added", "list.LIST.loses.removed",
        "list.LIST.loses.switched", "list.LIST.gains.added", "list.LIST.gains.removed", "list.LIST.gains.switched",
        "constituency.ID.decided", "constituency.ID.ROUND.registered", "constituency.ID.ROUND.cast",
        "constituency.ID.ROUND.valid", "constituency.ID.ROUND.invalid", "constituency.ID.ROUND.turnout",
        "constituency.ID.ROUND.CANDIDATE.votes", "constituency.ID.ROUND.CANDIDATE.share",
        "constituency.ID.ROUND.majority.distance", "constituency.ID.ROUND.lead",
        "constituency.ID.ROUND.changes.added", "constituency.ID.ROUND.changes.removed",
        "constituency.ID.ROUND.changes.switched",
        "turnout.TIER.ROUND.registered", "turnout.TIER.ROUND.cast", "turnout.TIER.ROUND.valid",
        "turnout.TIER.ROUND.invalid", "turnout.TIER.ROUND.share", "turnout.TIER.ROUND.invalid.share",
        "region.REGION.constituencies", "region.REGION.registered", "region.REGION.cast", "region.REGION.turnout",
        "region.REGION.GROUP.seats",
        "change.GROUP.before", "change.GROUP.now", "change.GROUP.change",
        "count.TIER.ROUND.accepted", "count.TIER.ROUND.stations", "count.TIER.ROUND.electors.counted",
        "count.TIER.ROUND.electors", "count.TIER.ROUND.share", "count.TIER.ID.ROUND.accepted",
        "count.TIER.ID.ROUND.stations", "count.TIER.ID.ROUND.electors.counted", "count.TIER.ID.ROUND.electors",
        "count.TIER.ID.ROUND.share", "count.TIER.ID.ROUND.postponed", "count.TIER.ID.ROUND.recount",
        "count.TIER.ID.ROUND.complaints",
        "station.STATION.electors", "station.STATION.TIER.ROUND.CHANNEL.cast",
        "station.STATION.TIER.ROUND.CHANNEL.invalid", "station.STATION.TIER.ROUND.CHANNEL.corrections",
        "station.STATION.TIER.ROUND.CHANNEL.CHOICE", "correction.NUMBER.height", "hour.ROUND.HOUR.stations",
        "hour.ROUND.HOUR.cast",
        "hour.ROUND.HOUR.electors", "hour.ROUND.HOUR.share", "deadline.TASK.late",
        "claim.SOURCE.GROUP.TIER.ROUND.claimed", "claim.SOURCE.GROUP.TIER.ROUND.computed",
        "chamber.BODY.seats", "chamber.BODY.TIER.seats", "stations.KIND", "fact.KEY",
    ]
}
