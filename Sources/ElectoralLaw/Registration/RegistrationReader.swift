import DataFormats
import ElectionModel

extension Registration {
    static func decode(_ reader: MappingReader) -> Registration? {
        Registration(
            party: reader.mappingIfPresent("party", "What a party needs.", PartyRule.decode),
            bloc: reader.mappingIfPresent("bloc", "Parties that stand together.", BlocRule.decode),
            nomination: reader.mappingIfPresent("nomination", "Who may nominate whom.", Nomination.decode),
            signatures: reader.mappingIfPresent("signatures", "Of electors in support.", Signatures.decode),
            deposit: reader.mappingIfPresent("deposit", "Money paid in and when it comes back.", Deposit.decode),
            list: reader.mappingIfPresent("list length") { reader in
                let beyond = reader.fraction("beyond seats", "How much longer than the seats a list may be.")
                let cites = reader.cites()
                return beyond.map { ListLength(beyondSeats: $0, cites: cites) }
            },
            constituencies: reader.mappingIfPresent(
                "constituency size", "How unequal constituencies may be.", ConstituencySize.decode))
    }
}

extension Registration.PartyRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let members = reader.whole("members", in: 1...100_000_000)
        let everyRegion = reader.wholeIfPresent("members in every region", in: 1...100_000_000)
        let cites = reader.cites()
        return members.map { Self(members: $0, membersInEveryRegion: everyRegion, cites: cites) }
    }
}

extension Registration.BlocRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let least = reader.whole("parties at least", in: 2...50)
        let one = reader.flag("one bloc only", default: false, "A party may belong to one bloc only.")
        let cites = reader.cites()
        return least.map { Self(leastParties: $0, oneBlocOnly: one, cites: cites) }
    }
}

extension Registration.Nomination {
    static func decode(_ reader: MappingReader) -> Self? {
        let own = reader.flag("self-nomination", default: false)
        let one = reader.flag("one a constituency", default: false, "At most one candidate of a party.")
        let exclusive = reader.flag("list or constituency", default: false, "Nobody stands on both.")
        let members = reader.flag("own members only", default: false, "A party nominates its members.")
        let single = reader.flag("one constituency only", default: false, "Nobody stands in two.")
        return Self(
            selfNomination: own, onePerConstituency: one, listOrConstituency: exclusive, ownMembersOnly: members,
            oneConstituencyOnly: single, cites: reader.cites())
    }
}

extension Registration.Signatures {
    static func decode(_ reader: MappingReader) -> Self? {
        let share = reader.share("share")
        let regions = reader.fractionIfPresent("regions", "The part of the regions where they are gathered.")
        let most = reader.fractionIfPresent(
            "from one at most", "The largest part of those needed that counts from one region or body.")
        let cites = reader.cites()
        return share.map { Self(share: $0, regions: regions, fromOneAtMost: most, cites: cites) }
    }
}

extension Registration.Deposit {
    static func decode(_ reader: MappingReader) -> Self? {
        let wages = reader.whole("minimum wages", in: 1...100_000)
        let candidate = reader.share("returned to candidate")
        let list = reader.shareIfPresent("returned to list")
        let cites = reader.cites()
        guard let wages, let candidate else { return nil }
        return Self(minimumWages: wages, returnedToCandidate: candidate, returnedToList: list, cites: cites)
    }
}

extension Registration.ConstituencySize {
    static func decode(_ reader: MappingReader) -> Self? {
        let deviation = reader.fraction("deviation at most")
        let of = reader.choice("of", Average.self)
        let measure = reader.choiceIfPresent(
            "measured as", Measure.self, "What may not be larger; the distance from the average by default.")
        let cites = reader.cites()
        guard let deviation, let of else { return nil }
        return Self(deviation: deviation, of: of, measure: measure ?? .distance, cites: cites)
    }
}
