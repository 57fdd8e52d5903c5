import ElectronicStation
import Testing

import Booth

/// The session with what happened to it, told apart as far as the rules need it.
private struct Told: Hashable {
    var session: BoothSession
    var isKept = false
    var isPrinted = false
    var isTaken = false
    var sent: Set<Decision> = []
}

@Suite("Session of a ballot")
struct SessionTests {
    private static let events: [BoothSession.Event] = {
        let refusals: [UrnRefusal] =
            SlipState.allCases.map { .slip($0) } + [.notOpen, .notCommitted, .ballot("rule"), .failure("disk")]
        return [
            .slip(.unreadable), .slip(.anotherElection), .slip(.read), .noAnswer, .notRecorded, .forward, .makeBallot,
            .committed,
            .printed, .printingFailed, .taken, .again, .leave, .timeOut,
        ] + SlipState.allCases.map { .state($0) } + refusals.map { .refused($0) } + (-1...2).map { .choose($0) }
            + (-1...2).map { .change($0) } + Decision.allCases.map { .decide($0) }
    }()

    /// Takes an event and tests what may be done because of it.
    private func follow(_ before: Told, _ event: BoothSession.Event, offersChallenge: Bool) -> Told {
        var after = before
        let effect = after.session.handle(event)
        switch (before.session.step, event) {
        case (.committing, .committed): after.isKept = true
        case (.printing(.code), .printed): after.isPrinted = true
        case (.deciding(let decision), .taken): after.isTaken = before.sent == [decision]
        case (.deciding(.cast), .state(.cast)), (.deciding(.challenge), .state(.challenged)): after.isTaken = true
        default: break
        }
        switch effect {
        case .commit: #expect(before.session.choices.allSatisfy { $0 != nil })
        case .print(.code): #expect(after.isKept)
        case .print(.opened): #expect(before.sent == [.challenge] && after.isTaken)
        case .send(let decision):
            // T21: the code was kept and printed first, and one decision is all there is.
            #expect(before.isKept && before.isPrinted)
            #expect(before.sent.isEmpty || before.sent == [decision])
            #expect(decision == .cast || offersChallenge)
            after.sent.insert(decision)
        case .askState, nil: break
        }
        switch after.session.step {
        case .decision: #expect(after.isKept && after.isPrinted && after.sent.isEmpty)
        case .end(.cast): #expect(after.isTaken && after.sent == [.cast])
        case .end(.challenged): #expect(after.isTaken && after.sent == [.challenge])
        // Whoever is told that the slip is unspent, or what became of it, sent nothing that may still arrive unseen.
        case .end(.left), .end(.timeOut): #expect(after.sent.isEmpty)
        default: break
        }
        if before.session.isEnded { #expect(after.session == before.session && effect == nil) }
        if before.session.isBusy, event == .leave { #expect(after.session == before.session) }
        if event == .timeOut, before.session.isOpen { #expect(after.session.isEnded && effect == nil) }
        return after
    }

    /// Every state that can be reached by any events whatever, in whatever order.
    @Test(arguments: [true, false], [[2], [2, 1], [1, 2, 2]])
    func nothingBreaksTheOrder(offersChallenge: Bool, choices: [Int]) {
        var known: Set<Told> = []
        var open = [Told(session: BoothSession(choices: choices, offersChallenge: offersChallenge))]
        while let next = open.popLast() {
            guard known.insert(next).inserted else { continue }
            for event in Self.events { open.append(follow(next, event, offersChallenge: offersChallenge)) }
        }
        let ends = Set(known.compactMap { if case .end(let end) = $0.session.step { end } else { nil } })
        #expect(ends.contains(.cast) && ends.contains(.left) && ends.contains(.timeOut))
        #expect(ends.contains(.challenged(isPrinted: true)) == offersChallenge)
        #expect(known.count > 100)
    }

    /// Wherever a session stands, some way leads to an end without a time-out.
    @Test func nothingIsADeadEnd() {
        var known: Set<BoothSession> = []
        var open = [BoothSession(choices: [1, 1], offersChallenge: true)]
        var before: [BoothSession: Set<BoothSession>] = [:]
        while let next = open.popLast() {
            guard known.insert(next).inserted else { continue }
            for event in Self.events where event != .timeOut {
                var after = next
                _ = after.handle(event)
                before[after, default: []].insert(next)
                open.append(after)
            }
        }
        var ending = known.filter(\.isEnded)
        var edge = Array(ending)
        while let next = edge.popLast() {
            for one in before[next] ?? [] where ending.insert(one).inserted { edge.append(one) }
        }
        #expect(ending == known)
    }

    @Test func theWayOfOneBallot() {
        var session = BoothSession(choices: [3, 2], offersChallenge: true)
        #expect(session.handle(.slip(.read)) == .askState)
        #expect(session.handle(.state(.unspent)) == nil && session.step == .contest(0))
        #expect(session.handle(.forward) == nil && session.step == .contest(0))
        _ = session.handle(.choose(2))
        _ = session.handle(.forward)
        #expect(session.step == .contest(1))
        _ = session.handle(.choose(0))
        _ = session.handle(.forward)
        #expect(session.step == .review && session.choices == [2, 0])
        // One contest changed leads back to the review.
        _ = session.handle(.change(0))
        _ = session.handle(.choose(1))
        _ = session.handle(.forward)
        #expect(session.step == .review && session.choices == [1, 0])
        #expect(session.handle(.makeBallot) == .commit)
        #expect(session.handle(.committed) == .print(.code))
        #expect(session.handle(.decide(.cast)) == nil)
        #expect(session.handle(.printed) == nil && session.step == .decision)
        #expect(session.handle(.change(0)) == nil && session.step == .decision)
        #expect(session.handle(.decide(.cast)) == .send(.cast))
        #expect(session.handle(.noAnswer) == .askState)
        #expect(session.handle(.state(.unspent)) == .send(.cast))
        #expect(session.handle(.noAnswer) == .askState)
        #expect(session.handle(.state(.cast)) == nil && session.step == .end(.cast))
    }

    @Test func anUrnThatNeverAnswersIsToldToTheVoter() {
        var session = BoothSession(choices: [1], offersChallenge: true)
        for event: BoothSession.Event in [
            .slip(.read), .state(.unspent), .choose(0), .forward, .makeBallot, .committed, .printed,
        ] { _ = session.handle(event) }
        var effect = session.handle(.decide(.challenge))
        var asked = 0
        while effect != nil, asked < 100 {
            effect = session.handle(.noAnswer)
            asked += 1
        }
        #expect(asked < 10 && session.step == .unanswered(.challenge))
        #expect(session.handle(.again) == .askState)
        #expect(session.handle(.state(.challenged)) == .print(.opened))
        _ = session.handle(.printed)
        #expect(session.step == .end(.challenged(isPrinted: true)))
    }
}
