public import ElectionModel
public import ElectoralLaw

/// Everything an election's folder knows of its registration, each part with the kind of its figures.
public struct RegistrationInput: Sendable, Hashable {
    public var applications: Applications
    private var kinds: [Applications.Part: ProvenanceKind]

    /// - Parameter filled: the kind of candidates, persons and constituencies that do not come from the folder itself; nil
    ///   where nothing was filled in.
    public init(_ folder: ElectionFolder, filled: ProvenanceKind?) {
        let file = folder.registration?.applications
        let own = folder.provenance
        var applications = Applications()
        var kinds: [Applications.Part: ProvenanceKind] = [:]
        // A part that `registration.yaml` has stands in place of what the other files say.
        func take<Item>(_ part: Applications.Part, _ given: [Item]?, _ otherwise: [Item], _ kind: ProvenanceKind)
            -> [Item]
        {
            let isGiven = given?.isEmpty == false
            kinds[part] = isGiven ? folder.registration?.provenance.kind ?? kind : kind
            return isGiven ? given ?? [] : otherwise
        }
        applications.regions = folder.election.regions.map(\.id)
        applications.parties = take(.parties, file?.parties, folder.parties, own)
        applications.blocs = take(.blocs, file?.blocs, folder.blocs, own)
        applications.nominations = take(.nominations, file?.nominations, folder.nominations, filled ?? own)
        applications.lists = take(.lists, file?.lists, folder.lists, filled ?? own)
        applications.signatures = take(.signatures, file?.signatures, [], own)
        applications.constituencies = take(
            .constituencies, file?.constituencies, folder.constituencies, filled ?? own)
        applications.minimumWage = file?.minimumWage
        applications.deposits = take(.deposits, file?.deposits, [], own)
        self.applications = applications
        self.kinds = kinds
    }

    /// The kind of the figures of a part.
    public func provenance(of part: Applications.Part) -> ProvenanceKind {
        kinds[part] ?? .official
    }
}

extension ElectionFolder {
    /// The kind of the folder's own figures: simulated where all of its votes are, official otherwise.
    public var provenance: ProvenanceKind {
        !tallies.isEmpty && tallies.allSatisfy { $0.provenance == .simulated } ? .simulated : .official
    }

    /// Every party that is not a bloc; their members are not given here.
    fileprivate var parties: [Applications.PartyApplication] {
        let blocs = Set(self.blocs.map(\.bloc))
        return election.parties.filter { !blocs.contains($0.id) }.map { .init(party: $0.id, members: []) }
    }

    fileprivate var blocs: [Applications.BlocApplication] {
        choices(.list).filter { !$0.blocMembers.isEmpty }.map {
            .init(bloc: $0.nominator ?? PartyID($0.id), parties: $0.blocMembers)
        }
    }

    /// Which party a nominee belongs to is not given here.
    fileprivate var nominations: [Applications.NominationApplication] {
        choices(.candidate).compactMap { choice in
            choice.district.map { .init(person: choice.id, constituency: $0, nominator: choice.nominator) }
        }
    }

    fileprivate var lists: [Applications.ListApplication] {
        choices(.list).map {
            .init(nominator: $0.nominator ?? PartyID($0.id), persons: $0.persons.map(\.id))
        }
    }

    /// The constituencies in which the people elect, with the electors of their first ballot; empty where those of one of them
    /// are not given, because its region's average is then unknown.
    fileprivate var constituencies: [Applications.ConstituencyDrawing] {
        let tiers = Set(law.tiers.filter { $0.way == .direct && $0.isByCandidates }.map(\.id))
        let districts = election.districts.filter { tiers.contains($0.tier) }
        let drawings = districts.compactMap { district -> Applications.ConstituencyDrawing? in
            let tally = tallies.first { $0.tier == district.tier && $0.district == district.id && $0.round == 1 }
            guard let region = district.region, let electors = tally?.registered else { return nil }
            return .init(constituency: district.id, region: region, electors: electors)
        }
        return drawings.count == districts.count ? drawings : []
    }

    private func choices(_ kind: Choice.Kind) -> [Choice] {
        election.choices.filter { $0.kind == kind }
    }
}

extension Tier {
    fileprivate var isByCandidates: Bool {
        switch rule {
        case .majority, .plurality: true
        case .lists, .appointed: false
        }
    }
}
