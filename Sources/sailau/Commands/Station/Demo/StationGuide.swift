import Booth
import DataFormats
import ElectionModel
import ElectronicStation
import Storage
import VerifiableVoting
import Wording

/// Leads a newcomer through a station's day: opening, a slip, the booth, closing, the check. Answers a browser of this computer.
actor StationGuide: BoothAnswering {
    private enum Stage: Sendable {
        case refused, accepted, voting, closed(DemoStation.Closed)
    }

    private let station: DemoStation
    private let wordings: [Language: Wording]
    private var wording: Wording
    private let port: Int
    private let style: [UInt8]
    private var language: Language
    private var stage = Stage.refused
    private var slip: Slip?
    private var problem: String?
    private var isBusy = false
    private var lookedUp: (code: String, fate: DemoStation.Fate)?

    init(_ station: DemoStation, _ language: Language, port: Int) throws {
        (self.station, self.language, self.port) = (station, language, port)
        wordings = Dictionary(
            uniqueKeysWithValues: try Language.allCases.map { ($0, try Home.wording($0)) })
        wording = try Home.wording(language)
        style = try Home.needed("Pages/booth.css")
    }

    func answer(_ request: BoothRequest) async -> BoothAnswer {
        guard request.isOurs(port: port) else { return BoothAnswer(status: 403) }
        switch (request.method, request.path) {
        case ("GET", "/booth.css"): return BoothAnswer(content: .style, body: style)
        case ("GET", "/"): return .page(await page())
        case ("POST", "/"):
            guard let form = FormFields(request.body), let act = form["act"] else { return BoothAnswer(status: 400) }
            problem = nil
            do { try await perform(act, form) } catch {
                problem = Failure.text(of: StationResults.result(of: error, wording), wording)
            }
            return .back
        default: return BoothAnswer(status: 404)
        }
    }

    private func perform(_ act: String, _ form: FormFields) async throws {
        // A button that is pressed twice does its work once.
        guard !isBusy else { return }
        isBusy = true
        defer { isBusy = false }
        switch (act, stage) {
        case ("accept", .refused): stage = .accepted
        case ("open", .accepted):
            try await station.open()
            stage = .voting
        case ("slip", .voting): slip = await station.giveSlip()
        case ("close", .voting): stage = .closed(try await station.close())
        case ("code", .closed):
            let text = (form["code"] ?? "").split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            lookedUp = (text, await station.fate(of: text))
        default:
            if act.hasPrefix("language "), let chosen = Language(rawValue: String(act.dropFirst(9))) {
                language = chosen
                wording = wordings[chosen] ?? wording
            }
        }
    }

    // MARK: Pages

    private func say(_ key: String, _ figures: [Figure] = []) -> String { wording.term("guide.\(key)", figures) }

    private func page() async -> String {
        var text = "<!DOCTYPE html>\n"
        let content = await self.content()
        let problem = problem
        element("html", ["lang": language.rawValue]) {
            element("head") {
                element("meta", ["charset": "utf-8"])
                element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                element("title", [:], say("title"))
                element("link", ["rel": "stylesheet", "href": "/booth.css"])
            }
            element("body") {
                element("header") {
                    element("p", ["class": "mark"], say("invented"))
                    element("form", ["method": "post", "action": "/", "class": "settings"]) {
                        for other in Language.allCases where other != language {
                            element(
                                "button",
                                ["name": "act", "value": "language \(other.rawValue)", "lang": other.rawValue],
                                wordings[other]?.term("guide.own name") ?? other.rawValue)
                        }
                    }
                }
                element("main", ["id": "content"]) {
                    if let problem { element("p", ["role": "alert", "class": "mark"], problem) }
                    content
                }
            }
        }.write(to: &text)
        return text + "\n"
    }

    private func content() async -> [Markup] {
        switch stage {
        case .refused: await refused()
        case .accepted: await accepted()
        case .voting: await voting()
        case .closed(let closed): self.closed(closed)
        }
    }

    private func paragraph(_ key: String, _ figures: [Figure] = []) -> Markup { element("p", [:], say(key, figures)) }

    private func button(_ act: String, _ key: String) -> Markup {
        element("form", ["method": "post", "action": "/"]) {
            element("p", ["class": "do"]) {
                element("button", ["name": "act", "value": act, "class": "press"], say(key))
            }
        }
    }

    /// What happened in 2004: nobody had accepted the system.
    private func refused() async -> [Markup] {
        [
            element("h1", [:], say("opening title")), paragraph("opening"),
            element("p", ["class": "mark"], wording.sentence(for: DeskRefusal.notReady(.acceptance))),
            paragraph("opening 2004"), button("accept", "accept"),
        ]
    }

    private func accepted() async -> [Markup] {
        let title = element("h1", [:], say("urn title"))
        do {
            let urn = try await station.emptyUrn()
            let figures = [
                Figure("slips", .count(UInt64(urn.slips))), Figure("ballots", .count(UInt64(urn.ballots))),
            ]
            return [title, paragraph("urn", figures)] + (urn.ballots == 0 ? [button("open", "open")] : [])
        } catch {
            // What cannot be read is not shown as empty.
            let words = Failure.text(of: StationResults.result(of: error, wording), wording)
            return [title, element("p", ["class": "mark", "role": "alert"], words)]
        }
    }

    private func voting() async -> [Markup] {
        let (given, address) = (await station.slipsGiven.count, await station.boothAddress)
        var parts = [
            element("h1", [:], say("voting title")),
            paragraph("voting", [Figure("others", .count(UInt64(DemoStation.others)))]),
        ]
        if let slip {
            parts += [
                element("p", [:]) {
                    element("label", ["for": "slip"], say("slip", [Figure("number", .count(UInt64(given)))]))
                },
                element("p", [:]) {
                    element("input", ["id": "slip", "readonly": "", "value": slip.text, "size": "60", "class": "slip"])
                },
                element("p", [:]) { element("label", ["for": "booth"], say("booth")) },
                element("p", [:]) {
                    element("input", ["id": "booth", "readonly": "", "value": address, "size": "30", "class": "slip"])
                },
                paragraph("challenge hint"),
            ]
        }
        if given <= DemoStation.mostReplacements {
            parts.append(button("slip", given == 0 ? "first slip" : "fresh slip"))
        } else {
            parts.append(paragraph("no more slips"))
        }
        if given > 0 { parts += [paragraph("close hint"), button("close", "close")] }
        return parts
    }

    private func closed(_ closed: DemoStation.Closed) -> [Markup] {
        var parts = [
            element("h1", [:], say("closed title")), paragraph("closed"),
            element("h2", [:], say("slips title")),
            element("ul") {
                for equation in closed.account.equations {
                    element("li", [:], wording.sentence(for: equation, of: closed.account))
                }
            },
        ]
        for (contest, counts) in zip(station.ballot.contests, closed.counts) { parts.append(table(contest, counts)) }
        parts += [
            element("h2", [:], say("recorder title")), paragraph("recorder", logs(closed)),
            element("h2", [:], say("check title")), paragraph("check"), lookUp(), result() ?? element("p"),
            element("h2", [:], say("yourself title")), paragraph("yourself"),
            element("pre", [:], commands(closed)),
            paragraph(
                "verified",
                [
                    Figure("ballots", .count(UInt64(closed.statement.counted))),
                    Figure("proofs", .count(UInt64(closed.statement.proofs))),
                    Figure("head", .text(closed.statement.head.hexadecimal)),
                ]),
        ]
        return parts
    }

    private func logs(_ closed: DemoStation.Closed) -> [Figure] {
        zip(["station", "booth"], closed.logs).flatMap { name, log in
            [Figure(name, .count(UInt64(log.entries))), Figure("\(name)Hash", .text(log.last))]
        }
    }

    private func table(_ contest: BoothBallot.Contest, _ counts: [UInt64]) -> Markup {
        element("table") {
            element("caption", [:], contest.title[language])
            element("tr") {
                element("th", ["scope": "col"], say("choice"))
                element("th", ["scope": "col"], say("votes"))
            }
            for (choice, count) in zip(contest.choices, counts) {
                element("tr") {
                    element("th", ["scope": "row"], choice.name[language])
                    element("td", [:], wording.number(Int(count)))
                }
            }
        }
    }

    private func lookUp() -> Markup {
        element("form", ["method": "post", "action": "/"]) {
            element("p") {
                element("label", ["for": "code"], say("code"))
                element("input", ["id": "code", "name": "code", "value": lookedUp?.code ?? "", "size": "50"])
            }
            element("p", ["class": "do"]) {
                element("button", ["name": "act", "value": "code", "class": "press"], say("look up"))
            }
        }
    }

    private func result() -> Markup? {
        guard let lookedUp else { return nil }
        switch lookedUp.fate {
        case .counted: return element("p", ["class": "mark", "role": "status"], say("counted"))
        case .unknown: return element("p", ["class": "mark", "role": "status"], say("not there"))
        case .challenged(let choices):
            let names = zip(station.ballot.contests, choices).map { contest, choice in
                contest.choices.first { $0.answer == choice }?.name[language] ?? ""
            }
            return element(
                "p", ["class": "mark", "role": "status"],
                say("challenged", [Figure("choices", .text(names.joined(separator: "; ")))]))
        }
    }

    private func commands(_ closed: DemoStation.Closed) -> String {
        let folder = station.folder
        return """
            ./sailau ballot verify \(closed.archive) \\
              --manifest \(folder)/setup/day.manifest --commission-key \(folder)/setup/Commission.signpub \\
              --closing \(closed.closing) --challenges \(closed.challenges) --evidence \(closed.evidence)
            ./sailau ballot show \(closed.archive)
            ./sailau ballot challenge verify \(closed.challenges) --archive \(closed.archive)
            ./sailau recorder verify \(folder)/booth.recorder
            """
    }
}
