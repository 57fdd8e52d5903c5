import Counting
public import ElectionConduct
import ElectionModel
import Simulation

extension ConductRefusal.Code: WordedValue { package static var termGroups: [String] { ["conduct.refusal"] } }
extension DeadlineReport.Status: WordedValue { package static var termGroups: [String] { ["conduct.deadline"] } }
extension ActName: WordedValue { package static var termGroups: [String] { ["conduct.act"] } }
extension WrittenActReceived.Capacity: WordedValue {
    package static var termGroups: [String] { ["conduct.act capacity"] }
}
extension WrittenActReceived.Receipt: WordedValue {
    package static var termGroups: [String] { ["conduct.act receipt"] }
}
extension WrittenActAnswered.Result: WordedValue { package static var termGroups: [String] { ["conduct.act result"] } }
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

    // MARK: Written acts of observers

    public func name(of capacity: WrittenActReceived.Capacity) -> String {
        term("conduct.act capacity.\(capacity.rawValue)")
    }

    public func name(of receipt: WrittenActReceived.Receipt) -> String {
        term("conduct.act receipt.\(receipt.rawValue)")
    }

    public func name(of result: WrittenActAnswered.Result) -> String { term("conduct.act result.\(result.rawValue)") }

    /// By what right somebody wrote an act, and for whom.
    public func writer(of act: WrittenAct) -> String {
        "\(name(of: act.received.capacity)): \(act.received.organisation)"
    }

    /// Whether the commission attached the act, with what it said.
    public func receipt(of act: WrittenAct) -> String {
        let receipt = name(of: act.received.receipt)
        return act.received.reason.map { "\(receipt): \($0)" } ?? receipt
    }

    /// What was answered, or that nothing was.
    public func answer(about act: WrittenAct) -> String {
        let decided = [act.attachment, act.answer].compactMap { $0.map { "\(name(of: $0.result)): \($0.reason)" } }
        return (decided + (act.answer == nil ? [term("conduct.written act.open")] : [])).joined(separator: "; ")
    }
}
