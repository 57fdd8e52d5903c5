import Counting
import ElectionConduct
import ElectionModel
import ElectronicStation

/// A step of the station's day that has a page of its own, in the order of the day.
package enum DeskStep: String, Sendable, Hashable, CaseIterable {
    case acceptance
    case installation
    case presence
    case selfTest = "self-test"
    case emptyUrn = "empty-urn"
    case slips
    case startPassword = "start-password"
    case naming
    case opening
    case homeVisit = "home-visit"
    case interruption
    case restart
    case paperFallback = "paper-fallback"
    case postponement
    case closing
    case slipCount = "slip-count"
    case urnCount = "urn-count"
    case recorders = "recorder-count"
    case signatures

    init(_ condition: OpeningCondition) {
        self =
            switch condition {
            case .acceptance: .acceptance
            case .installation: .installation
            case .presence: .presence
            case .selfTest: .selfTest
            case .emptyUrn: .emptyUrn
            case .slips: .slips
            case .startPassword: .startPassword
            case .naming: .naming
            }
    }

    /// The article that asks for it; nil where none does.
    var article: String? {
        switch self {
        case .acceptance: OpeningCondition.acceptance.article
        case .installation: OpeningCondition.installation.article
        case .presence: OpeningCondition.presence.article
        case .selfTest, .naming, .opening, .emptyUrn, .slips: "art. 50-5(1)"
        case .startPassword: OpeningCondition.startPassword.article
        case .homeVisit: "art. 41(6)"
        case .interruption, .restart: "art. 50-5(6)"
        case .paperFallback, .postponement: "art. 50-5(7)"
        case .closing: "art. 43(1)"
        case .slipCount: "art. 43(4)"
        case .urnCount: "art. 50-6(1)"
        case .recorders: "art. 50-2(4)"
        case .signatures: "art. 43(8)"
        }
    }

    /// What can be done now, in the order in which it is usually done.
    static func due(_ state: DeskState) -> [DeskStep] {
        switch state.phase {
        case .preparing:
            OpeningCondition.allCases.filter { !state.isMet($0) }.map { DeskStep($0) }
                + (OpeningCondition.allCases.allSatisfy(state.isMet) ? [.opening] : []) + [.postponement]
        case .open: [.homeVisit, .naming, .interruption, .closing]
        case .interrupted: (state.rules.failure == .paper ? [.restart, .paperFallback] : [.restart]) + [.postponement]
        case .postponed, .signed: []
        case .closed:
            [.slipCount, .urnCount] + (state.prepared?.recording?.booths ?? 0 > 0 ? [.recorders] : [])
                + (state.account == nil ? [] : [.signatures])
        }
    }

    /// Reads the form of a step; what is wrong is noted in it.
    func act(_ form: inout FormReader, _ state: DeskState) -> (any DeskAct)? {
        switch self {
        case .acceptance, .installation, .presence, .selfTest, .emptyUrn, .slips, .startPassword, .naming, .opening:
            opening(&form, state)
        case .homeVisit: homeVisit(&form, state)
        case .interruption, .restart, .paperFallback, .postponement: failing(&form, state)
        case .closing: StationClosed()
        case .slipCount, .urnCount, .signatures: closing(&form, state)
        case .recorders: recorders(&form, state)
        }
    }

    /// The members whose box of a group is ticked.
    static func ticked(_ group: String, _ form: FormReader, _ state: DeskState) -> [PersonID] {
        state.members.enumerated().filter { form.isTicked("\(group)-\($0.offset + 1)") }.map(\.element.person)
    }

    private func members(_ group: String, _ form: inout FormReader, _ state: DeskState) -> [PersonID] {
        let members = Self.ticked(group, form, state)
        if members.isEmpty { form.note("\(group)-1", .missing) }
        return members
    }

    private func opening(_ form: inout FormReader, _ state: DeskState) -> (any DeskAct)? {
        switch self {
        case .acceptance:
            let document = form.text("document", most: 200)
            let day = form.day("day", isRequired: true)
            let hash = form.text("hash", most: 64, isRequired: false)
            guard let document, let day else { return nil }
            return SystemAccepted(document: document, day: day, hash: hash)
        case .installation:
            let act = form.text("document", most: 200)
            let day = form.day("day", isRequired: true)
            let present = members("present", &form, state)
            guard let act, let day else { return nil }
            return EquipmentInstalled(act: act, day: day, present: present)
        case .presence: return CommissionPresent(members("present", &form, state))
        case .selfTest:
            let hasPassed = form.choice("passed", among: ["yes": true, "no": false])
            let report = form.text("report")
            guard let hasPassed, let report else { return nil }
            return SelfTested(hasPassed: hasPassed, report: report)
        case .emptyUrn:
            let slots = form.whole("slots", isRequired: true)
            let ballots = form.whole("ballots", isRequired: true)
            let statement = form.text("statement", most: 64)
            guard let slots, let ballots, let statement else { return nil }
            return EmptyUrnShown(slots: slots, ballots: ballots, statement: statement)
        case .slips:
            let packet = form.text("packet", most: 100)
            let isIntact = form.choice("intact", among: ["yes": true, "no": false])
            let counted = form.whole("counted", isRequired: true)
            let first = form.text("first-signer", most: 200)
            let second = form.text("second-signer", most: 200)
            guard let packet, let isIntact, let counted, let first, let second else { return nil }
            return SlipsReceived(packet: packet, isIntact: isIntact, counted: counted, destroyedBy: [first, second])
        case .startPassword:
            return form.choice("intact", among: ["yes": true, "no": false]).map {
                StartPasswordEntered(isSealIntact: $0)
            }
        case .naming:
            let forRegister = members("register", &form, state)
            let forIssuing = members("issuing", &form, state)
            return MembersNamed(forRegister: forRegister, forIssuing: forIssuing)
        default: return form.text("manifest", most: 64).map { StationOpened(manifest: $0) }
        }
    }

    private func homeVisit(_ form: inout FormReader, _ state: DeskState) -> (any DeskAct)? {
        let members = members("visiting", &form, state)
        return form.whole("voters", isRequired: true).map { HomeVisitSent(members, voters: $0) }
    }

    private func failing(_ form: inout FormReader, _ state: DeskState) -> (any DeskAct)? {
        switch self {
        case .interruption:
            let causes = Dictionary(
                uniqueKeysWithValues: VotingInterrupted.Cause.allCases.map { ($0.rawValue, $0) })
            let cause = form.choice("cause", among: causes)
            let reason = form.text("reason")
            guard let cause, let reason else { return nil }
            return VotingInterrupted(cause, reason: reason)
        case .restart:
            let decision = decision(&form, state)
            let text = form.text("protocol-text")
            guard let decision, let text else { return nil }
            return VotingRestarted(decision, protocolText: text)
        case .paperFallback: return decision(&form, state).map { PaperFallback($0) }
        default:
            let commission = Self.commission(&form)
            guard let decision = StepForm.decision(&form), let commission else { return nil }
            return ElectronicVotingPostponed(commission, decision)
        }
    }

    /// A commission above, written with its level and unit.
    static func commission(_ form: inout FormReader) -> Commission? {
        let levels: [String: Commission] = ["central": .central]
        let written = form.text("commission", most: 80)
        let commission = written.flatMap { levels[$0] ?? Commission($0) }
        if written != nil, commission == nil { form.note("commission", .notAChoice) }
        return commission
    }

    private func decision(_ form: inout FormReader, _ state: DeskState) -> DeskDecision? {
        let number = form.text("number", most: 40)
        let present = form.whole("present", isRequired: true)
        let inFavour = form.whole("in-favour", isRequired: true)
        guard let number, let present, let inFavour else { return nil }
        return DeskDecision(
            number: number, present: Int(present), inFavour: Int(inFavour),
            dissents: Self.ticked("dissents", form, state))
    }

    /// One line of figures for each booth; whoever leaves both out says why.
    private func recorders(_ form: inout FormReader, _ state: DeskState) -> (any DeskAct)? {
        var logs: [RecorderFigures?] = []
        for booth in 1...max(1, state.prepared?.recording?.booths ?? 0) {
            let entries = form.whole("entries-\(booth)")
            let last = form.text("last-\(booth)", most: 64, isRequired: false)
            if (entries == nil) != (last == nil) {
                form.note(entries == nil ? "entries-\(booth)" : "last-\(booth)", .missing)
            }
            logs.append(entries.flatMap { entries in last.map { RecorderFigures(entries: entries, last: $0) } })
        }
        let reason = form.text("missing-logs", isRequired: logs.contains(nil))
        return form.problems.isEmpty ? BoothRecordersCounted(logs, reason: reason) : nil
    }

    private func closing(_ form: inout FormReader, _ state: DeskState) -> (any DeskAct)? {
        switch self {
        case .slipCount:
            let handedOut = form.whole("handed-out", isRequired: true)
            let destroyed = form.whole("destroyed", isRequired: true)
            let inBox = form.whole("in-box", isRequired: true)
            let unspent = form.whole("unspent-in-box", isRequired: true)
            guard let handedOut, let destroyed, let inBox, let unspent else { return nil }
            return SlipsCounted(handedOut: handedOut, destroyedUnused: destroyed, inBox: inBox, unspentInBox: unspent)
        case .urnCount:
            let ballots = form.whole("ballots", isRequired: true)
            let challenged = form.whole("challenged", isRequired: true)
            let statement = form.text("statement", most: 64)
            guard let ballots, let challenged, let statement else { return nil }
            return UrnCounted(ballots: ballots, challenged: challenged, statement: statement)
        default:
            let signed = Set(members("signed", &form, state))
            let dissents = Set(Self.ticked("dissents", form, state))
            var explanations: [String: String] = [:]
            for finding in state.account?.findings(at: state.station) ?? [] {
                explanations[finding.code] = form.text("explanation-\(finding.code)")
            }
            return ClosingSigned(
                state.members.filter { signed.contains($0.person) }.map {
                    .init($0.person, $0.office, dissents: dissents.contains($0.person))
                }, explanations: explanations)
        }
    }
}
