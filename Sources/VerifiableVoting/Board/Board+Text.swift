extension Board {
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-board\",\"version\":1,\"name\":")
            text.string(name)
            text.raw(",\"manifest\":")
            text.string(manifest.hexadecimal)
            text.raw(",\"elections\":")
            text.list(elections) { text, election in text.entry(election) }
            text.raw(",\"files\":")
            text.list(files) { text, file in file.write(to: &text) }
            text.raw("}")
        }
    }

    /// Throws `boardFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-board", breaking: .boardFormat)
        try self.init(
            name: fields.string("name"), manifest: fields.digest("manifest"),
            elections: fields.list("elections", Self.entry), files: fields.list("files", ListedFile.init))
        try fields.requireCanonical(self.bytes, bytes)
    }

    private static func entry(_ fields: DocumentFields) throws(Violation) -> Entry {
        guard let verdict = Verdict(rawValue: try fields.string("verdict")) else { throw fields.wrong("verdict") }
        return Entry(
            uuid: try fields.string("uuid"), verdict: verdict, isVoid: try fields.bool("void"),
            counted: try fields.whole("counted"), challenged: try fields.whole("challenged"),
            challenges: try fields.digest("challenges"), heads: try fields.list("heads", head),
            files: try fields.list("files", ListedFile.init))
    }

    private static func head(_ fields: DocumentFields) throws(Violation) -> Head {
        guard let kind = Event.Kind(rawValue: try fields.string("event")) else { throw fields.wrong("event") }
        return Head(height: try fields.whole("height"), kind: kind, hash: try fields.digest("hash"))
    }
}

extension CanonicalText {
    fileprivate mutating func entry(_ election: Board.Entry) {
        raw("{\"uuid\":")
        string(election.uuid)
        raw(",\"verdict\":")
        string(election.verdict.rawValue)
        raw(election.isVoid ? ",\"void\":true" : ",\"void\":false")
        raw(",\"counted\":")
        whole(election.counted)
        raw(",\"challenged\":")
        whole(election.challenged)
        raw(",\"challenges\":")
        string(election.challenges.hexadecimal)
        raw(",\"heads\":")
        list(election.heads) { text, head in
            text.raw("{\"height\":")
            text.whole(head.height)
            text.raw(",\"event\":")
            text.string(head.kind.rawValue)
            text.raw(",\"hash\":")
            text.string(head.hash.hexadecimal)
            text.raw("}")
        }
        raw(",\"files\":")
        list(election.files) { text, file in file.write(to: &text) }
        raw("}")
    }
}
