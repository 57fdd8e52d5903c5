public import Counting
public import ElectionConduct
public import ElectionModel
public import ElectionRecord

/// The protocol of a station as it is printed, signed and posted (article 43).
public struct ProtocolPaper: Sendable {
    public var source: PaperSource
    public var document: ProtocolDocument
    public var form: ProtocolForm
    public var region: RegionID?
    public var pollingDay: CalendarDate?
    /// Where the protocol stands on its way; nil where no record was read, and nothing is known to be accepted.
    public var state: ProtocolCase.State.Kind?
    /// The commission; those on the document are printed where none is given, blank lines where neither is.
    public var members: [CommissionMember]

    public init(
        _ source: PaperSource, _ document: ProtocolDocument, form: ProtocolForm, region: RegionID? = nil,
        pollingDay: CalendarDate? = nil, state: ProtocolCase.State.Kind? = nil, members: [CommissionMember] = []
    ) {
        self.source = source
        self.document = document
        self.form = form
        self.region = region
        self.pollingDay = pollingDay
        self.state = state
        self.members = members
    }

    /// Only what the commission above has accepted is no draft.
    public var isDraft: Bool { state != .accepted }
}

extension ConductState {
    /// What papers of this election say about where they come from.
    public func paperSource(at position: RecordHead?) -> PaperSource {
        PaperSource(
            electionID: setting.election.id, election: setting.election.name, provenance: setting.provenance,
            position: position)
    }

    /// The paper of a protocol: of the document in force, or of the one that is on its way.
    ///
    /// - Returns: nil where there is no such document.
    public func protocolPaper(_ key: LedgerKey, at position: RecordHead?, onItsWay: Bool = false) -> ProtocolPaper? {
        guard let item = protocols.cases[key] else { return nil }
        let document = onItsWay ? item.state.document : item.documentInForce
        guard let document else { return nil }
        // While a correction is on its way, the accepted document stays the accepted one.
        let state = onItsWay ? item.state.kind : .accepted
        let commission = commissions[Commission(level: .precinct, unit: key.station.rawValue)]
        var source = paperSource(at: position)
        source.provenance = document.counts.provenance
        return ProtocolPaper(
            source, document, form: item.form, region: stations[key.station]?.station.region,
            pollingDay: pollingDay(round: key.contest.round), state: state, members: commission?.members ?? [])
    }
}
