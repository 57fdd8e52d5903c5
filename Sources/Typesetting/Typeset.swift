import Synchronization

/// Makes a PDF of a paper: A4 or A6, tagged, its typefaces within it. The same paper gives the same bytes on a machine with the
/// same typefaces; no clock is read and no file opened beside those of the typefaces. May be called from any thread.
///
/// - Throws: `PressFault`.
public func typeset(_ paper: Paper) throws(PressFault) -> [UInt8] {
    let press = try PressPool.take()
    defer { PressPool.giveBack(press) }
    let sheet = Sheet(paper.size, isLandscape: paper.isLandscape)
    var flow = Flow(press, language: paper.language, sheet: sheet)
    try flow.add(paper.blocks)
    return try PDFWriter.write(flow.pages, of: paper, on: sheet, press)
}

/// Presses that nobody uses just now. Making one reads the list of typefaces of the machine, which takes much longer than
/// setting a page.
private enum PressPool {
    /// A press belongs to one thread at a time, whichever that is.
    private struct Idle: @unchecked Sendable {
        let press: Press
    }

    private static let idle = Mutex<[Idle]>([])
    /// More wait for nobody: the machine has no more cores for them.
    private static let most = 16

    static func take() throws(PressFault) -> Press {
        if let known = idle.withLock({ $0.popLast() }) { return known.press }
        return try Press()
    }

    static func giveBack(_ press: Press) {
        let kept = Idle(press: press)
        idle.withLock { if $0.count < most { $0.append(kept) } }
    }
}
