package import ElectionModel
package import ElectronicStation

/// The pages from the slip to the decision.
extension BoothPages {
    /// What has to be shown of a ballot besides the step.
    package struct Situation {
        package var session: BoothSession
        package var code: String?
        /// The last paper, where there is no printer.
        package var paper: BoothPaper?
        package var offersChallenge: Bool

        package init(session: BoothSession, code: String?, paper: BoothPaper?, offersChallenge: Bool) {
            (self.session, self.code) = (session, code)
            (self.paper, self.offersChallenge) = (paper, offersChallenge)
        }
    }

    package func page(_ situation: Situation, _ tokens: PageTokens) -> String {
        let token = tokens.page
        switch situation.session.step {
        case .slip(let problem): return slipPage(problem, token)
        case .contest(let contest): return contestPage(contest, situation.session, tokens)
        case .review: return reviewPage(situation.session, token)
        case .decision: return decisionPage(situation, token)
        case .notCommitted: return againPage("not committed", leave: "leave", token)
        case .notPrinted(.code): return againPage("not printed", leave: "leave", token)
        case .notPrinted(.opened): return againPage("challenge not printed", leave: "leave anyway", token)
        case .unanswered(let decision):
            return againPage("unanswered \(decision.rawValue)", leave: "leave anyway", token)
        case .end(let ending): return endPage(ending, situation.paper)
        case .asking, .committing, .printing, .deciding: return waitPage()
        }
    }

    private func slipPage(_ problem: BoothSession.SlipProblem?, _ token: BoothToken) -> String {
        page("slip", token, hasProblem: problem != nil) {
            if let problem { self.problem(say("problem.\(problem.rawValue)"), id: "slip-problem") }
            element("p", [:], say("text.slip"))
            form(token) {
                element("label", ["for": "slip"], say("label.slip"))
                element(
                    "input",
                    [
                        "type": "password", "id": "slip", "name": "slip", "autocomplete": "off", "maxlength": "200",
                        "spellcheck": "false", "autofocus": "", "required": "",
                        "aria-describedby": problem == nil ? "slip-hint" : "slip-problem slip-hint",
                        "aria-invalid": problem == nil ? nil : "true",
                    ])
                element("p", ["class": "hint", "id": "slip-hint"], say("text.slip hint"))
                button("open", "slip", class: "main")
            }
            element("p", ["class": "hint"], say("text.card"))
        }
    }

    private func contestPage(_ contest: Int, _ session: BoothSession, _ tokens: PageTokens) -> String {
        let shown = ballot.contests[contest]
        let chosen = session.choices[contest]
        let heading = element("h1") {
            if ballot.contests.count > 1 {
                element("span", ["class": "progress"], "\(contest + 1) / \(ballot.contests.count)")
            }
            names(ballot.names(shown.title, for: language), class: "title")
        }
        return page("contest", tokens.page, heading: heading) {
            element("p", [:], say("text.contest"))
            form(tokens.page, class: "choices") {
                element("ol") {
                    for (place, choice) in shown.choices.enumerated() {
                        element("li") {
                            element(
                                "button",
                                [
                                    "type": "submit", "name": "choice", "value": tokens.choices[place].text,
                                    "aria-pressed": place == chosen ? "true" : "false",
                                ]
                            ) { choiceName(choice) }
                        }
                    }
                }
            }
            form(tokens.page, class: "steps") {
                if contest > 0 {
                    button("back", "\(contest - 1)", name: "change", class: "quiet")
                }
                if chosen != nil { button("forward", "forward", class: "main", focus: true) }
            }
            if chosen == nil { element("p", ["class": "hint"], say("text.nothing chosen")) }
            guarded("leave", "leave", tokens.page)
        }
    }

    @Pieces private func choiceName(_ choice: BoothBallot.Choice) -> [Markup] {
        element("span", ["class": "box", "aria-hidden": "true"])
        element("span", ["class": "names"]) {
            names(ballot.names(choice.name, for: language))
            if let detail = choice.detail { names(ballot.names(detail, for: language), class: "detail") }
        }
    }

    private func reviewPage(_ session: BoothSession, _ token: BoothToken) -> String {
        page("review", token) {
            element("p", [:], say("text.review"))
            for (index, (contest, choice)) in zip(ballot.contests, session.choices).enumerated() {
                element("section", ["class": "chosen", "aria-labelledby": "contest-\(index)"]) {
                    element("h2", ["id": "contest-\(index)"]) {
                        names(ballot.names(contest.title, for: language), class: "title")
                    }
                    if let choice {
                        element("p", ["class": "names"]) {
                            names(ballot.names(contest.choices[choice].name, for: language))
                        }
                    }
                    form(token) {
                        button("change", "\(index)", name: "change", class: "quiet", describes: "contest-\(index)")
                    }
                }
            }
            element("p", [:], say("text.make"))
            form(token, class: "steps") { button("make", "make", class: "main", focus: true) }
            guarded("leave", "leave", token)
        }
    }

    private func decisionPage(_ situation: Situation, _ token: BoothToken) -> String {
        page("decision", token) {
            element("p", [:], say("text.code"))
            if let code = situation.code {
                element("p", ["class": "code"]) { element("code", [:], BoothPaper.grouped(code)) }
            }
            paper(situation.paper)
            element("p", [:], say("text.cast"))
            form(token, class: "steps") { button("cast", "cast", class: "main") }
            if situation.offersChallenge { guarded("challenge", "challenge", token) }
            guarded("leave", "leave", token)
        }
    }

    /// What is on the paper, where no printer prints it.
    package func paper(_ paper: BoothPaper?) -> Markup? {
        paper.map { paper in
            element("section", ["class": "paper", "aria-label": say("label.paper")]) {
                element("p", ["class": "mark"], say("text.no printer"))
                element("pre", ["tabindex": "0"], paper.text)
            }
        }
    }

    // MARK: What failed

    private func againPage(_ key: String, leave: String, _ token: BoothToken) -> String {
        page(key, token, hasProblem: true) {
            problem(say("text.\(key)"))
            form(token, class: "steps") { button("again", "again", class: "main", focus: true) }
            guarded(leave, "leave", token)
        }
    }

    // MARK: Between and after

    /// While something is done: the page comes again by itself.
    package func waitPage() -> String { page("wait", nil) { element("p", ["role": "status"], say("text.wait")) } }

    /// For another browser than the one in which the slip was read.
    package func busyPage() -> String { page("busy", nil) { element("p", [:], say("text.busy")) } }

    /// Nothing was done for long.
    package func warningPage(_ token: BoothToken) -> String {
        page("warning", token) {
            element("p", ["role": "alert"], say("text.warning"))
            form(token, class: "steps") { button("stay", "stay", class: "main", focus: true) }
        }
    }

    package func endPage(_ ending: BoothSession.Ending, _ paper: BoothPaper?) -> String {
        let key = Self.key(of: ending)
        return page("end \(key)", nil) {
            element("p", ["role": "status", "class": "outcome"], say("text.end \(key)"))
            if case .challenged = ending { self.paper(paper) }
            element("p", [:], say("text.box"))
            element("p", ["class": "steps"]) { element("a", ["href": "/", "class": "main"], say("button.next voter")) }
        }
    }

    /// The texts of an end.
    package static func key(of ending: BoothSession.Ending) -> String {
        switch ending {
        case .cast: "cast"
        case .challenged(let isPrinted): isPrinted ? "challenged" : "challenged unprinted"
        case .left: "left"
        case .timeOut: "time out"
        case .unanswered(let decision): "unanswered \(decision.rawValue)"
        case .used(.cast): "used cast"
        case .used(.challenged): "used challenged"
        case .used: "used unknown"
        case .notOpen: "not open"
        case .refused: "refused"
        }
    }
}
