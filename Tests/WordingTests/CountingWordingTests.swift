import Counting
import ElectionModel
import Testing
import Wording

@Suite("Words of counting")
struct CountingWordingTests {
    static let refusals: [ProtocolCase.Refusal] = [
        .notInState(.accept, .entered), .notInRole(.accept, .typist),
        .otherProtocol(
            expected: LedgerKey(
                Protocol(station: "17-003", tier: "list", district: "national", provenance: .simulated))),
        .alreadyTyped("p7"), .typedIt("p7"), .notOwnEntry("p7"), .noFields, .fieldNotOpen(.votes(line: 2)),
        .noSuchField(.votes(line: 20)), .noReason, .noDecisionNumber, .tooManyVotes(given: 8, members: 7),
        .undecided(dispute: "3"), .notAcknowledged([Finding("C02", .warning, place: [])]),
        .errorsStand([Finding("A02", .error, place: []), Finding("A02", .error, place: ["x"])]),
        .tooFewSignatures(signed: 3, needed: 4), .tooManySignatures(signed: 8, members: 7),
        .otherOldValue(.invalid, stated: nil, standing: 4), .nothingChanges(.invalid), .nothingChanges(nil),
    ]

    @Test("Every refusal of a step has a sentence with all its figures", arguments: Language.allCases)
    func refusals(_ language: Language) throws {
        let wording = try Repository.wording(language)
        #expect(Set(Self.refusals.map(\.code)) == Set(ProtocolCase.Refusal.Code.allCases))
        for refusal in Self.refusals {
            let text = wording.sentence(for: refusal)
            #expect(!text.isEmpty && !text.contains { "{}[]~|".contains($0) }, "\(text)")
            if case .otherOldValue = refusal { continue }
            guard language == .english else { continue }
            #expect(!text.contains(wording.term("absent.not given")), "\(text)")
        }
        #expect(
            try Repository.wording(.english).sentence(for: .errorsStand([Finding("A02", .error, place: [])]))
                == "These errors have to be gone first: A02.")
    }

    @Test("Every check says what to do in each role", arguments: Language.allCases)
    func advice(_ language: Language) throws {
        let wording = try Repository.wording(language)
        for check in Check.table {
            for role in [ProtocolCase.Role.typist, .coordinator, .acceptor] {
                #expect(wording.advice(on: check, for: role)?.isEmpty == false, "\(check.code) \(role)")
            }
            let finding = Finding(check.code, check.severity, place: [])
            #expect(wording.title(of: finding) != check.code && wording.sentence(for: finding) != check.code)
        }
        for left in Check.notApplied { #expect(wording.titleOfCheck(left.code) != left.code) }
    }

    @Test("A turnout names its reading and its article")
    func turnout() throws {
        let item = Turnout(.withoutInvalid, tookPart: 571, electors: 1000)
        #expect(
            visible(try Repository.wording(.english).text(of: item))
                == "57.10_% (571 took part: without invalid ballots; "
                + visible(try Repository.wording(.english).citation("art. 43(5)")) + ")")
        let unknown = try Repository.wording(.russian).text(of: Turnout(.ballotsFound, tookPart: 5, electors: nil))
        #expect(unknown.hasPrefix(try Repository.wording(.russian).term("absent.not given")))
    }

    @Test("Numbers in words")
    func words() throws {
        #expect(try Repository.wording(.russian).inWords(1002) == "одна тысяча два")
        #expect(try Repository.wording(.kazakh).inWords(1002) == "бір мың екі")
        #expect(try Repository.wording(.english).inWords(1_000_000_000) == nil)
    }

    @Test("The lines of the form are named by the statute")
    func lines() throws {
        let labels = try ProtocolForm.kazakhstan2004.lines.map { try Repository.wording(.russian).label(of: $0) }
        #expect(labels[1] == "избиратели, получившие бюллетени" && labels.allSatisfy { !$0.isEmpty })
        let own = ProtocolForm.Line(.invalid, letter: "F", label: Multilingual("void"), cites: "1")
        #expect(try Repository.wording(.kazakh).label(of: own) == "void")
    }

    @Test("Checks.md is what the table says")
    func document() throws {
        let page = String(decoding: try Repository.bytes("Documentation/Checks.md"), as: UTF8.self)
        #expect(page == ChecksDocument.markdown(try Repository.wording(.english)))
    }
}
