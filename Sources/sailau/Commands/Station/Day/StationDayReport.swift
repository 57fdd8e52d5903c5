import DataFormats
import ElectionModel
import ElectionRecord
import ElectronicStation
import Simulation
import StationDay
import VerifiableVoting
import VoterRegister
import Wording

/// What a played day says.
struct StationDayReport {
    private let played: PlayedStationDay
    private let group: String

    init(_ played: PlayedStationDay, group: String) { (self.played, self.group) = (played, group) }

    private var figures: [(name: String, value: Int)] {
        let (plan, account, desk) = (played.plan, played.account, played.desk)
        return [
            ("electors", Int(plan.day.station.electors)), ("paper", desk.counts.given(.paper)),
            ("electronic", desk.counts.given(.electronic)),
            ("home", desk.counts.atHome.values.reduce(0, +)), ("ballots", Int(account.ballots)),
            ("challenges", Int(account.challenged)), ("torn", plan.torn), ("returned", account.returnedUnspent),
            ("missing", account.missing), ("interruptions", desk.interruptions.count { $0.restart != nil }),
            ("printed", Int(account.printed)), ("destroyed", Int(account.destroyedUnused)),
            ("void", desk.void.reduce(0) { $0 + $1.counts.given }), ("neighbours", plan.neighbours.count),
        ]
    }

    private var milliseconds: Int {
        let (seconds, attoseconds) = played.closing.components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    func json() -> JSON {
        let findings = played.findings.map { finding in
            JSON.object([("code", .string(finding.code)), ("severity", .string(finding.severity.rawValue))])
        }
        let matchings = played.matchings.map { matching in
            JSON.object([
                ("order", .string(matching.order)), ("right", .count(matching.right)), ("of", .count(matching.of)),
            ])
        }
        var fields: [(String, JSON)] = [
            ("format", .string("sailau-station-day/1")), ("station", .string(played.plan.day.station.id.rawValue)),
            ("group", .string(group)), ("election", .string(played.uuid)),
            ("void_election", .optional(played.void) { .string($0.content.uuid) }),
        ]
        fields += figures.map { ($0.name, JSON.count($0.value)) }
        let logs = played.recorders.enumerated().map { number, bytes in
            let log = try? RecorderLog(bytes: bytes)
            return JSON.object([
                ("booth", .count(number)), ("entries", .count(log?.entries.count ?? 0)),
                ("last", .optional(log?.last.hexadecimal) { .string($0) }),
            ])
        }
        fields += [
            ("counts", .array(played.closed.counts.map { .array($0.map { .count(Int(clamping: $0)) }) })),
            ("findings", .array(findings)), ("matchings", .array(matchings)), ("recorders", .array(logs)),
            ("record", .optional(played.recordHead) { .string("\($0)") }),
            ("closing_to_protocol_milliseconds", .count(milliseconds)),
        ]
        return .object(fields)
    }

    func text(_ wording: Wording) -> String {
        func row(_ name: String, _ figures: [Figure]) -> String { wording.term("stationday.\(name)", figures) }
        func count(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(max(0, value)))) }
        var lines = [
            row(
                "station",
                [
                    Figure("station", .text(played.plan.day.station.id.rawValue)),
                    Figure("date", .text(played.desk.prepared.map { wording.date($0.hours.day) } ?? "")),
                ])
        ]
        // What is played only when it is asked for.
        let asked = ["void", "neighbours"]
        lines += figures.filter { !asked.contains($0.name) || $0.value > 0 }.map {
            row("figure.\($0.name)", [count("count", $0.value)])
        }
        lines.append(row(played.plan.neighbours.isEmpty ? "agrees" : "agrees together", []))
        lines += played.findings.map { wording.sentence(for: $0) }
        lines += played.matchings.map {
            row("matching.\($0.order)", [count("right", $0.right), count("of", $0.of)])
        }
        lines += wording.recorderFacts(played.desk).map { "\($0.label): \($0.value)" }
        lines.append(row("closing", [count("milliseconds", milliseconds)]))
        return lines.joined(separator: "\n")
    }
}
