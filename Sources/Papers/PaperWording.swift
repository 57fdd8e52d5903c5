import Counting
import ElectionModel
public import Typesetting
public import Wording

extension Wording {
    /// Why no paper was made.
    public func sentence(for fault: PressFault) -> String {
        switch fault {
        case .noTypeface(let wanted):
            term("papers.fault.noTypeface", [Figure("wanted", .text(wanted.joined(separator: ", ")))])
        case .codeTooLong(let bytes): term("papers.fault.codeTooLong", [Figure("bytes", .count(UInt64(bytes)))])
        case .drawing(let detail): term("papers.fault.drawing", [Figure("detail", .text(detail))])
        }
    }

    /// Why the text of a code is not taken for a protocol.
    public func sentence(for fault: ProtocolPaperText.Fault) -> String {
        func text(_ name: String, _ value: String) -> Figure { Figure(name, .text(value)) }
        return switch fault {
        case .otherText: term("papers.check fault.other text", [text("mark", ProtocolPaperText.mark)])
        case .newer(let version): term("papers.check fault.newer", [text("version", version)])
        case .malformed(let part): term("papers.check fault.malformed", [text("part", part)])
        case .otherCheckNumber(let printed, let computed):
            term("papers.check fault.other number", [text("printed", printed), text("computed", computed)])
        }
    }
}
