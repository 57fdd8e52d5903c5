public import Counting
public import ElectionModel
import ElectionRecord
import ElectoralLaw

/// A step of one protocol on its way (`ProtocolCase`): typed, compared, confirmed, signed, received, accepted, corrected.
public struct ProtocolActed: Act {
    public static let kind = "protocol.acted"
    public static let roles: [Role] = [.typist, .coordinator, .commissioner, .acceptor]

    public var station: StationID
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var channel: Protocol.Channel
    public var action: ProtocolCase.Action.Kind
    /// The commission that acts, where it is not the station's own: it has to be the next on the protocol's way.
    public var commission: Commission?

    /// What was typed: a whole sheet, or the open fields of one.
    public var sheet: Sheet?
    public var fields: [String: ProtocolCase.FieldEntry]?
    /// Fields to be typed anew.
    public var reopened: [String]?
    public var header: ProtocolHeader?
    public var dispute: DisputedBallots?
    /// The code of the finding that is answered for, with its place.
    public var finding: FindingName?
    public var reason: String?
    public var signatures: [ProtocolHeader.Signature]?
    public var corrigendum: Corrigendum?
    public var decision: NumberedDecision?
    /// SHA-256 of the photograph of the sheet, in hexadecimal digits.
    public var photograph: String?

    /// A typed sheet: a number for each field that is filled, by the field's text.
    public struct Sheet: Codable, Sendable, Hashable {
        public var figures: [String: UInt32]
        public var words: [String: String]
        public var header: ProtocolHeader

        public init(_ document: ProtocolDocument, form: ProtocolForm) {
            figures = [:]
            for field in document.counts.fields(on: form) { figures["\(field)"] = document.counts[field] }
            words = Dictionary(uniqueKeysWithValues: document.words.map { ("\($0.key)", $0.value) })
            header = document.header
        }
    }

    public struct FindingName: Codable, Sendable, Hashable {
        public var code: String
        public var place: [String]

        public init(_ finding: Finding) { (code, place) = (finding.code, finding.place) }
    }

    public init(_ key: LedgerKey, _ action: ProtocolCase.Action.Kind, commission: Commission? = nil) {
        station = key.station
        tier = key.contest.tier
        district = key.contest.district
        round = key.contest.round
        channel = key.channel
        self.action = action
        self.commission = commission
    }

    public var key: LedgerKey { LedgerKey(station, ContestKey(tier, district, round), channel) }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        let contest = ContestID(tier, district)
        try state.requireOnBallot(key)
        try requireCommission(in: state)
        let key = key
        var item =
            state.protocols.cases[key]
            ?? ProtocolCase(key, choices: state.ballot(of: contest, round: round), form: state.setting.form)
        guard let role = ProtocolCase.Role(rawValue: event.role.rawValue) else {
            throw .notInRole(kind: Self.kind, role: event.role)
        }
        let action = try caseAction(item, in: state)
        do {
            try item.apply(.init(action, by: event.person, as: role, at: event.time.clock))
        } catch {
            throw .step(error)
        }
        state.protocols.put(item, at: event.height)
        if [.sign, .accept].contains(self.action) {
            state.mark(
                "protocol.\(self.action == .sign ? "signed" : "accepted")", round: round, subject: station.rawValue,
                event)
        }
    }

    private func requireCommission(in state: ConductState) throws(ConductRefusal) {
        guard [.receive, .accept, .sendBack, .annul].contains(action) else { return }
        guard let commission else { throw .noCommission }
        guard commission == state.receiver(of: key) else { throw .notThisCommission(commission) }
    }

    private func caseAction(
        _ item: ProtocolCase, in state: ConductState
    ) throws(ConductRefusal) -> ProtocolCase.Action {
        func given<Value>(_ value: Value?, _ member: String) throws(ConductRefusal) -> Value {
            guard let value else { throw .payload(kind: Self.kind, detail: "\(action.rawValue) without \(member)") }
            return value
        }
        switch action {
        case .enterFirst: return .enterFirst(try document(given(sheet, "sheet"), in: state))
        case .enterSecond: return .enterSecond(try document(given(sheet, "sheet"), in: state))
        case .enterFields:
            var entries: [ProtocolField: ProtocolCase.FieldEntry] = [:]
            for (name, entry) in try given(fields, "fields") { entries[try Self.field(name)] = entry }
            return .enterFields(entries)
        case .discard: return .discard(reason: reason ?? "")
        case .reset: return .reset(reason: reason ?? "")
        case .reopen:
            var fields: [ProtocolField] = []
            for name in try given(reopened, "reopened") { fields.append(try Self.field(name)) }
            return .reopen(fields, reason: reason ?? "")
        case .amendHeader: return .amendHeader(try given(header, "header"), reason: reason ?? "")
        case .vote: return .vote(try given(dispute, "dispute"))
        case .acknowledge:
            let name = try given(finding, "finding")
            let found = state.findings(about: item).first { $0.code == name.code && $0.place == name.place }
            guard let found else { throw .noSuchFinding(code: name.code) }
            return .acknowledge(found, reason: reason ?? "")
        case .confirm: return .confirm(findings: state.findings(about: item))
        case .sign:
            let signatures = try given(signatures, "signatures")
            try requireMembers(signatures, in: state)
            return .sign(signatures)
        case .receive: return .receive
        case .accept: return .accept(findings: state.findings(about: item))
        case .sendBack: return .sendBack(reason: reason ?? "")
        case .correct: return .correct(try given(corrigendum, "corrigendum"))
        case .orderRecount: return .orderRecount(try given(decision, "decision"))
        case .annul: return .annul(try given(decision, "decision"))
        }
    }

    /// Members of the station's own commission sign, and nobody else (article 43(8)).
    private func requireMembers(
        _ signatures: [ProtocolHeader.Signature], in state: ConductState
    ) throws(ConductRefusal) {
        let precinct = Commission(level: .precinct, unit: station.rawValue)
        guard let own = state.commissions[precinct] else { throw .unknownCommission(precinct) }
        for signature in signatures where !own.members.contains(where: { $0.person == signature.member }) {
            throw .notAMember(signature.member, of: precinct)
        }
    }

    private static func field(_ name: String) throws(ConductRefusal) -> ProtocolField {
        guard let field = ProtocolField(name) else { throw .noSuchField(name) }
        return field
    }

    /// The document that a sheet is, with the lines of the ballot.
    private func document(_ sheet: Sheet, in state: ConductState) throws(ConductRefusal) -> ProtocolDocument {
        let choices = state.ballot(of: ContestID(tier, district), round: round)
        var counts = Protocol(
            station: station, tier: tier, district: district, round: round, channel: channel,
            votes: choices.map { .init($0, nil) }, provenance: state.setting.provenance)
        for (name, figure) in sheet.figures {
            let field = try Self.field(name)
            // A sheet has few lines of any kind; more are no sheet.
            guard field.number ?? 0 <= (field.line == .votes ? choices.count : Self.mostLines) else {
                throw .noSuchField(name)
            }
            counts[field] = figure
        }
        var words: [ProtocolField: String] = [:]
        for (name, text) in sheet.words { words[try Self.field(name)] = text }
        return ProtocolDocument(counts, words: words, header: sheet.header)
    }

    private static let mostLines = 100
}

extension ConductState {
    /// The chain: the first commission after the station's own receives a protocol (articles 94(1) and 50-7(1)). Nil for a
    /// station that is not known, and where the procedure names no chain or the register no such unit.
    public func receiver(of key: LedgerKey) -> Commission? {
        guard let chain = setting.procedure.chain(of: key.contest.tier, key.channel == .paper ? .paper : .electronic),
            let level = chain.levels.first, let own = stations[key.station]
        else { return nil }
        let unit: String? =
            switch level {
            case .central: ""
            case .oblast: own.station.region.rawValue
            case .territorial: own.territory
            case .district: own.station.district.rawValue
            case .precinct: key.station.rawValue
            }
        return unit.map { Commission(level: level, unit: $0) }
    }
}
