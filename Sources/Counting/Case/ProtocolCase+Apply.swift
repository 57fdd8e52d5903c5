public import ElectionModel

extension ProtocolCase {
    /// Takes one step.
    ///
    /// - Throws: `Refusal`; the case then is as it was.
    public mutating func apply(_ step: Step) throws(Refusal) {
        let kind = step.action.kind
        let rule = Self.rule(kind)
        guard rule.roles.contains(step.role) else { throw .notInRole(kind, step.role) }
        guard rule.states.contains(state.kind) else { throw .notInState(kind, state.kind) }
        var next = self
        try next.take(step)
        next.steps.append(step)
        self = next
    }

    /// Takes every step of a record.
    ///
    /// - Throws: the refusal of the first step that can't be taken; the case then stands before it.
    public mutating func apply(_ steps: some Sequence<Step>) throws(Refusal) {
        for step in steps { try apply(step) }
    }

    private mutating func take(_ step: Step) throws(Refusal) {
        let person = step.person
        switch (step.action, state) {
        case (.enterFirst(let document), _):
            try requireOwn(document)
            note(typist: person)
            state = .enteredOnce(document, by: person)
        case (.enterSecond(let document), .enteredOnce(let first, let firstPerson)):
            guard person != firstPerson else { throw .alreadyTyped(person) }
            try requireOwn(document)
            note(typist: person)
            compare(first, by: firstPerson, with: document, by: person)
        case (.enterFields(let entries), .differing(let open)):
            try enter(entries, into: open, by: person)
        case (.discard(let reason), .enteredOnce(_, let firstPerson)):
            try require(reason)
            guard person == firstPerson else { throw .notOwnEntry(person) }
            beginAnew()
        case (.reset(let reason), _):
            try require(reason)
            beginAnew()
        case (.reopen(let fields, let reason), _):
            try require(reason)
            try reopen(fields)
        case (.amendHeader(let header, let reason), _):
            try require(reason)
            guard var document = state.document, document.header != header else { throw .nothingChanges(nil) }
            document.header = header
            agree(document, .heading(reason: reason))
        case (.vote(let dispute), _):
            try add(dispute)
        case (.acknowledge(let finding, let reason), _):
            try require(reason)
            acknowledgements.append(Acknowledgement(finding, reason: reason, by: person))
        case (.confirm(let findings), .entered(let document)):
            try requireDidNotType(person)
            try requireDisputesDecided()
            try requireAcknowledged(findings)
            state = .confirmed(document)
        case (.sign(let signatures), .confirmed(var document)):
            try requireDisputesDecided()
            document.header.signatures = signatures
            let members = Set(signatures.map(\.member)).count
            let signed = document.header.signed
            guard members <= form.commissionMembers, members == signatures.count else {
                throw .tooManySignatures(signed: signatures.count, members: form.commissionMembers)
            }
            guard signed >= form.signaturesNeeded else {
                throw .tooFewSignatures(signed: signed, needed: form.signaturesNeeded)
            }
            versions[versions.count - 1].document = document
            state = .signed(document)
        case (.receive, .signed(let document)):
            state = .received(document)
        case (.accept(let findings), .received(let document)):
            try requireDidNotType(person)
            let errors = findings.filter { $0.severity == .error && !Check.isExplainable($0.code) }
            guard errors.isEmpty else { throw .errorsStand(errors) }
            try requireAcknowledged(findings)
            versionInForce = versions.count - 1
            state = .accepted(document)
        case (.sendBack(let reason), .received(let document)):
            try require(reason)
            state = .returned(document, reason: reason)
        case (.correct(let corrigendum), _):
            try correct(corrigendum, by: person)
        case (.orderRecount(let decision), _):
            try require(decision)
            state = .recountOrdered(decision)
        case (.annul(let decision), _):
            try require(decision)
            versionInForce = nil
            state = .annulled(decision)
        default:
            // The table lets no step through to a state without what the step needs.
            throw .notInState(step.action.kind, state.kind)
        }
    }

    // MARK: Entries

    private func requireOwn(_ document: ProtocolDocument) throws(Refusal) {
        var expected = choices ?? versions.first.map { $0.document.counts.votes.map(\.choice) }
        if case .enteredOnce(let first, _) = state, expected == nil { expected = first.counts.votes.map(\.choice) }
        let given = document.counts.votes.map(\.choice)
        guard LedgerKey(document.counts) == key, given == expected ?? given else {
            throw .otherProtocol(expected: key)
        }
    }

    private mutating func note(typist person: PersonID) {
        if !typists.contains(person) { typists.append(person) }
    }

    private mutating func compare(
        _ first: ProtocolDocument, by firstPerson: PersonID, with second: ProtocolDocument, by secondPerson: PersonID
    ) {
        let fields = Set(first.counts.fields(on: form) + second.counts.fields(on: form)).sorted()
        let open = fields.filter { !first[$0].agrees(with: second[$0]) }.map { field in
            OpenFields.Open(
                field: field,
                readings: [
                    OpenFields.Reading(entry: first[field], person: firstPerson),
                    OpenFields.Reading(entry: second[field], person: secondPerson),
                ])
        }
        settle(OpenFields(draft: first, fields: open))
    }

    private mutating func enter(
        _ entries: [ProtocolField: FieldEntry], into open: OpenFields, by person: PersonID
    ) throws(Refusal) {
        guard !entries.isEmpty else { throw .noFields }
        var open = open
        for field in entries.keys.sorted() {
            guard let index = open.fields.firstIndex(where: { $0.field == field }), let entry = entries[field] else {
                throw .fieldNotOpen(field)
            }
            guard !open.fields[index].typists.contains(person) else { throw .alreadyTyped(person) }
            let isAgreed = open.fields[index].readings.contains { $0.entry.agrees(with: entry) }
            open.fields[index].readings.append(OpenFields.Reading(entry: entry, person: person))
            if isAgreed {
                open.draft[field] = entry
                open.fields.remove(at: index)
            }
        }
        note(typist: person)
        settle(open)
    }

    private mutating func settle(_ open: OpenFields) {
        guard open.fields.isEmpty else {
            state = .differing(open)
            return
        }
        var document = open.draft
        document.dropUnwrittenLines()
        agree(document, .entry)
    }

    private mutating func agree(_ document: ProtocolDocument, _ origin: Version.Origin) {
        versions.append(Version(document, origin, step: steps.count))
        state = .entered(document)
    }

    /// A recount that was ordered stays ordered when an entry of it is dropped.
    private mutating func beginAnew() {
        for step in steps.reversed() {
            if case .accept = step.action { break }
            guard case .orderRecount(let decision) = step.action else { continue }
            state = .recountOrdered(decision)
            return
        }
        state = .awaitingEntry
    }

    private mutating func reopen(_ fields: [ProtocolField]) throws(Refusal) {
        guard let document = state.document else { return }
        guard !fields.isEmpty else { throw .noFields }
        let known = document.counts.fields(on: form)
        for field in fields where !known.contains(field) { throw .noSuchField(field) }
        state = .differing(
            OpenFields(
                draft: document,
                fields: Set(fields).sorted().map { OpenFields.Open(field: $0, readings: []) }))
    }

    // MARK: Decisions

    private mutating func add(_ dispute: DisputedBallots) throws(Refusal) {
        try require(dispute.number)
        let given = dispute.forValid + dispute.forInvalid
        guard dispute.forValid >= 0, dispute.forInvalid >= 0, given <= form.commissionMembers else {
            throw .tooManyVotes(given: given, members: form.commissionMembers)
        }
        disputes.append(dispute)
    }

    private mutating func correct(_ corrigendum: Corrigendum, by person: PersonID) throws(Refusal) {
        guard var document = state.document else { return }
        try require(corrigendum.decision)
        guard !corrigendum.changes.isEmpty else { throw .nothingChanges(nil) }
        var seen: Set<ProtocolField> = []
        let known = document.counts.fields(on: form)
        for change in corrigendum.changes {
            guard known.contains(change.field) else { throw .noSuchField(change.field) }
            guard change.new != change.old, seen.insert(change.field).inserted else {
                throw .nothingChanges(change.field)
            }
            let standing = document.counts[change.field]
            guard standing == change.old else {
                throw .otherOldValue(change.field, stated: change.old, standing: standing)
            }
            document[change.field] = FieldEntry(change.new, words: change.words)
        }
        note(typist: person)
        agree(document, .corrigendum(corrigendum))
    }

    // MARK: Conditions

    private func require(_ reason: String) throws(Refusal) {
        if reason.allSatisfy(\.isWhitespace) { throw .noReason }
    }

    private func require(_ decision: NumberedDecision) throws(Refusal) {
        if decision.number.allSatisfy(\.isWhitespace) { throw .noDecisionNumber }
        try require(decision.reason)
    }

    private func requireDidNotType(_ person: PersonID) throws(Refusal) {
        if typists.contains(person) { throw .typedIt(person) }
    }

    /// The last vote on each matter has to decide it.
    private func requireDisputesDecided() throws(Refusal) {
        for (index, dispute) in disputes.enumerated()
        where !disputes[(index + 1)...].contains(where: { $0.number == dispute.number })
            && dispute.result(members: form.commissionMembers) == .undecided
        {
            throw .undecided(dispute: dispute.number)
        }
    }

    private func requireAcknowledged(_ findings: [Finding]) throws(Refusal) {
        let open = findings.filter { finding in
            finding.severity > .information && !acknowledgements.contains { $0.finding == finding }
        }
        guard open.isEmpty else { throw .notAcknowledged(open) }
    }
}

extension ProtocolDocument {
    /// A field with its words.
    public subscript(field: ProtocolField) -> ProtocolCase.FieldEntry {
        get { ProtocolCase.FieldEntry(counts[field], words: words[field]) }
        set {
            counts[field] = newValue.figure
            words[field] = newValue.words
        }
    }

    /// Lines at the end of a group that nobody wrote anything into: one person took the paper for longer than it is.
    fileprivate mutating func dropUnwrittenLines() {
        while let last = counts.ballotsGivenByMember.last, last == nil { counts.ballotsGivenByMember.removeLast() }
        while let last = counts.mobileBoxes.last, last.requests == nil, last.ballotsFound == nil {
            counts.mobileBoxes.removeLast()
        }
    }
}
