public import ElectronicStation

/// What a voter does with a ballot whose code he has.
public enum Decision: String, Sendable, Hashable, CaseIterable {
    case cast, challenge
}

/// One ballot in a booth, from the slip to its end: which step follows which, and what has to be done for it.
///
/// A value without secrets but the choices: it makes, sends and prints nothing itself. `handle` takes what happened and answers
/// with what is to be done; how that went is the next event. What makes a challenge worth something is kept here (T21): the urn
/// keeps the code and the printer has printed it before the voter can decide, he decides once, and what he decided is repeated
/// after a lost answer, never exchanged.
public struct BoothSession: Sendable, Hashable {
    public enum Step: Sendable, Hashable {
        /// Waits for a slip. Nothing but one opens the booth.
        case slip(SlipProblem?)
        /// The urn is asked what became of the slip.
        case asking
        case contest(Int)
        case review
        /// The ballot is made and the urn keeps its code.
        case committing
        /// The urn did not say that it keeps the code: the same one can be sent again.
        case notCommitted
        case printing(Paper)
        case notPrinted(Paper)
        /// The code is kept and printed.
        case decision
        /// What was decided is on its way to the urn.
        case deciding(Decision)
        /// Nobody here knows whether the urn took it.
        case unanswered(Decision)
        case end(Ending)
    }

    public enum SlipProblem: String, Sendable, Hashable, CaseIterable {
        /// What was typed is no slip.
        case unreadable
        case anotherElection = "another election"
        case unknown, cast, challenged
        case notOpen = "not open"
        case noAnswer = "no answer"
        case notRecorded = "not recorded"
    }

    public enum Paper: String, Sendable, Hashable, CaseIterable {
        /// The code of a ballot, before the decision.
        case code
        /// A challenged ballot.
        case opened
    }

    public enum Ending: Sendable, Hashable {
        case cast
        case challenged(isPrinted: Bool)
        /// The voter went without voting: the slip is unspent.
        case left
        /// Nobody did anything for too long: the slip is unspent.
        case timeOut
        /// The urn has not said whether it took what was decided.
        case unanswered(Decision)
        /// The urn says that the slip was used otherwise in the meantime.
        case used(SlipState)
        /// The urn is closed: the slip is unspent.
        case notOpen
        /// The urn refuses the ballot or the challenge: the slip is unspent.
        case refused
    }

    public enum Event: Sendable, Hashable {
        case slip(SlipReading)
        /// What the urn says of the slip.
        case state(SlipState)
        case refused(UrnRefusal)
        /// The urn gave no answer, or says itself that it does not know.
        case noAnswer
        /// The recorder does not keep that the booth opens.
        case notRecorded
        case choose(Int)
        /// To the next contest, or to the review.
        case forward
        case change(Int)
        case makeBallot
        case committed
        case printed
        case printingFailed
        case decide(Decision)
        case taken
        /// What failed is to be tried again.
        case again
        case leave
        case timeOut
    }

    public enum SlipReading: Sendable, Hashable {
        case unreadable
        case anotherElection
        case read
    }

    /// What is to be done, with the next event as its outcome.
    public enum Effect: Sendable, Hashable {
        case askState
        /// Make the ballot, once, and have the urn keep its code.
        case commit
        case print(Paper)
        case send(Decision)
    }

    /// How often the urn is asked again before the voter is told.
    package static let mostTries = 3

    public private(set) var step = Step.slip(nil)
    /// For each contest the place of the choice on the ballot.
    public private(set) var choices: [Int?]
    /// Whether the voter has seen all of it once: from then on a changed contest leads back to the review.
    private var wasReviewed = false
    private var tries = 0
    private let choicesOffered: [Int]
    private let offersChallenge: Bool

    /// - Parameters:
    ///   - choices: how many each contest has.
    ///   - offersChallenge: whether the station's rules let a voter challenge at all.
    public init(choices: [Int], offersChallenge: Bool) {
        precondition(!choices.isEmpty && choices.allSatisfy { $0 > 0 }, "a ballot has contests, and these have choices")
        choicesOffered = choices
        self.choices = choices.map { _ in nil }
        self.offersChallenge = offersChallenge
    }

    public var isEnded: Bool { if case .end = step { true } else { false } }

    /// Forgets what was chosen, once nothing needs it any more.
    package mutating func forgetChoices() { if isEnded { choices = choices.map { _ in nil } } }

    /// Whether something is being done whose outcome is waited for.
    public var isBusy: Bool {
        switch step {
        case .asking, .committing, .printing, .deciding: true
        default: false
        }
    }

    /// Whether a voter is in the booth.
    public var isOpen: Bool { if case .slip = step { false } else { !isEnded } }

    /// Takes what happened. Nil where nothing is to be done, also for an event that does not fit the step and changes nothing.
    public mutating func handle(_ event: Event) -> Effect? {
        switch (step, event) {
        case (.end, _): return nil
        case (_, .timeOut): return end()
        case (_, .leave): return leave()
        case (.slip, .slip(let reading)): return take(reading)
        case (.asking, _): return answered(event)
        case (.contest, _), (.review, _): return choosing(event)
        case (.committing, _), (.notCommitted, _): return committing(event)
        case (.printing(let paper), _), (.notPrinted(let paper), _): return printing(paper, event)
        case (.decision, .decide(let decision)):
            guard decision == .cast || offersChallenge else { return nil }
            tries = 0
            step = .deciding(decision)
            return .send(decision)
        case (.deciding(let decision), _): return deciding(decision, event)
        case (.unanswered(let decision), .again):
            tries = 0
            step = .deciding(decision)
            return .askState
        default: return nil
        }
    }

    // MARK: The slip

    private mutating func take(_ reading: SlipReading) -> Effect? {
        switch reading {
        case .unreadable: step = .slip(.unreadable)
        case .anotherElection: step = .slip(.anotherElection)
        case .read:
            step = .asking
            return .askState
        }
        return nil
    }

    private mutating func answered(_ event: Event) -> Effect? {
        switch event {
        case .state(.unspent): step = .contest(0)
        case .state(.unknown): step = .slip(.unknown)
        case .state(.cast): step = .slip(.cast)
        case .state(.challenged): step = .slip(.challenged)
        case .refused(.notOpen): step = .slip(.notOpen)
        case .noAnswer, .refused: step = .slip(.noAnswer)
        case .notRecorded: step = .slip(.notRecorded)
        default: break
        }
        return nil
    }

    // MARK: Choosing

    private mutating func choosing(_ event: Event) -> Effect? {
        switch (step, event) {
        case (.contest(let contest), .choose(let choice)) where (0..<choicesOffered[contest]).contains(choice):
            choices[contest] = choice
        case (.contest(let contest), .forward) where choices[contest] != nil:
            if !wasReviewed, contest + 1 < choices.count { step = .contest(contest + 1) } else { review() }
        case (_, .change(let contest)) where choices.indices.contains(contest):
            // Contests that were not reached yet are reached by way of those before them.
            if choices[..<contest].allSatisfy({ $0 != nil }) { step = .contest(contest) }
        case (.review, .makeBallot):
            tries = 0
            step = .committing
            return .commit
        default: break
        }
        return nil
    }

    private mutating func review() {
        if let first = choices.firstIndex(of: nil) {
            step = .contest(first)
        } else {
            wasReviewed = true
            step = .review
        }
    }

    // MARK: Code and decision

    private mutating func committing(_ event: Event) -> Effect? {
        switch (step, event) {
        case (.committing, .committed):
            step = .printing(.code)
            return .print(.code)
        case (.committing, .noAnswer), (.committing, .refused(.failure)):
            guard tries < Self.mostTries else {
                step = .notCommitted
                return nil
            }
            tries += 1
            return .commit
        case (.committing, .refused(let refusal)): refuse(refusal)
        case (.notCommitted, .again):
            tries = 0
            step = .committing
            return .commit
        default: break
        }
        return nil
    }

    private mutating func printing(_ paper: Paper, _ event: Event) -> Effect? {
        switch (step, event) {
        case (.printing, .printed): step = paper == .code ? .decision : .end(.challenged(isPrinted: true))
        case (.printing, .printingFailed): step = .notPrinted(paper)
        case (.notPrinted, .again):
            step = .printing(paper)
            return .print(paper)
        default: break
        }
        return nil
    }

    private mutating func deciding(_ decision: Decision, _ event: Event) -> Effect? {
        switch event {
        case .taken: return taken(decision)
        case .state(.cast) where decision == .cast: return taken(decision)
        case .state(.challenged) where decision == .challenge: return taken(decision)
        // It did not arrive: the same bytes once more, and nothing else ever.
        case .state(.unspent): return .send(decision)
        case .state(let other): step = .end(.used(other))
        case .noAnswer, .refused(.failure):
            guard tries < Self.mostTries else {
                step = .unanswered(decision)
                return nil
            }
            tries += 1
            return .askState
        case .refused(let refusal): refuse(refusal)
        default: break
        }
        return nil
    }

    private mutating func taken(_ decision: Decision) -> Effect? {
        switch decision {
        case .cast:
            step = .end(.cast)
            return nil
        case .challenge:
            // Opened once the urn has it: from here on the slip is spent.
            step = .printing(.opened)
            return .print(.opened)
        }
    }

    private mutating func refuse(_ refusal: UrnRefusal) {
        switch refusal {
        case .slip(let state): step = .end(.used(state))
        case .notOpen: step = .end(.notOpen)
        case .notCommitted, .ballot, .failure: step = .end(.refused)
        }
    }

    // MARK: Ends before the end

    private mutating func end() -> Effect? {
        switch step {
        case .slip, .end: return nil
        case .deciding(let decision), .unanswered(let decision): step = .end(.unanswered(decision))
        case .printing(.opened), .notPrinted(.opened): step = .end(.challenged(isPrinted: false))
        default: step = .end(.timeOut)
        }
        return nil
    }

    private mutating func leave() -> Effect? {
        switch step {
        case .contest, .review, .notCommitted, .notPrinted(.code), .decision: step = .end(.left)
        case .notPrinted(.opened): step = .end(.challenged(isPrinted: false))
        case .unanswered(let decision): step = .end(.unanswered(decision))
        default: break
        }
        return nil
    }
}
