import PrimeOrderGroups
import VerifiableVoting

/// A trustees' record, a single trustee and a set of two of three, that a test changes with all the members' keys at hand:
/// whatever is changed is signed again, so that only the rule under test can refuse it.
struct ForgedRecord {
    typealias Group = Edwards25519

    let made: MadeSet
    let single: Forger.Number
    var document: Document

    init() throws {
        made = try MadeSet(size: 3, threshold: 2)
        single = Forger.random()
        document = .array([
            .array([.string("Single"), Forger.publicKey(single)]),
            .array([.string("Pedersen"), try Document(made.parameters)]),
        ])
    }

    var forgers: [Forger] { made.forgers }
    var singleKey: Document {
        get { document[0, 1] }
        set { document[0, 1] = newValue }
    }
    var pedersen: Document {
        get { document[1, 1] }
        set { document[1, 1] = newValue }
    }

    /// The key of the whole election but the single trustee's.
    func keyOfTheSet() throws -> EdwardsPoint {
        try Trustees<Forger.Suite>([.threshold(made.parameters)]).electionKey
    }

    /// The texts of a member's commitments.
    func commitments(_ member: Int) throws -> [String] {
        try Document(pedersen["coefexps", .position(member - 1), "message"].string)["coefexps"].items.map(\.string)
    }

    /// Replaces a member's commitments; he signs them.
    mutating func publish(_ commitments: [String], by member: Int) throws {
        let list = Document.array(commitments.map(Document.string))
        let message = Document.object([.init(name: "coefexps", value: list)])
        pedersen["coefexps", .position(member - 1)] = forgers[member - 1].signed(message.text)
        try signCertificates(by: member)
    }

    /// Replaces a certificate; all members sign the certificates again.
    mutating func certify(_ certificate: Document, of member: Int) throws {
        pedersen["certs", .position(member - 1)] = certificate
        for member in 1...3 { try signCertificates(by: member) }
    }

    private mutating func signCertificates(by member: Int) throws {
        let statement = Document.object([
            .init(name: "certs", value: pedersen["certs"]),
            .init(name: "coefexps", value: .array(try commitments(member).map(Document.string))),
        ])
        pedersen["signatures", .position(member - 1)] = forgers[member - 1].sign("certs_sig|" + statement.text)
    }

    mutating func swap(_ list: String, _ first: Int, _ second: Int) {
        var items = pedersen[.name(list)].items
        items.swapAt(first - 1, second - 1)
        pedersen[.name(list)] = .array(items)
    }
}
