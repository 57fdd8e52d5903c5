import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Members and servers that cheat during a key generation, each named by whom it harms.
@Suite struct KeyGenerationAttackTests {
    typealias Suite = Forger.Suite
    typealias Group = Edwards25519

    let set: MadeSet
    init() throws { set = try MadeSet(size: 3, threshold: 2) }

    /// The error of a member's step 5 with a changed input.
    func outputError(_ member: Int, _ change: (inout Document) throws -> Void) throws -> KeyGenerationError? {
        var input = try Document(set.inputs[member - 1])
        try change(&input)
        return #expect(throws: KeyGenerationError.self) {
            try set.generation.output(seed: set.seeds[member - 1], input: input.bytes)
        }
    }

    /// The error of the server's step 4 with one member's message changed; his signatures stay.
    func inputsError(_ member: Int, _ change: (inout Document) throws -> Void) throws -> KeyGenerationError? {
        var polynomials = set.polynomials
        var message = try Document(polynomials[member - 1])
        try change(&message)
        polynomials[member - 1] = message.bytes
        return #expect(throws: KeyGenerationError.self) { try set.generation.inputs(polynomials: polynomials) }
    }

    /// The error of the server's step 6 with one member's output changed.
    func parametersError(_ member: Int, _ change: (inout Document) throws -> Void) throws -> KeyGenerationError? {
        var outputs = set.outputs
        var message = try Document(outputs[member - 1])
        try change(&message)
        outputs[member - 1] = message.bytes
        return #expect(throws: KeyGenerationError.self) {
            try set.generation.parameters(polynomials: set.polynomials, outputs: outputs)
        }
    }

    @Test(arguments: 1...3) func secretThatDoesNotFitNamesItsSender(victim: Int) throws {
        for sender in 1...3 {
            var polynomials = set.polynomials
            polynomials[sender - 1] = try set.generation.polynomial(
                seed: set.seeds[sender - 1], coefficients: (0..<2).map { _ in SecretScalar(Forger.random()) },
                random: .system
            ) { recipient, secret in recipient == victim ? secret + Scalar(1) : secret }
            // The server cannot see it; every other member accepts his input.
            let inputs = try set.generation.inputs(polynomials: polynomials)
            for member in 1...3 where member != victim {
                _ = try set.generation.output(seed: set.seeds[member - 1], input: inputs[member - 1])
            }
            #expect(throws: KeyGenerationError.secret(member: sender)) {
                try set.generation.output(seed: set.seeds[victim - 1], input: inputs[victim - 1])
            }
        }
    }

    /// T10: a member who waits for the others' commitments and cancels them is caught by all the others.
    @Test func rogueCommitmentIsCaught() throws {
        let forger = set.forgers[2]
        let certificates = (1...3).map { set.forgers[$0 - 1].certificate(size: 3, threshold: 2, index: $0) }
        let generation = try KeyGeneration<Suite>(certificates: certificates.map(\.bytes))
        var polynomials = try set.seeds.map { try generation.polynomial(seed: $0) }
        let honest = try (0...1).map { index in
            let text = try Document(Document(polynomials[index])["coefexps", "message"].string)["coefexps", 0]
            return try #require(Group.element(text: text.string))
        }
        let rogue = Group.quotient(Group.power(Group.generator, Forger.random()), Group.product(honest))
        var message = try Document(polynomials[2])
        var content = try Document(message["coefexps", "message"].string)
        content["coefexps", 0] = .string(Group.text(rogue))
        message["coefexps"] = forger.signed(content.text)
        let statement = Document.object([
            .init(name: "certs", value: .array(certificates)), .init(name: "coefexps", value: content["coefexps"]),
        ])
        message["signature"] = forger.sign("certs_sig|" + statement.text)
        polynomials[2] = message.bytes
        let inputs = try generation.inputs(polynomials: polynomials)
        for member in 1...2 {
            #expect(throws: KeyGenerationError.secret(member: 3)) {
                try generation.output(seed: set.seeds[member - 1], input: inputs[member - 1])
            }
        }
    }

    @Test func certificatesAreChecked() throws {
        let forgers = set.forgers
        let honest = (1...3).map { forgers[$0 - 1].certificate(size: 3, threshold: 2, index: $0) }
        _ = try KeyGeneration<Suite>(certificates: honest.map(\.bytes))
        func expect(_ rule: Rule, at member: Int, _ change: (inout [Document]) -> Void) {
            var certificates = honest
            change(&certificates)
            let error = #expect(throws: KeyGenerationError.self) {
                try KeyGeneration<Suite>(certificates: certificates.map(\.bytes))
            }
            guard case .rule(let violation) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(violation.rule == rule)
            #expect(violation.place == Place(trustee: member))
        }
        expect(.trusteeCertificate, at: 1) { $0.removeLast() }
        expect(.trusteeCertificate, at: 1) { $0.swapAt(0, 1) }
        expect(.trusteeCertificate, at: 2) { $0[1] = forgers[1].certificate(size: 3, threshold: 1, index: 2) }
        expect(.trusteeCertificate, at: 3) { $0[2] = forgers[0].certificate(size: 3, threshold: 2, index: 3) }
        expect(.trusteeCertificate, at: 2) { $0[1] = .object([]) }
        expect(.trusteeCertificate, at: 3) { $0[2] = .string("certificate") }
        expect(.trusteeThreshold, at: 1) { $0[0] = forgers[0].certificate(size: 3, threshold: 4, index: 1) }
        expect(.trusteeThreshold, at: 1) { $0[0] = forgers[0].certificate(size: 3, threshold: 0, index: 1) }
        expect(.trusteeSignature, at: 2) { $0[1]["signature"] = $0[0]["signature"] }
        for (count, expected) in [(0, 1), (1001, 1000)] {
            #expect(
                throws: KeyGenerationError.count(.certificate, member: nil, expected: expected, found: count)
            ) {
                try KeyGeneration<Suite>(certificates: [[UInt8]](repeating: honest[0].bytes, count: count))
            }
        }
    }

    /// A bit flipped anywhere in a message's ciphertext or tag, or its last byte cut off.
    @Test func changedCiphertextIsRefused() throws {
        let text = try Document(set.inputs[0])["secrets", 1].string
        let digits = Array(try Document(text)["data"].string)
        for position in [0, 1, digits.count / 2, digits.count - 33, digits.count - 32, digits.count - 1] {
            var changed = digits
            changed[position] = changed[position] == "0" ? "1" : "0"
            try expectFault(.cipher) { $0["data"] = .string(String(changed)) }
        }
        try expectFault(.cipher) { $0["data"] = .string(String(digits.dropLast(2))) }
        try expectFault(.cipher) { $0["data"] = .string(String(digits.prefix(32))) }
        try expectFault(.format) { $0["data"] = .string(String(digits.prefix(30))) }
        try expectFault(.format) { $0["data"] = .string(String(digits.dropLast())) }
        try expectFault(.format) { $0["data"] = .string(String(digits).uppercased()) }
    }

    /// A member's secret for another, changed as a text: the member finds it, and the server where it can.
    func expectFault(_ fault: MessageFault, _ change: (inout Document) throws -> Void) throws {
        func changed(_ text: String) throws -> Document {
            var message = try Document(text)
            try change(&message)
            return .string(message.text)
        }
        let error = try outputError(1) { $0["secrets", 1] = try changed($0["secrets", 1].string) }
        #expect(error == .message(member: 2, fault))
        guard fault == .format || fault == .algorithm || fault == .element else { return }
        let serverError = try inputsError(2) { $0["secrets", 0] = try changed($0["secrets", 0].string) }
        #expect(serverError == .message(member: 2, fault))
        let own = try inputsError(2) { $0["polynomial"] = try changed($0["polynomial"].string) }
        #expect(own == .message(member: 2, fault))
        let output = try parametersError(3) { $0["private_key"] = try changed($0["private_key"].string) }
        #expect(output == .message(member: 3, fault))
    }

    @Test(arguments: ["AES-CCM", "aes-gcm", "AES-GCM ", "AES", ""]) func otherAlgorithmIsRefused(name: String) throws {
        try expectFault(.algorithm) { $0["algorithm"] = .string(name) }
        try expectFault(.algorithm) { $0 = $0.without("algorithm") }
    }

    @Test func elementsOfMessagesAreChecked() throws {
        for small in Forger.smallOrder {
            for name in ["alpha", "beta"] as [Document.Step] {
                try expectFault(.element) { $0[name] = .string(Forger.shifted($0[name].string, by: small)) }
                try expectFault(.element) { $0[name] = .string(small) }
            }
        }
        for name in ["alpha", "beta"] as [Document.Step] {
            try expectFault(.element) { $0[name] = .string($0[name].string.uppercased()) }
        }
        try expectFault(.format) { $0 = $0.without("alpha") }
        // The other way round both are members, and the key is another.
        try expectFault(.cipher) { message in
            let (alpha, beta) = (message["alpha"], message["beta"])
            message["alpha"] = beta
            message["beta"] = alpha
        }
    }

    /// Messages that decrypt, but were written by or for somebody else, or say something else.
    @Test func messagesOfAnotherSenderOrRecipientAreRefused() throws {
        let forgers = set.forgers
        let key = forgers[0].encryption
        func expect(_ fault: MessageFault, _ text: String) throws {
            #expect(try outputError(1) { $0["secrets", 1] = .string(text) } == .message(member: 2, fault))
        }
        try expect(.recipient, forgers[1].send(#"{"secret":"1"}"#, to: key, saying: forgers[2].encryption))
        try expect(.recipient, forgers[1].send(#"{"secret":"1"}"#, to: key, saying: forgers[1].encryption))
        try expect(.signature, forgers[2].send(#"{"secret":"1"}"#, to: key))
        try expect(.signature, forgers[0].send(#"{"secret":"1"}"#, to: key))
        try expect(.cipher, forgers[1].send(#"{"secret":"1"}"#, to: forgers[2].encryption))
        for content in [
            #"{"secret":"01"}"#, #"{"secret":"\#(TrusteeAttackTests.order)"}"#, #"{"secret":"-1"}"#,
            #"{"secret":1}"#, #"{"secrets":"1"}"#, #""1""#, "", #"{"secret":"1"} {}"#,
        ] { try expect(.content, forgers[1].send(content, to: key)) }
        for plain in ["", "{}", #"{"message":"{}"}"#] { try expect(.content, Forger.encrypt(plain, for: key)) }
        try expect(.content, Forger.encrypt(forgers[1].signed("{}").text, for: key))
        try expect(.content, Forger.encrypt(forgers[1].signed("message").text, for: key))
        // Signed and addressed well, but not the secret that was committed to.
        let error = try outputError(1) { input in
            input["secrets", 1] = .string(try forgers[1].send(#"{"secret":"1"}"#, to: key))
        }
        #expect(error == .secret(member: 2))
    }

    @Test func serverThatExchangesMessagesIsFound() throws {
        let others = try set.inputs.map { try Document($0) }
        // The secret for another member; another's secret for this member; another's polynomial.
        #expect(try outputError(1) { $0["secrets", 1] = others[1]["secrets", 1] } == .message(member: 2, .cipher))
        #expect(try outputError(1) { $0["secrets", 1] = $0["secrets", 2] } == .message(member: 2, .signature))
        #expect(try outputError(1) { $0["polynomial"] = others[1]["polynomial"] } == .message(member: 1, .cipher))
        #expect(try outputError(1) { $0["polynomial"] = $0["secrets", 0] } == .message(member: 1, .content))
        // A polynomial that the member made and did not send.
        let second = try Document(set.generation.polynomial(seed: set.seeds[0]))
        #expect(try outputError(1) { $0["polynomial"] = second["polynomial"] } == .polynomial(member: 1))
        let error = try outputError(2) { input in
            input["coefexps", 0] = second["coefexps"]
            input["signatures", 0] = second["signature"]
        }
        #expect(error == .secret(member: 1))
        let signature = try outputError(2) { $0["coefexps", 0] = second["coefexps"] }
        #expect(signature == .rule(Violation(.trusteeSignature, Place(trustee: 1), detail: "certs_sig")))
    }

    @Test func truncatedMessagesAreRefused() throws {
        for (name, message) in [("secrets", 1), ("coefexps", 2), ("signatures", 3)] {
            let error = try outputError(message) { $0[.name(name)].items.removeLast() }
            #expect(error == .count(.input, member: message, expected: 3, found: 2))
            let missing = try outputError(message) { $0 = $0.without(name) }
            #expect(missing == .format(.input, member: message))
        }
        #expect(try outputError(1) { $0 = $0.without("polynomial") } == .format(.input, member: 1))
        let secrets = try inputsError(2) { $0["secrets"].items.removeLast() }
        #expect(secrets == .count(.polynomial, member: 2, expected: 3, found: 2))
        for name in ["polynomial", "secrets", "coefexps", "signature"] {
            #expect(try inputsError(3) { $0 = $0.without(name) } == .format(.polynomial, member: 3))
        }
        for name in ["private_key", "public_key"] {
            #expect(try parametersError(3) { $0 = $0.without(name) } == .format(.output, member: 3))
        }
        #expect(throws: KeyGenerationError.count(.polynomial, member: nil, expected: 3, found: 2)) {
            try set.generation.inputs(polynomials: set.polynomials.dropLast())
        }
        #expect(throws: KeyGenerationError.count(.output, member: nil, expected: 3, found: 2)) {
            try set.generation.parameters(polynomials: set.polynomials, outputs: set.outputs.dropLast())
        }
        #expect(throws: KeyGenerationError.format(.polynomial, member: 1)) {
            try set.generation.inputs(polynomials: [[0xff]] + set.polynomials.dropFirst())
        }
    }

    @Test func outputOfAnotherIsRefused() throws {
        func rule(_ error: KeyGenerationError?) -> Rule? {
            if case .rule(let violation) = error, violation.place == Place(trustee: 2) { violation.rule } else { nil }
        }
        let other = try Document(set.outputs[0])["public_key"]
        #expect(rule(try parametersError(2) { $0["public_key"] = other }) == .verificationKey)
        let share = set.shares[1].secret.revealed()
        #expect(
            rule(try parametersError(2) { $0["public_key"] = Forger.publicKey(share, signedBy: set.forgers[0]) })
                == .trusteeSignature)
        #expect(
            rule(
                try parametersError(2) {
                    $0["public_key"] = Forger.publicKey(share + .one, signedBy: set.forgers[1])
                }) == .verificationKey)
        #expect(rule(try parametersError(2) { $0["public_key", "pok"] = other["pok"] }) == .trusteeProof)
    }

    @Test func onlyItsOwnerReadsAPrivateShare() throws {
        let message = Array(try Document(set.outputs[0])["private_key"].string.utf8)
        let share = try KeyGeneration<Suite>.privateKey(seed: set.seeds[0], message: message)
        #expect(share.publicKey == set.shares[0].publicKey)
        #expect(throws: KeyGenerationError.privateShare(.cipher)) {
            try KeyGeneration<Suite>.privateKey(seed: set.seeds[1], message: message)
        }
        #expect(throws: KeyGenerationError.privateShare(.format)) {
            try KeyGeneration<Suite>.privateKey(seed: set.seeds[0], message: [0xff])
        }
        // Encrypted for the member by another, who would make him use a share of his choice.
        let forged = try set.forgers[1].send(#"{"decryption_key":"1"}"#, to: set.forgers[0].encryption)
        #expect(throws: KeyGenerationError.privateShare(.signature)) {
            try KeyGeneration<Suite>.privateKey(seed: set.seeds[0], message: Array(forged.utf8))
        }
    }

    @Test func seedsOfOthersAreRefused() throws {
        let stranger = KeyGeneration<Suite>.seed()
        #expect(throws: KeyGenerationError.stranger) { try set.generation.polynomial(seed: stranger) }
        #expect(throws: KeyGenerationError.stranger) {
            try set.generation.output(seed: stranger, input: set.inputs[0])
        }
        #expect(throws: KeyGenerationError.message(member: 2, .cipher)) {
            try set.generation.output(seed: set.seeds[1], input: set.inputs[0])
        }
        for seed in ["", "1", stranger + "1", String(stranger.dropLast()), String(stranger.dropLast()) + "0"] {
            #expect(throws: KeyGenerationError.seed) { try set.generation.polynomial(seed: seed) }
            #expect(throws: KeyGenerationError.seed) {
                try KeyGeneration<Suite>.certificate(seed: seed, index: 1, size: 3, threshold: 2)
            }
        }
    }

    @Test func privateKeyFilesAreReadStrictly() throws {
        for (text, rule) in [
            (#""0""#, Rule.trusteeKey), (#""01""#, .scalarText), ("\"\(TrusteeAttackTests.order)\"", .scalarText),
            ("1", .trusteeKey), ("", .trusteeKey), (#""""#, .scalarText), (#""1" "2""#, .trusteeKey),
        ] {
            let violation = #expect(throws: Violation.self) {
                try TrusteeKey<Suite>(privateKey: Array(text.utf8))
            }
            #expect(violation?.rule == rule)
        }
        #expect(try TrusteeKey<Suite>(privateKey: Array("\"1\"\n".utf8)).publicKey == Group.generator)
    }
}
