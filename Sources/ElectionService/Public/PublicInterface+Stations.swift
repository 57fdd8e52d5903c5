import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw

extension PublicInterface {
    private func about(_ station: PollingStation) -> [(String, JSON)] {
        [
            ("station", .string(station.id.rawValue)), ("region", .string(station.region.rawValue)),
            ("constituency", .string(station.district.rawValue)), ("kind", .string(station.kind.rawValue)),
            ("electronic", .bool(station.isElectronic)), ("electors", .count(station.electors)),
        ]
    }

    private func figures(_ counts: Protocol, _ form: ProtocolForm) -> JSON {
        .object(counts.fields(on: form).map { ("\($0)", .optional(counts[$0]) { .count($0) }) })
    }

    private func summary(_ item: ProtocolCase) -> JSON {
        let visible = count.visible(item)
        return .object([
            ("tier", .string(item.key.contest.tier.rawValue)),
            ("constituency", .string(item.key.contest.district.rawValue)), ("round", .count(item.key.contest.round)),
            ("channel", .string(item.key.channel.rawValue)), ("state", .string(item.state.kind.rawValue)),
            ("figures", .optional(visible.last) { figures($0.document.counts, item.form) }),
            ("corrections", .count(visible.count { if case .corrigendum = $0.origin { true } else { false } })),
        ])
    }

    private func cases(of station: StationID) -> [ProtocolCase] {
        count.state.protocols.cases(of: station).sorted {
            ($0.key.contest, $0.key.channel.rawValue) < ($1.key.contest, $1.key.channel.rawValue)
        }
    }

    func contestStations(_ asked: Asked) throws(Fault) -> JSON {
        let contest = try contest(named: asked)
        let (round, from) = (asked.query["round"] ?? 1, asked.query["from"] ?? 0)
        let all = count.state.stations(in: contest, round: round)
        let piece = all.dropFirst(from).prefix(asked.query["count"] ?? 0)
        let next = from + piece.count
        return whole(
            "contest-stations",
            [
                ("tier", .string(contest.tier.rawValue)), ("constituency", .string(contest.district.rawValue)),
                ("round", .count(round)), ("total", .count(all.count)), ("from", .count(from)),
                ("next", next < all.count ? .count(next) : .null),
                (
                    "stations",
                    .array(
                        piece.map { own in
                            let protocols = cases(of: own.station.id).filter {
                                $0.key.contest.tier == contest.tier && $0.key.contest.round == round
                            }
                            return .object(about(own.station) + [("protocols", .array(protocols.map(summary)))])
                        })
                ),
            ])
    }

    func station(_ asked: Asked) throws(Fault) -> JSON {
        let own = try station(named: asked)
        let id = own.station.id
        func clock(_ minutes: Int) -> JSON {
            let (hours, rest) = (minutes / 60, minutes % 60)
            return .string("\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)")
        }
        let rule = count.state.setting.procedure.voting
        let hours = [1, 2].filter { count.state.pollingDay(round: $0) != nil }.map { round -> JSON in
            .object([
                ("round", .count(round)), ("opens", clock(own.hours[round]?.opens ?? rule.opens)),
                ("closes", clock(own.hours[round]?.closes ?? rule.closes)),
                ("closes_utc", .optional(count.state.closingInUTC(id, round: round)) { .string("\($0)") }),
                ("postponed", .bool(own.postponed.contains(round))),
            ])
        }
        let members = count.state.commissions[Commission(level: .precinct, unit: id.rawValue)]?.members ?? []
        return whole(
            "station",
            about(own.station) + [
                ("hours", .array(hours)),
                (
                    "commission",
                    .array(
                        members.map { member in
                            .object([
                                ("member", .string(member.person.rawValue)),
                                ("office", .string(member.office.rawValue)),
                                ("party", .optional(member.party) { .string($0.rawValue) }),
                            ])
                        })
                ),
                ("protocols", .array(cases(of: id).map(summary))),
                (
                    "copies",
                    .array(
                        count.state.copies(of: id).filter { count.isShown($0.submitted.round) }.map(copy))
                ),
                (
                    "written_acts",
                    .array(
                        count.state.writtenActs(of: id).filter { count.isShown($0.received.round) }.map(writtenAct))
                ),
            ])
    }

    private func copy(_ copy: ObserversCopy) -> JSON {
        let submitted = copy.submitted
        return .object([
            ("copy", .string(submitted.id)), ("tier", .string(submitted.tier.rawValue)),
            ("round", .count(submitted.round)), ("channel", .string(submitted.channel.rawValue)),
            ("taken_at", .string("\(submitted.takenAt)")),
            ("status", .string(copy.answer?.result.rawValue ?? "claimed")),
            ("reason", .optional(copy.answer?.reason, JSON.string)),
            (
                "figures",
                .object(submitted.figures.sorted { $0.key < $1.key }.map { ($0.key, .count($0.value)) })
            ),
            (
                "differences",
                .optional(count.state.differences(copy)) { differences in
                    .array(
                        differences.map { difference in
                            .object([
                                ("field", .string("\(difference.field)")), ("claimed", .count(difference.claimed)),
                                ("official", .optional(difference.official) { .count($0) }),
                            ])
                        })
                }
            ), ("photograph", .optional(count.address(ofPhotograph: submitted.photograph), JSON.string)),
        ])
    }

    /// The picture of the paper has names and signatures of persons: only what it hashes to is public.
    private func writtenAct(_ act: WrittenAct) -> JSON {
        let received = act.received
        return .object([
            ("act", .string(received.id)), ("tier", .string(received.tier.rawValue)),
            ("round", .count(received.round)), ("channel", .string(received.channel.rawValue)),
            ("capacity", .string(received.capacity.rawValue)), ("organisation", .string(received.organisation)),
            ("text", .string(received.text)), ("commission", .string("\(received.commission)")),
            ("handed_over_at", .string("\(received.handedOverAt)")), ("receipt", .string(received.receipt.rawValue)),
            ("receipt_reason", .optional(received.reason, JSON.string)),
            ("file_sha256", .optional(received.file, JSON.string)), ("attached", .bool(act.isAttached)),
            ("answer", .optional(act.answer) { .string($0.result.rawValue) }),
            ("answer_reason", .optional(act.answer?.reason, JSON.string)),
            ("answered_by", .optional(act.answer) { .string("\($0.decision.commission)") }),
        ])
    }

    func sheet(_ asked: Asked) throws(Fault) -> JSON {
        let own = try station(named: asked)
        guard let tier = asked.parts["tier"].flatMap({ TierID(known: $0) }),
            let district = count.state.setting.district(of: own.station, in: tier),
            let round = asked.parts["round"].flatMap({ Int($0) }),
            let channel = asked.parts["channel"].flatMap({ Protocol.Channel(rawValue: $0) }),
            let item = count.state.protocols.cases[
                LedgerKey(own.station.id, ContestKey(tier, district, round), channel)]
        else { throw .notFound }
        let visible = count.visible(item)
        let photographs = visible.isEmpty ? [] : count.state.protocols.photographs[item.key] ?? []
        return whole(
            "protocol",
            [
                ("station", .string(own.station.id.rawValue)), ("tier", .string(tier.rawValue)),
                ("constituency", .string(district.rawValue)), ("round", .count(round)),
                ("channel", .string(channel.rawValue)), ("state", .string(item.state.kind.rawValue)),
                (
                    "choices",
                    .array(
                        count.state.ballot(of: ContestID(tier, district), round: round).map { .string($0.rawValue) })
                ),
                (
                    "versions",
                    .array(visible.indices.map { version(visible[$0], item, isLast: $0 + 1 == visible.endIndex) })
                ),
                (
                    "photographs",
                    .array(photographs.compactMap { count.address(ofPhotograph: $0.hash) }.map(JSON.string))
                ),
            ])
    }

    private func version(_ version: ProtocolCase.Version, _ item: ProtocolCase, isLast: Bool) -> JSON {
        var (origin, reason, decision): (String, String?, String?) = ("entry", nil, nil)
        var changes: [Corrigendum.Change] = []
        switch version.origin {
        case .entry: break
        case .heading(let why): (origin, reason) = ("heading", why)
        case .corrigendum(let corrigendum):
            (origin, reason, decision) = ("corrigendum", corrigendum.decision.reason, corrigendum.decision.number)
            changes = corrigendum.changes
        }
        return .object([
            ("origin", .string(origin)), ("in_force", .bool(isLast)),
            ("figures", figures(version.document.counts, item.form)), ("reason", .optional(reason, JSON.string)),
            ("decision", .optional(decision, JSON.string)),
            (
                "changes",
                .array(
                    changes.map { change in
                        .object([
                            ("field", .string("\(change.field)")), ("old", .optional(change.old) { .count($0) }),
                            ("new", .optional(change.new) { .count($0) }),
                        ])
                    })
            ),
        ])
    }

    /// What was done, told by the marks that deadlines are watched by: no votes are among them.
    func changes(_ asked: Asked) -> JSON {
        let since = asked.query["since"] ?? -1
        let marks = count.state.marks.all
        // In the order of the record: what comes after a place is the end of the list.
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].height > since { high = middle } else { low = middle + 1 }
        }
        // An event that made several marks is told whole.
        let most = asked.query["count"] ?? 0
        var end = min(low + most, marks.count)
        while end < marks.count, end > low, marks[end].height == marks[end - 1].height { end += 1 }
        let piece = marks[low..<end]
        return whole(
            "changes",
            [
                ("since", .count(since)),
                ("next", end < marks.count ? .optional(piece.last) { .count($0.height) } : .null),
                (
                    "changes",
                    .array(
                        piece.map { mark in
                            .object([
                                ("height", .count(mark.height)), ("what", .string(mark.name)),
                                ("round", .count(mark.round)), ("subject", .string(mark.subject)),
                                ("time", .string("\(mark.time)")),
                            ])
                        })
                ),
            ])
    }
}
