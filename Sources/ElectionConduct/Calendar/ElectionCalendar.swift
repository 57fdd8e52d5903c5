public import ElectionModel
public import ElectoralLaw
public import ElectionRecord

/// The calendar of an election: every limit of its procedure with the day or minute on which it falls.
public struct ElectionCalendar: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var deadline: Procedure.Deadline
        public var round: Int
        /// What it is about, where it is counted from an act: a district; empty otherwise.
        public var subject: String
        /// By the clocks of the place.
        public var time: CivilTime
    }

    /// In the order of time, then of the procedure.
    public var entries: [Entry]

    /// The limits of one round, those counted from acts left out.
    ///
    /// - Parameters:
    ///   - calledOn: the day on which the election was called; nil where it is not known.
    ///   - lastClosing: when the last polling station closes.
    public static func of(
        _ procedure: Procedure, calledOn: CalendarDate?, pollingDay: CalendarDate, lastClosing: CivilTime, round: Int
    ) -> ElectionCalendar {
        let entries = procedure.deadlines.compactMap { deadline -> Entry? in
            guard deadline.rounds.contains(round) else { return nil }
            let anchor: CivilTime
            switch deadline.anchor {
            case .call:
                guard let calledOn else { return nil }
                anchor = CivilTime(calledOn, minute: CivilTime.endOfDay)
            case .pollingDay: anchor = CivilTime(pollingDay, minute: CivilTime.endOfDay)
            case .closeOfPoll: anchor = lastClosing
            case .event: return nil
            }
            return Entry(deadline: deadline, round: round, subject: "", time: deadline.time(from: anchor))
        }
        return ElectionCalendar(entries: entries).sorted
    }

    var sorted: ElectionCalendar {
        let order = entries.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        return ElectionCalendar(entries: order.map(\.element))
    }

    public func entry(_ id: String, round: Int) -> Entry? {
        entries.first { $0.deadline.id == id && $0.round == round }
    }
}

extension Procedure.Deadline {
    /// When it falls, counted from a moment.
    func time(from anchor: CivilTime) -> CivilTime {
        let moved = anchor.moved(by: offset)
        if let time { return CivilTime(moved.date, minute: time) }
        switch (offset.unit, kind) {
        case (.hours, _): return moved
        case (_, .begins): return CivilTime(moved.date, minute: 0)
        case (_, .ends): return CivilTime(moved.date, minute: CivilTime.endOfDay)
        }
    }
}

extension Procedure.Deadline.Rounds {
    func contains(_ round: Int) -> Bool {
        switch self {
        case .first: round == 1
        case .runOff: round == 2
        case .every: true
        }
    }
}

extension RecordTime {
    /// By the clocks of a place so many minutes ahead of UTC; the beginning of the day where only the day is kept, which
    /// then is not moved.
    public func civil(ahead minutes: Int) -> CivilTime? {
        guard let date else { return nil }
        guard precision != .day else { return CivilTime(date, minute: 0) }
        return CivilTime(date, minute: 0).moved(byMinutes: secondOfDay / 60 + minutes)
    }
}

extension ConductState {
    /// The calendar of every round that was called, with the limits that acts have opened.
    public var calendar: ElectionCalendar {
        var entries: [ElectionCalendar.Entry] = []
        for round in 1...2 {
            guard let day = pollingDay(round: round) else { continue }
            entries +=
                ElectionCalendar.of(
                    setting.procedure, calledOn: call?.calledOn, pollingDay: day,
                    lastClosing: lastClosing(round: round) ?? CivilTime(day, minute: setting.procedure.voting.closes),
                    round: round
                ).entries
        }
        for deadline in setting.procedure.deadlines where deadline.anchor == .event {
            guard let name = deadline.event else { continue }
            for mark in marks.named(name) where deadline.rounds.contains(mark.round) {
                guard let time = mark.time.civil(ahead: 0) else { continue }
                entries.append(
                    ElectionCalendar.Entry(
                        deadline: deadline, round: mark.round, subject: mark.subject, time: deadline.time(from: time)))
            }
        }
        return ElectionCalendar(entries: entries).sorted
    }

    /// When the last polling station of a round closes, by the clocks of its own place; nil for a round not called.
    public func lastClosing(round: Int) -> CivilTime? {
        guard let day = pollingDay(round: round) else { return nil }
        let closes = stationOrder.lazy.compactMap { stations[$0] }.map { self.closing($0, round: round) }.max()
        return CivilTime(day, minute: closes ?? setting.procedure.voting.closes)
    }

    func closing(_ station: StationState, round: Int) -> Int {
        station.hours[round]?.closes ?? setting.procedure.voting.closes
    }

    /// When a station closes, in UTC.
    public func closingInUTC(_ id: StationID, round: Int) -> CivilTime? {
        guard let station = stations[id], let day = pollingDay(round: round) else { return nil }
        let minutes = closing(station, round: round) - (setting.offsets[station.station.region] ?? 0)
        return CivilTime(day, minute: 0).moved(byMinutes: minutes)
    }

    /// When the last station in the country closes, in UTC: before it no votes are shown to anybody.
    public func embargoEnds(round: Int) -> CivilTime? {
        stationOrder.lazy.compactMap { self.closingInUTC($0, round: round) }.max()
    }

    /// The rounds of which votes are shown to nobody: those in which a station in the country has not closed.
    ///
    /// - Parameter now: in UTC; nil for the time of the last thing that was done.
    public func embargoedRounds(at now: CivilTime? = nil) -> Set<Int> {
        guard let now = now ?? marks.last else { return [1, 2] }
        return Set([1, 2].filter { round in embargoEnds(round: round).map { now < $0 } ?? false })
    }

    /// Refuses what comes before a beginning or after an end of the calendar.
    func requireInTime(_ id: String, round: Int, _ event: ActEvent) throws(ConductRefusal) {
        guard let entry = calendar.entry(id, round: round), let time = event.time.civil(ahead: 0) else { return }
        switch entry.deadline.kind {
        case .begins: if time < entry.time { throw .tooEarly(deadline: id, from: entry.time) }
        case .ends: if time > entry.time { throw .tooLate(deadline: id, until: entry.time) }
        }
    }
}
