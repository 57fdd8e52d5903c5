import ElectionModel
import SourceArchive
import Wording

/// Days that pages name, in order: votes, events, and announcements with what was announced.
extension ArchiveContext {
    @Content func timeline() -> [Node] {
        let days = entries()
        if !days.isEmpty {
            tag(.h2, ["id": "timeline"], heading("timeline"))
            tag(.ol, ["class": "timeline"]) {
                for entry in days { tag(.li) { item(entry) } }
            }
        }
    }

    /// What pages tell of one day; pages that tell the same stand together.
    private struct Entry {
        var day: CalendarDate
        var measure: Measure
        var round: Int?
        var detail: String?
        var announcement: Announcement?
        var claims: [(page: Int, claim: Claim)]
    }

    private func entries() -> [Entry] {
        var entries: [Entry] = []
        for (place, page) in comparison.pages.enumerated() {
            for claim in page.claims {
                guard case .date(let day) = claim.value else { continue }
                let key = claim.key
                // The first and the last day at the head of a page are days of voting as well.
                let detail = key.measure == .pollingDate ? nil : key.detail
                let announcement = known.announcements.first { $0.page == place && $0.claim == claim }
                let same = entries.firstIndex { entry in
                    entry.day == day && entry.measure == key.measure && entry.detail == detail
                        && (entry.round == key.round || key.round == nil && key.measure == .pollingDate)
                        && entry.announcement == nil && announcement == nil
                }
                if let same {
                    if !entries[same].claims.contains(where: { $0.page == place }) {
                        entries[same].claims.append((place, claim))
                    }
                } else {
                    entries.append(
                        Entry(
                            day: day, measure: key.measure, round: key.round, detail: detail,
                            announcement: announcement, claims: [(place, claim)]))
                }
            }
        }
        return entries.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }

    @Content private func item(_ entry: Entry) -> [Node] {
        tag(.time, ["datetime": entry.day.description], wording.date(entry.day))
        ": "
        what(entry)
        tag(.sup, ["class": "notes"]) {
            for (page, claim) in entry.claims {
                tag(
                    .a,
                    [
                        "href": Self.link(claim, on: page) ?? "page-\(page + 1).html",
                        "title": figures.sources[page].name,
                    ],
                    "[\(page + 1)]")
            }
        }
        if let announcement = entry.announcement {
            tag(.br)
            tag(.strong, [:], wording.term("archive.stage.\(announcement.stage.rawValue)"))
            if !announcement.figures.isEmpty {
                tag(.ul) {
                    for claim in announcement.figures {
                        tag(.li) {
                            "\(factName(claim)): "
                            value(claim, on: announcement.page)
                        }
                    }
                }
            }
        }
    }

    @Content private func what(_ entry: Entry) -> [Node] {
        if entry.announcement != nil, let who = entry.detail {
            text("announced", [Figure("who", .text(who))])
        } else {
            measure(entry.measure)
            if let round = entry.round {
                ", \(round == 1 ? wording.term("heading.first ballot") : ballot(round))"
            }
            if let detail = entry.detail {
                " – "
                wording.name(ofDetail: detail)
            }
        }
    }

    /// What a claim is about, under the names of this comparison.
    private func factName(_ claim: Claim) -> String {
        let fact = FactName(claim, comparison.participants)
        return wording.name(of: fact, comparison.participants)
    }
}
