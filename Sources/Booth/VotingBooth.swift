package import ElectronicStation
package import PrimeOrderGroups
package import VerifiableVoting

/// One ballot: what a browser asks becomes events of the session, and what the session wants is done.
///
/// It holds the slip's secret, the choices and the ballot from the slip to the end, and nothing of them anywhere else.
package actor VotingBooth<Suite: CipherSuite>: BoothAnswering {
    private let setup: BoothSetup
    private let maker: BallotMaker<Suite>
    private let urn: any UrnAccess
    private let printer: any BoothPrinter
    private let recorder: any BoothRecording
    private var isRecorded = false

    private var session: BoothSession
    private var pages: BoothPages
    /// Of the page that is shown; nil once it was used.
    private var tokens: PageTokens?
    /// In which the slip was read.
    private var browser: BoothToken?
    private var secret: Suite.Secret?
    private var credential: [UInt8] = []
    private var prepared: PreparedBallot<Suite>?
    private var code: String?
    /// What goes to the urn: the signed ballot, or the line of the challenge. Whichever was made first stays.
    private var decided: [UInt8]?
    /// The last paper, where pages show papers.
    private var paper: BoothPaper?
    private var lastAct = ContinuousClock.now

    /// Throws what `BoothBallot.check` throws.
    package init(
        _ setup: BoothSetup, _ election: Election<Suite>, urn: any UrnAccess, printer: any BoothPrinter,
        recorder: any BoothRecording = NoRecorder(), isUnlocked: Bool
    ) throws(BoothBallotFault) {
        try setup.ballot.check(against: election.description)
        (self.setup, self.urn, self.printer, self.recorder) = (setup, urn, printer, recorder)
        maker = BallotMaker(election)
        session = BoothSession(
            choices: setup.ballot.contests.map(\.choices.count), offersChallenge: setup.options.offersChallenge)
        pages = BoothPages(
            ballot: setup.ballot, texts: setup.texts, display: Display(language: setup.ballot.languages[0]),
            isUnlocked: isUnlocked)
    }

    // MARK: Requests

    package func answer(_ request: BoothRequest) async -> BoothAnswer {
        guard request.isOurs(port: setup.options.port) else { return BoothAnswer(status: 403) }
        switch (request.method, request.path) {
        case ("GET", "/booth.css"): return BoothAnswer(content: .style, body: setup.style)
        case ("GET", "/booth.js"): return BoothAnswer(content: .script, body: setup.script)
        case ("GET", "/"): return isForeign(request) ? .page(pages.busyPage(), status: 409) : show()
        case ("GET", "/time"): return isForeign(request) ? .page(pages.busyPage(), status: 409) : warn()
        case ("POST", "/"): return isForeign(request) ? BoothAnswer(status: 403) : await act(request)
        case ("GET", _): return BoothAnswer(status: 404)
        default: return BoothAnswer(status: 405)
        }
    }

    /// Whether it comes from another browser than the voter's.
    private func isForeign(_ request: BoothRequest) -> Bool { browser.map { $0 != request.browser } ?? false }

    private func show() -> BoothAnswer {
        guard !session.isBusy else {
            var answer = BoothAnswer.page(pages.waitPage())
            answer.refresh = (1, "/")
            return answer
        }
        var choices = 0
        if case .contest(let contest) = session.step { choices = setup.ballot.contests[contest].choices.count }
        let tokens = PageTokens(choices: choices)
        self.tokens = tokens
        let situation = BoothPages.Situation(
            session: session, code: code, paper: paper, offersChallenge: setup.options.offersChallenge)
        var answer = BoothAnswer.page(pages.page(situation, tokens))
        if session.isEnded {
            answer.isLast = true
            answer.refresh = (paper == nil ? 30 : 180, "/")
        } else if session.isOpen {
            answer.refresh = (seconds(until: setup.options.secondsToWarning), "/time")
        }
        return answer
    }

    private func warn() -> BoothAnswer {
        guard session.isOpen, !session.isBusy else { return .back }
        let tokens = PageTokens(choices: 0)
        self.tokens = tokens
        var answer = BoothAnswer.page(pages.warningPage(tokens.page))
        answer.refresh = (seconds(until: setup.options.secondsToEnd) + 2, "/")
        return answer
    }

    /// Whole seconds until so many after the last act, at least one.
    private func seconds(until limit: Int) -> Int {
        max(1, limit - Int(lastAct.duration(to: .now).components.seconds))
    }

    private func act(_ request: BoothRequest) async -> BoothAnswer {
        guard request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true,
            let fields = FormFields(request.body)
        else { return BoothAnswer(status: 400) }
        // A page of before, or a second press: nothing happens but that the present page is shown.
        guard let tokens, tokens.isOfThisPage(fields["page"]) else { return .back }
        self.tokens = nil
        lastAct = .now
        if pages.display.take(fields) { return .back }
        guard let event = event(fields, tokens) else { return .back }
        guard !session.isOpen else {
            await perform(event)
            return .back
        }
        // From the first moment on for this browser alone.
        let token = BoothToken()
        browser = token
        await perform(event)
        if !session.isOpen { browser = nil }
        var answer = BoothAnswer.back
        answer.browser = browser
        return answer
    }

    /// What was pressed.
    private func event(_ fields: FormFields, _ tokens: PageTokens) -> BoothSession.Event? {
        if let sent = fields["choice"] { return tokens.choice(sent).map { .choose($0) } }
        if let contest = fields["change"] { return Int(contest).map { .change($0) } }
        switch fields["act"] {
        case "slip": return .slip(read(fields["slip"] ?? ""))
        case "forward": return .forward
        case "make": return .makeBallot
        case "cast": return .decide(.cast)
        case "challenge": return .decide(.challenge)
        case "again": return .again
        case "leave": return .leave
        default: return nil
        }
    }

    private func read(_ text: String) -> BoothSession.SlipReading {
        guard case .slip = session.step, let slip = Slip(text: text) else { return .unreadable }
        guard slip.election == setup.ballot.election else { return .anotherElection }
        let exponent = slip.credential.exponent(uuid: slip.election, suite: Suite.self)
        secret = exponent
        credential = Array(
            Suite.Group.text(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, exponent)).utf8)
        return .read
    }

    // MARK: What the session wants

    private func perform(_ event: BoothSession.Event) async {
        var next: BoothSession.Event? = event
        while let event = next {
            guard let effect = session.handle(event) else { break }
            next = await outcome(of: effect)
        }
        if session.isEnded {
            forget()
        } else if !session.isOpen {
            // A slip that did not open the booth: the next one may be another voter's.
            (secret, credential) = (nil, [])
        }
    }

    private func outcome(of effect: BoothSession.Effect) async -> BoothSession.Event {
        switch effect {
        case .askState: await askState()
        case .commit: await commit()
        case .print(let kind): print(kind)
        case .send(let decision): await send(decision)
        }
    }

    private func askState() async -> BoothSession.Event {
        do {
            let state = try await urn.state(of: credential)
            // Before the booth opens, and for no slip that does not open it.
            if state == .unspent, session.step == .asking, !isRecorded {
                isRecorded = recorder.opened()
                guard isRecorded else { return .notRecorded }
            }
            return .state(state)
        } catch {
            return Self.event(of: error)
        }
    }

    private func commit() async -> BoothSession.Event {
        makeBallot()
        guard let code else { preconditionFailure("a ballot has a code") }
        do {
            try await urn.commit(code: code, credential: credential)
            return .committed
        } catch {
            return Self.event(of: error)
        }
    }

    private func send(_ decision: Decision) async -> BoothSession.Event {
        seal(decision)
        guard let decided else { preconditionFailure("what is sent was made") }
        do {
            switch decision {
            case .cast: try await urn.cast(decided)
            case .challenge: try await urn.challenge(decided)
            }
            return .taken
        } catch {
            return Self.event(of: error)
        }
    }

    private static func event(of error: any Error) -> BoothSession.Event {
        (error as? UrnRefusal).map { .refused($0) } ?? .noAnswer
    }

    /// Makes the ballot, once: the station's number is good for one.
    private func makeBallot() {
        guard code == nil, let secret else { return }
        let choices = session.choices.compactMap(\.self)
        do {
            let made = try maker.prepare(
                setup.ballot.plaintext(choices, maker.election.questions), credential: secret, station: setup.station)
            code = made.code
            prepared = consume made
        } catch {
            preconditionFailure("one choice in each contest is an answer: \(error)")
        }
    }

    /// Signs or opens the ballot, once: either uses it up.
    private func seal(_ decision: Decision) {
        guard let ballot = prepared.take() else { return }
        switch decision {
        case .cast: decided = ballot.cast()
        case .challenge: decided = ballot.challenge().line
        }
    }

    private func print(_ kind: BoothSession.Paper) -> BoothSession.Event {
        guard let code else { return .printingFailed }
        let paper =
            switch kind {
            case .code: BoothPaper.code(code, setup.ballot, setup.texts, pages.language)
            case .opened:
                BoothPaper.opened(
                    code, choices: session.choices.compactMap(\.self), setup.ballot, setup.texts, pages.language)
            }
        do {
            try printer.print(paper.bytes)
            if printer.showsPapersOnPage { self.paper = paper }
            return .printed
        } catch {
            return .printingFailed
        }
    }

    // MARK: The end

    /// Ends the ballot where nobody did anything for too long; to be asked each second. Returns whether the process may end.
    package func tick() async -> Bool {
        let idle = lastAct.duration(to: .now)
        if session.isOpen, idle > .seconds(setup.options.secondsToEnd) { await perform(.timeOut) }
        // The browser that should have asked for the last page does not.
        return session.isEnded && idle > .seconds(setup.options.secondsToEnd + 30)
    }

    /// Lets go of what is secret. What a cast ballot's voter chose is nowhere from here on.
    private func forget() {
        prepared = nil
        secret = nil
        decided = nil
        if case .end(.challenged) = session.step {} else { paper = nil }
        session.forgetChoices()
    }
}
