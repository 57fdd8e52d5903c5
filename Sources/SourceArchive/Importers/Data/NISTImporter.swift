import ElectionModel

/// Reads reports of the NIST common data format for election results (SP 1500-100), JSON or XML.
///
/// Votes of selections, seats where a report counts them, ballots cast and rejected, electors, seats of a contest, days. Identifiers,
/// notes and names of units are labels.
struct NISTImporter {
    private let text: PageText
    private let collector: ClaimCollector
    private let report: RecordNode
    private let units: [String: RecordNode]
    private let parties: [String: RecordNode]

    static func read(_ page: SourcePage, _ text: PageText) throws(ImportRefusal) -> ImportedPage {
        let isXML = text.bytes.first { $0 > 32 } == 60
        let (root, place) = isXML ? RecordXML.read(text) : RecordJSON.read(text)
        guard let report = root else { throw .malformed(format: .nist, line: text.line(at: max(0, place))) }
        let days = report["Election"].compactMap { day($0, "StartDate", text) }
        guard let year = days.first?.date.year else { throw .missing(.year, format: .nist) }
        let units = index(report["GpUnit"], text)
        let country = report["GpUnit"].first { $0.first("Type")?.text(text) == "country" }.flatMap { name($0, text) }
        guard let country = country ?? report["Election"].first.flatMap({ name($0, text) }) else {
            throw .missing(.country, format: .nist)
        }
        let office = report["Office"].first.flatMap { name($0, text) }
        let election = ElectionKey(
            country: text[country], body: office.map { text[$0] }, contest: contest(report, text),
            pollingDates: Array(Set(days.map(\.date))).sorted(), year: year)
        let collector = ClaimCollector(text, page: page.hash, election: election)
        collector.mark(text.trimmed(text.all), .label)
        NISTImporter(
            text: text, collector: collector, report: report, units: units, parties: index(report["Party"], text)
        ).read()
        return try collector.finish(format: .nist, layout: isXML ? "XML" : "JSON")
    }

    private static func index(_ nodes: [RecordNode], _ text: PageText) -> [String: RecordNode] {
        var result: [String: RecordNode] = [:]
        for node in nodes {
            if let id = (node.first("@id") ?? node.first("@ObjectId"))?.text(text) { result[id] = node }
        }
        return result
    }

    private static func contest(_ report: RecordNode, _ text: PageText) -> ElectionKey.Contest {
        let contests = report["Election"].flatMap { $0["Contest"] }
        if contests.contains(where: { kind($0, text) == "BallotMeasureContest" }) { return .referendum }
        for node in report["Election"] + report["Office"] {
            if let span = name(node, text), WatchFrame.contest(text, span) != .other {
                return WatchFrame.contest(text, span)
            }
        }
        return contests.contains { kind($0, text) == "PartyContest" } ? .parliamentary : .other
    }

    private static func kind(_ node: RecordNode, _ text: PageText) -> String {
        let type = (node.first("@type"))?.text(text) ?? ""
        return String(type.split(whereSeparator: { $0 == "." || $0 == ":" }).last ?? "")
    }

    private static func day(_ node: RecordNode, _ name: String, _ text: PageText) -> (
        date: CalendarDate, span: Range<Int>
    )? {
        guard let span = node.first(name)?.span, let date = CalendarDate(text[span.prefix(10)]) else { return nil }
        return (date, span.prefix(10))
    }

    /// The English text of a name, else its first; a name may be plain text, too.
    private static func name(_ node: RecordNode, _ text: PageText) -> Range<Int>? {
        for key in ["Name", "BallotName", "FullName"] {
            guard let name = node.first(key) else { continue }
            if let span = name.span, !span.isEmpty, name.first("Text") == nil { return span }
            let texts = name["Text"]
            let english =
                texts.first { ($0.first("Language") ?? $0.first("@Language"))?.text(text) == "en" } ?? texts.first
            if let span = english?.first("Content")?.span ?? english?.span, !span.isEmpty { return span }
        }
        return nil
    }

    private func read() {
        let elections = report["Election"]
        let hasRunOff = elections.contains { $0.first("Type")?.text(text) == "runoff" }
        let hasLists = elections.contains { $0["Contest"].contains { Self.kind($0, text) == "PartyContest" } }
        for election in elections {
            let round = hasRunOff ? election.first("Type")?.text(text) == "runoff" ? 2 : 1 : nil
            if let day = Self.day(election, "StartDate", text) {
                collector.claim(.pollingDate, .date(day.date), at: day.span, rule: "nist.date", round: round ?? 1)
            }
            let candidates = Self.index(election["Candidate"], text)
            for contest in election["Contest"] { read(contest, candidates, round, hasLists: hasLists) }
            for counts in election["BallotCounts"] where counts.first("Type")?.text(text) != "other" {
                let place = constituency(counts.first("GpUnitId"))
                count(.cast, counts.first("BallotsCast"), round, nil, place)
                count(.invalid, counts.first("BallotsRejected"), round, nil, place)
            }
        }
        for unit in report["GpUnit"] {
            let place = constituency(of: unit)
            count(.registered, unit.first("VotersRegistered"), nil, nil, place)
            count(.cast, unit.first("VotersParticipated"), nil, nil, place)
        }
        if let issuer = report.first("Issuer")?.span, !issuer.isEmpty {
            collector.claim(.citedSource, .text(text[issuer]), at: issuer, rule: "nist.issuer")
        }
    }

    private func read(_ contest: RecordNode, _ candidates: [String: RecordNode], _ round: Int?, hasLists: Bool) {
        let kind = Self.kind(contest, text)
        let district = contest.first("ElectionDistrictId")
        let place = constituency(district)
        let tier: FactKey.Tier? =
            kind == "PartyContest" ? .list : hasLists && kind == "CandidateContest" ? .constituency : nil
        count(.seatsTotal, contest.first("NumberElected"), round, tier, place)
        for selection in contest["ContestSelection"] {
            guard let participant = participant(of: selection, candidates) else { continue }
            for counts in selection["VoteCounts"] {
                let type = counts.first("Type")?.text(text)
                let isSeats = type == "seats" || counts.first("OtherType")?.text(text) == "seats"
                guard type == "total" || isSeats else { continue }
                let unit = counts.first("GpUnitId")
                let within = unit?.text(text) == district?.text(text) ? place : constituency(unit)
                count(
                    isSeats ? .seats : .votes, counts.first("Count"), tier == .list ? nil : round, tier, within,
                    participant.participant, participant.span)
            }
        }
    }

    private func participant(
        of selection: RecordNode, _ candidates: [String: RecordNode]
    ) -> (participant: Participant, span: Range<Int>)? {
        if let id = references(selection.first("CandidateIds")).first, let candidate = candidates[id],
            let span = Self.name(candidate, text)
        {
            return (Participant(.person, text[span]), span)
        }
        if let id = references(selection.first("PartyIds")).first, let party = parties[id],
            let span = Self.name(party, text)
        {
            let isBloc = Self.kind(party, text) == "Coalition"
            return (Participant(isBloc ? .bloc : NameReader.kind(of: text[span]), text[span]), span)
        }
        if let answer = selection.first("Selection"), let span = answer.span ?? Self.name(answer, text) {
            return (Participant(.answer, text[span]), span)
        }
        return nil
    }

    private func references(_ node: RecordNode?) -> [String] {
        (node?.text(text) ?? "").split(separator: " ").map(String.init)
    }

    /// Nil for the whole country.
    private func constituency(_ reference: RecordNode?) -> String? {
        reference?.text(text).flatMap { units[$0] }.flatMap(constituency(of:))
    }

    private func constituency(of unit: RecordNode) -> String? {
        guard unit.first("Type")?.text(text) != "country" else { return nil }
        return Self.name(unit, text).map { text[$0] } ?? unit.first("Number")?.text(text)
    }

    private func count(
        _ measure: Measure, _ node: RecordNode?, _ round: Int?, _ tier: FactKey.Tier?, _ constituency: String?,
        _ participant: Participant? = nil, _ label: Range<Int>? = nil
    ) {
        guard let span = node?.span, !span.isEmpty else { return }
        // A count may be written 12.0; as a fraction it is no count.
        guard let number = NumberReader.whole(text, span, []), number.value.places <= 1,
            number.value.places == 0 || number.value.digits % 10 == 0
        else { return collector.mark(span, .unread) }
        collector.claim(
            measure, .whole(number.value.places == 0 ? number.value.digits : number.value.digits / 10), at: span,
            rule: "nist.\(measure.rawValue)", round: round, tier: tier, constituency: constituency,
            participant: participant,
            context: label.map { [$0] } ?? [])
    }
}
