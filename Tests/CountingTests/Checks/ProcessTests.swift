import Counting
import ElectionModel
import Testing

/// Rules about the way of a protocol. `ProtocolCase` lets nobody break most of them; histories of others may.
@Suite struct ProcessTests {
    typealias State = ProtocolCase.State.Kind

    static let context = CheckContext(stations: [], ballots: [])

    static func results(_ code: String, _ item: ProtocolCase) -> [CheckResult] {
        check(item, in: context).filter { $0.code == code }
    }

    /// What a history says, whether or not it could have come about here.
    static func claimed(_ steps: [ProtocolCase.Step], versions: [ProtocolCase.Version] = []) -> ProtocolCase {
        ProtocolCase(claimed: CaseSteps.key, steps: steps, versions: versions)
    }

    @Test(arguments: State.allCases)
    func whatWasDoneHereKeepsTheRulesThatItEnforces(state: State) throws {
        let item = try CaseSteps.made(in: state)
        let broken = check(item, in: Self.context).filter { !$0.holds && $0.code.hasPrefix("B") }.map(\.code)
        #expect(Set(broken).isSubset(of: state == .differing ? ["B02"] : ["B07"]), "\(broken)")
    }

    @Test func thesameTypistTwiceIsFound() {
        let item = Self.claimed([CaseSteps.first(by: "ann"), CaseSteps.second(by: "ann")])
        #expect(Self.results("B01", item).map(\.holds) == [false])
        let other = Self.claimed([CaseSteps.first(by: "ann"), CaseSteps.second(by: "bob")])
        #expect(Self.results("B01", other).map(\.holds) == [true])
        #expect(Self.results("B01", Self.claimed([])).isEmpty)
    }

    @Test func differingAndReopenedFieldsAreNamed() throws {
        let differing = try CaseSteps.made(in: .differing)
        let found = Self.results("B02", differing)
        #expect(found.map(\.holds) == [false] && found[0].place.last == "F")
        #expect(Self.results("B03", differing).map(\.holds) == [true])
        var reopened = try CaseSteps.made(in: .entered)
        #expect(Self.results("B02", reopened).map(\.holds) == [true])
        try reopened.apply(CaseSteps.sample(.reopen))
        let open = Self.results("B03", reopened)
        #expect(open.map(\.holds) == [false] && open[0].place.last == "F")
        #expect(Self.results("B02", reopened).map(\.holds) == [true])
    }

    @Test func figuresThatChangeWithoutTheirCorrigendumAreFound() {
        func history(_ origin: ProtocolCase.Version.Origin, invalid: UInt32) -> ProtocolCase {
            Self.claimed(
                [],
                versions: [
                    ProtocolCase.Version(claimed: CaseSteps.document, .entry),
                    ProtocolCase.Version(claimed: CaseSteps.changed(.invalid, to: invalid), origin),
                ])
        }
        let change = Corrigendum.Change(.invalid, from: 1, to: 2)
        let kept = history(.corrigendum(Corrigendum([change], decision: CaseSteps.decision)), invalid: 2)
        #expect(Self.results("B05", kept).map(\.holds) == [true] && Self.results("B06", kept).map(\.holds) == [true])
        // No figure changed, another one changed, a figure changed under a heading.
        #expect(
            Self.results("B05", history(.corrigendum(Corrigendum([change], decision: CaseSteps.decision)), invalid: 1))
                .map(\.holds) == [false])
        let elsewhere = Corrigendum.Change(.tookPart, from: 31, to: 30)
        #expect(
            Self.results(
                "B05", history(.corrigendum(Corrigendum([elsewhere], decision: CaseSteps.decision)), invalid: 2)
            ).map(\.holds) == [false])
        #expect(Self.results("B05", history(.heading(reason: "x"), invalid: 2)).map(\.holds) == [false])
        #expect(Self.results("B05", history(.heading(reason: "x"), invalid: 1)).map(\.holds) == [true])
        #expect(Self.results("B05", history(.entry, invalid: 2)).isEmpty)
    }

    @Test func acorrectionThatHidesTheOldValueIsFound() {
        func holds(old: UInt32?, _ decision: NumberedDecision) -> [Bool] {
            let corrigendum = Corrigendum([.init(.invalid, from: old, to: 2)], decision: decision)
            return Self.results(
                "B06",
                Self.claimed(
                    [],
                    versions: [
                        ProtocolCase.Version(claimed: CaseSteps.document, .entry),
                        ProtocolCase.Version(claimed: CaseSteps.changed(.invalid, to: 2), .corrigendum(corrigendum)),
                    ])
            ).map(\.holds)
        }
        #expect(holds(old: 1, CaseSteps.decision) == [true])
        #expect(holds(old: 0, CaseSteps.decision) == [false] && holds(old: nil, CaseSteps.decision) == [false])
        #expect(holds(old: 1, NumberedDecision(number: "1", reason: " ")) == [false])
        #expect(holds(old: 1, NumberedDecision(number: "", reason: "x")) == [false])
    }

    @Test func anAcceptanceReplacesAnotherOnlyByADecision() {
        let accept = CaseSteps.sample(.accept)
        #expect(Self.results("B10", Self.claimed([accept])).map(\.holds) == [true])
        #expect(Self.results("B10", Self.claimed([accept, accept])).map(\.holds) == [false])
        for kind in [ProtocolCase.Action.Kind.correct, .orderRecount] {
            let item = Self.claimed([accept, CaseSteps.sample(kind), accept])
            #expect(Self.results("B10", item).map(\.holds) == [true])
        }
    }

    @Test func awarningThatNobodyAnsweredForIsFound() {
        let confirm = CaseSteps.coordinator(.confirm(findings: [CaseSteps.warning]))
        #expect(Self.results("B11", Self.claimed([confirm])).map(\.holds) == [false])
        #expect(Self.results("B11", Self.claimed([CaseSteps.sample(.acknowledge), confirm])).map(\.holds) == [true])
        #expect(Self.results("B11", Self.claimed([CaseSteps.sample(.confirm)])).map(\.holds) == [true])
    }
}
