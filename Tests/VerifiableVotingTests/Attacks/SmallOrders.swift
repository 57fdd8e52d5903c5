import PrimeOrderGroups
import VerifiableVoting

/// The points of small order of edwards25519, and their products with honest elements.
enum SmallOrder {
    typealias G = Edwards25519

    /// All eight, the neutral one first (RFC 8032's curve; D. J. Bernstein and others, Curve25519's list of points).
    static let points: [G.Element] = {
        // A point of order 8 is q times any point outside the subgroup whose order is a multiple of 8.
        var y = 3
        while true {
            let text = String(repeating: "0", count: 62) + (y < 16 ? "0" : "") + String(y, radix: 16)
            y += 1
            guard let point = G.element(text: text) else { continue }
            let torsion = G.product(G.power(point, Scalar(signed: -1)), point)
            var power = G.neutral
            let powers = (0..<8).map { _ in
                defer { power = G.product(power, torsion) }
                return power
            }
            if G.product(powers[4], G.neutral) != G.neutral && powers[4] != G.neutral { return powers }
        }
    }()
}

extension AttackBench {
    mutating func addSmallOrders() {
        for (number, torsion) in SmallOrder.points.enumerated() where number > 0 {
            let order = number % 2 == 1 ? 8 : number % 4 == 2 ? 4 : 2
            func description(_ what: String) -> String {
                "\(what) times point \(number) of small order (order \(order))"
            }
            for part in ["alpha", "beta"] {
                ballot(
                    "small-order-\(number)-\(part)", .elementMembership, question: 1, choice: 1, "T7", description(part)
                ) {
                    ballot, election in
                    ballot = Self.ballot(of: &election, torsion: torsion, part: part)
                }
            }
            setup("small-order-\(number)-credential", .credentialElement, "T7", description("a public credential")) {
                election in
                let element = election.element(election.credentials[0]) ?? G.neutral
                election.credentials[0] = .text(G.text(G.product(element, torsion)))
            }
            setup(
                "small-order-\(number)-election-key", .electionKey, "T7",
                description("a trustee's key and the election's")
            ) {
                election in
                Self.hideInKey(&election, torsion)
            }
            setup(
                "small-order-\(number)-trustee-keys", .elementMembership, at: Place(trustee: 1), "T7",
                description("a trustee's key") + ", another's divided by it, so that the election's key is good"
            ) { election in
                election.prover.hidesSmallOrder = true
                let first = election.prover.number()
                let keys = [(first, torsion), (election.single - first, G.quotient(G.neutral, torsion))]
                election.trustees = .array(keys.map { Self.trustee(&election, secret: $0, torsion: $1) })
                election.prover.hidesSmallOrder = false
            }
            addSetSmallOrders(number, torsion, description)
            addTallySmallOrders(number, torsion, description)
        }
        for (number, point) in SmallOrder.points.enumerated() where number > 0 {
            ballot(
                "small-order-\(number)-alone", .elementMembership, question: 1, choice: 1, "T6",
                "alpha is point \(number) of small order itself"
            ) { ballot, _ in ballot["answers"]?[0]["choices"]?[0]["alpha"] = .text(G.text(point)) }
        }
    }

    /// An honest vote for the second answer, its first ciphertext times a point of small order; all challenges are
    /// multiples of 8, so that every equation holds.
    static func ballot(of election: inout Election, torsion: G.Element, part: String) -> Node {
        election.prover.hidesSmallOrder = true
        defer { election.prover.hidesSmallOrder = false }
        var encryptions = [election.encrypt(0), election.encrypt(1)]
        if part == "alpha" {
            encryptions[0].alpha = G.product(encryptions[0].alpha, torsion)
        } else {
            encryptions[0].beta = G.product(encryptions[0].beta, torsion)
        }
        let answer = election.answer(encryptions, election.questions[0], voter: election.voterText(1))
        return election.seal(election.unsigned([answer], voter: 1))
    }

    /// A trustee's key times a point of small order, with a proof that holds.
    static func trustee(_ election: inout Election, secret: Scalar<G.Order>, torsion: G.Element) -> Node {
        let key = G.text(G.product(election.prover.base(secret), torsion))
        let proof = election.prover.knowledge(secret, "pok|\(G.name)|\(key)|")
        return .array([.text("Single"), .members([("pok", proof), ("public_key", .text(key))])])
    }

    /// The single trustee's key and the election's times a point of small order, with a proof that holds.
    static func hideInKey(_ election: inout Election, _ torsion: G.Element) {
        election.prover.hidesSmallOrder = true
        election.trustees = .array([trustee(&election, secret: election.single, torsion: torsion)])
        election.prover.hidesSmallOrder = false
        election.election["public_key"] = .text(G.text(G.product(election.publicKey, torsion)))
    }

    private mutating func addSetSmallOrders(_ number: Int, _ torsion: G.Element, _ description: (String) -> String) {
        func times(_ node: Node?) -> Node {
            .text(G.text(G.product(G.element(text: Self.text(node)) ?? G.neutral, torsion)))
        }
        for part in ["verification", "encryption"] {
            setup(
                "small-order-\(number)-\(part)-key", .elementMembership, at: Place(trustee: 3), "T7",
                description("a member's \(part) key"), two: true
            ) { election in
                var contents = election.members.indices.map { election.certificateContent($0) }
                contents[1][part] = times(contents[1][part])
                election.prover.hidesSmallOrder = true
                election.trustees[1] = .array([.text("Pedersen"), election.pedersen(certificates: contents)])
                election.prover.hidesSmallOrder = false
            }
        }
        for coefficient in 0..<2 {
            setup(
                "small-order-\(number)-coefficient-\(coefficient)", .elementMembership, at: Place(trustee: 2), "T7",
                description("commitment \(coefficient) of a member's polynomial"), two: true
            ) { election in
                var contents = election.members.indices.map { election.coefficientContent($0) }
                let commitment = times(contents[0]["coefexps"]?[coefficient])
                contents[0]["coefexps"]?[coefficient] = commitment
                election.trustees[1] = .array([.text("Pedersen"), election.pedersen(coefficients: contents)])
            }
        }
        setup(
            "small-order-\(number)-member-key", .elementMembership, at: Place(trustee: 4), "T7",
            description("a member's public key"), two: true
        ) { election in
            let key = times(election.trustees[1][1]["verification_keys"]?[2]["public_key"])
            election.trustees[1][1]["verification_keys"]?[2]["public_key"] = key
        }
    }

    private mutating func addTallySmallOrders(_ number: Int, _ torsion: G.Element, _ description: (String) -> String) {
        for part in ["alpha", "beta"] {
            tally(
                "small-order-\(number)-tally-\(part)", .elementMembership, at: Place(event: 4, question: 1, choice: 2),
                "T7",
                description("the tally's \(part)")
            ) { tally, _ in
                let element = G.element(text: Self.text(tally[0][1][part])) ?? G.neutral
                tally[0][1][part] = .text(G.text(G.product(element, torsion)))
            }
        }
        parts(
            "small-order-\(number)-factor", .elementMembership, at: Place(event: 5, question: 1, choice: 1, trustee: 1),
            "T7",
            description("a decryption factor")
        ) { archive, election in
            election.prover.hidesSmallOrder = true
            archive.decryptions[0].decryption = election.decryption(archive.tally, owner: 1)
            let factor = archive.decryptions[0].decryption["decryption_factors"]?[0][0]
            let element = G.element(text: Self.text(factor)) ?? G.neutral
            archive.decryptions[0].decryption["decryption_factors"]?[0][0] = .text(G.text(G.product(element, torsion)))
        }
    }
}
