import Accounts
import ElectionModel
import ElectionService
import Foundation
import Storage
import Testing

@Suite("Service: signing in", .serialized)
struct SignInTests {
    private static let session = "__Host-sailau-session"

    @Test func passwordThenOneTimePassword() async throws {
        try await TestService.with { service in
            let client = try service.client()
            let entered = try await service.enterPassword("r-typist", client)
            #expect(entered.status == 303 && entered.location == "/office/en/second-factor")
            let half = try #require(client.cookies[Self.session])
            // Halfway in is not in.
            let home = try await client.get("/office/en/home")
            #expect(home.status == 303 && home.location == "/office/en/sign-in")
            let form = try await client.get("/office/en/second-factor")
            let confirmed = try await client.post(
                "/office/en/second-factor",
                ["form": try TestService.formToken(form), "code": try service.code("r-typist")])
            #expect(confirmed.location == "/office/en/home")
            #expect(client.cookies[Self.session] != half, "a new token after the second factor")
            let page = try await client.get("/office/en/home")
            #expect(
                page.status == 200 && page.text.contains("r-typist") && page.text.contains("No record is connected"))
            // The token before is worth nothing.
            let old = try service.client()
            old.cookies = [Self.session: half]
            #expect(try await old.get("/office/en/home").status == 303)
        }
    }

    @Test(arguments: [
        ("r-typist", "wrong password!!"), ("nobody", TestService.password), ("R-TYPIST", TestService.password),
        ("", ""), ("a b; DROP", "x"),
    ])
    func wrongPasswords(account: String, password: String) async throws {
        try await TestService.with { service in
            let client = try service.client()
            let form = try await client.get("/office/ru/sign-in")
            let answer = try await client.post(
                "/office/ru/sign-in",
                ["form": try TestService.formToken(form), "account": account, "password": password])
            #expect(answer.status == 403 && answer.text.contains("неверны"))
            #expect(client.cookies[Self.session] == nil)
            #expect(password.count < 3 || !answer.text.contains(password))
            let denial = try #require(try service.denials().first)
            #expect(denial.reason == .password)
            #expect(denial.account == (AccountName(account)?.text ?? ""))
        }
    }

    @Test func aClosedAccountIsOut() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-typist")
            let name = try #require(AccountName("r-typist"))
            var account = try #require(try service.store.account(name))
            account.isActive = false
            try service.store.replace(account)
            #expect(try await client.get("/office/en/home").status == 303)
            #expect(try await service.enterPassword("r-typist", try service.client()).status == 403)
        }
    }

    @Test func aChangeOfRoleEndsSessions() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-typist")
            let name = try #require(AccountName("r-typist"))
            var account = try #require(try service.store.account(name))
            account.role = .auditor
            try service.store.replace(account)
            #expect(try await client.get("/office/en/stations").status == 303)
        }
    }

    @Test func aOneTimePasswordServesOnce() async throws {
        try await TestService.with { service in
            let code = try service.code("r-typist")
            for (number, status) in [303, 403].enumerated() {
                let client = try service.client()
                _ = try await service.enterPassword("r-typist", client)
                let form = try await client.get("/office/en/second-factor")
                let answer = try await client.post(
                    "/office/en/second-factor", ["form": try TestService.formToken(form), "code": code])
                #expect(answer.status == status, "\(number)")
            }
            #expect(try service.denials().first?.reason == .oneTimePassword)
        }
    }

    /// After five wrong ones the password has to be given again.
    @Test func guessingCodesEndsTheSession() async throws {
        try await TestService.with { service in
            let client = try service.client()
            _ = try await service.enterPassword("r-typist", client)
            let token = try TestService.formToken(try await client.get("/office/en/second-factor"))
            for _ in 0..<5 {
                let answer = try await client.post("/office/en/second-factor", ["form": token, "code": "000000"])
                #expect(answer.status == 403)
            }
            let right = try await client.post(
                "/office/en/second-factor", ["form": token, "code": try service.code("r-typist")])
            #expect(right.location != "/office/en/home")
        }
    }

    @Test func signingOutEndsTheSession() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-auditor")
            let kept = client.cookies
            let token = try TestService.formToken(try await client.get("/office/kk/home"))
            let out = try await client.post("/office/kk/sign-out", ["form": token])
            #expect(out.location == "/office/kk/sign-in" && client.cookies[Self.session] == nil)
            client.cookies = kept
            #expect(try await client.get("/office/kk/home").status == 303)
        }
    }

    @Test func sessionsEndByThemselves() async throws {
        try await TestService.with { service in
            let idle = try await service.signedIn("r-typist")
            service.clock.pass(seconds: 1800)
            #expect(try await idle.get("/office/en/home").status == 200)
            service.clock.pass(seconds: 1801)
            #expect(try await idle.get("/office/en/home").status == 303)
            let busy = try await service.signedIn("r-auditor")
            var passed: Int64 = 0
            while passed + 1200 <= 43_200 {
                service.clock.pass(seconds: 1200)
                passed += 1200
                #expect(try await busy.get("/office/en/home").status == 200, "\(passed)")
            }
            service.clock.pass(seconds: 1)
            #expect(try await busy.get("/office/en/home").status == 303)
        }
    }

    /// The wall clock is set back by an hour: nobody gains an hour.
    @Test func aClockThatIsSetBackEndsSessions() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-typist")
            service.clock.pass(seconds: -3600)
            #expect(try await client.get("/office/en/home").status == 303)
        }
    }

    // MARK: Forms of others

    @Test func formsNeedTheirToken() async throws {
        try await TestService.with { service in
            let (mine, other) = (try await service.signedIn("r-typist"), try await service.signedIn("r-auditor"))
            let token = try TestService.formToken(try await mine.get("/office/en/home"))
            let foreign = try TestService.formToken(try await other.get("/office/en/home"))
            for fields in [[:], ["form": ""], ["form": foreign], ["form": token.uppercased()], ["Form": token]] {
                let answer = try await mine.post("/office/en/sign-out", fields)
                #expect(answer.status == 403, "\(fields)")
                #expect(try service.denials().first?.reason == .form)
            }
            for site in ["cross-site", "same-site", "none"] {
                let answer = try await mine.post("/office/en/sign-out", ["form": token], ["Sec-Fetch-Site": site])
                #expect(answer.status == 403, "\(site)")
            }
            #expect(try await mine.get("/office/en/home").status == 200, "still signed in")
            #expect(try await mine.post("/office/en/sign-out", ["form": token]).status == 303)
        }
    }

    /// Somebody else's form can't sign a browser in to an account of his.
    @Test func signingInNeedsTheVisitsToken() async throws {
        try await TestService.with { service in
            let (victim, attacker) = (try service.client(), try service.client())
            let token = try TestService.formToken(try await attacker.get("/office/en/sign-in"))
            let fields = ["form": token, "account": "r-typist", "password": TestService.password]
            #expect(try await victim.post("/office/en/sign-in", fields).status == 403)
            _ = try await victim.get("/office/en/sign-in")
            #expect(try await victim.post("/office/en/sign-in", fields).status == 403)
            #expect(try await attacker.post("/office/en/sign-in", fields).status == 303)
        }
    }

    // MARK: Limits

    @Test func attemptsAreLimitedForAnAccountAndAnAddress() async throws {
        try await TestService.with { limits in
            limits.attemptsByAccount = (4, 120_000)
            limits.attemptsByAddress = (7, 20_000)
        } _: { service in
            let client = try service.client()
            let token = try TestService.formToken(try await client.get("/office/en/sign-in"))
            func attempt(_ account: String, _ password: String) async throws -> Int {
                try await client.post(
                    "/office/en/sign-in", ["form": token, "account": account, "password": password]
                ).status
            }
            for _ in 0..<4 { #expect(try await attempt("r-typist", "wrong") == 403) }
            #expect(try await attempt("r-typist", TestService.password) == 429, "even the right one")
            #expect(try await attempt("r-auditor", "wrong") == 403)
            #expect(try await attempt("r-auditor", "wrong") == 403)
            #expect(try await attempt("r-screen", "wrong") == 429, "the address")
            #expect(try service.denials().count { $0.reason == .rate } == 1, "one entry is enough")
            service.clock.pass(seconds: 121)
            #expect(try await attempt("r-typist", TestService.password) == 303)
        }
    }

    @Test func requestsAreLimitedForAnAddress() async throws {
        try await TestService.with { limits in
            limits.requests = (20, 1000)
        } _: { service in
            let client = try service.client()
            var statuses: [Int] = []
            for _ in 0..<30 { statuses.append(try await client.get("/office/en/sign-in").status) }
            #expect(statuses == [Int](repeating: 200, count: 20) + [Int](repeating: 429, count: 10))
            #expect(try service.denials().count == 1, "of a flood one entry is enough")
            service.clock.pass(seconds: 2)
            #expect(try await client.get("/office/en/sign-in").status == 200)
        }
    }

    @Test func largeFormsAreRefused() async throws {
        try await TestService.with { service in
            let client = try service.client()
            let token = try TestService.formToken(try await client.get("/office/en/sign-in"))
            let large = String(repeating: "x", count: 70_000)
            let answer = try await client.post(
                "/office/en/sign-in", ["form": token, "account": "a", "password": large])
            #expect(answer.status == 413)
            #expect(try service.denials().first?.reason == .size)
            let heads = try? await client.get("/office/en/sign-in", ["X-Large": String(repeating: "x", count: 50_000)])
            #expect(heads.map { $0.status >= 400 } ?? true)
            #expect(try await client.get("/office/en/sign-in").status == 200, "the service goes on")
        }
    }
}
