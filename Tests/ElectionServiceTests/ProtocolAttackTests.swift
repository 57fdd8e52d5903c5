import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionService
import NIOHTTP1
import Testing

/// What must not come out of the office, and what must not go wrong in it.
@Suite("Office: blind entry, stale pages, hostile forms", .serialized)
struct ProtocolAttackTests {
    // MARK: Blind entry

    /// Every page that an account can open about station s1.
    private static func everything(_ account: String, _ service: TestService) async throws -> [(String, String)] {
        let client = try await service.signedIn(account)
        var pages: [(String, String)] = []
        for route in RouteTable.routes where route.method == .get {
            pages.append((route.example, try await client.get(route.example).text))
        }
        return pages
    }

    private static func holds(_ text: String, _ figures: [String]) -> String? {
        let plain = text.replacing("\u{202F}", with: "")
        return figures.first { plain.contains($0) }
    }

    /// Until two persons have typed a figure alike, nobody is shown what one of them typed; whoever types never is.
    @Test func nobodySeesWhatOneTyped() async throws {
        try await Desk.with { service in
            let secret = ["87651", "жиырма-құпия", "76543", "23:57", "402-117-985"]
            var first = Desk.typed()
            first.merge([
                "E2": "87651", "E2-words": "жиырма-құпия", "F": "76543", "signed-time": "23:57",
                "printed-code": "402-117-985",
            ]) { $1 }
            #expect(try await Desk("t1", service).take("entry", first).status == 303)
            let others = ["t2", "c1", "m1", "a1", "r-auditor", "r-accreditedobserver", "r-setupofficer", "r-screen"]
            for account in others + ["t1"] {
                for (path, text) in try await Self.everything(account, service) {
                    #expect(Self.holds(text, secret) == nil, "\(account) \(path)")
                }
            }
            // Mistakes of the second typist are answered without a word about the first entry.
            let second = try await Desk("t2", service)
            for wrong in [
                ["E2": "x"], ["E2": "87652", "as-on-paper": ""], ["step": "look"], ["boxes": "9", "step": "boxes"],
            ] {
                let answer = try await second.take("entry", Desk.typed().merging(wrong) { $1 })
                #expect(Self.holds(answer.text, secret) == nil, "\(wrong)")
            }
            #expect(try await second.take("entry", Desk.typed()).status == 303)
            #expect(service.state == .differing)
            for account in others + ["t1", "t3"] {
                for (path, text) in try await Self.everything(account, service) {
                    #expect(Self.holds(text, secret + ["207 (", ">207<"]) == nil, "\(account) \(path)")
                }
            }
            let third = try await Desk("t3", service)
            let page = try await third.open("entry")
            let open = ["E2": "207", "F": "10", "step": "send"]
            #expect(try await third.send("entry", page, open).status == 303)
            #expect(service.state == .entered)
            // Agreed figures are shown to those who confirm, and to nobody who types.
            #expect(try await Desk("c1", service).open("").text.contains(">207<"))
            for (path, text) in try await Self.everything("t3", service) {
                #expect(!text.contains(">207<") && Self.holds(text, secret) == nil, "\(path)")
            }
        }
    }

    // MARK: Several persons at once

    @Test func aStalePageTellsAndLosesNothing() async throws {
        try await Desk.with { service in
            let (first, second) = (try await Desk("t1", service), try await Desk("t2", service))
            let (one, two) = (try await first.open("entry"), try await second.open("entry"))
            #expect(try await first.send("entry", one, Desk.typed()).status == 303)
            let stale = try await second.send("entry", two, Desk.typed())
            #expect(stale.status == 409 && stale.text.contains("Somebody was faster"))
            #expect(stale.text.contains("entered once") && stale.text.contains("value=\"207\""))
            #expect(service.item?.steps.count == 1)
            #expect(try await second.send("entry", stale, Desk.typed()).status == 303)
            #expect(service.state == .entered)
            // Somebody opens a field while another looks at the page for confirming.
            let coordinator = try await Desk("c1", service)
            try await coordinator.answerForAll()
            let page = try await coordinator.open("approve")
            _ = try await Desk("c2", service).take("reopen", ["open-E1": "yes", "reason": "smudged"])
            #expect(try await coordinator.send("approve", page).status == 409)
            #expect(service.state == .differing)
        }
    }

    @Test func aFormSentTwiceCountsOnce() async throws {
        try await Desk.with { service in
            let first = try await Desk("t1", service)
            let page = try await first.open("entry")
            for _ in 0..<3 { #expect(try await first.send("entry", page, Desk.typed()).status == 303) }
            #expect(service.item?.steps.count == 1)
            // Gone back, and something else typed: it is not taken for the same.
            let other = try await first.send("entry", page, Desk.typed { $0.invalid = 12 })
            #expect(other.status == 409 && other.text.contains(">12<"))
            #expect(service.item?.steps.count == 1)
            let second = try await Desk("t2", service).take("entry", Desk.typed())
            #expect(second.status == 303)
            let coordinator = try await Desk("c1", service)
            try await coordinator.answerForAll()
            let confirming = try await coordinator.open("approve")
            let before = service.item?.steps.count ?? 0
            for _ in 0..<2 { #expect(try await coordinator.send("approve", confirming).status == 303) }
            #expect(service.item?.steps.count == before + 1)
        }
    }

    @Test func twoAtOnce() async throws {
        try await Desk.with { service in
            let (first, second) = (try await Desk("t1", service), try await Desk("t2", service))
            let (one, two) = (try await first.open("entry"), try await second.open("entry"))
            async let left = first.send("entry", one, Desk.typed())
            async let right = second.send("entry", two, Desk.typed())
            let answers = [try await left, try await right].map(\.status).sorted()
            #expect(answers == [303, 409])
            #expect(service.item?.steps.count == 1 && service.state == .enteredOnce)
        }
    }

    // MARK: Hostile input

    @Test(arguments: [
        ("E1", "12a"), ("E1", "-1"), ("E1", "1.5"), ("E1", "9999999999"), ("E1", "１２"), ("E1", "0x10"), ("E1", "१२"),
        ("E1-words", "үш\u{202E}жүз"), ("signed-day", "2004-09-31"), ("signed-time", "25:00"), ("stamped", "perhaps"),
        ("printed-code", String(repeating: "1", count: 41)), ("act-1", "many"),
    ])
    func whatIsNoFigureIsShownBesideItsField(field: String, text: String) async throws {
        try await Desk.with { service in
            let answer = try await Desk("t1", service).take("entry", Desk.typed().merging([field: text]) { $1 })
            #expect(answer.status == 422)
            #expect(answer.text.contains("href=\"#\(field)\"") && answer.text.contains("class=\"summary\""))
            #expect(answer.text.contains("value=\"207\""), "nothing else is lost")
            #expect(service.item == nil)
        }
    }

    @Test func figuresThatContradictAreAskedForAgain() async throws {
        try await Desk.with { service in
            let desk = try await Desk("t1", service)
            let wrong = Desk.typed { $0[.votes(line: 1)] = 321 }
            let asked = try await desk.take("entry", wrong.merging(["as-on-paper": ""]) { $1 })
            #expect(asked.status == 422 && asked.text.contains("A02") && asked.text.contains("as-on-paper"))
            #expect(service.item == nil)
            #expect(try await desk.send("entry", asked, wrong).status == 303)
        }
    }

    @Test func enterWithoutTheScriptLosesNothing() async throws {
        try await Desk.with { service in
            var typed = Desk.typed()
            typed["step"] = "look"
            typed["D"] = ""
            let looked = try await Desk("t1", service).take("entry", typed)
            #expect(looked.status == 200 && looked.text.contains("value=\"207\""))
            #expect(looked.text.contains("autofocus"))
            #expect((looked.headers.first(name: "Content-Security-Policy") ?? "").contains("script-src 'self';"))
            #expect(service.item == nil)
        }
    }

    @Test func markupStaysText() async throws {
        try await Desk.with { service in
            for typist in ["t1", "t2"] { _ = try await Desk(typist, service).take("entry", Desk.typed()) }
            let hostile = "\"><script>alert(1)</script>\r\nSet-Cookie: a=b"
            let reset = try await Desk("c1", service).take("reset", ["reason": hostile])
            #expect(reset.status == 303 && reset.headers["Set-Cookie"].isEmpty)
            let page = try await Desk("r-auditor", service).open("")
            #expect(page.text.contains("&lt;script&gt;alert(1)") && !page.text.contains("<script>alert"))
            let coordinator = try await Desk("c2", service)
            _ = try await Desk("t3", service).take("entry", Desk.typed())
            let again = try await coordinator.take("reset", ["reason": hostile + String(repeating: "x", count: 1000)])
            #expect(again.status == 422 && !again.text.contains("<script>alert"))
        }
    }

    @Test func formsThatAreNotOfThisVisit() async throws {
        try await Desk.with { service in
            let (first, second) = (try await Desk("t1", service), try await Desk("t2", service))
            let page = try await first.open("entry")
            #expect(try await second.send("entry", page, Desk.typed()).status == 403)
            let elsewhere = try await first.client.post(
                "\(Desk.sheet)/entry", try Desk.hidden(page).merging(Desk.typed()) { $1 },
                ["Sec-Fetch-Site": "cross-site"])
            #expect(elsewhere.status == 403)
            let large = try await first.send(
                "entry", page, Desk.typed().merging(["E1-words": String(repeating: "x", count: 70_000)]) { $1 })
            #expect(large.status == 413)
            let other = "/office/en/stations/s3/constituencies/1/paper"
            #expect(try await first.send("entry", page, Desk.typed(), of: other).status == 404)
            for account in ["r-auditor", "r-accreditedobserver", "r-setupofficer", "c1", "a1"] {
                let desk = try await Desk(account, service)
                let token = try await desk.client.get("/office/en/home")
                let sent = try await desk.client.post(
                    "\(Desk.sheet)/entry",
                    ["form": try TestService.formToken(token), "seen": "0"].merging(Desk.typed()) { $1 })
                #expect(sent.status == 403, "\(account)")
            }
            #expect(service.item == nil)
        }
    }
}
