import Counting
public import ElectionConduct
import ElectionModel
import Simulation

extension ConductRefusal.Code: WordedValue { package static var termGroups: [String] { ["conduct.refusal"] } }
extension DeadlineReport.Status: WordedValue { package static var termGroups: [String] { ["conduct.deadline"] } }
extension ProtocolCase.State.Kind: WordedValue {
    package static var termGroups: [String] { ["conduct.protocol state"] }
}
extension ActName: WordedValue { package static var termGroups: [String] { ["conduct.act"] } }
extension ProtocolCase.Action.Kind: WordedValue {
    package static var termGroups: [String] { ["conduct.protocol step"] }
}
extension NightStage: WordedValue { package static var termGroups: [String] { ["conduct.stage"] } }

extension Wording {
    /// Why an act is not done, with what to do.
    public func sentence(for refusal: ConductRefusal) -> String {
        term("conduct.refusal.\(refusal.code.rawValue)", refusal.figures)
    }

    /// What an act says.
    public func sentence(for summary: ActSummary) -> String {
        var figures = summary.figures.filter { $0.value != .text("") }
        if let step = summary.step {
            figures.append(Figure("step", .text(term("conduct.protocol step.\(step.rawValue)"))))
        }
        return term("conduct.act.\(summary.name.rawValue)", figures)
    }
}
