import ElectionModel
public import Typesetting
public import Wording

/// A PDF with a document in codes, two on a page, each under its number: `MultiPartCode` reads them in any order. May be called
/// from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func partsPaper(_ title: String, frames: [String], _ wording: Wording) throws(PressFault) -> [UInt8] {
    var paper = Paper(title: title, language: wording.language.rawValue, runningHead: title)
    for (index, frame) in frames.enumerated() {
        if index > 0, index.isMultiple(of: 2) { paper.blocks.append(.pageBreak) }
        let number = wording.term(
            "slips.part.number", [Figure("number", .text("\(index + 1)")), Figure("of", .text("\(frames.count)"))])
        paper.blocks += [.code(CodePanel(Array(frame.utf8), side: 330, lines: [(number, .heading)])), .space(16)]
    }
    return try typeset(paper)
}
