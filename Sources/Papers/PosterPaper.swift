public import ElectionConduct
public import ElectionModel
public import ElectionRecord
import ElectoralLaw
public import Typesetting
public import Wording

/// The poster that tells voters who stands, in the order of the ballot.
public struct PosterPaper: Sendable {
    public var source: PaperSource
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var pollingDay: CalendarDate?
    /// Minutes from midnight, local time; single stations may have others.
    public var opens: Int
    public var closes: Int
    public var choices: [Choice]
    public var hasAgainstAll: Bool
}

extension ConductState {
    /// Nil where nobody stands, or no run-off was called.
    public func posterPaper(of contest: ContestID, round: Int, at position: RecordHead?) -> PosterPaper? {
        let order = ballot(of: contest, round: round)
        guard !order.isEmpty else { return nil }
        let known = Dictionary(register.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return PosterPaper(
            source: paperSource(at: position), tier: contest.tier, district: contest.district, round: round,
            pollingDay: pollingDay(round: round), opens: setting.procedure.voting.opens,
            closes: setting.procedure.voting.closes, choices: order.compactMap { known[$0] },
            hasAgainstAll: setting.hasAgainstAll(contest.tier, round: round))
    }
}

/// A poster as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func posterPaper(_ item: PosterPaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension PosterPaper {
    public func paper(_ wording: Wording) -> Paper {
        let frame = PaperFrame(source: source, wording: wording)
        let language = wording.language
        let isLists = choices.contains { $0.kind == .list }
        let place = [
            wording.names.tier(tier, language), wording.names.district(district, language), wording.round(round),
        ]
        var blocks: [Block] = [
            .text(frame.term(isLists ? "poster.title.lists" : "poster.title.candidates"), TextStyle.poster),
            frame.election, .text(place.joined(separator: " · "), .subtitle),
        ]
        if let pollingDay {
            blocks.append(
                .text(
                    frame.term(
                        "poster.day",
                        ["day": wording.date(pollingDay), "opens": clock(opens), "closes": clock(closes)]),
                    TextStyle(size: 12, isBold: true, alignment: .centre, before: 4, after: 8)))
        }
        blocks.append(.table(table(frame, isLists: isLists)))
        if isLists { blocks += persons(frame) }
        let title = frame.term(isLists ? "poster.title.lists" : "poster.title.candidates")
        return frame.paper(title, head: place, blocks: blocks)
    }

    private func table(_ frame: PaperFrame, isLists: Bool) -> Table {
        let wording = frame.wording
        let language = wording.language
        var rows = choices.enumerated().map { index, choice in
            let nominator =
                choice.nominator.map { wording.names.party($0, language) } ?? frame.term("table.self-nominated")
            let born = choice.birthDate.map { "\($0.year)" } ?? "–"
            let name = [Table.Cell("\(index + 1)"), Table.Cell(choice.name[language], isBold: true)]
            return Table.Row(isLists ? name : name + [Table.Cell(born), Table.Cell(nominator)])
        }
        if hasAgainstAll {
            let name = [Table.Cell("\(choices.count + 1)"), Table.Cell(Choice.againstAll.name[language], isBold: true)]
            rows.append(Table.Row(isLists ? name : name + [Table.Cell(""), Table.Cell("")]))
        }
        let names = isLists ? ["number", "list"] : ["number", "candidate", "born", "nominator"]
        let columns: [Table.Column] =
            isLists
            ? [.init(.points(36), .right), .init(.part(1))]
            : [.init(.points(36), .right), .init(.part(5)), .init(.points(64)), .init(.part(4))]
        return Table(
            columns, heads: [Table.Row(names.map { frame.term("poster.column.\($0)") }, isBold: true)], rows: rows,
            size: 12, padding: 5)
    }

    /// The persons of each list in their order.
    private func persons(_ frame: PaperFrame) -> [Block] {
        let language = frame.wording.language
        return choices.filter { !$0.persons.isEmpty }.flatMap { list -> [Block] in
            let names = list.persons.enumerated().map { "\($0 + 1). \($1.name[language])" }
            return [
                .text(list.name[language], .heading), .text(names.joined(separator: "   "), TextStyle(size: 9.5)),
            ]
        }
    }

    private func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension TextStyle {
    fileprivate static let poster = TextStyle(.title, size: 22, isBold: true, alignment: .centre, after: 8)
}
