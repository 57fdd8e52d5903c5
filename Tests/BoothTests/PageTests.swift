import ElectionModel
import ElectronicStation
import Foundation
import SampleBooth
import Testing

import Booth

@Suite("Pages of a booth")
struct PageTests {
    private static let endings: [BoothSession.Ending] =
        [
            .cast, .challenged(isPrinted: true), .challenged(isPrinted: false), .left, .timeOut, .notOpen, .refused,
        ] + Decision.allCases.map { .unanswered($0) } + SlipState.allCases.map { .used($0) }

    /// Events that lead to every page but those of ends.
    private static let ways: [[BoothSession.Event]] = {
        let chosen: [BoothSession.Event] = [.slip(.read), .state(.unspent), .choose(1), .forward, .choose(2), .forward]
        let committed = chosen + [.makeBallot, .committed]
        let decided = committed + [.printed, .decide(.challenge)]
        let silence = [BoothSession.Event](repeating: .noAnswer, count: 8)
        return [
            [], [.slip(.unreadable)], [.slip(.anotherElection)], [.slip(.read), .noAnswer],
            [.slip(.read), .refused(.notOpen)], [.slip(.read)], [.slip(.read), .state(.unknown)],
            [.slip(.read), .state(.cast)], [.slip(.read), .state(.challenged)], [.slip(.read), .state(.unspent)],
            Array(chosen[..<4]), chosen, chosen + [.makeBallot], chosen + [.makeBallot] + silence, committed,
            committed + [.printingFailed], committed + [.printed], committed + [.printed, .decide(.cast)] + silence,
            decided, decided + silence, decided + [.taken], decided + [.taken, .printingFailed],
        ]
    }()

    /// Each page has its texts in each language, one heading, its own token and no other, and the mark of what is invented.
    @Test(arguments: Language.allCases, [true, false])
    func everyPageIsWritten(language: Language, isUnlocked: Bool) throws {
        let sample = try SampleElection(Suite25519.self, slips: 1)
        let texts = try ProjectFiles.texts()
        var display = Display(language: language)
        display.speaks = isUnlocked
        let pages = BoothPages(ballot: sample.ballot, texts: texts, display: display, isUnlocked: isUnlocked)
        var shown: [String] = []
        var steps: Set<BoothSession.Step> = []
        for way in Self.ways {
            var session = BoothSession(choices: sample.ballot.contests.map(\.choices.count), offersChallenge: true)
            for event in way { _ = session.handle(event) }
            steps.insert(session.step)
            let tokens = PageTokens(choices: 8)
            let situation = BoothPages.Situation(session: session, code: "c0de", paper: nil, offersChallenge: true)
            let page = pages.page(situation, tokens)
            #expect(page.contains(tokens.page.text) == !session.isBusy)
            shown.append(page)
        }
        #expect(steps.count == Self.ways.count)
        shown += Self.endings.map { pages.endPage($0, BoothPaper(lines: ["paper"])) }
        shown += [pages.warningPage(BoothToken()), pages.busyPage(), pages.waitPage()]
        for page in shown {
            #expect(page.components(separatedBy: "<h1").count == 2)
            #expect(page.contains("<html lang=\"\(language.rawValue)\""))
            #expect(page.contains(texts("label.simulated", language)))
            #expect(page.contains(texts("label.unlocked", language)) == isUnlocked)
            #expect(page.contains("<script") == isUnlocked)
        }
        // What a paper shows stands on no end but that of a challenge.
        #expect(Self.endings.filter { pages.endPage($0, BoothPaper(lines: ["paper"])).contains("<pre") }.count == 2)
    }
}
