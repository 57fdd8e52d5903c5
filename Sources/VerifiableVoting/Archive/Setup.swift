/// What the first event of an archive binds together: election, trustees, public credentials.
struct Setup {
    let election: [UInt8]
    let trustees: [UInt8]
    let credentials: [UInt8]
    let credentialsDigest: Digest

    /// Where the list of credentials stands among the setup's data records, from 0.
    static let placeOfCredentials = 2

    /// Throws `recordOrder` or `eventFormat` where the records are not those that the setup names.
    init(_ records: EventRecords) throws(Violation) {
        let data = records.data
        let place = Place(offset: records.offset, event: 0)
        guard let last = data.last else { throw Violation(.recordOrder, place) }
        let named = data.dropLast()
        let expected = CanonicalText.of { text in
            text.raw("{")
            let names = ["election", "trustees", "credentials", "credentials_certificate"]
            for (index, record) in named.enumerated() {
                if index > 0 { text.raw(",") }
                text.string(names[index])
                text.raw(":")
                text.string(record.digest.hexadecimal)
            }
            text.raw("}")
        }
        guard last.body == expected else { throw Violation(.recordOrder, place, detail: "setup_data") }
        (election, trustees, credentials) = (data[0].body, data[1].body, data[Self.placeOfCredentials].body)
        credentialsDigest = data[Self.placeOfCredentials].digest
    }

    static func data(election: Digest, trustees: Digest, credentials: Digest) -> [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"election\":")
            text.string(election.hexadecimal)
            text.raw(",\"trustees\":")
            text.string(trustees.hexadecimal)
            text.raw(",\"credentials\":")
            text.string(credentials.hexadecimal)
            text.raw("}")
        }
    }
}
