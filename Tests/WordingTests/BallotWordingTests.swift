import ElectionModel
import Testing
import VerifiableVoting
import Wording

/// Every rule, finding and stage of an electronic election has its sentence in every language.
@Suite struct BallotWordingTests {
    private func wording(_ language: Language) throws -> Wording {
        Wording(try Repository.catalogue(), in: language)
    }

    @Test(arguments: Language.allCases) func everyRuleSaysWhereAndWhat(language: Language) throws {
        let wording = try wording(language)
        var sentences: Set<String> = []
        for rule in Rule.allCases {
            let place = Place(ballot: 1234, tracker: "TRACKER", question: 2, choice: 3)
            let text = wording.sentence(for: Violation(rule, place, detail: "DETAIL"))
            for part in ["1234", "TRACKER", "2", "3", "DETAIL", rule.rawValue] {
                #expect(text.contains(part), "\(text)")
            }
            let bare = wording.sentence(for: Violation(rule))
            #expect(bare.contains(rule.rawValue) && !bare.contains("DETAIL"))
            #expect(bare.hasSuffix("."))
            sentences.insert(bare)
        }
        #expect(sentences.count == Rule.allCases.count)
    }

    @Test(arguments: Language.allCases) func placesOutsideBallotsAreNamed(language: Language) throws {
        let place = Place(offset: 77_000, event: 41, trustee: 51, credential: 61)
        let text = try wording(language).sentence(for: Violation(.eventParent, place))
        for part in ["77000", "41", "51", "61"] { #expect(text.contains(part), "\(text)") }
    }

    @Test(arguments: Language.allCases) func findingsStagesAndRefusals(language: Language) throws {
        let wording = try wording(language)
        for kind in VerificationFinding.Kind.allCases {
            let text = wording.sentence(for: VerificationFinding(kind, Place(ballot: 9)))
            #expect(text.contains("9"))
            #expect(wording.sentence(for: AdmissionRefusal.finding(kind)).count > 20)
        }
        let stages = Set(ArchiveStage.allCases.map { wording.name(of: $0) })
        #expect(stages.count == ArchiveStage.allCases.count)
        let weight = wording.sentence(for: AdmissionRefusal.weight(expected: 11, listed: 12))
        #expect(weight.contains("11") && weight.contains("12"))
        #expect(wording.sentence(for: AdmissionRefusal.stage(.closed)).contains(wording.name(of: .closed)))
    }
    @Test(arguments: Language.allCases) func theStatementWithFindingsAndAnchors(language: Language) async throws {
        let wording = try wording(language)
        let sample = "Tests/VerifiableVotingTests/Samples/v3.3.0-Ed25519/4b8gNLhWW7HKdT.bel"
        var statement = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(Repository.bytes(sample)))
        statement.findings = [VerificationFinding(.neutralAlpha, Place(ballot: 1))]
        let plain = wording.lines(for: statement)
        for text in [statement.head.hexadecimal, statement.setup.hexadecimal, statement.fingerprint, statement.uuid] {
            #expect(plain.contains { $0.contains(text) })
        }
        #expect(plain.contains(wording.term("ballots.statement.no anchors")))
        #expect(plain[1].hasPrefix("  "))
        statement.anchors = Set(VerificationStatement.Anchor.allCases)
        let anchored = wording.lines(for: statement)
        #expect(!anchored.contains(wording.term("ballots.statement.no anchors")))
        #expect(anchored.count == plain.count)
    }

    /// One of each.
    private static let notices: [BallotNotice] = [
        .archivesComplete(11), .askDecision, .askIdentifier, .cast(tracker: "TRACKER"), .challenged(file: "FILE"),
        .cutTail(bytes: 21, offset: 31, file: "FILE"), .decrypted(trustee: 41, file: "FILE"), .forVoters(file: "FILE"),
        .keptSecret(file: "FILE"), .member(51, name: "NAME"), .openToOthers(file: "FILE"), .replaced,
        .waived(counted: 61, uuid: "UUID", signatures: 71),
    ]

    @Test(arguments: Language.allCases) func everyNoticeTellsItsFigures(language: Language) throws {
        let wording = try wording(language)
        var texts: Set<String> = []
        for notice in Self.notices {
            let text = wording.notice(notice)
            for figure in notice.figures {
                switch figure.value {
                case .text(let value): #expect(text.contains(value), "\(text)")
                case .count(let count): #expect(text.contains("\(count)"), "\(text)")
                default: Issue.record("\(figure)")
                }
            }
            #expect(!text.contains(wording.term("absent.not given")), "\(text)")
            texts.insert(text)
        }
        #expect(texts.count == BallotNotice.Code.allCases.count)
    }

    /// The texts name the figures that the program gives, no fewer and no more.
    @Test func noticesNameTheirFigures() throws {
        let catalogue = try Repository.catalogue()
        #expect(Set(Self.notices.map(\.code)) == Set(BallotNotice.Code.allCases))
        for notice in Self.notices {
            #expect(
                catalogue.figureNames(of: "terms.ballots.notice.\(notice.code.rawValue)")
                    == notice.figures.map(\.name).sorted(), "\(notice.code)")
        }
        for label in BallotLabel.allCases {
            #expect(catalogue.figureNames(of: "terms.ballots.label.\(label.rawValue)") == [], "\(label)")
        }
    }

    /// What is typed is the same word in every language.
    @Test(arguments: Language.allCases) func theDecisionIsTypedAlike(language: Language) throws {
        let text = try wording(language).notice(.askDecision)
        #expect(text.matches(of: /`(\w+)`/).map { String($0.1) } == ["cast", "challenge"])
    }
}
