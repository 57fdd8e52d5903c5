import Counting
public import ElectionConduct
import ElectionModel
import Simulation

extension ConductRefusal.Code: WordedValue { package static var termGroups: [String] { ["conduct.refusal"] } }
extension DeadlineReport.Status: WordedValue { package static var termGroups: [String] { ["conduct.deadline"] } }
extension ActName: WordedValue { package static var termGroups: [String] { ["conduct.act"] } }
extension NightStage: WordedValue { package static var termGroups: [String] { ["conduct.stage"] } }

extension Wording {
    /// Why an act is not done, with what to do.
    public func sentence(for refusal: ConductRefusal) -> String {
        if case .step(let step) = refusal { return sentence(for: step) }
        return term("conduct.refusal.\(refusal.code.rawValue)", refusal.figures)
    }

    /// What an act says.
    public func sentence(for summary: ActSummary) -> String {
        var figures = summary.figures.filter { $0.value != .text("") }
        if let step = summary.step {
            figures.append(Figure("step", .text(name(of: step))))
        }
        return term("conduct.act.\(summary.name.rawValue)", figures)
    }
}
