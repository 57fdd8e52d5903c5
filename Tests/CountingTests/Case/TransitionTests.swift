import Counting
import Testing

/// Every state with every step: where the table below has nothing, the step is refused and changes nothing.
@Suite struct TransitionTests {
    typealias State = ProtocolCase.State.Kind
    typealias Action = ProtocolCase.Action.Kind

    /// What follows, written down apart from the code: by state, the steps it takes and the state that each leads to.
    static let ways: [State: [Action: State]] = [
        .awaitingEntry: [.enterFirst: .enteredOnce, .vote: .awaitingEntry],
        .enteredOnce: [
            .enterSecond: .entered, .discard: .awaitingEntry, .reset: .awaitingEntry, .vote: .enteredOnce,
        ],
        .differing: [.enterFields: .entered, .reset: .awaitingEntry, .vote: .differing],
        .entered: [
            .reset: .awaitingEntry, .reopen: .differing, .amendHeader: .entered, .vote: .entered,
            .acknowledge: .entered, .confirm: .confirmed, .correct: .entered, .orderRecount: .recountOrdered,
        ],
        .confirmed: [
            .vote: .confirmed, .acknowledge: .confirmed, .sign: .signed, .orderRecount: .recountOrdered,
        ],
        .signed: [.acknowledge: .signed, .receive: .received, .orderRecount: .recountOrdered, .annul: .annulled],
        .received: [
            .acknowledge: .received, .accept: .accepted, .sendBack: .returned, .orderRecount: .recountOrdered,
            .annul: .annulled,
        ],
        .accepted: [.correct: .entered, .orderRecount: .recountOrdered, .annul: .annulled],
        .returned: [
            .reset: .awaitingEntry, .reopen: .differing, .amendHeader: .entered, .vote: .returned, .correct: .entered,
            .orderRecount: .recountOrdered, .annul: .annulled,
        ],
        .recountOrdered: [.enterFirst: .enteredOnce, .vote: .recountOrdered],
        .annulled: [:],
    ]

    @Test(arguments: State.allCases, Action.allCases)
    func everyStateWithEveryStep(state: State, action: Action) throws {
        var item = try CaseSteps.made(in: state)
        #expect(item.state.kind == state)
        let before = item
        let step = CaseSteps.sample(action)
        #expect(step.action.kind == action)
        if let expected = Self.ways[state]?[action] {
            try item.apply(step)
            #expect(item.state.kind == expected)
            #expect(item.steps == before.steps + [step])
            #expect(item.versions.count >= before.versions.count)
        } else {
            #expect(throws: ProtocolCase.Refusal.notInState(action, state)) { try item.apply(step) }
            #expect(item == before)
        }
    }

    @Test(arguments: Action.allCases, ProtocolCase.Role.allCases)
    func everyStepInEveryRole(action: Action, role: ProtocolCase.Role) throws {
        let allowed: [Action: [ProtocolCase.Role]] = [
            .enterFirst: [.typist], .enterSecond: [.typist], .enterFields: [.typist], .discard: [.typist],
            .reset: [.coordinator], .reopen: [.coordinator], .amendHeader: [.coordinator], .confirm: [.coordinator],
            .correct: [.coordinator], .acknowledge: [.coordinator, .acceptor], .vote: [.commissioner],
            .sign: [.commissioner], .orderRecount: [.commissioner, .acceptor], .receive: [.acceptor],
            .accept: [.acceptor], .sendBack: [.acceptor], .annul: [.acceptor],
        ]
        let state = try #require(State.allCases.first { Self.ways[$0]?[action] != nil })
        var item = try CaseSteps.made(in: state)
        let before = item
        var step = CaseSteps.sample(action)
        step.role = role
        if try #require(allowed[action]).contains(role) {
            try item.apply(step)
        } else {
            #expect(throws: ProtocolCase.Refusal.notInRole(action, role)) { try item.apply(step) }
            #expect(item == before)
        }
    }

    @Test func theTableHasEveryStepOnce() {
        #expect(ProtocolCase.rules.map(\.action) == Action.allCases)
    }

    /// Nothing is lost: replaying the steps of a case gives the same case.
    @Test(arguments: State.allCases)
    func replayingTheStepsGivesTheSameCase(state: State) throws {
        let item = try CaseSteps.made(in: state)
        #expect(try CaseSteps.made(item.steps) == item)
    }
}
