import Counting
import ElectionModel
import Testing

@Suite struct EntryTests {
    typealias Entry = ProtocolCase.FieldEntry
    typealias Refusal = ProtocolCase.Refusal

    @Test func equalEntriesAreAgreedAtOnce() throws {
        let item = try CaseSteps.made(in: .entered)
        #expect(item.state.document == CaseSteps.document)
        #expect(item.versions.map(\.document) == [CaseSteps.document])
        #expect(item.versions[0].origin == .entry)
        #expect(item.typists == ["ann", "bob"])
    }

    @Test func theSecondEntryIsMadeByAnotherPerson() throws {
        var item = try CaseSteps.made(in: .enteredOnce)
        #expect(item.task(for: "ann") == nil)
        #expect(item.task(for: "bob") == .everything)
        #expect(throws: Refusal.alreadyTyped("ann")) { try item.apply(CaseSteps.second(by: "ann")) }
    }

    /// Each field differs in one case: that field alone is open, and a third person settles it either way.
    @Test(arguments: CaseSteps.counts.fields(on: .kazakhstan2004), [true, false])
    func aThirdPersonSettlesTheFieldThatDiffers(field: ProtocolField, firstWasRight: Bool) throws {
        let other = CaseSteps.changed(field, to: 77)
        var item = try CaseSteps.made([CaseSteps.first(), CaseSteps.second(by: "bob", other)])
        #expect(item.task(for: "cid") == .fields([field]))
        #expect(item.task(for: "ann") == nil)
        let right = firstWasRight ? CaseSteps.document : other
        try item.apply(CaseSteps.fields([field: right[field]]))
        #expect(item.state == .entered(right))
        #expect(item.typists == ["ann", "bob", "cid"])
    }

    @Test func whereThreeDifferAFourthDecides() throws {
        var item = try CaseSteps.made(in: .differing)
        try item.apply(CaseSteps.fields(by: "cid", [.invalid: Entry(3, words: "one")]))
        #expect(item.task(for: "cid") == nil)
        #expect(throws: Refusal.alreadyTyped("cid")) {
            try item.apply(CaseSteps.fields(by: "cid", [.invalid: Entry(1, words: "one")]))
        }
        try item.apply(CaseSteps.fields(by: "dan", [.invalid: Entry(3, words: "one")]))
        #expect(item.state.document?.counts.invalid == 3)
    }

    @Test func theFirstTwoDoNotSettleTheirOwnField() throws {
        var item = try CaseSteps.made(in: .differing)
        for person: PersonID in ["ann", "bob"] {
            #expect(throws: Refusal.alreadyTyped(person)) {
                try item.apply(CaseSteps.fields(by: person, [.invalid: Entry(1, words: "one")]))
            }
        }
    }

    @Test func onlyOpenFieldsAreEntered() throws {
        var item = try CaseSteps.made(in: .differing)
        #expect(throws: Refusal.fieldNotOpen(.tookPart)) {
            try item.apply(CaseSteps.fields([.tookPart: Entry(31)]))
        }
        #expect(throws: Refusal.noFields) { try item.apply(CaseSteps.fields([:])) }
    }

    @Test func emptyIsNotZero() throws {
        let item = try CaseSteps.made([
            CaseSteps.first(by: "ann", CaseSteps.changed(.invalid, to: nil)),
            CaseSteps.second(by: "bob", CaseSteps.changed(.invalid, to: 0)),
        ])
        #expect(item.task(for: "cid") == .fields([.invalid]))
    }

    @Test func wordsAreComparedWithoutCaseAndSpaces() throws {
        var second = CaseSteps.document
        second.words[.invalid] = "  ONE "
        #expect(try CaseSteps.made([CaseSteps.first(), CaseSteps.second(by: "bob", second)]).state.kind == .entered)
        second.words[.invalid] = "two"
        #expect(try CaseSteps.made([CaseSteps.first(), CaseSteps.second(by: "bob", second)]).state.kind == .differing)
    }

    /// One person read a second mobile box and a third member where the paper has none.
    @Test func linesThatAreNotOnThePaperGoAway() throws {
        var longer = CaseSteps.document
        longer.counts.mobileBoxes.append(Protocol.MobileBox(requests: 5, ballotsFound: 5))
        longer.counts.ballotsGivenByMember.append(0)
        for documents in [(CaseSteps.document, longer), (longer, CaseSteps.document)] {
            var item = try CaseSteps.made([CaseSteps.first(documents.0), CaseSteps.second(documents.1)])
            let open: [ProtocolField] = [.ballotsGiven(member: 3), .applications(box: 2), .ballotsFound(box: 2)]
            #expect(item.task(for: "cid") == .fields(open))
            try item.apply(CaseSteps.fields(Dictionary(uniqueKeysWithValues: open.map { ($0, Entry(nil)) })))
            #expect(item.state.document?.counts == CaseSteps.document.counts)
        }
    }

    @Test func aDocumentOfAnotherProtocolIsRefused() throws {
        var others: [ProtocolDocument] = []
        for change: (inout Protocol) -> Void in [
            { $0.station = "2" }, { $0.tier = "list" }, { $0.district = "a2" }, { $0.round = 2 },
            { $0.channel = .electronic },
        ] {
            var other = CaseSteps.document
            change(&other.counts)
            others.append(other)
        }
        for other in others {
            var item = ProtocolCase(CaseSteps.key)
            #expect(throws: Refusal.otherProtocol(expected: CaseSteps.key)) { try item.apply(CaseSteps.first(other)) }
            item = try CaseSteps.made(in: .enteredOnce)
            #expect(throws: Refusal.otherProtocol(expected: CaseSteps.key)) { try item.apply(CaseSteps.second(other)) }
        }
        var swapped = CaseSteps.document
        swapped.counts.votes.swapAt(0, 1)
        var item = try CaseSteps.made(in: .enteredOnce)
        #expect(throws: Refusal.otherProtocol(expected: CaseSteps.key)) { try item.apply(CaseSteps.second(swapped)) }
        item = ProtocolCase(CaseSteps.key, choices: ["x", "y"])
        #expect(throws: Refusal.otherProtocol(expected: CaseSteps.key)) { try item.apply(CaseSteps.first(swapped)) }
    }

    @Test func onlyOnesOwnEntryIsDiscarded() throws {
        var item = try CaseSteps.made(in: .enteredOnce)
        let step = ProtocolCase.Step(.discard(reason: "wrong sheet"), by: "bob", as: .typist)
        #expect(throws: Refusal.notOwnEntry("bob")) { try item.apply(step) }
        try item.apply(CaseSteps.sample(.discard))
        #expect(item.steps.count == 2)
        try item.apply(CaseSteps.first(by: "bob"))
    }

    /// Two persons type a reopened field anew, whoever typed it before.
    @Test func areopenedFieldIsTypedByTwo() throws {
        var item = try CaseSteps.made(in: .entered)
        #expect(throws: Refusal.noFields) { try item.apply(CaseSteps.coordinator(.reopen([], reason: "x"))) }
        #expect(throws: Refusal.noSuchField(.votes(line: 3))) {
            try item.apply(CaseSteps.coordinator(.reopen([.votes(line: 3)], reason: "x")))
        }
        try item.apply(CaseSteps.sample(.reopen))
        try item.apply(CaseSteps.fields(by: "ann", [.invalid: Entry(2, words: "two")]))
        #expect(item.state.kind == .differing)
        try item.apply(CaseSteps.fields(by: "bob", [.invalid: Entry(2, words: "two")]))
        #expect(item.state.document?.counts.invalid == 2)
        #expect(item.versions.map(\.document.counts.invalid) == [1, 2])
    }

    @Test func arecountThatWasOrderedStaysOrderedWhenItsEntryIsDropped() throws {
        var item = try CaseSteps.made(in: .recountOrdered)
        try item.apply([CaseSteps.first(), CaseSteps.sample(.discard)])
        #expect(item.state == .recountOrdered(CaseSteps.decision))
    }
}
