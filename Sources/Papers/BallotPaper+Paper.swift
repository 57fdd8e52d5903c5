public import ElectionModel
public import ElectoralLaw
public import Typesetting
public import Wording

/// A ballot as a PDF, in the languages of its election. May be called from any thread; opens no file.
///
/// - Parameter wordings: one for each language; languages without one are left out.
/// - Throws: `PressFault`.
public func ballotPaper(_ item: BallotPaper, _ wordings: [Wording]) throws(PressFault) -> [UInt8] {
    guard let paper = item.paper(wordings) else { throw .drawing("no language of the ballot is given") }
    return try typeset(paper)
}

extension BallotPaper {
    /// Nil where no language of the ballot is given.
    public func paper(_ wordings: [Wording]) -> Paper? {
        let used = languages.compactMap { language in wordings.first { $0.language == language } }
        guard let first = used.first else { return nil }
        let frames = used.map { PaperFrame(source: source, wording: $0) }
        var frame = PaperFrame(source: source, wording: first)
        if isSample { frame.marks = unique(frames.map { $0.term("watermark.sample") }) }
        var blocks: [Block] = []
        for (index, frame) in frames.enumerated() {
            if index > 0 { blocks.append(.space(6)) }
            blocks += heading(frame)
        }
        let kind = lines.contains { $0.kind == .list } ? "lists" : "candidates"
        blocks.append(.space(6))
        for frame in frames { blocks.append(.text(frame.term("ballot.how.\(kind)"), .body)) }
        blocks += [.space(6), .table(choices), .space(10), .table(signature(frames))]
        var paper = frame.paper(frame.term("ballot.title"), head: [], blocks: blocks)
        // Neither the place of a record nor anything else that changes from day to day goes into a booth.
        paper.runningHead = ""
        paper.foot = ""
        let numbered = paper.pageNumber
        paper.pageNumber = { page, pages in pages > 1 ? numbered(page, pages) : "" }
        return paper
    }

    private func heading(_ frame: PaperFrame) -> [Block] {
        let wording = frame.wording
        let place = [
            wording.names.tier(tier, wording.language), wording.names.district(district, wording.language),
            wording.round(round),
        ]
        return [
            .text(frame.term("ballot.title"), .title), frame.election,
            .text(
                (place + [pollingDay.map { wording.date($0) } ?? ""]).filter { !$0.isEmpty }.joined(separator: " · "),
                .subtitle),
        ]
    }

    /// The names with an empty square to the right of each (article 42(2)).
    private var choices: Table {
        Table(
            [.init(.part(1)), .init(.points(60), .centre)],
            rows: lines.map { line in
                let names = unique(languages.map { line.name[$0] }).joined(separator: " / ")
                let nominators = line.nominator.map { party in
                    unique(languages.map { party[$0] }).joined(separator: " / ")
                }
                let text = [names, nominators].compactMap(\.self).joined(separator: " – ")
                return Table.Row([Table.Cell(text, isBold: true), Table.Cell(.square(side: 24))], leastHeight: 40)
            }, size: 11, padding: 6)
    }

    /// Whoever gives a ballot signs it (article 41(5)).
    private func signature(_ frames: [PaperFrame]) -> Table {
        let caption = unique(frames.map { $0.term("ballot.signature") }).joined(separator: " / ")
        return Table(
            [.init(.part(1)), .init(.part(4))],
            rows: [Table.Row([Table.Cell(""), Table.Cell(.line(caption: caption))], leastHeight: 34)], rules: .none)
    }

    private func unique(_ texts: [String]) -> [String] {
        texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// How many ballots are to be printed, as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func printingPaper(
    _ orders: [BallotOrder], reserve: Fraction, cites: [Citation], _ source: PaperSource, _ wording: Wording
) throws(PressFault) -> [UInt8] {
    let frame = PaperFrame(source: source, wording: wording)
    func numbers(_ order: BallotOrder) -> [String] {
        [wording.number(order.electors), wording.number(order.reserve), wording.number(order.total)]
    }
    var rows = orders.map { order in
        Table.Row(
            [
                wording.names.tier(order.tier, wording.language),
                wording.names.district(order.district, wording.language),
                wording.number(order.lines),
            ] + numbers(order))
    }
    let sums = [
        orders.reduce(0) { $0 + $1.electors }, orders.reduce(0) { $0 + $1.reserve }, orders.reduce(0) { $0 + $1.total },
    ]
    rows.append(
        Table.Row(
            [frame.term("table.sum"), "", ""] + sums.map { wording.number($0) }, isBold: true, isShaded: true))
    let heads = ["contest", "district", "lines", "electors", "reserve", "total"].map {
        frame.term("printing.column.\($0)")
    }
    let rule = frame.term(
        "printing.rule", ["share": wording.percent(reserve, digits: 1), "cites": wording.citations(cites)])
    let table = Table(
        [
            .init(.part(3)), .init(.part(4)), .init(.points(50), .right), .init(.points(72), .right),
            .init(.points(60), .right), .init(.points(76), .right),
        ], heads: [Table.Row(heads, isBold: true)], rows: rows)
    let rounds = orders.map(\.round).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
    return try typeset(
        frame.paper(
            frame.term("printing.title"), head: rounds.map { wording.round($0) },
            blocks: [
                .text(frame.term("printing.title"), .title), frame.election,
                .text(rounds.map { wording.round($0) }.joined(separator: ", "), .subtitle), .text(rule, .body),
                .space(4), .table(table),
            ]))
}
