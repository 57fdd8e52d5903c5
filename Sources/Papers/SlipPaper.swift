import ElectionModel
public import Typesetting
public import Wording

/// Slips of one station as they are printed, a sheet of A6 each: the code, the station, what to do with it, and nothing else. No
/// number and no date: nothing tells one slip from another but its code.
public struct SlipPaper: Sendable {
    public var station: String
    /// What the codes say, in the order of printing. Secret.
    public var codes: [String]

    public init(station: String, codes: [String]) { (self.station, self.codes) = (station, codes) }
}

/// A PDF with a page for each slip. May be called from any thread; opens no file. Secret.
///
/// - Parameter wordings: the languages in which it says what to do, in their order.
/// - Throws: `PressFault`.
public func slipPaper(_ item: SlipPaper, _ wordings: [Wording]) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wordings))
}

extension SlipPaper {
    public func paper(_ wordings: [Wording]) -> Paper {
        var lines = [(text: station, style: TextStyle(size: 10, isBold: true, after: 8))]
        for wording in wordings {
            lines.append((text: wording.term("slips.slip.title"), style: TextStyle(size: 9, isBold: true, after: 4)))
        }
        let steps = wordings.flatMap { wording -> [Block] in
            let steps = ["take", "vote", "drop"].enumerated().map { number, step in
                "\(number + 1). " + wording.term("slips.slip.\(step)")
            }
            return steps.map { Block.text($0, TextStyle(size: 7, after: 1)) } + [Block.space(4)]
        }
        var paper = Paper(
            title: wordings.first?.term("slips.slip.title") ?? "", language: wordings.first?.language.rawValue ?? "kk",
            pageNumber: { _, _ in "" })
        paper.size = .a6
        paper.blocks = codes.flatMap { code -> [Block] in
            [.pageBreak, .code(CodePanel(Array(code.utf8), side: 140, lines: lines)), .space(8)] + steps
        }
        return paper
    }
}
