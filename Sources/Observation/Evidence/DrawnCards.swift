import Counting
import ElectionModel

/// What an audit drew at a station.
struct DrawnCards {
    var containers = 0
    var cards: UInt64 = 0
    var drawn = 0
    /// Read by two persons, and agreed on.
    var read = 0
    var differences: [EvidenceDifference] = []

    static func byStation(_ audit: AuditState) -> [StationID: DrawnCards] {
        var result: [StationID: DrawnCards] = [:]
        var stations: [String: StationID] = [:]
        for container in audit.containers {
            stations[container.name] = container.station
            result[container.station, default: DrawnCards()].containers += 1
            result[container.station, default: DrawnCards()].cards += container.cards
        }
        struct Line: Hashable, Comparable {
            var station: StationID
            var contest: ContestKey
            var choice: ChoiceID?
            static func < (left: Self, right: Self) -> Bool {
                (left.station, left.contest, left.choice?.rawValue ?? "")
                    < (right.station, right.contest, right.choice?.rawValue ?? "")
            }
        }
        var marks: [Line: UInt64] = [:]
        var absent: [StationID: UInt64] = [:]
        for place in audit.toRead {
            guard let station = stations[place.container] else { continue }
            result[station, default: DrawnCards()].drawn += 1
            guard let finding = audit.finding(place) else { continue }
            result[station, default: DrawnCards()].read += 1
            switch finding {
            case .notFound: absent[station, default: 0] += 1
            case .found(let found):
                for (contest, mark) in found {
                    switch mark {
                    case .choice(let choice):
                        marks[Line(station: station, contest: contest, choice: choice), default: 0] += 1
                    case .invalid: marks[Line(station: station, contest: contest), default: 0] += 1
                    case .without, .missing: break
                    }
                }
            }
        }
        for (station, count) in absent {
            result[station]?.differences.append(EvidenceDifference(nil, EvidenceDifference.cardsNotFound, found: count))
        }
        // More cards of a choice in the sample than the station reports at all.
        let ballots = Dictionary(
            (audit.plan?.contests ?? []).map { ($0.key, $0.choices) }, uniquingKeysWith: { first, _ in first })
        let reported = Dictionary(grouping: audit.counts, by: \.station)
        for line in marks.keys.sorted() {
            let count = reported[line.station]?.first { $0.contest == line.contest }?.count
            let place = line.choice.flatMap { ballots[line.contest]?.firstIndex(of: $0) }
            let own = line.choice == nil ? count?.invalid : place.flatMap { count?.votes[$0] }
            guard let found = marks[line], found > own ?? 0 else { continue }
            let field = line.choice == nil ? ProtocolField.invalid : .votes(line: (place ?? 0) + 1)
            result[line.station]?.differences.append(
                EvidenceDifference(
                    line.contest, field.description, line.choice.map { .choice($0) }, official: own, found: found))
        }
        return result
    }
}
