import DataFormats
import ElectionModel

extension Applications {
    static func decode(_ reader: MappingReader) -> Applications? {
        var result = Applications()
        result.regions = reader.texts("regions").map { RegionID($0) }
        result.parties = reader.list("parties", required: false) { reader in
            let id = reader.text("id")
            let members = counts(reader, "members")
            return id.map { PartyApplication(party: PartyID($0), members: members) }
        }
        result.blocs = reader.list("blocs", required: false) { reader in
            let id = reader.text("id")
            let parties = reader.texts("of", required: true)
            return id.map { BlocApplication(bloc: PartyID($0), parties: parties.map { PartyID($0) }) }
        }
        result.nominations = reader.list("nominations", required: false) { reader -> NominationApplication? in
            let person = reader.text("who")
            let constituency = reader.text("in", "The constituency.")
            let nominator = reader.textIfPresent("by", "Self-nominated where left out.")
            let party = reader.textIfPresent("member of")
            guard let person, let constituency else { return nil }
            return NominationApplication(
                person: ChoiceID(person), constituency: DistrictID(constituency),
                nominator: nominator.map { PartyID($0) },
                memberOf: party.map { PartyID($0) })
        }
        result.lists = reader.list("lists", required: false) { reader in
            let by = reader.text("by")
            let persons = reader.texts("persons", required: true)
            let seats = reader.wholeIfPresent("seats", in: 1...1000) ?? 1
            return by.map {
                ListApplication(nominator: PartyID($0), persons: persons.map { ChoiceID($0) }, seats: seats)
            }
        }
        result.signatures = reader.list("signatures", required: false) { reader in
            let candidate = reader.text("for")
            let base = reader.whole("out of", in: 1...1_000_000_000, "The size of the base.")
            let signatures = counts(reader, "from")
            guard let candidate, let base else { return nil }
            return SignatureApplication(candidate: ChoiceID(candidate), base: UInt64(base), signatures: signatures)
        }
        result.constituencies = reader.list("constituencies", required: false) { reader -> ConstituencyDrawing? in
            let id = reader.text("id")
            let region = reader.text("region")
            let electors = reader.whole("electors", in: 1...1_000_000_000)
            guard let id, let region, let electors else { return nil }
            return ConstituencyDrawing(
                constituency: DistrictID(id), region: RegionID(region), electors: UInt64(electors))
        }
        return result
    }

    private static func counts(_ reader: MappingReader, _ name: String) -> [RegionCount] {
        namedCounts(reader, name, "Such as `north 700, south 900`.").map {
            RegionCount(RegionID($0.name), $0.count ?? 0)
        }
    }
}
