public import Counting
public import ElectionModel

extension Wording {
    /// A number in words, as a protocol repeats it; nil above 999,999,999.
    public func inWords(_ number: UInt32) -> String? { NumberInWords.write(number, in: language) }

    /// What stands on a line of a form.
    public func label(of line: ProtocolForm.Line) -> String {
        line.label?[language] ?? name(of: line.kind)
    }

    /// A turnout with the reading of the law that it follows: `57.10 % (…)`.
    public func text(of turnout: Turnout) -> String {
        term(
            "counting.report.turnout",
            [
                Figure("percent", .text(turnout.share.map { percent($0) } ?? term("absent.not given"))),
                Figure("tookPart", .count(turnout.tookPart)), Figure("reading", .text(name(of: turnout.reading))),
                Figure("cites", .text(citation(turnout.reading.cites))),
            ])
    }

    /// What somebody in a role does about a breach; members of the counting commission are asked by the coordinator.
    public func advice(on check: Check, for role: ProtocolCase.Role) -> String? {
        termIfPresent("counting.advice.\(check.advice.rawValue).\(role.rawValue)")
    }

    /// Why a step of a protocol's way was not taken.
    public func sentence(for refusal: ProtocolCase.Refusal) -> String {
        term("counting.refusal.\(refusal.code.rawValue)", figures(of: refusal))
    }

    private func figures(of refusal: ProtocolCase.Refusal) -> [Figure] {
        func person(_ id: PersonID) -> [Figure] { [Figure("person", .text(id.rawValue))] }
        func field(_ field: ProtocolField) -> Figure { Figure("field", .text(field.description)) }
        func codes(_ findings: [Finding]) -> [Figure] {
            var seen: [String] = []
            for finding in findings where !seen.contains(finding.code) { seen.append(finding.code) }
            return [Figure("codes", .text(seen.joined(separator: ", ")))]
        }
        func value(_ number: UInt32?) -> Figure.Value {
            number.map { .count(UInt64($0)) } ?? .text(term("absent.not given"))
        }
        func count(_ name: String, _ number: Int) -> Figure { Figure(name, .whole(Int64(number))) }
        switch refusal {
        case .notInState(let action, let state):
            return [Figure("state", .text(name(of: state))), Figure("action", .text(name(of: action)))]
        case .notInRole(let action, let role):
            return [Figure("role", .text(name(of: role))), Figure("action", .text(name(of: action)))]
        case .otherProtocol(let expected): return [Figure("place", .text(place(expected.place)))]
        case .alreadyTyped(let id), .typedIt(let id), .notOwnEntry(let id): return person(id)
        case .fieldNotOpen(let open), .noSuchField(let open): return [field(open)]
        case .noFields, .noReason, .noDecisionNumber: return []
        case .tooManyVotes(let given, let members): return [count("given", given), count("members", members)]
        case .undecided(let number): return [Figure("number", .text(number))]
        case .notAcknowledged(let findings), .errorsStand(let findings): return codes(findings)
        case .tooFewSignatures(let signed, let needed): return [count("signed", signed), count("needed", needed)]
        case .tooManySignatures(let signed, let members): return [count("signed", signed), count("members", members)]
        case .otherOldValue(let changed, let stated, let standing):
            return [field(changed), Figure("stated", value(stated)), Figure("standing", value(standing))]
        case .nothingChanges(let changed): return changed.map { [field($0)] } ?? []
        }
    }

    /// A limit as a page shows it: a share as a percentage, everything else as a number.
    public func text(of value: Fraction, for threshold: Threshold) -> String {
        threshold.isShare ? fraction(value * Fraction(100, 1)) + "\u{A0}%" : fraction(value)
    }
}
