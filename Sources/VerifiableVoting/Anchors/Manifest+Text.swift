/// The canonical text of a manifest. Unlike in the files of the protocol, every member is always there.
extension Manifest {
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-manifest\",\"version\":")
            text.whole(version)
            text.raw(",\"name\":")
            text.string(name)
            text.raw(",\"elections\":")
            text.list(elections) { text, election in election.write(to: &text, version: version) }
            text.raw(",\"commission\":")
            text.string(commission.hexadecimal)
            text.raw(",\"members\":")
            text.list(members) { text, member in
                text.raw("{\"name\":")
                text.string(member.name)
                text.raw(",\"key\":")
                text.string(member.key.hexadecimal)
                text.raw("}")
            }
            text.raw(",\"closing_signatures\":")
            text.whole(closingSignatures)
            text.raw("}")
        }
    }

    /// 2 where an election is the reserve of another, which version 1 has no word for.
    private var version: Int { elections.contains { $0.reserveFor != nil } ? 2 : 1 }

    /// Throws `manifestFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(
            bytes, format: "sailau-manifest", versions: 1...2, breaking: .manifestFormat)
        let version = try fields.whole("version")
        try self.init(
            name: fields.string("name"),
            elections: fields.list("elections") { fields throws(Violation) in
                try AnnouncedElection(fields, version: version)
            },
            commission: fields.key("commission"),
            members: fields.list("members") { fields throws(Violation) in
                Signer(name: try fields.string("name"), key: try fields.key("key"))
            },
            closingSignatures: fields.whole("closing_signatures"))
        try fields.requireCanonical(self.bytes, bytes)
    }
}

extension AnnouncedElection {
    func write(to text: inout CanonicalText, version: Int) {
        text.raw("{\"uuid\":")
        text.string(uuid)
        text.raw(",\"group\":")
        text.string(group)
        text.raw(",\"election\":")
        text.string(fingerprint)
        text.raw(",\"setup\":")
        text.string(setup.hexadecimal)
        text.raw(",\"stations\":")
        text.list(stations) { text, station in
            text.raw("{\"name\":")
            text.string(station.name)
            text.raw(",\"credentials\":")
            text.whole(station.credentials)
            text.raw(",\"fingerprint\":")
            text.string(station.fingerprint)
            text.raw("}")
        }
        text.raw(",\"trustees\":")
        text.list(trustees) { text, group in
            text.raw("{\"threshold\":")
            text.whole(group.threshold)
            text.raw(",\"keys\":")
            text.list(group.keys) { text, key in text.string(key) }
            text.raw("}")
        }
        text.raw(",\"questions\":")
        text.list(questions) { text, question in question.write(to: &text) }
        text.raw(",\"weights\":")
        text.flag(weights)
        text.raw(",\"revoting\":")
        text.flag(revoting)
        text.raw(",\"least_ballots\":")
        text.whole(leastBallots)
        if version > 1 {
            text.raw(",\"reserve_for\":")
            text.string(reserveFor ?? "")
        }
        text.raw("}")
    }

    init(_ fields: DocumentFields, version: Int) throws(Violation) {
        let reserveFor = try version > 1 ? fields.string("reserve_for") : ""
        self.init(
            uuid: try fields.string("uuid"), group: try fields.string("group"),
            fingerprint: try fields.string("election"), setup: try fields.digest("setup"),
            stations: try fields.list("stations") { fields throws(Violation) in
                AnnouncedStation(
                    name: try fields.string("name"), credentials: try fields.whole("credentials"),
                    fingerprint: try fields.string("fingerprint"))
            },
            trustees: try fields.list("trustees") { fields throws(Violation) in
                AnnouncedTrustees(threshold: try fields.whole("threshold"), keys: try fields.strings("keys"))
            },
            questions: try fields.list("questions") { fields throws(Violation) in try AnnouncedQuestion(fields) },
            weights: try fields.bool("weights"), revoting: try fields.bool("revoting"),
            leastBallots: try fields.whole("least_ballots"), reserveFor: reserveFor.isEmpty ? nil : reserveFor)
    }
}

extension AnnouncedQuestion {
    func write(to text: inout CanonicalText) {
        text.raw("{\"question\":")
        text.string(question)
        text.raw(",\"blank\":")
        text.flag(blank)
        text.raw(",\"min\":")
        text.whole(minimum)
        text.raw(",\"max\":")
        text.whole(maximum)
        text.raw(",\"answers\":")
        text.list(answers) { text, answer in
            text.raw("{\"answer\":")
            text.string(answer.answer)
            text.raw(",\"candidate\":")
            text.string(answer.candidate)
            text.raw("}")
        }
        text.raw("}")
    }

    init(_ fields: DocumentFields) throws(Violation) {
        self.init(
            question: try fields.string("question"), blank: try fields.bool("blank"),
            minimum: try fields.whole("min"), maximum: try fields.whole("max"),
            answers: try fields.list("answers") { fields throws(Violation) in
                Answer(answer: try fields.string("answer"), candidate: try fields.string("candidate"))
            })
    }
}

extension CanonicalText {
    mutating func flag(_ value: Bool) { raw(value ? "true" : "false") }
}
