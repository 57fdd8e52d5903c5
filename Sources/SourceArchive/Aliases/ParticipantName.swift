/// One spelling of a participant's name and what pages say under it.
struct ParticipantName {
    var kind: Participant.Kind
    /// As first met.
    var name: String
    /// Names that sound the same are one.
    var sound: String
    var parts: NameParts
    /// Words of a person's name, sorted: sources differ in what comes first.
    var personWords: [String]
    /// What pages print for it, by page; used to tell names apart and to bring them together.
    var figures: [Int: [FactPlace: String]] = [:]

    /// A cell of a page: the fact, and whether it stands in a table or in a sentence. Two names with the same cell on one
    /// page stand side by side and are two.
    struct FactPlace: Hashable {
        var fact: FactName
        var isTable: Bool
    }

    init(_ participant: Participant, country: String) {
        kind = participant.kind
        name = participant.name
        sound = SoundKey.text(of: participant.name)
        parts = NameParts(participant.name, country: country)
        personWords = participant.kind == .person ? SoundKey.words(of: participant.name).sorted() : []
    }

    /// Names by which it can be found to be another without anybody's confirmation, with the evidence.
    var evidentKeys: [(key: String, evidence: AliasEvidence)] {
        if kind == .person {
            let words = personWords.joined(separator: " ")
            return personWords.count >= 2 ? [("person:" + words, .sameDistinctiveWords(words))] : []
        }
        var keys: [(String, AliasEvidence)] = []
        let own = parts.distinctive.joined(separator: " ")
        if own.isEmpty {
            if !parts.ideas.isEmpty {
                let common = parts.ideas.sorted().joined(separator: " ")
                keys.append(("ideas:" + common, .sameCommonWords(common)))
            }
        } else {
            keys.append(("own:" + own, .sameDistinctiveWords(own)))
        }
        for abbreviation in parts.abbreviations.sorted() where abbreviation != own && abbreviation.utf8.count >= 3 {
            keys.append(("own:" + abbreviation, .sameAbbreviation(abbreviation)))
        }
        return keys
    }

    /// Whether both stand in the same cell of a page.
    func standsBeside(_ other: ParticipantName) -> Bool {
        figures.contains { page, cells in
            guard let others = other.figures[page] else { return false }
            return cells.keys.contains { others[$0] != nil }
        }
    }

    /// What else the two names say for or against being one.
    func nameEvidence(with other: ParticipantName) -> [AliasEvidence] {
        if kind == .person || other.kind == .person { return personEvidence(with: other) }
        var evidence: [AliasEvidence] = []
        let (own, others) = (parts.distinctive.joined(separator: " "), other.parts.distinctive.joined(separator: " "))
        let abbreviations = parts.abbreviations.union(own.isEmpty ? [] : [own])
            .intersection(other.parts.abbreviations.union(others.isEmpty ? [] : [others]))
        if !own.isEmpty, own == others {
            evidence.append(.sameDistinctiveWords(own))
        } else if let abbreviation = abbreviations.min() {
            evidence.append(.sameAbbreviation(abbreviation))
        } else if own.isEmpty, others.isEmpty, !parts.ideas.isEmpty, parts.ideas == other.parts.ideas {
            evidence.append(.sameCommonWords(parts.ideas.sorted().joined(separator: " ")))
        } else if own.isEmpty != others.isEmpty {
            evidence.append(.distinctiveInOne(own.isEmpty ? others : own))
        } else if !own.isEmpty {
            let length = max(own.unicodeScalars.count, others.unicodeScalars.count)
            if let letters = SoundKey.distance(own, others, most: max(1, length / 4)) {
                evidence.append(.similarSpelling(letters: letters, of: length))
            } else {
                evidence.append(.distinctiveWordsDiffer(own, others))
            }
        }
        if let gloss = parts.glosses.first(where: { $0 == others || $0 == other.sound })
            ?? other.parts.glosses.first(where: { $0 == own || $0 == sound })
        {
            evidence.append(.gloss(gloss))
        }
        let shared = parts.ideas.intersection(other.parts.ideas)
            .union(Set(parts.distinctive).intersection(other.parts.distinctive))
        if !shared.isEmpty, !evidence.contains(where: \.isEnough) { evidence.append(.sharedWords(shared.sorted())) }
        if !parts.agreesInIdeas(with: other.parts) { evidence.append(.ideasDiffer) }
        return evidence
    }

    private func personEvidence(with other: ParticipantName) -> [AliasEvidence] {
        guard kind == other.kind else { return [] }
        if personWords == other.personWords { return [.sameDistinctiveWords(personWords.joined(separator: " "))] }
        let shared = Set(personWords).intersection(other.personWords)
        var evidence: [AliasEvidence] = shared.isEmpty ? [] : [.sharedWords(shared.sorted())]
        let (mine, theirs) = (personWords.joined(separator: " "), other.personWords.joined(separator: " "))
        let length = max(mine.unicodeScalars.count, theirs.unicodeScalars.count)
        if let letters = SoundKey.distance(mine, theirs, most: max(1, length / 5)) {
            evidence.append(.similarSpelling(letters: letters, of: length))
        }
        return evidence
    }
}
