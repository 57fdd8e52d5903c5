import ElectionModel
import Observation
import Testing
import VerifiableVoting
import Wording

/// Every refusal of an audit says what is wrong, in every language.
@Suite struct ObservationWordingTests {
    private static let key = ContestKey(tier: "list", district: "national")
    private static let place = CardPlace("box", 7)

    static let refusals: [AuditRefusal] = [
        .missing([.manifest, .plan], before: .seed), .alreadyDone(.seed), .tooMany("cards", 9, most: 8),
        .containerTwice("box"), .countTwice("1", key), .contestTwice(key), .otherBallot("1", key), .unknownContest(key),
        .totalsDiffer(
            key, decidedFrom: CardCount(votes: [1], invalid: 0), stations: CardCount(votes: [2], invalid: 0)),
        .noClaims(key), .recordsOfOtherCards("box", key), .recordNotUnderstood("box", key, card: 3),
        .noCardRecords(key), .claimNotUnderstood(key, index: 0), .riskLimit(Fraction(3, 2)), .seedTooShort(digits: 3),
        .otherCommitment(expected: "ab"), .drawShrinks(key, from: 5), .notDrawn(place), .unknownChoice("x", key),
        .markSaysNothing(key), .readTwiceBySame(place, reader: "A"), .readByTwoAlready(place), .nothingToResolve(place),
        .resolvedByOne(place), .unread(2, first: place), .unresolved(2, first: place), .stationNotDrawn("1", key),
        .recountedTwiceBySame("1", key, reader: "A"), .recountedByTwoAlready("1", key), .noRecountToResolve("1", key),
        .recountResolvedByOne("1", key), .recountsOpen(2, first: "1", key), .archiveDiffers("1", key),
        .otherAssessment(expected: []),
    ]

    @Test(arguments: Language.allCases) func everyRefusalHasASentence(language: Language) throws {
        let wording = Wording(try Repository.catalogue(), in: language)
        let sentences = Self.refusals.map { wording.sentence(for: $0) }
        #expect(Set(sentences).count == Self.refusals.count)
        for sentence in sentences {
            #expect(sentence.hasSuffix(".") && !sentence.contains("{"), "\(sentence)")
            #expect(!sentence.contains(wording.term("absent.not given")), "\(sentence)")
        }
        let errors: [AuditTextError] = [
            .expected("step", step: 2), .unknownFormat("sailau-audit/9"),
            .refused(.otherAssessment(expected: []), step: 3),
            .notCanonical,
        ]
        for error in errors { #expect(wording.sentence(for: error, file: "a.json").hasPrefix("a.json")) }
        #expect(wording.sentence(for: .notDrawn(Self.place), file: "r.csv", line: 12).hasPrefix("r.csv:12: "))
    }

    @Test(arguments: Language.allCases) func everyRefusalOfABundleHasASentence(language: Language) throws {
        let wording = Wording(try Repository.catalogue(), in: language)
        let refusals: [BundleRefusal] = [
            .expected("files"), .unknownFormat("x/9"), .otherRoot(expected: Digest(of: "")), .otherHead("root"),
            .notSignedBy("Group A"), .fileMissing("a.csv"), .fileChanged("a.csv"), .fileNotNamed("a.csv"),
            .differs("stations · 1", recorded: "1", found: "2"),
        ]
        let sentences = refusals.map { wording.sentence(for: $0) }
        #expect(Set(sentences).count == refusals.count)
        for sentence in sentences { #expect(sentence.hasSuffix(".") && !sentence.contains("{"), "\(sentence)") }
    }

    @Test(arguments: Language.allCases) func everyVerdictHasASentence(language: Language) throws {
        let wording = Wording(try Repository.catalogue(), in: language)
        let difference = EvidenceDifference(Self.key, "E3", official: 12, found: 13)
        let many = EvidenceVerdict.differs((1...10).map { EvidenceDifference(nil, "A0\($0)") })
        #expect(wording.sentence(for: .differs([difference])).contains("E3"))
        #expect(wording.sentence(for: difference).contains("12") && wording.sentence(for: difference).contains("13"))
        // Names, with the letter by which papers have the line.
        let names = Names(choice: { id, language in "\(id.rawValue) \(language.rawValue)" })
        let named = Wording(try Repository.catalogue(), in: language, names: names)
        let votes = EvidenceDifference(Self.key, "E3", .choice("17-03"), official: 12, found: 13)
        #expect(named.name(of: votes) == "17-03 \(language.rawValue) (E3)")
        let invalid = EvidenceDifference(Self.key, "F", official: 1, found: 2)
        #expect(wording.name(of: invalid).hasSuffix(" (F)") && wording.name(of: invalid).count > 8)
        let check = EvidenceDifference(Self.key, "C10")
        #expect(wording.name(of: check).hasSuffix(" (C10)") && wording.name(of: check).count > 12)
        let item = EvidenceDifference(nil, "voting.overall", .item(Multilingual("Overall")), official: 31, found: 12)
        #expect(wording.name(of: item) == "Overall")
        #expect(wording.sentence(for: item).contains("31") && wording.sentence(for: item).contains("12"))
        #expect(wording.name(of: EvidenceDifference(nil, "i1: queue")) == "i1: queue")
        #expect(wording.sentence(for: many).contains("A08") && !wording.sentence(for: many).contains("A09"))
        #expect(wording.sentence(for: many, most: .max).contains("A010"))
        #expect(
            wording.sentence(for: .missing([.closing, .manifest])).contains(wording.name(of: EvidenceGap.manifest)))
        #expect(wording.sentence(for: .agrees) != wording.sentence(for: .notExamined))
    }

    @Test(arguments: Language.allCases) func everyClaimHasASentence(language: Language) throws {
        let wording = Wording(try Repository.catalogue(), in: language)
        let claims: [Observation.Claim] = [
            .share("A", Fraction(1, 2), of: .validVotes), .shareMissed("A", Fraction(7, 100), of: .ballotsCast),
            .moreVotes("A", than: "B"), .remainder("A", 3, over: "B", 2, seats: 10, taking: ["A", "B"]),
            .quotient("A", Fraction(3, 1), over: "B", Fraction(4, 1)),
        ]
        for claim in claims {
            let sentence = wording.sentence(for: claim)
            #expect(sentence.hasPrefix("A: ") && !sentence.contains("{"), "\(sentence)")
            #expect(claim.other == nil || sentence.contains("B"))
        }
        #expect(wording.pValue(0.00001).contains("0") && wording.pValue(0).hasPrefix("0"))
        #expect(wording.estimate(.nan, digits: 2) == wording.term("absent.not applicable"))
    }
}
