import PrimeOrderGroups
import VerifiableVoting

/// Trustees with keys that they do not know, and sets whose parts do not belong together.
extension AttackBench {
    mutating func addTrustees() {
        setup(
            "rogue-key", .trusteeProof, at: Place(trustee: 2), "T10",
            "a second trustee's key is the wanted key divided by the first, with the best proof to be had"
        ) { election in
            let wanted = election.prover.number()
            let rogue = G.quotient(election.prover.base(wanted), election.prover.base(election.single))
            let proof = election.prover.knowledge(wanted, "pok|\(G.name)|\(G.text(rogue))|")
            let key = Node.members([("pok", proof), ("public_key", .text(G.text(rogue)))])
            election.trustees = .array([election.trustees[0], .array([.text("Single"), key])])
            election.election["public_key"] = .text(G.text(election.prover.base(wanted)))
        }
        setup(
            "trustee-twice", .trusteeKey, at: Place(trustee: 2), "T10",
            "a trustee's key and proof once more, as another trustee"
        ) { election in
            election.trustees = .array([election.trustees[0], election.trustees[0]])
            election.election["public_key"] = .text(G.text(election.prover.base(election.single + election.single)))
        }
        setup(
            "set-twice", .trusteeKey, at: Place(trustee: 5), "T10", "a set of trustees once more, as another set",
            two: true
        ) { election in
            election.trustees = .array([election.trustees[0], election.trustees[1], election.trustees[1]])
            let set = election.key - election.single
            election.election["public_key"] = .text(G.text(election.prover.base(election.key + set)))
        }
        setup("trustees-cancel", .trusteeKey, "T10", "two trustees whose keys' product is neutral") { election in
            let other = election.publicKey(-election.single)
            election.trustees = .array([election.trustees[0], .array([.text("Single"), other])])
        }
        setup("trustee-key-neutral", .trusteeKey, at: Place(trustee: 1), "T8", "the neutral element as a trustee's key")
        {
            election in
            let key = election.publicKey(.zero)
            election.trustees = .array([.array([.text("Single"), key])])
        }
        setup(
            "trustee-proof-of-another-group", .trusteeProof, at: Place(trustee: 1), "T1",
            "a proof bound to another group's name"
        ) { election in
            let text = G.text(election.prover.base(election.single))
            election.trustees[0][1]["pok"] = election.prover.knowledge(election.single, "pok|BELENIOS-2048|\(text)|")
        }
        setup(
            "trustee-proof-without-key", .trusteeProof, at: Place(trustee: 1), "T2",
            "a proof that does not hash the key"
        ) { election in
            election.trustees[0][1]["pok"] = election.prover.knowledge(election.single, "pok|\(G.name)||")
        }
        setup("trustee-without-proof", .trusteeProof, at: Place(trustee: 1), "T42", "a key without a proof") {
            $0.trustees[0][1]["pok"] = nil
        }
        for part in ["challenge", "response"] {
            setup("trustee-proof-\(part)", .trusteeProof, at: Place(trustee: 1), "T4", "the proof's \(part) is wrong") {
                $0.trustees.edit("0/1/pok/\(part)") { $0 = Self.increment($0) }
            }
        }
        setup("trustee-scalar", .scalarText, at: Place(trustee: 1), "T6", "a response with a leading zero") {
            $0.trustees.edit("0/1/pok/response") { $0 = .text("0" + Self.text($0)) }
        }
        setup("trustee-key-upper-case", .elementText, at: Place(trustee: 1), "T6", "a key in upper-case digits") {
            $0.trustees.edit("0/1/public_key") { $0 = .text(Self.text($0).uppercased()) }
        }
        let forms: [(String, String, (inout Node) -> Void)] = [
            ("none", "no trustee", { $0 = .array([]) }), ("object", "an object", { $0 = $0[0][1] }),
            ("unknown-kind", "a kind unknown here", { $0[0][0] = .text("Solo") }),
            ("kind-missing", "a key without its kind", { $0[0] = $0[0][1] }),
            ("kind-and-more", "a third item beside kind and key", { $0[0] = .array(($0[0].items ?? []) + [.null]) }),
            ("null", "null in place of a key", { $0[0][1] = .null }),
        ]
        for (name, description, change) in forms {
            setup("trustees-\(name)", .trusteesFormat, "T34", "the trustees' record: \(description)") {
                change(&$0.trustees)
            }
        }
        addSets()
    }

    private mutating func addSets() {
        func set(
            _ name: String, _ rule: Rule, trustee: Int, _ source: String, _ description: String,
            _ change: @escaping (inout Node, inout Election) -> Void
        ) {
            setup(
                "set-\(name)", rule, at: Place(trustee: trustee), source, "a set of trustees: \(description)", two: true
            ) { election in
                var parameters = election.trustees[1][1]
                change(&parameters, &election)
                election.trustees[1][1] = parameters
            }
        }
        for threshold in [0, 4, -1] {
            set("threshold-\(threshold)", .trusteeThreshold, trustee: 2, "T10", "threshold \(threshold) of 3") {
                parameters, _ in
                parameters["threshold"] = .whole(threshold)
            }
        }
        for threshold in [1, 3] {
            set(
                "threshold-\(threshold)", .trusteeCertificate, trustee: 2, "T10",
                "threshold \(threshold) where the members agreed on 2"
            ) {
                parameters, _ in parameters["threshold"] = .whole(threshold)
            }
        }
        for member in ["threshold", "certs", "coefexps", "signatures", "verification_keys"] {
            set("without-\(member.replacing("_", with: "-"))", .trusteesFormat, trustee: 2, "T42", "without \(member)")
            { parameters, _ in
                parameters[member] = nil
            }
        }
        let contexts: [(String, String, Node)] = [
            ("group", "group", .text("BELENIOS-2048")), ("size", "size", .whole(4)),
            ("threshold", "threshold", .whole(1)),
            ("index", "index", .whole(3)),
        ]
        for (name, member, value) in contexts {
            set("context-\(name)", .trusteeCertificate, trustee: 3, "T1", "a certificate for another \(name)") {
                parameters, election in
                var contents = election.members.indices.map { election.certificateContent($0) }
                contents[1]["context"]?[member] = value
                parameters = election.pedersen(certificates: contents)
            }
        }
        for (name, key) in [("verification", "verification"), ("encryption", "encryption")] {
            set("\(name)-key-neutral", .trusteeCertificate, trustee: 3, "T8", "a neutral \(name) key") {
                parameters, election in
                var contents = election.members.indices.map { election.certificateContent($0) }
                contents[1][key] = .text(G.text(G.neutral))
                parameters = election.pedersen(certificates: contents)
            }
        }
        set("key-twice", .trusteeCertificate, trustee: 4, "T10", "one person in two places") { parameters, election in
            var contents = election.members.indices.map { election.certificateContent($0) }
            contents[2]["encryption"] = contents[1]["encryption"]
            parameters = election.pedersen(certificates: contents)
        }
        set("certificate-unsigned", .trusteeSignature, trustee: 3, "T35", "a certificate signed by another member") {
            parameters, election in
            let message = parameters["certs"]?[1]["message"]?.string ?? []
            parameters["certs"]?[1] = election.prover.signed(message, election.members[0].signing)
        }
        set("coefficients-unsigned", .trusteeSignature, trustee: 3, "T35", "commitments signed by another member") {
            parameters, election in
            let message = parameters["coefexps"]?[1]["message"]?.string ?? []
            parameters["coefexps"]?[1] = election.prover.signed(message, election.members[0].signing)
        }
        set("certificates-unsigned", .trusteeSignature, trustee: 2, "T35", "signatures of two members swapped") {
            parameters, _ in
            let (first, second) = (parameters["signatures"]?[0], parameters["signatures"]?[1])
            parameters["signatures"]?[0] = second ?? .null
            parameters["signatures"]?[1] = first ?? .null
        }
        set("member-key-unsigned", .trusteeSignature, trustee: 3, "T42", "a member's key without his signature") {
            parameters, _ in
            parameters["verification_keys"]?[1]["signature"] = nil
        }
        set(
            "member-key-of-another", .verificationKey, trustee: 3, "T10",
            "a member's key that does not match the commitments"
        ) {
            parameters, election in
            let key = election.publicKey(election.members[1].share + .one, signing: election.members[1].signing)
            parameters["verification_keys"]?[1] = key
        }
        set("member-keys-swapped", .verificationKey, trustee: 2, "T10", "keys of two members swapped") {
            parameters, _ in
            let (first, second) = (parameters["verification_keys"]?[0], parameters["verification_keys"]?[1])
            parameters["verification_keys"]?[0] = second ?? .null
            parameters["verification_keys"]?[1] = first ?? .null
        }
        set("member-key-neutral", .verificationKey, trustee: 3, "T8", "a neutral member's key") {
            parameters, election in
            parameters["verification_keys"]?[1] = election.publicKey(.zero, signing: election.members[1].signing)
        }
        set("member-key-missing", .verificationKey, trustee: 2, "T42", "two keys of three members") { parameters, _ in
            parameters["verification_keys"] = .array(Array((parameters["verification_keys"]?.items ?? []).prefix(2)))
        }
        set("coefficients-missing", .trusteeCoefficients, trustee: 2, "T42", "two members' commitments of three") {
            parameters, _ in
            parameters["coefexps"] = .array(Array((parameters["coefexps"]?.items ?? []).prefix(2)))
        }
        for count in [1, 3] {
            set(
                "coefficients-\(count)", .trusteeCoefficients, trustee: 2, "T10",
                "a polynomial of \(count) coefficients where two agreed"
            ) {
                parameters, election in
                var contents = election.members.indices.map { election.coefficientContent($0) }
                let items = contents[0]["coefexps"]?.items ?? []
                contents[0]["coefexps"] = .array(Array((items + items).prefix(count)))
                parameters = election.pedersen(coefficients: contents)
            }
        }
        set(
            "rogue-constant", .verificationKey, trustee: 2, "T10",
            "the last member chooses his constant after the others', so that the key is one that he knows"
        ) { parameters, election in
            var contents = election.members.indices.map { election.coefficientContent($0) }
            let others = election.prover.base(election.polynomials[0][0] + election.polynomials[1][0])
            contents[2]["coefexps"]?[0] = .text(G.text(G.quotient(G.generator, others)))
            parameters = election.pedersen(coefficients: contents)
        }
    }
}
