import PrimeOrderGroups
import VerifiableVoting

/// An election whose every secret the forge knows, from a seed: trustees, voters, questions.
struct ForgedElection<G: Group> {
    typealias Number = Scalar<G.Order>
    typealias Element = G.Element

    struct Member {
        let signing, decryption, share: Number
    }

    struct Voter {
        let secret: Number
        let weight: UInt64
    }

    var prover: Prover<G>
    let questions: [Question]
    let weighted: Bool
    let single: Number
    /// Members of a set of whom 2 decrypt; none for an election with a single trustee.
    let members: [Member]
    let polynomials: [[Number]]
    let voters: [Voter]
    let uuid = "fakedKeyring99"

    var election: Node = .null
    var trustees: Node = .null
    var credentials: Node = .null

    init(questions: [Question], weights: [UInt64?], members size: Int, seed: UInt64) {
        prover = Prover(seed: seed)
        self.questions = questions
        single = prover.number()
        var polynomials: [[Number]] = []
        for _ in 0..<size { polynomials.append([prover.number(), prover.number()]) }
        self.polynomials = polynomials
        var members: [Member] = []
        for index in 0..<size {
            let point = Number(UInt64(index + 1))
            let share = polynomials.reduce(Number.zero) { $0 + $1[0] + $1[1] * point }
            members.append(Member(signing: prover.number(), decryption: prover.number(), share: share))
        }
        self.members = members
        weighted = weights.contains { $0 != nil }
        var voters: [Voter] = []
        for weight in weights { voters.append(Voter(secret: prover.number(), weight: weight ?? 1)) }
        self.voters = voters
        var all: [Node] = [.array([.text("Single"), publicKey(single)])]
        if size > 0 { all.append(.array([.text("Pedersen"), pedersen()])) }
        trustees = .array(all)
        election = .members([
            ("version", .whole(1)), ("description", .text("An election that never was")), ("name", .text("Forged")),
            ("group", .text(G.name)), ("public_key", .text(G.text(prover.base(key)))),
            ("questions", .array(questions.map(Self.node))), ("uuid", .text(uuid)),
        ])
        let entries = voters.map { voter -> (Element, Node) in
            let element = prover.base(voter.secret)
            return (element, .text(G.text(element) + (weighted ? ",\(voter.weight)" : "")))
        }
        credentials = .array(entries.sorted { G.precedes($0.0, $1.0) }.map(\.1))
    }

    private static func node(_ question: Question) -> Node {
        var members: [(String, Node)] = [("answers", .array(question.answers.map(Node.text)))]
        if question.blank { members.append(("blank", .bool(true))) }
        return .members(
            members + [
                ("min", .whole(question.minimum)), ("max", .whole(question.maximum)),
                ("question", .text(question.question)),
            ])
    }

    /// The secret of the election's key.
    var key: Number { polynomials.reduce(single) { $0 + $1[0] } }

    /// Secrets of all trustees by their numbers less one.
    var shares: [Number] { [single] + members.map(\.share) }

    /// A trustee's public key with its proof, and the signature of a member.
    mutating func publicKey(_ secret: Number, signing: Number? = nil) -> Node {
        let text = G.text(prover.base(secret))
        var node = Node.members([
            ("pok", prover.knowledge(secret, "pok|\(G.name)|\(text)|")), ("public_key", .text(text)),
        ])
        if let signing { node["signature"] = prover.signature(Array(text.utf8), signing) }
        return node
    }

    func certificateContent(_ index: Int) -> Node {
        .members([
            (
                "context",
                .members([
                    ("group", .text(G.name)), ("size", .whole(members.count)), ("threshold", .whole(2)),
                    ("index", .whole(index + 1)),
                ])
            ),
            ("verification", .text(G.text(prover.base(members[index].signing)))),
            ("encryption", .text(G.text(prover.base(members[index].decryption)))),
        ])
    }

    func coefficientContent(_ index: Int) -> Node {
        .members([("coefexps", .array(polynomials[index].map { .text(G.text(prover.base($0))) }))])
    }

    /// The parameters of the set, from what its members certify and commit to. All signatures are made to hold.
    mutating func pedersen(
        certificates: [Node]? = nil, coefficients: [Node]? = nil, verificationKeys: [Node]? = nil
    ) -> Node {
        let certified = certificates ?? members.indices.map(certificateContent)
        let committed = coefficients ?? members.indices.map(coefficientContent)
        var signedCertificates: [Node] = []
        var signedCoefficients: [Node] = []
        var signatures: [Node] = []
        var keys: [Node] = []
        for index in members.indices {
            signedCertificates.append(prover.signed(certified[index].compact, members[index].signing))
        }
        for index in members.indices {
            signedCoefficients.append(prover.signed(committed[index].compact, members[index].signing))
            let statement = Node.members([
                ("certs", .array(signedCertificates)), ("coefexps", committed[index]["coefexps"] ?? .null),
            ])
            signatures.append(
                prover.signature(Array("certs_sig|".utf8) + statement.compact, members[index].signing))
            keys.append(publicKey(members[index].share, signing: members[index].signing))
        }
        return .members([
            ("threshold", .whole(2)), ("certs", .array(signedCertificates)), ("coefexps", .array(signedCoefficients)),
            ("signatures", .array(signatures)), ("verification_keys", .array(verificationKeys ?? keys)),
        ])
    }

    var fingerprint: String { ReferenceHash.base64(election.compact) }
}
