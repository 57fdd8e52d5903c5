import ElectronicStation
import SampleBooth
import Testing
import VerifiableVoting

import Booth

@Suite("Hostile requests to a booth")
struct HostileRequestTests {
    /// Everything that a page shows of the ballot, without its tokens.
    private func state(_ browser: TestBrowser) async -> String {
        await browser.open()
        var page = browser.page
        for token in [browser.token] + browser.choices { page = page.replacing(token, with: "T") }
        return page
    }

    @Test func tokensWorkOnceAndOnTheirPage() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.enter(test.sample.slips[0])
        let (token, choices) = (browser.token, browser.choices)
        await browser.press("choice", choices[1])
        let before = await state(browser)
        #expect(browser.token != token && Set(browser.choices).isDisjoint(with: choices))
        let replays = [
            // The old page, whole or in part; no page; names of nothing; another's name in the place of a choice.
            "page=\(token)&choice=\(choices[2])", "page=\(browser.token)&choice=\(choices[2])", "choice=\(choices[2])",
            "page=&choice=\(choices[2])", "page=\(browser.token)&choice=2",
            "page=\(String(repeating: "0", count: 32))&act=forward", "page=\(browser.token)0&act=forward",
        ]
        for replay in replays {
            await browser.send(browser.request("POST", "/", replay))
            #expect(browser.last.status == 303)
            #expect(await state(browser) == before)
        }
        // A token that was sent with something that does nothing is used up all the same.
        let used = browser.token
        await browser.send(browser.request("POST", "/", "page=\(used)&act=nothing"))
        await browser.send(browser.request("POST", "/", "page=\(used)&act=forward"))
        #expect(await state(browser) == before)
    }

    @Test func actsThatDoNotFitDoNothing() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.enter(test.sample.slips[0])
        let before = await state(browser)
        for act in [
            "act=forward", "act=make", "act=cast", "act=challenge", "act=again", "change=1", "change=-1",
            "change=99999999999999999999", "language=xx", "size=huge", "act=slip&slip=x",
        ] {
            await browser.send(browser.request("POST", "/", "page=\(browser.token)&\(act)"))
            #expect(await state(browser) == before)
        }
        #expect(test.urn.log == ["state"])
    }

    @Test func anotherBrowserSeesAndDoesNothing() async throws {
        let test = try TestBooth()
        let (voter, other) = (TestBrowser(test.booth), TestBrowser(test.booth))
        await voter.vote(test.sample.slips[0], [2, 2])
        let before = await state(voter)
        for cookie in [nil, BoothToken().text, "", String(repeating: "a", count: 4000)] {
            other.cookie = cookie
            for path in ["/", "/time"] {
                await other.open(path)
                #expect(other.last.status == 409 && other.token == "none" && !other.page.contains("class=\"code\""))
            }
            await other.send(other.request("POST", "/", "page=\(voter.token)&act=cast"))
            #expect(other.last.status == 403)
        }
        #expect(test.urn.ballots.isEmpty)
        #expect(await state(voter) == before)
        await voter.press("act", "cast")
        #expect(test.urn.ballots.count == 1)
        // The last page, too, is the voter's alone.
        await other.open()
        #expect(other.last.status == 409)
    }

    @Test func requestsFromElsewhereAreRefused() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.enter(test.sample.slips[0])
        let before = await state(browser)
        func refused(_ change: (inout BoothRequest) -> Void, _ status: Int = 403) async {
            for method in ["GET", "POST"] {
                var request = browser.request(method, "/", method == "GET" ? "" : "page=\(browser.token)&act=leave")
                change(&request)
                #expect(await test.booth.answer(request).status == status)
            }
        }
        for site in ["cross-site", "same-site", "x"] { await refused { $0.site = site } }
        for host in ["", "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", "127.0.0.1:\(TestBooth.port).evil"] {
            await refused { $0.host = host }
        }
        for origin in ["http://evil.example", "https://127.0.0.1:\(TestBooth.port)", "", "file://"] {
            await refused { $0.origin = origin }
        }
        for method in ["PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "post", ""] {
            #expect(await test.booth.answer(browser.request(method, "/")).status == 405)
        }
        for path in ["/x", "/../etc/passwd", "//", "/?page=1", "/time?x", "/booth.css?", "http://127.0.0.1/", "*", ""] {
            #expect(await test.booth.answer(browser.request("GET", path)).status == 404)
        }
        #expect(await state(browser) == before)
    }

    @Test func formsThatAreNoForms() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.enter(test.sample.slips[0])
        let before = await state(browser)
        let token = browser.token
        let bodies = [
            "page=\(token)&page=\(token)&act=leave", "page=\(token)&act=%", "page=\(token)&act=%zz", "page", "=&=",
            "page=\(token)&act=%ff", "page=\(token)&act=%00leave",
            "page=\(token)&act=leave&" + String(repeating: "a=1&", count: 9),
            String(repeating: "x", count: FormFields.mostBytes + 1),
            "page=\(token)&act=leave&slip=" + String(repeating: "x", count: FormFields.mostBytes),
        ]
        for body in bodies {
            #expect(await test.booth.answer(browser.request("POST", "/", body)).status == 400)
        }
        for type in [nil, "text/plain", "multipart/form-data; boundary=x", "application/json"] {
            var request = browser.request("POST", "/", "page=\(token)&act=leave")
            request.contentType = type
            #expect(await test.booth.answer(request).status == 400)
        }
        #expect(await state(browser) == before)
    }

    /// Whatever bytes arrive as a form, reading them ends.
    @Test func anyBytesAreReadToAnEnd() {
        var random = SystemRandomNumberGenerator()
        let signs = Array("page=&act%0aF+;\u{7f}\u{e9}".utf8) + [0, 10, 13, 255]
        for _ in 0..<20_000 {
            let body = (0..<Int.random(in: 0...60, using: &random)).map { _ in signs.randomElement(using: &random)! }
            _ = FormFields(body)?["page"]
        }
    }

    @Test func answersSayWhatBrowsersMustRefuse() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.enter(test.sample.slips[0])
        for path in ["/", "/time", "/booth.css", "/booth.js", "/x"] {
            let headers = Dictionary(uniqueKeysWithValues: await browser.send(browser.request("GET", path)).headers)
            #expect(headers["Cache-Control"] == "no-store" && headers["Referrer-Policy"] == "no-referrer")
            let policy = try #require(headers["Content-Security-Policy"])
            #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe"))
        }
        // Nothing on a page would need what the policy forbids.
        #expect(!browser.page.contains("style=") && !browser.page.contains("onclick"))
        #expect(!browser.page.contains(test.sample.slips[0].credential.text))
    }

    @Test func namesCanNotBecomeMarkup() {
        var text = ""
        element("p", ["title": "\"><script>"]) { "<script>alert('&')</script>" }.write(to: &text)
        #expect(text == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>")
    }
}
