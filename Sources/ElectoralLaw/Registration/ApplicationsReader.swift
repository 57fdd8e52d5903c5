package import DataFormats
package import ElectionModel

extension Applications {
    /// Reads what is handed in.
    ///
    /// - Parameter register: the regions and parties that there are; without it any name will do.
    package static func decode(_ reader: MappingReader, register: Election?) -> Applications {
        let fields = ApplicationFields(register: register)
        var result = Applications()
        result.parties = reader.list("parties", required: false, "Parties with their members.", fields.party)
        fields.reportTwice(result.parties.map(\.party.rawValue), "parties", reader)
        result.blocs = reader.list("blocs", required: false, "Parties that stand together.", fields.bloc)
        result.nominations = reader.list(
            "nominations", required: false, "Persons who stand in constituencies.", fields.nomination)
        result.lists = reader.list("lists", required: false, "Lists with their persons in order.", fields.list)
        fields.reportTwice(result.lists.map(\.nominator.rawValue), "lists", reader)
        result.signatures = reader.list("signatures", required: false, "Signatures in support.", fields.signatures)
        result.constituencies = reader.list(
            "constituencies", required: false, "Constituencies as drawn.", fields.constituency)
        fields.reportTwice(result.constituencies.map(\.constituency.rawValue), "constituencies", reader)
        result.minimumWage = reader.wholeIfPresent(
            "minimum wage", in: 1...1_000_000_000, "The monthly minimum wage in which deposits are counted."
        ).map { UInt64($0) }
        let payers = fields.payers(result)
        result.deposits = reader.list("deposits", required: false, "Money paid in.") { fields.deposit($0, by: payers) }
        return result
    }
}

/// Reads single applications.
private struct ApplicationFields {
    let register: Election?

    func party(_ reader: MappingReader) -> Applications.PartyApplication? {
        let id = party(reader, "id", reader.text("id"))
        let members = counts(reader, "members", "Such as `north 700, south 900`.", ofRegister: true)
        return id.map { .init(party: $0, members: members) }
    }

    func bloc(_ reader: MappingReader) -> Applications.BlocApplication? {
        let id = party(reader, "id", reader.text("id"))
        let parties = reader.texts("of", required: true, "Its parties.").compactMap { party(reader, "of", $0) }
        return id.map { .init(bloc: $0, parties: parties) }
    }

    func nomination(_ reader: MappingReader) -> Applications.NominationApplication? {
        let person = reader.text("who")
        let constituency = reader.text("in", "The constituency.")
        let nominator = party(reader, "by", reader.textIfPresent("by", "Self-nominated where left out."))
        let memberOf = party(
            reader, "member of", reader.textIfPresent("member of", "The person's party; not given where left out."))
        let isWithoutParty = reader.flag("without party", default: false, "The person belongs to no party.")
        if memberOf != nil, isWithoutParty {
            reader.report("without party", .memberAndWithoutParty)
        }
        guard let person, let constituency else { return nil }
        return .init(
            person: ChoiceID(person), constituency: DistrictID(constituency), nominator: nominator,
            memberOf: memberOf, isWithoutParty: isWithoutParty)
    }

    func list(_ reader: MappingReader) -> Applications.ListApplication? {
        let by = party(reader, "by", reader.text("by"))
        let persons = reader.texts("persons", required: true)
        reportTwice(persons, "persons", reader)
        let seats = reader.wholeIfPresent("seats", in: 1...1000, "Those of the law's tier of lists where left out.")
        return by.map { .init(nominator: $0, persons: persons.map { ChoiceID($0) }, seats: seats) }
    }

    func signatures(_ reader: MappingReader) -> Applications.SignatureApplication? {
        let candidate = reader.text("for")
        let base = reader.whole("out of", in: 1...1_000_000_000, "The size of the base.")
        // They can come from bodies, which are no regions.
        let signatures = counts(reader, "from", "Such as `north 700, south 900`.", ofRegister: false)
        guard let candidate, let base else { return nil }
        return .init(candidate: ChoiceID(candidate), base: UInt64(base), signatures: signatures)
    }

    func constituency(_ reader: MappingReader) -> Applications.ConstituencyDrawing? {
        let id = reader.text("id")
        let region = reader.text("region").flatMap { self.region(reader, "region", $0) }
        let electors = reader.whole("electors", in: 1...1_000_000_000)
        guard let id, let region, let electors else { return nil }
        return .init(constituency: DistrictID(id), region: region, electors: UInt64(electors))
    }

    /// Who may have paid: those who were handed in, and those who stand by the register. Nil without a register.
    func payers(_ applications: Applications) -> Set<String>? {
        guard let register else { return nil }
        let handedIn = applications.nominations.map(\.person.rawValue) + applications.lists.map(\.nominator.rawValue)
        let registered = register.choices.map { $0.kind == .list ? $0.nominator?.rawValue ?? "" : $0.id.rawValue }
        return Set(handedIn + registered)
    }

    func deposit(_ reader: MappingReader, by payers: Set<String>?) -> Applications.DepositApplication? {
        let candidate = reader.textIfPresent("for candidate")
        let list = party(reader, "for list", reader.textIfPresent("for list", "The party or bloc whose list it is."))
        let paid = reader.whole("paid", in: 0...1_000_000_000_000)
        guard reader.has("for candidate") != reader.has("for list") else {
            // A reader that only describes the format has no fields at all.
            if !reader.names.isEmpty {
                reader.report("paid", .noPayer)
            }
            return nil
        }
        let payer =
            candidate.map { Applications.DepositApplication.Payer.candidate(ChoiceID($0)) } ?? list.map { .list($0) }
        if let payers, let name = candidate ?? list?.rawValue, !payers.contains(name) {
            reader.report(
                candidate == nil ? "for list" : "for candidate", .notPutForward, ["name": name])
        }
        guard let payer, let paid else { return nil }
        return .init(payer: payer, paid: UInt64(paid))
    }

    func reportTwice(_ names: [String], _ field: String, _ reader: MappingReader) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            reader.report(field, .nameTwice, ["name": name])
        }
    }

    private func counts(
        _ reader: MappingReader, _ name: String, _ explanation: String, ofRegister: Bool
    ) -> [Applications.RegionCount] {
        var seen: [String] = []
        return namedCounts(reader, name, explanation).compactMap { part in
            guard let count = part.count else {
                reader.report(name, .noNumber, ["name": part.name])
                return nil
            }
            seen.append(part.name)
            if seen.count(where: { $0 == part.name }) == 2 {
                reader.report(name, .nameTwice, ["name": part.name])
            }
            guard ofRegister else { return .init(RegionID(part.name), count) }
            return region(reader, name, part.name).map { .init($0, count) }
        }
    }

    private func region(_ reader: MappingReader, _ field: String, _ name: String) -> RegionID? {
        guard let register else { return RegionID(name) }
        return known(RegionID(name), among: register.regions.map(\.id), .noSuchRegion, reader, field)
    }

    private func party(_ reader: MappingReader, _ field: String, _ name: String?) -> PartyID? {
        guard let name else { return nil }
        guard let register else { return PartyID(name) }
        return known(PartyID(name), among: register.parties.map(\.id), .noSuchParty, reader, field)
    }

    private func known<ID: RawRepresentable<String> & Equatable>(
        _ id: ID, among all: [ID], _ code: Mistake.Code, _ reader: MappingReader, _ field: String
    ) -> ID? {
        if all.contains(id) { return id }
        reader.report(
            field, code, ["name": id.rawValue, "guess": nearest(to: id.rawValue, among: all.map(\.rawValue))])
        return nil
    }
}
