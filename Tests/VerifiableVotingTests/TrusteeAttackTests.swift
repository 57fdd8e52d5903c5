import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Dishonest trustees' records, each forged for real and refused for its own rule, at its own trustee.
@Suite struct TrusteeAttackTests {
    typealias Group = Edwards25519

    struct Attack: CustomTestStringConvertible, Sendable {
        let name: String
        let rule: Rule
        /// Number of the trustee named; nil where the record as a whole is refused.
        let trustee: Int?
        let forge: @Sendable (inout ForgedRecord) throws -> Void
        var testDescription: String { name }

        init(
            _ name: String, _ rule: Rule, at trustee: Int?,
            _ forge: @escaping @Sendable (inout ForgedRecord) throws -> Void
        ) {
            (self.name, self.rule, self.trustee, self.forge) = (name, rule, trustee, forge)
        }
    }

    static let neutral = Group.text(Group.neutral)

    @Test func honestRecordVerifies() throws {
        let record = try ForgedRecord()
        let trustees = try Trustees<Forger.Suite>(bytes: record.document.bytes)
        #expect(trustees.count == 4)
        // Signing everything again with the forger's own code changes nothing.
        var signed = record
        for member in 1...3 {
            try signed.certify(record.forgers[member - 1].certificate(size: 3, threshold: 2, index: member), of: member)
            try signed.publish(record.commitments(member), by: member)
        }
        #expect(signed.document != record.document)
        #expect(try Trustees<Forger.Suite>(bytes: signed.document.bytes).electionKey == trustees.electionKey)
    }

    @Test(arguments: keys + certificates + commitments + verificationKeys + lists + texts)
    func attackIsRefused(attack: Attack) throws {
        var record = try ForgedRecord()
        let honest = record.document
        try attack.forge(&record)
        #expect(record.document != honest)
        let violation = #expect(throws: Violation.self) { try Trustees<Forger.Suite>(bytes: record.document.bytes) }
        #expect(violation?.rule == attack.rule)
        #expect(violation?.place == Place(trustee: attack.trustee))
    }

    /// Components of order 2, 4 and 8, in every place where an element stands.
    @Test(arguments: Forger.smallOrder) func smallOrderIsRefusedEverywhere(small: String) throws {
        func expectRefused(at trustee: Int, _ forge: (inout ForgedRecord) throws -> Void) throws {
            var record = try ForgedRecord()
            try forge(&record)
            let violation = #expect(throws: Violation.self) {
                try Trustees<Forger.Suite>(bytes: record.document.bytes)
            }
            #expect(violation?.rule == .elementMembership)
            #expect(violation?.place == Place(trustee: trustee))
        }
        try expectRefused(at: 1) { record in
            let key = record.singleKey["public_key"].string
            record.singleKey["public_key"] = .string(Forger.shifted(key, by: small))
        }
        try expectRefused(at: 1) { $0.singleKey["public_key"] = .string(small) }
        for member in 1...3 {
            for coefficient in 0..<2 {
                try expectRefused(at: member + 1) { record in
                    var commitments = try record.commitments(member)
                    commitments[coefficient] = Forger.shifted(commitments[coefficient], by: small)
                    try record.publish(commitments, by: member)
                }
            }
            try expectRefused(at: member + 1) { record in
                let key = record.pedersen["verification_keys", .position(member - 1), "public_key"].string
                record.pedersen["verification_keys", .position(member - 1), "public_key"] = .string(
                    Forger.shifted(key, by: small))
            }
            try expectRefused(at: member + 1) { record in
                let forger = record.forgers[member - 1]
                let key = Forger.shifted(Group.text(forger.encryption), by: small)
                try record.certify(
                    forger.certificate(size: 3, threshold: 2, index: member, encryption: key), of: member)
            }
            try expectRefused(at: member + 1) { record in
                let forger = record.forgers[member - 1]
                let key = Forger.shifted(Group.text(forger.verification), by: small)
                try record.certify(
                    forger.certificate(size: 3, threshold: 2, index: member, verification: key), of: member)
            }
        }
    }

    static let keys: [Attack] = [
        Attack("single key neutral", .trusteeKey, at: 1) { record in
            record.singleKey = Forger.publicKey(.zero)
        },
        // T10: X - the sum of the others' keys makes the key of the election X; nobody can prove to know its exponent.
        Attack("rogue single key with another's proof", .trusteeProof, at: 1) { record in
            let wanted = Group.power(Group.generator, Forger.random())
            record.singleKey["public_key"] = .string(Group.text(Group.quotient(wanted, try record.keyOfTheSet())))
        },
        Attack("rogue single key with a proof of its sum", .trusteeProof, at: 1) { record in
            let secret = Forger.random()
            let rogue = Group.text(
                Group.quotient(Group.power(Group.generator, secret), try record.keyOfTheSet()))
            record.singleKey["pok"] = Forger.prove(
                secret, .trusteeKey(group: "Ed25519", key: Array(rogue.utf8)))
            record.singleKey["public_key"] = .string(rogue)
        },
        Attack("proof of another group", .trusteeProof, at: 1) { record in
            let key = record.singleKey["public_key"].string
            record.singleKey["pok"] = Forger.prove(
                record.single, .trusteeKey(group: "BELENIOS-2048", key: Array(key.utf8)))
        },
        Attack("proof of another statement", .trusteeProof, at: 1) { record in
            record.singleKey["pok"] = Forger.prove(record.single, .message(record.singleKey["public_key"].string))
        },
        Attack("proof with its parts exchanged", .trusteeProof, at: 1) { record in
            let proof = record.singleKey["pok"]
            record.singleKey["pok", "challenge"] = proof["response"]
            record.singleKey["pok", "response"] = proof["challenge"]
        },
        Attack("single trustee copied", .trusteeKey, at: 5) { record in
            record.document.items.append(record.document[0])
        },
        Attack("single trustee with two proofs for one key", .trusteeKey, at: 5) { record in
            record.document.items.append(.array([.string("Single"), Forger.publicKey(record.single)]))
        },
        Attack("member's key copied as a single trustee", .trusteeKey, at: 5) { record in
            record.document.items.append(.array([.string("Single"), record.pedersen["verification_keys", 1]]))
        },
        Attack("member's key copied before the set", .trusteeKey, at: 3) { record in
            record.singleKey = record.pedersen["verification_keys", 1]
        },
        Attack("whole set copied", .trusteeKey, at: 5) { record in
            record.document.items.append(record.document[1])
        },
        Attack("key that cancels all others", .trusteeKey, at: nil) { record in
            record.document = .array(
                [record.single, -record.single].map { .array([.string("Single"), Forger.publicKey($0)]) })
        },
    ]

    static let certificates: [Attack] = [
        Attack("certificate for another index", .trusteeCertificate, at: 3) { record in
            try record.certify(record.forgers[1].certificate(size: 3, threshold: 2, index: 3), of: 2)
        },
        Attack("certificate for another size", .trusteeCertificate, at: 4) { record in
            try record.certify(record.forgers[2].certificate(size: 4, threshold: 2, index: 3), of: 3)
        },
        Attack("certificate for another threshold", .trusteeCertificate, at: 2) { record in
            try record.certify(record.forgers[0].certificate(size: 3, threshold: 1, index: 1), of: 1)
        },
        Attack("certificate for another group", .trusteeCertificate, at: 2) { record in
            try record.certify(
                record.forgers[0].certificate(group: "BELENIOS-2048", size: 3, threshold: 2, index: 1), of: 1)
        },
        Attack("certificate without a context", .trusteeCertificate, at: 2) { record in
            let message = try Document(record.pedersen["certs", 0, "message"].string).without("context")
            try record.certify(record.forgers[0].signed(message.text), of: 1)
        },
        Attack("certificates swapped", .trusteeCertificate, at: 2) { $0.swap("certs", 1, 3) },
        Attack("certificate twice", .trusteeCertificate, at: 4) { record in
            try record.certify(record.pedersen["certs", 1], of: 3)
        },
        Attack("certificate signed by another member", .trusteeSignature, at: 3) { record in
            let message = record.pedersen["certs", 1, "message"].string
            try record.certify(record.forgers[0].signed(message), of: 2)
        },
        Attack("certificate changed after signing", .trusteeSignature, at: 2) { record in
            var certificate = record.pedersen["certs", 0]
            let other = Group.text(Forger(seed: record.made.seeds[1]).encryption + Group.generator)
            let message = record.forgers[0].certificate(size: 3, threshold: 2, index: 1, encryption: other)["message"]
            certificate["message"] = message
            try record.certify(certificate, of: 1)
        },
        Attack("one person in two places", .trusteeCertificate, at: 4) { record in
            try record.certify(record.forgers[0].certificate(size: 3, threshold: 2, index: 3), of: 3)
        },
        Attack("messages of one member readable by another", .trusteeCertificate, at: 4) { record in
            let key = Group.text(record.forgers[0].encryption)
            try record.certify(
                record.forgers[2].certificate(size: 3, threshold: 2, index: 3, encryption: key), of: 3)
        },
        // Anybody signs for the neutral key: its exponent is zero.
        Attack("neutral verification key in a certificate", .trusteeCertificate, at: 2) { record in
            let message = record.forgers[0].certificate(
                size: 3, threshold: 2, index: 1, verification: neutral)["message"]
            let signature = Forger.prove(.zero, .message(message.string))
            try record.certify(
                .object([.init(name: "message", value: message), .init(name: "signature", value: signature)]), of: 1)
        },
        Attack("neutral encryption key in a certificate", .trusteeCertificate, at: 2) { record in
            try record.certify(
                record.forgers[0].certificate(size: 3, threshold: 2, index: 1, encryption: neutral), of: 1)
        },
        Attack("encryption key in upper case", .elementText, at: 2) { record in
            let key = Group.text(record.forgers[0].encryption).uppercased()
            try record.certify(
                record.forgers[0].certificate(size: 3, threshold: 2, index: 1, encryption: key), of: 1)
        },
    ]
}
