import SeatAllocation
import Wording

extension PageContext {
    /// The steps by which something was decided, each with its articles, nested as they rest on one another.
    func derivation(_ step: Step) -> Node {
        tag(.ol, ["class": "derivation"]) { derivationItem(step) }
    }

    private func derivationItem(_ step: Step) -> Node {
        tag(.li) {
            wording.sentence(for: step)
            if !step.cites.isEmpty {
                " "
                citations(step.cites)
            }
            if !step.steps.isEmpty {
                tag(.ol) {
                    for inner in step.steps { derivationItem(inner) }
                }
            }
        }
    }

    /// Articles in this language.
    func citations(_ cites: [String]) -> Node {
        tag(.span, ["class": "cite"], cites.map { wording.citation($0) }.joined(separator: "; "))
    }
}
