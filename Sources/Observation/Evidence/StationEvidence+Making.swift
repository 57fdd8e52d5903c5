import Counting
import ElectionModel
import VerifiableVoting

/// Holds everything that is known of stations against their official protocols. Indexed once, then asked station by station.
struct StationExaminer {
    private let sources: EvidenceSources
    private let form: ProtocolForm
    private let official: [StationID: [ElectionModel.`Protocol`]]
    private let copies: [StationID: [ElectionModel.`Protocol`]]
    private let readings: [[StationID: [ElectionModel.`Protocol`]]]
    private let archives: [StationID: [ArchivedStation]]
    private let findings: [String: [Finding]]
    private let cards: [StationID: DrawnCards]
    private let incidents: [StationID: [Incident]]
    /// The first entry of the thing that an entry tells of.
    private let things: [String: String]
    private let complaints: [StationID: [ReportedComplaint]]
    private let acts: [StationID: [ReportedAct]]
    private let reports: [[String: [ObservationReport]]]

    init(_ sources: EvidenceSources) {
        self.sources = sources
        form = sources.context.form
        official = Dictionary(grouping: sources.protocols, by: \.station)
        copies = Dictionary(grouping: sources.copies, by: \.station)
        readings = [sources.firstReading, sources.secondReading].map { Dictionary(grouping: $0, by: \.station) }
        archives = Dictionary(grouping: sources.archives, by: \.station)
        // Places of findings: tier, district, round, station.
        findings = Dictionary(
            grouping: Counting.findings(about: sources.protocols, in: sources.context).filter { $0.place.count > 3 },
            by: { $0.place[3] })
        cards = sources.audit.map { DrawnCards.byStation($0) } ?? [:]
        // What tells of a written act of the record has its line there.
        let recorded = Set(sources.acts.map(\.id))
        let things = Incident.firsts(of: sources.incidents)
        self.things = things
        incidents = Dictionary(grouping: sources.incidents.filter { !recorded.contains(things[$0.id] ?? $0.id) }) {
            $0.station ?? StationID("")
        }
        complaints = Dictionary(grouping: sources.complaints, by: \.station)
        acts = Dictionary(grouping: sources.acts, by: \.station)
        reports = sources.forms.map { Dictionary(grouping: $0.reports, by: \.station) }
    }

    func evidence(of station: PollingStation) -> StationEvidence {
        StationEvidence(
            station: station.id,
            lines: [
                archive(station), photograph(station.id), checks(station.id), copy(station.id), cards(station.id),
                recount(station.id), forms(station.id), incidents(station.id), complaints(station.id), acts(station.id),
            ])
    }

    // MARK: Electronic

    private func archive(_ station: PollingStation) -> EvidenceLine {
        let published = archives[station.id] ?? []
        guard !published.isEmpty else {
            // Of an electronic station an archive is owed.
            return EvidenceLine(
                .archive, EvidenceVerdict([], missing: station.isElectronic ? [.archive] : [], wasExamined: false))
        }
        var differences: [EvidenceDifference] = []
        var gaps: Set<EvidenceGap> = []
        var facts: [(EvidenceLine.Fact.Name, EvidenceLine.Fact.Value)] = []
        let own = official[station.id] ?? []
        for archive in published {
            facts.append((.archive, .text(archive.digest.hexadecimal)))
            switch archive.outcome {
            case .broken(let rule): differences.append(EvidenceDifference(nil, rule.rawValue))
            case .verified(let stage, let head, let anchors, let isCommissions, let counted, let counts):
                facts += [
                    (.head, .text(head.hexadecimal)), (.stage, .text(stage.code)), (.counted, .count(UInt64(counted))),
                ]
                if !anchors.contains(.manifest) {
                    gaps.insert(.manifest)
                } else if !isCommissions {
                    gaps.insert(.commissionKey)
                }
                if !anchors.contains(.closing) { gaps.insert(.closing) }
                if counts.isEmpty { gaps.insert(.result) }
                for count in counts {
                    guard let reported = Self.electronic(own, count.votes.map(\.choice)) else {
                        gaps.insert(.officialProtocol)
                        continue
                    }
                    differences += Self.differences(reported, count)
                }
            }
        }
        differences += audited(station.id, published)
        return EvidenceLine(
            .archive,
            EvidenceVerdict(
                differences, missing: EvidenceGap.allCases.filter(gaps.contains), wasExamined: true), facts)
    }

    /// What the audit took for this station's archives: their digests, and the votes of those that it took as verified.
    private func audited(_ station: StationID, _ published: [ArchivedStation]) -> [EvidenceDifference] {
        let digests = Set(published.map(\.digest))
        return (sources.audit?.records ?? []).filter { $0.station == station && $0.isVerified }.flatMap { record in
            var differences: [EvidenceDifference] = []
            if !digests.contains(record.archive) {
                differences.append(EvidenceDifference(record.contest, EvidenceLine.Fact.Name.archive.rawValue))
            }
            let choices = sources.audit?.plan?.contests.first { $0.key == record.contest }?.choices ?? []
            for archive in published {
                guard case .verified(_, _, _, _, _, let counts) = archive.outcome,
                    let count = counts.first(where: { Set($0.votes.map(\.choice)) == Set(choices) })
                else { continue }
                let votes = Dictionary(
                    count.votes.map { ($0.choice, $0.votes) }, uniquingKeysWith: { first, _ in first })
                for (line, choice) in choices.enumerated() where votes[choice] != record.count.votes[line] {
                    differences.append(
                        EvidenceDifference(
                            record.contest, ProtocolField.votes(line: line + 1).description, .choice(choice),
                            official: record.count.votes[line], found: votes[choice]))
                }
            }
            return differences
        }
    }

    /// The protocol of electronic votes for a ballot with these choices.
    private static func electronic(
        _ own: [ElectionModel.`Protocol`], _ choices: [ChoiceID]
    ) -> ElectionModel.`Protocol`? {
        let same = own.filter { Set($0.votes.map(\.choice)) == Set(choices) }
        // A station that does not report its channels apart has one protocol, and its votes are electronic.
        return same.first { $0.channel == .electronic } ?? (same.count == 1 ? same.first : nil)
    }

    private static func differences(
        _ reported: ElectionModel.`Protocol`, _ count: ArchivedStation.Count
    ) -> [EvidenceDifference] {
        let contest = ContestKey(reported)
        let votes = Dictionary(count.votes.map { ($0.choice, $0.votes) }, uniquingKeysWith: { first, _ in first })
        var result: [EvidenceDifference] = []
        for (line, entry) in reported.votes.enumerated() where entry.votes.map(UInt64.init) != votes[entry.choice] {
            result.append(
                EvidenceDifference(
                    contest, ProtocolField.votes(line: line + 1).description, .choice(entry.choice),
                    official: entry.votes.map(UInt64.init), found: votes[entry.choice]))
        }
        if reported.invalid.map(UInt64.init) ?? 0 != count.blank {
            result.append(
                EvidenceDifference(
                    contest, ProtocolField.invalid.description, official: reported.invalid.map(UInt64.init),
                    found: count.blank))
        }
        return result
    }

    // MARK: Paper

    private func photograph(_ station: StationID) -> EvidenceLine {
        let pictures = sources.photographs[station] ?? []
        let read = readings.map { $0[station] ?? [] }
        let isExamined = !pictures.isEmpty || !read.allSatisfy(\.isEmpty)
        var gaps: [EvidenceGap] = []
        if isExamined {
            if pictures.isEmpty { gaps.append(.photograph) }
            for (gap, reading) in zip([EvidenceGap.firstReading, .secondReading], read) where reading.isEmpty {
                gaps.append(gap)
            }
        }
        let compared = read.flatMap { compare($0, station) }
        gaps += compared.contains { $0.official == nil } ? [.officialProtocol] : []
        // Both readings can differ from the protocol in the same way; that is one difference.
        var seen: Set<EvidenceDifference> = []
        let differences = compared.flatMap(\.differences).filter { seen.insert($0).inserted }
        return EvidenceLine(
            .photograph, EvidenceVerdict(differences, missing: gaps, wasExamined: isExamined),
            [(.readings, .count(UInt64(read.count { !$0.isEmpty })))]
                + pictures.map { (.photographs, .text($0.hexadecimal)) })
    }

    private func checks(_ station: StationID) -> EvidenceLine {
        let own = findings[station.rawValue] ?? []
        let broken = own.filter { $0.severity == .error }
        let differences = broken.map { finding in
            EvidenceDifference(
                ContestKey(
                    tier: TierID(finding.place[0]), district: DistrictID(finding.place[1]),
                    round: Int(finding.place[2]) ?? 1), finding.code)
        }
        let isThere = official[station]?.isEmpty == false
        return EvidenceLine(
            .checks, EvidenceVerdict(differences, missing: isThere ? [] : [.officialProtocol], wasExamined: isThere),
            [
                (.brokenRules, .count(UInt64(broken.count))),
                (.warnings, .count(UInt64(own.count { $0.severity == .warning }))),
            ])
    }

    private func copy(_ station: StationID) -> EvidenceLine {
        let own = copies[station] ?? []
        let compared = compare(own, station)
        return EvidenceLine(
            .copy,
            EvidenceVerdict(
                compared.flatMap(\.differences),
                missing: compared.contains { $0.official == nil } ? [.officialProtocol] : [],
                wasExamined: !own.isEmpty), [(.copies, .count(UInt64(own.count)))])
    }

    private typealias Compared = (official: ElectionModel.`Protocol`?, differences: [EvidenceDifference])

    /// Every field that another paper fills in, against the official protocol of the same contest and channel.
    private func compare(_ others: [ElectionModel.`Protocol`], _ station: StationID) -> [Compared] {
        others.map { other in
            let own = official[station]?.first { ContestKey($0) == ContestKey(other) && $0.channel == other.channel }
            guard let own else { return (nil, []) }
            let fields = own.fields(on: form).filter { other[$0] != nil && other[$0] != own[$0] }
            return (
                own,
                fields.map { field in
                    EvidenceDifference(
                        ContestKey(own), field.description, Self.name(field, own.votes.map(\.choice)),
                        official: own[field].map(UInt64.init), found: other[field].map(UInt64.init))
                }
            )
        }
    }

    /// Whose votes a field holds, of the choices in the order of its lines; nil where it holds no choice's votes.
    private static func name(_ field: ProtocolField, _ choices: [ChoiceID]) -> EvidenceDifference.Name? {
        guard case .votes(let line) = field, choices.indices.contains(line - 1) else { return nil }
        return .choice(choices[line - 1])
    }

    private func cards(_ station: StationID) -> EvidenceLine {
        guard let drawn = cards[station] else { return EvidenceLine(.cards, .notExamined) }
        return EvidenceLine(
            .cards,
            EvidenceVerdict(
                drawn.differences, missing: drawn.read < drawn.drawn ? [.reading] : [], wasExamined: drawn.drawn > 0),
            [
                (.containers, .count(UInt64(drawn.containers))), (.cards, .count(drawn.cards)),
                (.drawn, .count(UInt64(drawn.drawn))), (.read, .count(UInt64(drawn.read))),
            ])
    }

    private func recount(_ station: StationID) -> EvidenceLine {
        guard let audit = sources.audit else { return EvidenceLine(.recount, .notExamined) }
        var differences: [EvidenceDifference] = []
        var (asked, settled) = (0, 0)
        for contest in audit.stationsToRecount.keys.sorted() {
            guard audit.stationsToRecount[contest]?.contains(station) == true else { continue }
            asked += 1
            guard let found = audit.recount(station, contest) else { continue }
            settled += 1
            let reported = audit.counts.first { $0.station == station && $0.contest == contest }?.count
            let choices = audit.plan?.contests.first { $0.key == contest }?.choices ?? []
            let lines = found.count.votes.indices.map {
                (ProtocolField.votes(line: $0 + 1), reported?.votes[$0], found.count.votes[$0])
            }
            for (field, own, other) in lines + [(.invalid, reported?.invalid, found.count.invalid)] where own != other {
                differences.append(
                    EvidenceDifference(
                        contest, field.description, Self.name(field, choices), official: own, found: other))
            }
        }
        return EvidenceLine(
            .recount,
            EvidenceVerdict(differences, missing: settled < asked ? [.recount] : [], wasExamined: asked > 0),
            asked > 0 ? [(.recounted, .count(UInt64(settled)))] : [])
    }

    // MARK: Observation

    private func forms(_ station: StationID) -> EvidenceLine {
        var differences: [EvidenceDifference] = []
        var count = 0
        for (source, byStation) in zip(sources.forms, reports) {
            let own = byStation[station.rawValue] ?? []
            count += own.count
            for item in source.form.items where item.kind == .rating || item.kind == .question {
                let answers = own.compactMap { $0.answers[item.id] }.filter {
                    $0 != ObservationForm.Reply.unknown.rawValue
                }
                let bad = answers.count { !item.isGood($0) }
                guard bad > 0 else { continue }
                differences.append(
                    EvidenceDifference(
                        nil, "\(source.form.id).\(item.id)", .item(item.text), official: UInt64(answers.count),
                        found: UInt64(bad)))
            }
        }
        return EvidenceLine(
            .forms, EvidenceVerdict(differences, missing: [], wasExamined: count > 0),
            count > 0 ? [(.reports, .count(UInt64(count)))] : [])
    }

    private func incidents(_ station: StationID) -> EvidenceLine {
        // Each thing once, however many tell of it.
        var seen: Set<String> = []
        let own = (incidents[station] ?? []).filter { seen.insert(things[$0.id] ?? $0.id).inserted }
        // Who was there and reported none has seen none.
        let wasVisited = reports.contains { $0[station.rawValue]?.isEmpty == false }
        return EvidenceLine(
            .incidents,
            EvidenceVerdict(
                own.map { EvidenceDifference(nil, "\($0.id): \($0.kind.rawValue)") }, missing: [],
                wasExamined: wasVisited),
            own.isEmpty ? [] : [(.incidents, .count(UInt64(own.count)))])
    }

    private func complaints(_ station: StationID) -> EvidenceLine {
        let own = complaints[station] ?? []
        return EvidenceLine(
            .complaints,
            EvidenceVerdict(
                own.filter { $0.decision == .upheld }.map { EvidenceDifference(nil, "\($0.id): \($0.article)") },
                missing: own.contains { $0.decision == .open } ? [.decision] : [], wasExamined: !own.isEmpty),
            own.isEmpty ? [] : [(.complaints, .count(UInt64(own.count)))])
    }

    private func acts(_ station: StationID) -> EvidenceLine {
        let own = acts[station] ?? []
        let differences = own.compactMap { act -> EvidenceDifference? in
            if act.isConfirmed == true { return EvidenceDifference(act.contest, "\(act.id): confirmed") }
            return act.isAttached ? nil : EvidenceDifference(act.contest, "\(act.id): refused")
        }
        return EvidenceLine(
            .acts,
            EvidenceVerdict(
                differences, missing: own.contains { $0.isConfirmed == nil } ? [.decision] : [],
                wasExamined: !own.isEmpty),
            own.isEmpty
                ? []
                : [(.acts, .count(UInt64(own.count))), (.attached, .count(UInt64(own.count(where: \.isAttached))))])
    }
}
