import Counting
import ElectionConduct
import ElectionModel
import ElectronicStation
import Testing
import VoterRegister
import Wording

/// Every refusal and finding of a desk has its sentence in every language, with its figures and its article.
@Suite struct DeskWordingTests {
    private static let day: CalendarDate = {
        guard let day = CalendarDate("2004-09-19") else { preconditionFailure("it is a day") }
        return day
    }()
    private static let noon = CivilTime(day, minute: 720)
    private static let number: VoterNumber = {
        guard let number = VoterNumber("990000000017") else { preconditionFailure("12 digits") }
        return number
    }()

    private static let checkIns: [CheckInRefusal] = [
        .givenAlready(CheckIn(number: number, form: .electronic, place: .station, member: "m4", hour: 9)),
        .notOnTheList(number), .otherStation("st-2"), .struckOut(number), .notOpenYet(noon),
        .tooLate(RegisterLimit(until: noon, article: "art. 41(6)"), now: noon), .mayNotIssue("m1"),
        .noHomeRequest(number), .requestedAlready(number), .damaged(.notARegister),
    ]

    private static let refusals: [DeskRefusal] =
        [
            .unknownKind("desk.x"), .unknownRole("x"), .payload(kind: "desk.x", detail: "y"),
            .notInRole(kind: "desk.x", role: .typist), .noVoter, .notPrepared, .preparedAlready, .wrongPhase(.closed),
            .unsound, .noHash, .otherHour(9), .otherStation("st-2"), .wrongNumberOfMembers(given: 6, due: 7), .noChair,
            .twoOfOneParty("p1"), .notAMember("x"), .namedTwice, .notTheChair("m2", article: "art. 50-5(2)"),
            .mayNotIssue("m1"), .noQuorum(present: 4, members: 7), .noMajority(inFavour: 3, members: 7), .noDecision,
            .noReason, .notThisCommission(.central), .sealBroken(.slips), .sealBroken(.startPassword), .wrongPassword,
            .twoMustSign(given: 1), .urnNotEmpty(1), .tooFewSlots(5, slips: 6), .tooEarly(noon, article: "art. 38(1)"),
            .dayTooLate(day, latest: day, article: "art. 50-1(4)"),
            .dayTooEarly(day, earliest: day, article: "art. 50-5(7)"), .noSlipsLeft(received: 6), .noSlipGiven(number),
            .slipGivenBack(number), .noMoreReplacements(most: 2), .visitNeedsTwo(given: 1), .notOnVisit("m4"),
            .paperOnly, .noPaperFallback, .sameElection("e"), .unspentAboveBox(3, inBox: 2), .notCounted,
            .noRecorder(article: "art. 50-2(4)"), .notRecorded, .recordersNotCounted, .otherBooths(given: 1, due: 2),
            .tooFewSignatures(signed: 4, due: 5), .signedTwice, .unexplained(code: "L04"),
        ] + OpeningCondition.allCases.map { .notReady($0) } + checkIns.map { .checkIn($0) }

    @Test(arguments: Language.allCases) func everyRefusalHasItsWords(language: Language) throws {
        let wording = try Repository.wording(language)
        #expect(Set(Self.refusals.map(\.code)) == Set(DeskRefusal.Code.allCases))
        for refusal in Self.refusals {
            let text = wording.sentence(for: refusal)
            #expect(!text.contains("{") && !text.contains("["), "\(text)")
            if let article = refusal.article { #expect(text.hasSuffix("(\(wording.citation(article)))"), "\(text)") }
        }
        #expect(Set(Self.refusals.map { wording.sentence(for: $0) }).count >= Self.refusals.count - 1)
    }

    @Test func theCaseOf2004() throws {
        let expected: [Language: String] = [
            .english: "art. 50-1(4)", .russian: "ст. 50-1, п. 4", .kazakh: "50-1-бап, 4-тармақ",
        ]
        for (language, citation) in expected {
            let text = try Repository.wording(language).sentence(for: DeskRefusal.notReady(.acceptance))
            #expect(text.replacing("\u{A0}", with: " ").contains(citation), "\(text)")
        }
    }

    @Test(arguments: Language.allCases) func everyFindingHasItsWords(language: Language) throws {
        let wording = try Repository.wording(language)
        // Accounts that break every rule between them.
        let accounts = [
            SlipAccount(
                printed: 10, received: 9, handedOut: 5, destroyedUnused: 4, ballots: 6, challenged: 1, inBox: 9,
                unspentInBox: 1, returned: 1, checkIns: 3, replacements: 1),
            SlipAccount(
                printed: 10, received: 10, handedOut: 6, destroyedUnused: 4, ballots: 1, challenged: 0, inBox: 2,
                unspentInBox: 0, returned: 0, checkIns: 6, replacements: 0),
        ]
        let findings = accounts.flatMap { $0.findings(at: "st-1") }
        #expect(
            Set(findings.map(\.code)).union([SlipAccount.Code.paper.rawValue])
                == Set(SlipAccount.Code.allCases.map(\.rawValue)))
        for finding in findings {
            let text = wording.deskSentence(for: finding)
            #expect(text.hasPrefix(finding.code) && !text.contains("{"), "\(text)")
            for figure in finding.figures {
                guard case .count(let count) = figure.value else { continue }
                #expect(text.contains("\(count)"), "\(text): \(figure.name)")
            }
        }
        #expect(wording.signed(0) == "0" && wording.signed(3) == "+3" && wording.signed(-3) == "−3")
        let equation = try #require(accounts[1].equations.first)
        #expect(wording.sentence(for: equation, of: accounts[1]).contains(" = "))
    }
}
