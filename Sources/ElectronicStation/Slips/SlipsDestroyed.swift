public import VerifiableVoting

/// What two persons sign who were there when the authority destroyed the private parts of the slips: which slips, which files,
/// and who they are. Byte by byte in Documentation/Formats/Slips.md.
///
/// It says what was done and who saw it. That no copy is left anywhere, no document can show.
public struct SlipsDestroyed: Equatable, Sendable {
    public let printed: SlipsPrinted
    /// Day and minute, local, as `2004-09-18T16:05`.
    public let time: String
    public let files: [ListedFile]
    /// Who signs, at least `fewestPersons`.
    public let persons: [Signer]

    public static let fewestPersons = 2

    public init(printed: SlipsPrinted, time: String, files: [ListedFile], persons: [Signer]) {
        (self.printed, self.time, self.files, self.persons) = (printed, time, files, persons)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-slips-destroyed\",\"version\":1,\"printed\":")
            printed.write(to: &text)
            text.raw(",\"time\":")
            text.string(time)
            text.raw(",\"files\":")
            text.list(files) { text, file in file.write(to: &text) }
            text.raw(",\"persons\":")
            text.list(persons) { text, person in
                text.raw("{\"name\":")
                text.string(person.name)
                text.raw(",\"key\":")
                text.string(person.key.hexadecimal)
                text.raw("}")
            }
            text.raw("}")
        }
    }

    /// Throws `slipsFormat`, also for fewer than two persons or one who stands there twice.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-slips-destroyed", breaking: .slipsFormat)
        guard let inner = fields.tree["printed"] else { throw fields.wrong("printed") }
        let printed = DocumentFields(inner, breaking: .slipsFormat)
        self.init(
            printed: SlipsPrinted(
                election: try printed.string("uuid"), credentials: try printed.string("credentials"),
                stations: try printed.list("stations") { fields throws(Violation) in
                    SlipsPrinted.Station(
                        name: try fields.string("name"), printed: try fields.whole("printed"),
                        fingerprint: try fields.string("fingerprint"))
                }),
            time: try fields.string("time"),
            files: try fields.list("files") { fields throws(Violation) in
                try ListedFile(fields)
            },
            persons: try fields.list("persons") { fields throws(Violation) in
                Signer(name: try fields.string("name"), key: try fields.key("key"))
            })
        try fields.requireCanonical(self.bytes, bytes)
        guard persons.count >= Self.fewestPersons, Set(persons.map(\.key)).count == persons.count else {
            throw fields.wrong("persons")
        }
    }
}

public typealias SignedSlipsDestroyed = Signed<SlipsDestroyed>

extension SlipsDestroyed: SignedContent {
    public static var kind: SignedDocument.Kind { .slipsDestroyed }
}

extension SignedSlipsDestroyed {
    /// Tests that everybody named has signed, and nobody else. Throws `slipsSignature`.
    public func check() throws(Violation) {
        let signers = try document.signers()
        guard Set(signers) == Set(content.persons.map(\.key)) else {
            throw Violation(.slipsSignature, detail: "\(signers.count) of \(content.persons.count)")
        }
    }
}
