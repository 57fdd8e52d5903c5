import PrimeOrderGroups
import VerifiableVoting

/// The attacks on what members of a set publish, and on the record as a text.
extension TrusteeAttackTests {
    static let commitments: [Attack] = [
        Attack("too few coefficients", .trusteeCoefficients, at: 3) { record in
            try record.publish(Array(record.commitments(2).prefix(1)), by: 2)
        },
        Attack("too many coefficients", .trusteeCoefficients, at: 3) { record in
            try record.publish(record.commitments(2) + [neutral], by: 2)
        },
        Attack("no coefficients", .trusteeCoefficients, at: 2) { record in try record.publish([], by: 1) },
        Attack("commitments signed by another member", .trusteeSignature, at: 4) { record in
            let message = record.pedersen["coefexps", 2, "message"].string
            record.pedersen["coefexps", 2] = record.forgers[0].signed(message)
        },
        Attack("commitments swapped", .trusteeSignature, at: 2) { $0.swap("coefexps", 1, 2) },
        Attack("certificates signed by another member", .trusteeSignature, at: 2) { record in
            record.pedersen["signatures", 0] = record.pedersen["signatures", 1]
        },
        Attack("signature of the certificates without their prefix", .trusteeSignature, at: 2) { record in
            let statement = Document.object([
                .init(name: "certs", value: record.pedersen["certs"]),
                .init(name: "coefexps", value: .array(try record.commitments(1).map(Document.string))),
            ])
            record.pedersen["signatures", 0] = record.forgers[0].sign(statement.text)
        },
        Attack("certificates replaced after one member signed them", .trusteeSignature, at: 3) { record in
            let old = record.pedersen["signatures", 1]
            try record.certify(record.forgers[2].certificate(size: 3, threshold: 2, index: 3), of: 3)
            record.pedersen["signatures", 1] = old
        },
        // T10: the last member sets the key of the election to one whose exponent he knows.
        Attack("rogue constant coefficient", .verificationKey, at: 2) { record in
            let wanted = Group.power(Group.generator, Forger.random())
            let others = try (1...2).map { try record.commitments($0)[0] }.compactMap { Group.element(text: $0) }
            let rogue = Group.quotient(wanted, Group.product(others))
            try record.publish([Group.text(rogue), record.commitments(3)[1]], by: 3)
        },
        Attack("coefficients in reverse", .verificationKey, at: 3) { record in
            // At the point 1 both orders have the same value, so that the first member's key still fits.
            try record.publish(record.commitments(2).reversed(), by: 2)
        },
        Attack("key of the set neutral", .trusteeCoefficients, at: 2) { record in
            let others = try (1...2).map { try record.commitments($0)[0] }.compactMap { Group.element(text: $0) }
            let rogue = Group.quotient(Group.neutral, Group.product(others))
            try record.publish([Group.text(rogue), record.commitments(3)[1]], by: 3)
        },
        Attack("coefficient in upper case", .elementText, at: 2) { record in
            try record.publish(record.commitments(1).map { $0.uppercased() }, by: 1)
        },
        Attack("coefficient off the curve", .elementText, at: 2) { record in
            let off = String(repeating: "0", count: 63) + "2"
            try record.publish([record.commitments(1)[0], off], by: 1)
        },
    ]

    static let verificationKeys: [Attack] = [
        Attack("verification key of another member", .verificationKey, at: 2) { record in
            record.pedersen["verification_keys", 0] = record.pedersen["verification_keys", 1]
        },
        Attack("verification key of another member, signed by this one", .verificationKey, at: 3) { record in
            let share = record.made.shares[2].secret.revealed()
            record.pedersen["verification_keys", 1] = Forger.publicKey(share, signedBy: record.forgers[1])
        },
        Attack("verification keys swapped", .verificationKey, at: 3) { $0.swap("verification_keys", 2, 3) },
        Attack("verification key of another secret", .verificationKey, at: 4) { record in
            record.pedersen["verification_keys", 2] = Forger.publicKey(
                Forger.random(), signedBy: record.forgers[2])
        },
        Attack("neutral verification key", .verificationKey, at: 4) { record in
            record.pedersen["verification_keys", 2] = Forger.publicKey(.zero, signedBy: record.forgers[2])
        },
        Attack("verification key signed by another member", .trusteeSignature, at: 2) { record in
            let share = record.made.shares[0].secret.revealed()
            record.pedersen["verification_keys", 0] = Forger.publicKey(share, signedBy: record.forgers[1])
        },
        Attack("verification key not signed", .trusteeSignature, at: 2) { record in
            record.pedersen["verification_keys", 0] = record.pedersen["verification_keys", 0].without("signature")
        },
        Attack("proof of another verification key", .trusteeProof, at: 2) { record in
            record.pedersen["verification_keys", 0, "pok"] = record.pedersen["verification_keys", 1, "pok"]
        },
        Attack("verification key without a proof", .trusteeProof, at: 2) { record in
            record.pedersen["verification_keys", 0] = record.pedersen["verification_keys", 0].without("pok")
        },
    ]

    static let lists: [Attack] =
        [
            Attack("last certificate cut off", .trusteeCertificate, at: 2) { $0.pedersen["certs"].items.removeLast() },
            Attack("one more certificate", .trusteeCertificate, at: 2) { record in
                record.pedersen["certs"].items.append(record.pedersen["certs", 2])
            },
            Attack("no members", .trusteeThreshold, at: 2) { record in
                for name in ["certs", "coefexps", "signatures", "verification_keys"] {
                    record.pedersen[.name(name)] = .array([])
                }
            },
            Attack("last verification key cut off", .verificationKey, at: 2) { record in
                record.pedersen["verification_keys"].items.removeLast()
            },
            Attack("one more verification key", .verificationKey, at: 2) { record in
                record.pedersen["verification_keys"].items.append(record.pedersen["verification_keys", 2])
            },
            Attack("more members than are read", .trusteesFormat, at: 2) { record in
                let certificate = record.pedersen["certs", 0]
                record.pedersen["certs"].items = [Document](repeating: certificate, count: 1000)
            },
            Attack("threshold of another set", .trusteeCertificate, at: 2) { $0.pedersen["threshold"] = .whole(3) },
            Attack("empty record", .trusteesFormat, at: nil) { $0.document = .array([]) },
            Attack("object instead of a list", .trusteesFormat, at: nil) { $0.document = $0.pedersen },
            Attack("unknown kind", .trusteesFormat, at: 1) { $0.document[0, 0] = .string("single") },
            Attack("three parts in a pair", .trusteesFormat, at: 1) { $0.document[0].items.append(.string("")) },
            Attack("key as a text", .trusteesFormat, at: 1) { $0.document[0, 1] = $0.singleKey["public_key"] },
        ]
        + ["coefexps", "signatures"].flatMap { list in
            [
                Attack("last of \(list) cut off", .trusteeCoefficients, at: 2) { record in
                    record.pedersen[.name(list)].items.removeLast()
                },
                Attack("one more in \(list)", .trusteeCoefficients, at: 2) { record in
                    record.pedersen[.name(list)].items.append(record.pedersen[.name(list), 2])
                },
            ]
        }
        + [0, -1, 4].map { threshold in
            Attack("threshold \(threshold)", .trusteeThreshold, at: 2) { record in
                record.pedersen["threshold"] = .whole(threshold)
            }
        }
        + ["threshold", "certs", "coefexps", "signatures", "verification_keys"].map { name in
            Attack("no \(name)", .trusteesFormat, at: 2) { $0.pedersen = $0.pedersen.without(name) }
        }

    static let order = "7237005577332262213973186563042994240857116359379907606001950938285454250989"

    static let texts: [Attack] =
        [
            Attack("single key in upper case", .elementText, at: 1) { record in
                record.singleKey["public_key"] = .string(record.singleKey["public_key"].string.uppercased())
            },
            Attack("single key with y = p + 1", .elementText, at: 1) { record in
                record.singleKey["public_key"] = .string("7f" + String(repeating: "f", count: 60) + "ee")
            },
            Attack("single key one digit short", .elementText, at: 1) { record in
                record.singleKey["public_key"] = .string(String(record.singleKey["public_key"].string.dropLast()))
            },
            Attack("neutral key with the sign of an odd x", .elementText, at: 1) { record in
                record.singleKey["public_key"] = .string("8" + String(repeating: "0", count: 62) + "1")
            },
            Attack("no public key", .trusteeKey, at: 1) { $0.singleKey = $0.singleKey.without("public_key") },
            Attack("no proof", .trusteeProof, at: 1) { $0.singleKey = $0.singleKey.without("pok") },
        ]
        + ["challenge", "response"].flatMap { part in
            ["0" + order.dropLast(), order, "-1", "", "1e3", "+1", " 1", "0x1"].flatMap { number in
                [
                    Attack("\(part) \"\(number)\" of a single key", .scalarText, at: 1) { record in
                        record.singleKey["pok", .name(part)] = .string(number)
                    },
                    Attack("\(part) \"\(number)\" of a certificate", .scalarText, at: 4) { record in
                        record.pedersen["certs", 2, "signature", .name(part)] = .string(number)
                    },
                    Attack("\(part) \"\(number)\" of a signature of commitments", .scalarText, at: 4) { record in
                        record.pedersen["coefexps", 2, "signature", .name(part)] = .string(number)
                    },
                    Attack("\(part) \"\(number)\" of a signature of certificates", .scalarText, at: 4) { record in
                        record.pedersen["signatures", 2, .name(part)] = .string(number)
                    },
                    Attack("\(part) \"\(number)\" of a verification key", .scalarText, at: 3) { record in
                        record.pedersen["verification_keys", 1, "signature", .name(part)] = .string(number)
                    },
                ]
            }
        }
}
