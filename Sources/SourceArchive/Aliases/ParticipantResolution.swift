public import ElectionModel

/// Which names of an election's pages mean the same participant.
///
/// Names that sound the same are one. Others become one when a person has confirmed it, or when the names themselves leave
/// no doubt (`AliasProposal.Standing.evident`). Two names that stand side by side in a table are never made one.
public struct ParticipantResolution: Sendable {
    /// A participant with all the names that were found for it.
    public struct Resolved: Sendable, Hashable {
        public var id: ParticipantID
        public var kind: Participant.Kind
        /// In the order of the pages.
        public var names: [String]

        package init(id: ParticipantID, kind: Participant.Kind, names: [String]) {
            self.id = id
            self.kind = kind
            self.names = names
        }

        /// The first of the names that are whole; a name that a page has broken stands back.
        public var bestName: String {
            names.enumerated().min {
                (NameForm.faults(of: $0.element), $0.offset) < (NameForm.faults(of: $1.element), $1.offset)
            }?
            .element ?? ""
        }
    }

    public private(set) var participants: [Resolved] = []
    /// The aliases on which the resolution rests, and those that wait for a person; by score, the strongest first.
    public private(set) var proposals: [AliasProposal] = []

    private var ids: [Spelling: ParticipantID] = [:]
    /// The same by the very names of the pages: how a name sounds takes long to find out, and claims are asked for often.
    private var known: [Participant: ParticipantID] = [:]

    private struct Spelling: Hashable {
        var kind: String
        var sound: String
    }

    /// Whom a participant was found to be.
    public func id(of participant: Participant) -> ParticipantID? {
        known[participant] ?? ids[Self.spelling(participant)]
    }

    private static func spelling(_ participant: Participant) -> Spelling {
        switch participant.kind {
        case .party, .bloc: Spelling(kind: "party", sound: SoundKey.text(of: participant.name))
        case .person, .answer:
            Spelling(kind: participant.kind.rawValue, sound: SoundKey.text(of: participant.name))
        // Collective rows are one whatever they are called.
        case .independents, .others, .appointed, .vacant, .againstAll:
            Spelling(kind: participant.kind.rawValue, sound: "")
        }
    }

    /// - Parameters:
    ///   - pages: of one election.
    ///   - country: its key.
    init(pages: [ImportedPage], country: String, book: AliasBook) {
        var resolver = Resolver(country: country, book: book)
        var collective: [Participant.Kind: [String]] = [:]
        for (index, page) in pages.enumerated() {
            for claim in page.claims {
                guard let participant = claim.key.participant else { continue }
                switch participant.kind {
                case .independents, .others, .appointed, .vacant, .againstAll, .answer:
                    let id = Self.collectiveID(participant)
                    ids[Self.spelling(participant)] = id
                    if !collective[participant.kind, default: []].contains(participant.name) {
                        collective[participant.kind, default: []].append(participant.name)
                    }
                default: resolver.add(claim, participant, page: index)
                }
            }
        }
        resolver.resolve()
        proposals = resolver.proposals
        for (id, names) in resolver.classes() {
            participants.append(Resolved(id: id, kind: names[0].kind, names: names.map(\.name)))
            for name in names { ids[Self.spelling(Participant(name.kind, name.name))] = id }
        }
        for kind in Participant.Kind.allCases {
            guard let names = collective[kind] else { continue }
            participants.append(Resolved(id: ParticipantID(kind.rawValue), kind: kind, names: names))
        }
        for claim in pages.lazy.flatMap(\.claims) {
            guard let participant = claim.key.participant, known[participant] == nil else { continue }
            known[participant] = ids[Self.spelling(participant)]
        }
    }

    private static func collectiveID(_ participant: Participant) -> ParticipantID {
        participant.kind == .answer
            ? ParticipantID(SoundKey.plain(participant.name)) : ParticipantID(participant.kind.rawValue)
    }

    /// How a participant is called: the best form that a page has for it.
    public func name(of id: ParticipantID) -> String? { participants.first { $0.id == id }?.bestName }
}

/// What is wrong with the form of a printed name.
enum NameForm {
    /// How badly a name is broken; 0 for a whole one.
    static func faults(of name: String) -> Int {
        (hasBrokenWord(name) ? 4 : 0) + (isUnclosed(name) ? 2 : 0) + (isShouted(name) ? 1 : 0)
    }

    /// A hyphen of a line end: `Agrarian- Industrial`.
    private static func hasBrokenWord(_ name: String) -> Bool {
        let letters = Array(name)
        return letters.indices.dropFirst().dropLast().contains { index in
            (letters[index] == "-" || letters[index] == "\u{AD}") && letters[index - 1].isLetter
                && letters[index + 1].isWhitespace
        }
    }

    private static func isUnclosed(_ name: String) -> Bool {
        for (open, close) in [("(", ")"), ("“", "”"), ("«", "»"), ("[", "]")] as [(Character, Character)] {
            if name.count(where: { $0 == open }) != name.count(where: { $0 == close }) { return true }
        }
        return false
    }

    /// Several words in capitals.
    private static func isShouted(_ name: String) -> Bool {
        name.contains(" ") && !name.contains(where: \.isLowercase) && name.contains(where: \.isUppercase)
    }
}
