import Counting
import ElectionModel
import Testing

@Suite struct AcceptanceTests {
    typealias Refusal = ProtocolCase.Refusal

    /// Everybody who typed a figure, also one who typed a single field or a corrigendum.
    @Test func nobodyWhoTypedConfirmsOrAccepts() throws {
        var item = try CaseSteps.made(in: .differing)
        try item.apply(CaseSteps.sample(.enterFields))
        for person: PersonID in ["ann", "bob", "cid"] {
            let confirm = ProtocolCase.Step(.confirm(findings: []), by: person, as: .coordinator)
            #expect(throws: Refusal.typedIt(person)) { try item.apply(confirm) }
        }
        try item.apply([CaseSteps.sample(.confirm), CaseSteps.sample(.sign), CaseSteps.sample(.receive)])
        for person: PersonID in ["ann", "bob", "cid"] {
            let accept = ProtocolCase.Step(.accept(findings: []), by: person, as: .acceptor)
            #expect(throws: Refusal.typedIt(person)) { try item.apply(accept) }
        }
        try item.apply(CaseSteps.sample(.accept))
        try item.apply(CaseSteps.sample(.correct))
        #expect(throws: Refusal.typedIt("eve")) { try item.apply(CaseSteps.sample(.confirm)) }
    }

    @Test func errorsHaveToBeGone() throws {
        var item = try CaseSteps.made(in: .received)
        try item.apply(CaseSteps.acceptor(.acknowledge(CaseSteps.error, reason: "it stands so")))
        #expect(throws: Refusal.errorsStand([CaseSteps.error])) {
            try item.apply(CaseSteps.acceptor(.accept(findings: [CaseSteps.error])))
        }
        try item.apply(CaseSteps.sample(.accept))
    }

    /// Article 43(4-1) lets a commission explain more ballots found than given.
    @Test func anErrorThatTheLawLetsThemExplainIsAcknowledged() throws {
        let explained = Finding("A05", .error, place: ["1"])
        var item = try CaseSteps.made(in: .received)
        #expect(throws: Refusal.notAcknowledged([explained])) {
            try item.apply(CaseSteps.acceptor(.accept(findings: [explained])))
        }
        try item.apply(CaseSteps.acceptor(.acknowledge(explained, reason: "act of 19 September")))
        try item.apply(CaseSteps.acceptor(.accept(findings: [explained])))
        #expect(item.acknowledgements.map(\.person) == ["fay"])
    }

    /// A warning with other figures is another warning; information needs nobody.
    @Test func awarningIsAcknowledgedWithItsFigures() throws {
        var item = try CaseSteps.made(in: .entered)
        #expect(throws: Refusal.noReason) {
            try item.apply(CaseSteps.coordinator(.acknowledge(CaseSteps.warning, reason: " ")))
        }
        try item.apply(CaseSteps.sample(.acknowledge))
        let other = Finding("C02", .warning, place: ["1"], figures: [Figure("invalid", .count(2))])
        let information = Finding("D06", .information, place: ["1"])
        #expect(throws: Refusal.notAcknowledged([other])) {
            try item.apply(CaseSteps.coordinator(.confirm(findings: [CaseSteps.warning, other, information])))
        }
        try item.apply(CaseSteps.coordinator(.confirm(findings: [CaseSteps.warning, information])))
    }

    @Test func moreThanHalfOfAllMembersSign() throws {
        for signed in 0...7 {
            var item = try CaseSteps.made(in: .confirmed)
            let signatures = (1...7).map {
                ProtocolHeader.Signature(PersonID("member-\($0)"), .member, hasSigned: $0 <= signed, dissents: $0 == 1)
            }
            let step = CaseSteps.commissioner(.sign(signatures))
            if signed < 4 {
                #expect(throws: Refusal.tooFewSignatures(signed: signed, needed: 4)) { try item.apply(step) }
            } else {
                try item.apply(step)
                #expect(item.versions.last?.document.header.signatures == signatures)
            }
        }
    }

    @Test func noMoreMembersSignThanThereAre() throws {
        var item = try CaseSteps.made(in: .confirmed)
        let eight = (1...8).map { ProtocolHeader.Signature(PersonID("member-\($0)"), .member) }
        #expect(throws: Refusal.tooManySignatures(signed: 8, members: 7)) {
            try item.apply(CaseSteps.commissioner(.sign(eight)))
        }
        let twice = Array(eight.prefix(5)) + [eight[0]]
        #expect(throws: Refusal.tooManySignatures(signed: 6, members: 7)) {
            try item.apply(CaseSteps.commissioner(.sign(twice)))
        }
    }

    @Test func theVersionInForceStaysUntilTheNextIsAccepted() throws {
        var item = try CaseSteps.made(in: .received)
        #expect(item.documentInForce == nil && !item.isSettled)
        try item.apply(CaseSteps.sample(.accept))
        #expect(item.documentInForce?.counts.invalid == 1 && item.isSettled)
        try item.apply(CaseSteps.sample(.correct))
        #expect(item.documentInForce?.counts.invalid == 1 && !item.isSettled)
        var next = CaseSteps.sample(.confirm)
        next.person = "gus"
        try item.apply([next, CaseSteps.sample(.sign), CaseSteps.sample(.receive), CaseSteps.sample(.accept)])
        #expect(item.documentInForce?.counts.invalid == 2 && item.isSettled)
        #expect(item.documentInForce?.words[.invalid] == "two")
        #expect(item.versions.count == 2)
        try item.apply(CaseSteps.sample(.annul))
        #expect(item.documentInForce == nil && item.versions.count == 2)
    }

    @Test func arecountKeepsWhatWasAcceptedUntilItsOwnIsAccepted() throws {
        var item = try CaseSteps.made(in: .accepted)
        try item.apply(CaseSteps.sample(.orderRecount))
        #expect(item.documentInForce?.counts.invalid == 1 && !item.isSettled)
        let recounted = CaseSteps.changed(.invalid, to: 4)
        try item.apply([
            CaseSteps.first(recounted), CaseSteps.second(recounted), CaseSteps.sample(.confirm),
            CaseSteps.sample(.sign), CaseSteps.sample(.receive), CaseSteps.sample(.accept),
        ])
        #expect(item.documentInForce?.counts.invalid == 4)
        #expect(item.versions.map(\.document.counts.invalid) == [1, 4])
    }
}

@Suite struct CorrigendumTests {
    typealias Refusal = ProtocolCase.Refusal
    typealias Change = Corrigendum.Change

    func correct(_ changes: [Change], _ decision: NumberedDecision = CaseSteps.decision) -> ProtocolCase.Step {
        CaseSteps.coordinator(.correct(Corrigendum(changes, decision: decision)))
    }

    @Test(arguments: CaseSteps.counts.fields(on: .kazakhstan2004))
    func everyFieldIsCorrectedWithItsOldValue(field: ProtocolField) throws {
        var item = try CaseSteps.made(in: .accepted)
        let old = CaseSteps.counts[field]
        let step = correct([Change(field, from: old, to: 55)])
        try item.apply(step)
        #expect(item.state.document?.counts[field] == 55)
        #expect(
            item.versions.last?.origin
                == .corrigendum(Corrigendum([Change(field, from: old, to: 55)], decision: CaseSteps.decision)))
        #expect(item.versions[0].document.counts[field] == old)
    }

    @Test func theOldValueHasToBeTheOneThatStands() throws {
        var item = try CaseSteps.made(in: .accepted)
        #expect(throws: Refusal.otherOldValue(.invalid, stated: 2, standing: 1)) {
            try item.apply(correct([Change(.invalid, from: 2, to: 3)]))
        }
        #expect(throws: Refusal.otherOldValue(.invalid, stated: nil, standing: 1)) {
            try item.apply(correct([Change(.invalid, from: nil, to: 3)]))
        }
    }

    @Test func acorrigendumChangesSomethingOnce() throws {
        var item = try CaseSteps.made(in: .accepted)
        #expect(throws: Refusal.nothingChanges(nil)) { try item.apply(correct([])) }
        #expect(throws: Refusal.nothingChanges(.invalid)) {
            try item.apply(correct([Change(.invalid, from: 1, to: 1)]))
        }
        #expect(throws: Refusal.nothingChanges(.invalid)) {
            try item.apply(correct([Change(.invalid, from: 1, to: 2), Change(.invalid, from: 1, to: 3)]))
        }
        #expect(throws: Refusal.noSuchField(.votes(line: 3))) {
            try item.apply(correct([Change(.votes(line: 3), from: nil, to: 3)]))
        }
    }

    @Test func decisionsHaveNumberAndReason() throws {
        let item = try CaseSteps.made(in: .accepted)
        for (decision, refusal) in [
            (NumberedDecision(number: " ", reason: "x"), Refusal.noDecisionNumber),
            (NumberedDecision(number: "1", reason: ""), Refusal.noReason),
        ] {
            for step in [
                correct([Change(.invalid, from: 1, to: 2)], decision), CaseSteps.acceptor(.orderRecount(decision)),
                CaseSteps.acceptor(.annul(decision)),
            ] {
                var next = item
                #expect(throws: refusal) { try next.apply(step) }
                #expect(next == item)
            }
        }
    }

    @Test func stepsThatNeedAReasonHaveOne() throws {
        let steps: [(ProtocolCase.State.Kind, ProtocolCase.Step)] = [
            (.enteredOnce, ProtocolCase.Step(.discard(reason: ""), by: "ann", as: .typist)),
            (.entered, CaseSteps.coordinator(.reset(reason: "\n"))),
            (.entered, CaseSteps.coordinator(.reopen([.invalid], reason: ""))),
            (.entered, CaseSteps.coordinator(.amendHeader(ProtocolHeader(), reason: ""))),
            (.received, CaseSteps.acceptor(.sendBack(reason: " "))),
        ]
        for (state, step) in steps {
            var item = try CaseSteps.made(in: state)
            #expect(throws: Refusal.noReason) { try item.apply(step) }
        }
    }

    @Test func anAmendedHeaderIsAnotherVersion() throws {
        var item = try CaseSteps.made(in: .entered)
        #expect(throws: Refusal.nothingChanges(nil)) {
            try item.apply(CaseSteps.coordinator(.amendHeader(CaseSteps.document.header, reason: "again")))
        }
        try item.apply(CaseSteps.sample(.amendHeader))
        #expect(item.versions.map(\.document.header.copyNumber) == [1, 2])
        #expect(item.versions.last?.origin == .heading(reason: "second copy"))
    }
}

@Suite struct DisputedBallotTests {
    /// Article 43(7): more than half of all members. Every vote of commissions of 1 to 8 members.
    @Test(arguments: 1...8)
    func moreThanHalfOfAllMembersDecide(members: Int) {
        for valid in 0...members {
            for invalid in 0...(members - valid) {
                let vote = DisputedBallots(number: "1", ballots: 1, forValid: valid, forInvalid: invalid)
                let expected: DisputedBallots.Result =
                    valid > members - valid ? .valid : invalid > members - invalid ? .invalid : .undecided
                #expect(vote.result(members: members) == expected)
            }
        }
    }

    @Test func anUndecidedMatterIsVotedOnAgain() throws {
        var item = try CaseSteps.made(in: .entered)
        let undecided = DisputedBallots(number: "1", ballots: 2, forValid: 3, forInvalid: 3)
        try item.apply(CaseSteps.commissioner(.vote(undecided)))
        #expect(throws: ProtocolCase.Refusal.undecided(dispute: "1")) { try item.apply(CaseSteps.sample(.confirm)) }
        try item.apply(CaseSteps.commissioner(.vote(CaseSteps.vote)))
        try item.apply(CaseSteps.sample(.confirm))
        try item.apply(CaseSteps.commissioner(.vote(undecided)))
        #expect(throws: ProtocolCase.Refusal.undecided(dispute: "1")) { try item.apply(CaseSteps.sample(.sign)) }
        #expect(item.disputes.count == 3)
    }

    @Test func noMoreVotesThanMembers() throws {
        var item = try CaseSteps.made(in: .entered)
        for (valid, invalid) in [(5, 3), (8, 0), (-1, 0), (0, -1)] {
            let vote = DisputedBallots(number: "1", ballots: 2, forValid: valid, forInvalid: invalid)
            #expect(throws: ProtocolCase.Refusal.tooManyVotes(given: valid + invalid, members: 7)) {
                try item.apply(CaseSteps.commissioner(.vote(vote)))
            }
        }
        let unnamed = DisputedBallots(number: "", ballots: 2, forValid: 4, forInvalid: 3)
        #expect(throws: ProtocolCase.Refusal.noReason) { try item.apply(CaseSteps.commissioner(.vote(unnamed))) }
    }
}
