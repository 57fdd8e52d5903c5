import DataFormats
import ElectionModel
import Observation
import Wording

/// Where the contests of an audit stand, for people and for programs.
enum AuditReport {
    static func json(_ standing: ContestStanding, _ wording: Wording) -> JSON {
        .object([
            ("contest", .string(standing.key.description)), ("method", .string(standing.method.rawValue)),
            ("cards", .count(standing.cards)), ("phantoms", .count(standing.phantoms)),
            ("known", .count(standing.known)), ("drawn", .count(standing.drawn)),
            ("confirmed", .bool(standing.isConfirmed)), ("more", .optional(standing.more) { .count($0) }),
            ("more_for_nine_of_ten", .optional(standing.moreForNineOfTen) { .count($0) }),
            (
                "assertions",
                .array(
                    standing.assertions.map { assertion in
                        .object([
                            ("claim", .string(assertion.claim.kind.rawValue)),
                            ("subject", .string(assertion.claim.subject.rawValue)),
                            ("other", .optional(assertion.claim.other) { .string($0.rawValue) }),
                            ("text", .string(wording.sentence(for: assertion.claim))),
                            ("margin", .fraction(assertion.margin)),
                            ("p_value", .optional(assertion.pValue) { number($0) }),
                            ("confirmed", .bool(assertion.isConfirmed)),
                            ("more", .optional(assertion.more) { .count($0) }),
                        ])
                    })
            ),
        ])
    }

    private static func label(_ name: String, _ wording: Wording) -> String {
        wording.term("observation.label.\(name)")
    }

    private static func needed(_ count: Int?, _ wording: Wording) -> String {
        count.map { wording.number($0) } ?? wording.term("observation.state.full count")
    }

    static func planTable(_ standings: [ContestStanding], _ wording: Wording) -> String {
        var table = TextTable([
            (label("contest", wording), .left), (label("method", wording), .left), (label("claims", wording), .right),
            (label("cards", wording), .right), (label("phantoms", wording), .right), (label("known", wording), .right),
            (label("margin", wording), .right), (label("half", wording), .right), (label("nine", wording), .right),
        ])
        for standing in standings {
            let least = standing.assertions.map(\.margin).min()
            table.add([
                wording.name(of: standing.key), wording.name(ofMethod: standing.method),
                wording.number(standing.assertions.count), wording.number(standing.cards),
                wording.number(standing.phantoms), wording.number(standing.known),
                least.map { wording.percent($0) } ?? "–", needed(standing.more, wording),
                needed(standing.moreForNineOfTen, wording),
            ])
        }
        return table.text()
    }

    /// One line a contest, and below it each assertion that is not confirmed, or all of them.
    static func text(_ audit: AuditState, _ standings: [ContestStanding], all: Bool, _ wording: Wording) -> String {
        let limit = Figure("limit", .fraction(audit.plan?.riskLimit ?? .zero))
        var lines = [
            wording.term("observation.line.report", [Figure("election", .text(audit.election.rawValue)), limit])
        ]
        let open = audit.openCards
        let recounts = audit.openRecounts
        if !open.unread.isEmpty || !open.disputed.isEmpty {
            lines.append(
                wording.term(
                    "observation.line.open cards",
                    [
                        Figure("unread", .count(UInt64(open.unread.count))),
                        Figure("disputed", .count(UInt64(open.disputed.count))),
                    ]))
        }
        if !recounts.isEmpty {
            lines.append(
                wording.term("observation.line.to recount", [Figure("count", .count(UInt64(recounts.count)))]))
        }
        var table = TextTable([
            (label("contest", wording), .left), (label("claim", wording), .left), (label("drawn", wording), .right),
            (label("p-value", wording), .right), (label("state", wording), .left), (label("half", wording), .right),
            (label("nine", wording), .right),
        ])
        for standing in standings {
            let shown =
                all ? standing.assertions : [slowest(standing)].compactMap(\.self)
            for assertion in shown {
                let state = assertion.isConfirmed ? "confirmed" : assertion.pValue == nil ? "open" : "not yet"
                table.add([
                    wording.name(of: standing.key), wording.sentence(for: assertion.claim),
                    wording.number(standing.drawn), assertion.pValue.map { wording.pValue($0) } ?? "–",
                    wording.term("observation.state.\(state)"), needed(assertion.more, wording),
                    needed(assertion.moreForNineOfTen, wording),
                ])
            }
        }
        lines += ["", table.text(), ""]
        let isConfirmed = !standings.isEmpty && standings.allSatisfy(\.isConfirmed)
        lines.append(
            isConfirmed
                ? wording.term("observation.line.all confirmed", [limit])
                : wording.term("observation.line.not confirmed"))
        return lines.joined(separator: "\n")
    }

    /// The assertion with the largest p-value, or where that is not known with the least margin.
    private static func slowest(_ standing: ContestStanding) -> ContestStanding.Assertion? {
        standing.assertions.max { left, right in
            (left.pValue ?? 0, right.margin) < (right.pValue ?? 0, left.margin)
        }
    }
}
