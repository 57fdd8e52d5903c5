import SlowArithmetic

/// Trustees by the notes, section 4.7.
struct ReferenceTrustees<G: SlowGroup> {
    struct Item {
        let threshold: Int
        let keys: [G.Element]
        let contribution: G.Element
    }

    private(set) var items: [Item] = []
    private let arithmetic: ReferenceArithmetic<G>

    var electionKey: G.Element { items.map(\.contribution).reduce(G.neutral, G.product) }
    /// Keys of all trustees in their order.
    var keys: [G.Element] { items.flatMap(\.keys) }

    init(_ bytes: [UInt8], _ arithmetic: ReferenceArithmetic<G>) throws {
        self.arithmetic = arithmetic
        try require(bytes.count <= 1 << 24, "trustees-format")
        let list = try ((try? Node(reading: bytes))?.items).or("trustees-format")
        try require(!list.isEmpty, "trustees-format")
        for entry in list {
            try require(keys.count < 1000, "trustees-format")
            guard let pair = entry.items, pair.count == 2, pair[1].members != nil else {
                throw Refusal("trustees-format")
            }
            let item: Item
            switch pair[0].string {
            case Array("Single".utf8): item = try single(pair[1])
            case Array("Pedersen".utf8): item = try pedersen(pair[1])
            default: throw Refusal("trustees-format")
            }
            // No key of an earlier item again; inside a set a threshold of 1 gives all members the same.
            try require(!item.keys.contains { key in keys.contains(key) }, "trustee-key")
            items.append(item)
        }
        try require(electionKey != G.neutral, "trustee-key")
    }

    /// A public key with its proof: rule of what is no key.
    private func publicKey(_ node: Node, _ rule: String) throws -> (G.Element, signature: ReferenceProof?) {
        let key = try arithmetic.key(node["public_key"], rule)
        let proof = try arithmetic.proof(node["pok"], "trustee-proof")
        let signature = try node["signature"].map { try arithmetic.proof($0, "trustee-signature") }
        if let name = node["name"] { try require(name.string != nil, rule) }
        try require(arithmetic.holds(proof, key: key, "pok|\(G.name)|\(G.text(key))|"), "trustee-proof")
        return (key, signature)
    }

    private func single(_ node: Node) throws -> Item {
        let (key, _) = try publicKey(node, "trustee-key")
        return Item(threshold: 1, keys: [key], contribution: key)
    }

    private struct Signed {
        let message: [UInt8]
        let signature: ReferenceProof
        let node: Node
    }

    private func signed(_ node: Node?, _ rule: String) throws -> Signed {
        let message = try (node?["message"]?.string).or(rule)
        return Signed(message: message, signature: try arithmetic.proof(node?["signature"], rule), node: node ?? .null)
    }

    private func isSigned(_ message: [UInt8], _ signature: ReferenceProof, by key: G.Element) -> Bool {
        arithmetic.holds(signature, key: key, "sigmsg|\(String(decoding: message, as: UTF8.self))|")
    }

    private func content(_ message: [UInt8], _ rule: String) throws -> Node {
        guard let content = try? Node(reading: message), content.members != nil else { throw Refusal(rule) }
        return content
    }

    private func pedersen(_ node: Node) throws -> Item {
        guard let certificates = node["certs"]?.items, let coefficients = node["coefexps"]?.items,
            let signatures = node["signatures"]?.items, let publicKeys = node["verification_keys"]?.items,
            let threshold = node["threshold"]?.integer
        else { throw Refusal("trustees-format") }
        let size = certificates.count
        try require(size <= 1000 - keys.count, "trustees-format")
        try require(threshold > 0 && threshold <= size, "trustee-threshold")
        var verification: [G.Element] = []
        var used: [G.Element] = []
        var signedCertificates: [Node] = []
        for (index, certificate) in certificates.enumerated() {
            let signed = try signed(certificate, "trustee-certificate")
            let content = try content(signed.message, "trustee-certificate")
            let context = content["context"]
            try require(
                context?["group"]?.string == Array(G.name.utf8) && context?["size"]?.integer == Int64(size)
                    && context?["threshold"]?.integer == threshold
                    && context?["index"]?.integer == Int64(index + 1), "trustee-certificate")
            let keys = [
                try arithmetic.key(content["verification"], "trustee-certificate"),
                try arithmetic.key(content["encryption"], "trustee-certificate"),
            ]
            try require(isSigned(signed.message, signed.signature, by: keys[0]), "trustee-signature")
            for key in keys {
                try require(!used.contains(key), "trustee-certificate")
                used.append(key)
            }
            verification.append(keys[0])
            signedCertificates.append(Self.canonical(signed))
        }
        try require(coefficients.count == size && signatures.count == size, "trustee-coefficients")
        var polynomials: [[G.Element]] = []
        for index in 0..<size {
            let signed = try signed(coefficients[index], "trustee-coefficients")
            let signature = try arithmetic.proof(signatures[index], "trustee-coefficients")
            try require(isSigned(signed.message, signed.signature, by: verification[index]), "trustee-signature")
            let content = try content(signed.message, "trustee-coefficients")
            let items = try (content["coefexps"]?.items).or("trustee-coefficients")
            try require(items.count == threshold, "trustee-coefficients")
            let elements = try items.map {
                try arithmetic.element($0.string.or("trustee-coefficients")).or("element-text")
            }
            for element in elements { try require(arithmetic.isMember(element), "element-membership") }
            let statement =
                Array("certs_sig|".utf8)
                + Node.members([
                    ("certs", .array(signedCertificates)),
                    ("coefexps", .array(elements.map { .text(G.text($0)) })),
                ]).compact
            try require(isSigned(statement, signature, by: verification[index]), "trustee-signature")
            polynomials.append(elements)
        }
        try require(publicKeys.count == size, "verification-key")
        let contribution = polynomials.map { $0[0] }.reduce(G.neutral, G.product)
        try require(contribution != G.neutral, "trustee-coefficients")
        var keys: [G.Element] = []
        for (index, node) in publicKeys.enumerated() {
            let (key, signature) = try publicKey(node, "verification-key")
            try require(key == expected(polynomials, at: index + 1), "verification-key")
            guard let signature, isSigned(Array(G.text(key).utf8), signature, by: verification[index]) else {
                throw Refusal("trustee-signature")
            }
            keys.append(key)
        }
        return Item(threshold: Int(threshold), keys: keys, contribution: contribution)
    }

    /// A signed message as the server writes it into `certs_sig`: message and signature, nothing else.
    private static func canonical(_ signed: Signed) -> Node {
        .members([
            ("message", .bytes(signed.message)),
            (
                "signature",
                .members([
                    ("challenge", .text(signed.signature.challenge.decimal)),
                    ("response", .text(signed.signature.response.decimal)),
                ])
            ),
        ])
    }

    /// prod_i prod_k A_ik^(j^k).
    private func expected(_ polynomials: [[G.Element]], at j: Int) -> G.Element {
        var result = G.neutral
        for polynomial in polynomials {
            var exponent = BigNumber(1)
            for element in polynomial {
                result = G.product(result, arithmetic.power(element, exponent))
                exponent = exponent * BigNumber(UInt(j)) % arithmetic.q
            }
        }
        return result
    }

    /// alpha^x from the factors of those who gave valid ones: for each item the first `threshold` of its members.
    func combine(_ factors: [Int: [[G.Element]]], question: Int, choice: Int) throws -> G.Element {
        var result = G.neutral
        var first = 1
        for item in items {
            let indices = Array((1...item.keys.count).filter { factors[first + $0 - 1] != nil }.prefix(item.threshold))
            try require(indices.count == item.threshold, "decryption-missing")
            for j in indices {
                var lambda = BigNumber(1)
                for k in indices where k != j {
                    let denominator = arithmetic.modulo(k - j).inverted(modulo: arithmetic.q)
                    lambda = lambda * arithmetic.modulo(k) * denominator % arithmetic.q
                }
                guard let factor = factors[first + j - 1]?[question][choice] else { continue }
                result = G.product(result, arithmetic.power(factor, lambda))
            }
            first += item.keys.count
        }
        return result
    }
}
