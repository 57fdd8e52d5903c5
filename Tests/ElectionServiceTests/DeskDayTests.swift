import Accounts
import ElectionModel
import ElectionRecord
import ElectronicStation
import Foundation
import SmallStation
import Storage
import Testing
import VerifiableVoting
import VoterRegister

import ElectionService

/// The day of an electronic station over HTTPS, from the acts of opening to the signed closing.
@Suite("Service: the desk of a station", .serialized)
struct DeskDayTests {
    static let path = "/office/en/desk"
    static let voters = 9

    static func with(
        _ limits: (inout Office.Limits) -> Void = { _ in }, change: (inout StationPrepared) -> Void = { _ in },
        _ work: (TestService) async throws -> Void
    ) async throws {
        let image = try SmallStation.image(SmallStation.entries(voters))
        try await TestService.with(station: image, limits) { service in
            let entries = try RegisterSlice.entries(of: image, at: SmallStation.station)
            let prepared = try SmallStation.prepared(voters: voters, slips: 6) {
                $0.list.entries = entries.hexadecimal
                change(&$0)
            }
            let answer = await (try #require(service.desk)).added(prepared, by: "setup", as: .setupOfficer)
            guard case .done = answer else { throw Missing(what: "\(answer)") }
            try await work(service)
        }
    }

    struct Missing: Error { var what: String }

    /// Sends the form of a page with further fields.
    static func send(
        _ client: HTTPSClient, _ last: String, _ fields: [String: String], from page: HTTPSClient.Answer
    ) async throws -> HTTPSClient.Answer {
        try await client.post("\(path)/\(last)", try Desk.hidden(page).merging(fields) { $1 })
    }

    static func step(
        _ client: HTTPSClient, _ step: String, _ fields: [String: String]
    ) async throws -> HTTPSClient.Answer {
        let page = try await client.get("\(path)/steps/\(step)")
        #expect(page.status == 200, "\(step)")
        return try await send(client, "steps/\(step)", fields, from: page)
    }

    private static let opening: [(String, [String: String])] = [
        ("installation", ["document": "1", "day": "2004-09-16", "present-1": "yes", "present-4": "yes"]),
        (
            "presence",
            ["present-1": "yes", "present-2": "yes", "present-3": "yes", "present-4": "yes", "present-5": "yes"]
        ),
        ("self-test", ["passed": "yes", "report": "all well"]),
        ("empty-urn", ["slots": "6", "ballots": "0", "statement": SmallStation.hash]),
        (
            "slips",
            ["packet": "P-1", "intact": "yes", "counted": "6", "first-signer": "A. A.", "second-signer": "B. B."]
        ),
        ("start-password", ["intact": "yes", "password": SmallStation.password]),
        ("naming", ["register-3": "yes", "issuing-4": "yes", "issuing-5": "yes", "issuing-6": "yes"]),
    ]

    static func open(_ service: TestService) async throws {
        let chair = try await service.signedIn("m1")
        for (name, fields) in [("acceptance", ["document": "1", "day": "2004-09-10"])] + opening {
            let answer = try await step(chair, name, fields)
            #expect(answer.status == 303, "\(name): \(answer.text)")
        }
        service.clock.set(SmallStation.seconds(SmallStation.at(6, 55)))
        let again = try await service.signedIn("m1")
        #expect(try await step(again, "opening", ["manifest": SmallStation.hash]).status == 303)
        service.clock.set(SmallStation.seconds(SmallStation.at(7, 5)))
    }

    /// Looks somebody up and gives him something.
    static func give(
        _ client: HTTPSClient, _ number: Int, _ what: String, _ fields: [String: String] = [:]
    ) async throws -> HTTPSClient.Answer {
        let search = try await client.get("\(path)/check-in")
        let entry = try await send(client, "check-in", ["find": "\(SmallStation.number(number))"], from: search)
        #expect(entry.status == 200, "\(number): \(entry.text)")
        return try await send(client, "voter", fields.merging(["do": what]) { $1 }, from: entry)
    }

    // MARK: Opening

    /// 2004's case: everything is ready and the State Commission is missing.
    @Test func withoutTheStateCommission() async throws {
        try await Self.with { service in
            let chair = try await service.signedIn("m1")
            for (name, fields) in Self.opening { _ = try await Self.step(chair, name, fields) }
            let day = try await chair.get(Self.path)
            #expect(day.text.contains("Acceptance of the system by the State Commission"))
            let page = try await chair.get("\(Self.path)/steps/opening")
            #expect(page.status == 200 && page.text.contains("can’t be taken now"))
            let refused = try await chair.post(
                "\(Self.path)/steps/opening",
                ["form": try TestService.formToken(page), "seen": "1", "manifest": SmallStation.hash])
            #expect(refused.status == 409)
            #expect(refused.text.contains("The State Commission has not accepted the system"))
            #expect(refused.text.contains("50-1(4)"))
            #expect(service.desk?.now.state.opening == nil)
        }
    }

    @Test func formsLoseNothing() async throws {
        try await Self.with { service in
            let chair = try await service.signedIn("m1")
            let answer = try await Self.step(chair, "slips", ["packet": "P-77", "intact": "yes", "counted": "six"])
            #expect(answer.status == 422)
            for text in ["P-77", "six", "href=\"#counted\"", "href=\"#first-signer\"", "href=\"#second-signer\""] {
                #expect(answer.text.contains(text), "\(text)")
            }
            // The password is typed again, and a wrong one is entered among denied requests.
            let before = try service.denials().count
            let wrong = try await Self.step(
                chair, "start-password", ["intact": "yes", "password": "something else entirely"])
            #expect(wrong.status == 403 && !wrong.text.contains("something else entirely"))
            #expect(try service.denials().count == before + 1)
            let secretary = try await service.signedIn("m2")
            let other = try await Self.step(
                secretary, "start-password", ["intact": "yes", "password": SmallStation.password])
            #expect(other.status == 409 && other.text.contains("50-5(2)"))
            #expect(service.desk?.now.state.passwordEntered == false)
        }
    }

    // MARK: The day

    @Test func theWholeDay() async throws {
        try await Self.with { service in
            try await Self.open(service)
            let desk = try #require(service.desk)
            let issuer = try await service.signedIn("m4")
            // By a part of a name, in the other alphabet.
            let search = try await issuer.get("\(Self.path)/check-in")
            let found = try await Self.send(issuer, "check-in", ["find": "synakov"], from: search)
            #expect(found.status == 200 && found.text.contains("\(SmallStation.number(3))"))
            #expect(try await Self.send(issuer, "check-in", ["find": "x"], from: search).status == 422)
            #expect(try await Self.send(issuer, "check-in", ["find": ""], from: search).status == 422)
            #expect(try await Self.send(issuer, "check-in", ["find": "999999999999"], from: search).status == 404)

            #expect(try await Self.give(issuer, 1, "electronic").status == 303)
            #expect(try await issuer.get("\(Self.path)/check-in").text.contains("Given to \(SmallStation.number(1))"))
            let second = try await service.signedIn("m5")
            let twice = try await Self.give(second, 1, "paper")
            #expect(twice.status == 409 && twice.text.contains("Already given by m4 in hour 7"))
            #expect(try await Self.give(second, 2, "paper").status == 303)
            #expect(try await Self.give(second, 3, "electronic").status == 303)
            #expect(try await Self.give(issuer, 1, "challenge").status == 303)
            #expect(try await Self.give(issuer, 3, "damaged").status == 422)
            #expect(try await Self.give(issuer, 3, "damaged", ["detail": "torn"]).status == 303)

            // A form that was sent twice is done once.
            let page = try await issuer.get("\(Self.path)/check-in")
            let entry = try await Self.send(issuer, "check-in", ["find": "\(SmallStation.number(4))"], from: page)
            #expect(try await Self.send(issuer, "voter", ["do": "paper"], from: entry).status == 303)
            let height = desk.now.head.height
            #expect(try await Self.send(issuer, "voter", ["do": "paper"], from: entry).status == 303)
            #expect(desk.now.head.height == height)

            // Home.
            #expect(try await Self.give(issuer, 5, "request").status == 303)
            #expect(try await issuer.get("\(Self.path)/home-requests").text.contains("Invented street 5"))
            #expect(
                try await Self.step(issuer, "home-visit", ["visiting-4": "yes", "visiting-7": "yes", "voters": "1"])
                    .status
                    == 303)
            #expect(try await Self.give(issuer, 5, "home-paper").status == 303)

            // Power.
            #expect(
                try await Self.step(issuer, "interruption", ["cause": "power", "reason": "no power"]).status == 303)
            #expect(try await Self.give(issuer, 6, "paper").status == 409)
            #expect(
                try await Self.step(
                    issuer, "restart",
                    ["number": "5", "present": "6", "in-favour": "6", "protocol-text": "started and tested"]
                ).status == 303)
            #expect(try await Self.give(issuer, 6, "paper").status == 303)

            // Observers see how far the day is, and no voter.
            let observer = try await service.signedIn("r-accreditedobserver")
            let seen = try await observer.get(Self.path)
            #expect(seen.status == 200 && !seen.text.contains("7001013") && !seen.text.contains("steps/closing"))
            try await Self.close(service, desk)
        }
    }

    private static func close(_ service: TestService, _ desk: DeskKeeper) async throws {
        service.clock.set(SmallStation.seconds(SmallStation.at(20)))
        let chair = try await service.signedIn("m1")
        #expect(try await step(chair, "closing", [:]).status == 303)
        let counts = ["handed-out": "4", "destroyed": "2", "in-box": "2", "unspent-in-box": "0"]
        #expect(try await step(chair, "slip-count", counts).status == 303)
        let urn = ["ballots": "1", "challenged": "1", "statement": SmallStation.hash]
        #expect(try await step(chair, "urn-count", urn).status == 303)
        let page = try await chair.get(path)
        #expect(page.text.contains("printed 6 = handed out 4 + destroyed unused 2"), "\(page.text)")
        #expect(page.text.contains("L04") && page.text.contains("L09"))
        let five = Dictionary(uniqueKeysWithValues: (1...5).map { ("signed-\($0)", "yes") })
        let missing = try await step(chair, "signatures", five.merging(["explanation-L04": "left with it"]) { $1 })
        #expect(missing.status == 422 && missing.text.contains("left with it"))
        let words = ["explanation-L04": "left with it", "explanation-L09": "the same", "dissents-5": "yes"]
        let four = five.filter { $0.key != "signed-5" }.merging(words) { $1 }
        #expect(try await step(chair, "signatures", four).status == 409)
        #expect(try await step(chair, "signatures", five.merging(words) { $1 }).status == 303)
        #expect(desk.now.state.phase == .signed)
        for name in ["opening", "closing"] {
            let paper = try await chair.get("\(path)/papers/\(name).pdf")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF".utf8)), "\(name)")
        }
        // What was written is there for whoever starts the desk again.
        let store = try SQLiteRecordStore(path: "\(service.folder)/desk.record", .existing)
        var verifier = RecordVerifier()
        for event in try await store.events(from: 0, count: 1000) { try verifier.add(event) }
        #expect(verifier.head == desk.now.head)
    }

    // MARK: Roles

    @Test(arguments: [nil] + Role.allCases.map { $0 }) func everyDeskRoute(role: Role?) async throws {
        try await Self.with { service in
            for route in RouteTable.routes
            where [.desk, .deskStep, .deskAgain, .checkIn, .voter, .homeRequests, .deskPaper, .ownEntry].contains(
                route.name)
            {
                let client =
                    try await role.asyncMap { try await service.signedIn(TestService.name(of: $0)) } ?? service.client()
                let before = try service.denials().count
                let answer: HTTPSClient.Answer
                if route.method == .get {
                    answer = try await client.get(route.example)
                } else {
                    let page = try await client.get(role == nil ? "/office/en/sign-in" : "/office/en/home")
                    answer = try await client.post(route.example, ["form": try TestService.formToken(page)])
                }
                let comment: Comment = "\(route.method.rawValue) \(route.path): \(answer.status)"
                let denied = try service.denials().count - before
                if route.admits(role) {
                    // The act of opening is not there before the station is open.
                    #expect(
                        route.name == .deskPaper ? answer.status == 404 : [200, 422].contains(answer.status), comment)
                    #expect(denied == 0, comment)
                } else {
                    #expect(answer.status == (role == nil && route.method == .get ? 303 : 403) && denied == 1, comment)
                }
            }
        }
    }

    /// Another commission's members see no more than that there is nothing.
    @Test(arguments: ["other", "centre"]) func otherCommissions(account: String) async throws {
        try await Self.with { service in
            let client = try await service.signedIn(account)
            for last in ["", "/check-in", "/steps/opening", "/home-requests", "/papers/opening.pdf"] {
                let answer = try await client.get(Self.path + last)
                #expect(answer.status == 404, "\(last)")
                #expect(try service.denials().first?.reason == .unit)
            }
        }
    }

    // MARK: One's own entry

    @Test func ownEntry() async throws {
        try await Self.with { service in
            let client = try service.client()
            let page = try await client.get("/office/en/own-entry")
            #expect(page.status == 200)
            // Whoever looks for it finds it where others sign in.
            #expect(try await client.get("/office/en/sign-in").text.contains("href=\"/office/en/own-entry\""))
            let form = try TestService.formToken(page)
            func ask(_ number: String, _ day: String) async throws -> HTTPSClient.Answer {
                try await client.post("/office/en/own-entry", ["form": form, "number": number, "birth-date": day])
            }
            let entry = SmallStation.entries(Self.voters)[2]
            let found = try await ask("\(entry.number)", "\(entry.birthDate)")
            #expect(found.status == 200 && found.text.contains("Invented street 3"))
            // Which of the two is wrong is never said.
            let wrongDay = try await ask("\(entry.number)", "1970-01-01")
            let wrongNumber = try await ask("\(SmallStation.number(99))", "\(entry.birthDate)")
            for answer in [wrongDay, wrongNumber] {
                #expect(answer.status == 404 && !answer.text.contains("Invented street"))
                #expect(answer.text.contains("No entry has this number and this birth date together."))
            }
            #expect(try await ask("12", "1970-01-01").status == 422)
            var statuses: [Int] = []
            for _ in 0..<12 { statuses.append(try await ask("\(entry.number)", "1970-01-01").status) }
            #expect(statuses.last == 429)
        }
    }
}
