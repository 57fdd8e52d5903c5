import ElectionModel
import ElectronicStation
import PrimeOrderGroups
import SampleBooth
import Testing
import VerifiableVoting

import Booth

@Suite("One ballot in a booth")
struct VotingBoothTests {
    /// Without spaces and line ends, between which a code stands.
    private func squeezed(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }

    @Test func aBallotIsCast() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.vote(test.sample.slips[0], [2, 4])
        #expect(browser.offers("cast") && browser.offers("challenge"))
        let papers = test.printer.papers
        #expect(papers.count == 1)
        await browser.press("act", "cast")
        #expect(browser.last.isLast)
        let ballot = try #require(test.urn.ballots.first)
        let verified = try test.sample.election.verify(ballot)
        #expect(verified.credential == test.sample.credentials[0])
        let code = try BallotReader<Suite25519.Group.Order>.read(ballot).signatureHash
        #expect(squeezed(papers[0]).contains(code))
        #expect(test.urn.log == ["state", "commit \(code)", "cast \(code)"])
        // Nothing more is printed, and no name of the ballot stands on anything after the decision.
        #expect(test.printer.papers == papers)
        for choice in test.sample.ballot.contests.flatMap(\.choices) {
            #expect(!browser.page.contains(choice.name.english) && !papers[0].contains(choice.name.english))
            #expect(!browser.page.contains(choice.name.kazakh!) && !papers[0].contains(choice.name.kazakh!))
        }
    }

    @Test(arguments: [[2, 4], [7, 5], [0, 0], [8, 1]])
    func aChallengeShowsWhatWasChosen(places: [Int]) async throws {
        let test = try TestBooth(hasBlank: true)
        let browser = TestBrowser(test.booth)
        await browser.vote(test.sample.slips[0], places)
        await browser.press("act", "challenge")
        #expect(browser.last.isLast && test.urn.ballots.isEmpty)
        let opened = try test.sample.election.verify(challenge: #require(test.urn.challenges.first))
        let expected = test.sample.ballot.plaintext(places, test.sample.election.questions)
        #expect(opened.choices == expected)
        #expect(test.urn.log.last == "challenge \(opened.code)")
        let paper = try #require(test.printer.papers.last)
        #expect(test.printer.papers.count == 2)
        #expect(paper.contains("ЕСЕПКЕ АЛЫНБАЙДЫ") && paper.contains("НЕ УЧИТЫВАЕТСЯ"))
        #expect(squeezed(paper).contains(opened.code))
        for (contest, place) in zip(test.sample.ballot.contests, places) {
            #expect(paper.contains(contest.choices[place].name.kazakh!))
            #expect(paper.contains(contest.choices[place].name.russian!))
        }
        // The slip is spent: the next process says so.
        let next = TestBrowser(try test.next().booth)
        await next.enter(test.sample.slips[0])
        #expect(next.offers("slip") && next.page.contains("slip-problem"))
    }

    /// The code is kept and printed before anything can be decided, and the paper is the same for every choice but for the code.
    @Test func codeBeforeDecision() async throws {
        let test = try TestBooth()
        var papers: [String] = []
        for (slip, places) in zip(test.sample.slips, [[0, 0], [7, 5], [3, 2]]) {
            let next = try test.next()
            let browser = TestBrowser(next.booth)
            await browser.enter(slip)
            for place in places {
                #expect(!browser.offers("cast") && !browser.offers("challenge") && next.printer.papers.isEmpty)
                await browser.press("choice", browser.choices[place])
                await browser.press("act", "forward")
            }
            // Asked for too early, it does nothing.
            await browser.press("act", "cast")
            #expect(!browser.offers("cast") && test.urn.ballots.isEmpty && next.printer.papers.isEmpty)
            await browser.press("act", "make")
            #expect(browser.offers("cast") && next.printer.papers.count == 1)
            let committed = try #require(test.urn.log.last?.split(separator: " ").last)
            let paper = squeezed(next.printer.papers[0])
            #expect(paper.contains(committed))
            papers.append(paper.replacing(committed, with: ""))
        }
        #expect(papers.count == 3 && Set(papers).count == 1)
    }

    @Test func withoutItsPaperNothingIsDecided() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        test.printer.fail(2)
        await browser.vote(test.sample.slips[0], [1, 1])
        #expect(!browser.offers("cast") && !browser.offers("challenge") && browser.offers("again"))
        await browser.press("act", "cast")
        await browser.press("act", "again")
        #expect(!browser.offers("cast") && test.urn.ballots.isEmpty)
        await browser.press("act", "again")
        #expect(browser.offers("cast"))
        await browser.press("act", "cast")
        #expect(browser.last.isLast && test.urn.ballots.count == 1)
    }

    @Test(arguments: MemoryUrn.Fault.allCases, Decision.allCases)
    func lostAnswersAreAskedFor(fault: MemoryUrn.Fault, decision: Decision) async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        test.urn.lose([])
        await browser.enter(test.sample.slips[0])
        for place in [1, 2] {
            await browser.press("choice", browser.choices[place])
            await browser.press("act", "forward")
        }
        test.urn.lose([fault])
        await browser.press("act", "make")
        #expect(browser.offers("cast"))
        test.urn.lose([fault, fault])
        await browser.press("act", decision.rawValue)
        #expect(browser.last.isLast)
        #expect(test.urn.ballots.count == (decision == .cast ? 1 : 0))
        #expect(test.urn.challenges.count == (decision == .challenge ? 1 : 0))
        // One ballot was made, however often it was sent.
        #expect(Set(test.urn.log.filter { $0 != "state" }.compactMap { $0.split(separator: " ").last }).count == 1)
    }

    @Test(arguments: Decision.allCases)
    func silenceIsTold(decision: Decision) async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.vote(test.sample.slips[0], [1, 1])
        test.urn.lose(Array(repeating: .before, count: 8))
        await browser.press("act", decision.rawValue)
        #expect(browser.offers("again") && !browser.last.isLast)
        // What was decided stays decided.
        let other: Decision = decision == .cast ? .challenge : .cast
        await browser.press("act", other.rawValue)
        #expect(browser.offers("again") && test.urn.ballots.isEmpty && test.urn.challenges.isEmpty)
        test.urn.lose([])
        await browser.press("act", "again")
        #expect(browser.last.isLast)
        #expect(test.urn.ballots.count == (decision == .cast ? 1 : 0))
        #expect(test.urn.challenges.count == (decision == .challenge ? 1 : 0))
    }

    @Test func slipsThatOpenNothing() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        let own = test.sample.slips[0]
        test.urn.use(test.sample.credentials[1], as: .cast)
        test.urn.use(test.sample.credentials[2], as: .challenged)
        for text in ["", "x", own.credential.text, "sailau-slip-2 \(own.election) \(own.credential.text)"] {
            await browser.open()
            await browser.press("act", "slip", more: "&slip=\(text.replacing(" ", with: "+"))")
            #expect(browser.offers("slip") && browser.page.contains("slip-problem") && browser.cookie == nil)
        }
        let strangers = [
            Slip(election: "5b8gNLhWW7HKdT", credential: own.credential),
            Slip(election: own.election, credential: .random()), test.sample.slips[1], test.sample.slips[2],
        ]
        for slip in strangers {
            await browser.enter(slip)
            #expect(browser.offers("slip") && browser.page.contains("slip-problem") && browser.cookie == nil)
            #expect(!browser.page.contains(slip.credential.text))
        }
        test.urn.setOpen(false)
        await browser.enter(own)
        #expect(browser.offers("slip") && browser.cookie == nil)
        test.urn.setOpen(true)
        await browser.enter(own)
        #expect(browser.choices.count == 8 && browser.cookie != nil)
    }

    @Test func leavingAndTimeOutSpendNothing() async throws {
        let test = try TestBooth(secondsToEnd: 0)
        let browser = TestBrowser(test.booth)
        await browser.vote(test.sample.slips[0], [1, 1])
        #expect(browser.offers("cast"))
        try await Task.sleep(for: .milliseconds(20))
        _ = await test.booth.tick()
        await browser.press("act", "cast")
        #expect(browser.last.isLast && test.urn.ballots.isEmpty)
        let leaving = try test.next()
        let second = TestBrowser(leaving.booth)
        await second.vote(test.sample.slips[0], [1, 1])
        await second.press("act", "leave")
        #expect(second.last.isLast && test.urn.ballots.isEmpty)
        let third = TestBrowser(try test.next().booth)
        await third.vote(test.sample.slips[0], [1, 1])
        await third.press("act", "cast")
        #expect(test.urn.ballots.count == 1)
    }

    @Test func settingsKeepTheStep() async throws {
        let test = try TestBooth()
        let browser = TestBrowser(test.booth)
        await browser.enter(test.sample.slips[0])
        await browser.press("choice", browser.choices[3])
        for (name, value, mark) in [
            ("language", "ru", "lang=\"ru\""), ("size", "largest", "data-size=\"largest\""),
            ("theme", "contrast", "data-theme=\"contrast\""), ("speech", "on", "data-speech=\"on\""),
            ("scan", "on", "data-scan=\"on\""), ("language", "en", "lang=\"en\""),
        ] {
            await browser.press(name, value)
            #expect(browser.page.contains(mark))
            #expect(browser.choices.count == 8)
            #expect(browser.page.contains("value=\"\(browser.choices[3])\" aria-pressed=\"true\""))
        }
        // The ballot stays in its own languages where the help is in English.
        #expect(browser.page.contains("Бәріне қарсы") && browser.page.contains("Против всех"))
        #expect(!browser.page.contains("Against all"))
    }

    @Test func noChallengeWhereTheRulesOfferNone() async throws {
        let test = try TestBooth(offersChallenge: false)
        let browser = TestBrowser(test.booth)
        await browser.vote(test.sample.slips[0], [1, 1])
        #expect(browser.offers("cast") && !browser.offers("challenge"))
        await browser.press("act", "challenge")
        #expect(browser.offers("cast") && test.urn.challenges.isEmpty)
    }
}
