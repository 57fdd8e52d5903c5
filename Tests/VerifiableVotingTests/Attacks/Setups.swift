import PrimeOrderGroups
import VerifiableVoting

/// Elections and lists of credentials that must not be opened.
extension AttackBench {
    mutating func addElections() {
        setup("election-version-2", .electionVersion, "T8", "version 2") { $0.election["version"] = .whole(2) }
        setup("election-version-negative", .electionVersion, "T8", "version -1") { $0.election["version"] = .whole(-1) }
        setup("election-version-text", .electionFormat, "T8", "a version in quotes") {
            $0.election["version"] = .text("1")
        }
        for (name, group) in [
            ("unknown", "RFC-3526-2048"), ("lower-case", "ed25519"), ("homoglyph", "\u{0415}d25519"),
            ("nul", "Ed25519\0"),
        ] {
            setup("group-\(name)", .electionGroup, "T8", "a group that is not compiled in: \(name)") {
                $0.election["group"] = .text(group)
            }
        }
        setup("group-with-parameters", .electionFormat, "T8", "parameters in place of the group's name") {
            $0.election["group"] = .members([("p", .text("23")), ("q", .text("11")), ("g", .text("2"))])
        }
        setup("group-of-other-elements", .electionKey, "T8", "the other group's name over this group's elements") {
            $0.election["group"] = .text("BELENIOS-2048")
        }
        setup("key-neutral", .electionKey, "T8", "the neutral element as the election's key") {
            $0.election["public_key"] = .text(G.text(G.neutral))
        }
        setup("key-generator", .electionKey, "T8", "a key whose secret is known to all: the generator") {
            $0.election["public_key"] = .text(G.text(G.generator))
        }
        setup("key-of-another", .electionKey, "T10", "a key that is not the product of the trustees' keys") {
            $0.election["public_key"] = .text(G.text($0.prover.base($0.single + .one)))
        }
        setup("key-of-some-trustees", .electionKey, "T10", "the single trustee's key alone", two: true) {
            $0.election["public_key"] = .text(G.text($0.prover.base($0.single)))
        }
        setup("key-of-small-order", .electionKey, "T8", "a key of order 8") {
            $0.election["public_key"] = .text(G.text(SmallOrder.points[1]))
        }
        for bad in Self.badElements where ["upper-case", "y-not-below-p", "empty", "off-the-curve"].contains(bad.name) {
            setup("key-\(bad.name)", .electionKey, "T6", "the election's key: \(bad.description)") {
                $0.election["public_key"] = .text(
                    Self.bad(bad.name, bad.text, of: Self.text($0.election["public_key"])))
            }
        }
        let questions: [(String, Rule, (inout Node) -> Void, String)] = [
            ("min-above-max", .electionQuestion, { $0[0]["min"] = .whole(2) }, "min 2, max 1"),
            ("max-above-answers", .electionQuestion, { $0[0]["max"] = .whole(3) }, "max 3 of 2 answers"),
            ("min-negative", .electionQuestion, { $0[0]["min"] = .whole(-1) }, "min -1"),
            ("max-2-to-62", .electionQuestion, { $0[0]["max"] = .number("4611686018427387904") }, "max 2^62"),
            ("max-2-to-63", .electionFormat, { $0[0]["max"] = .number("9223372036854775808") }, "max 2^63"),
            ("max-fraction", .electionFormat, { $0[0]["max"] = .number("1.0") }, "max 1.0"),
            ("max-exponent", .electionFormat, { $0[0]["max"] = .number("1e0") }, "max 1e0"),
            ("without-answers", .electionQuestion, { $0[0]["answers"] = .array([]) }, "no answers"),
            ("type", .electionQuestion, { $0[0]["type"] = .text("NonHomomorphic") }, "a kind of question unknown here"),
            ("blank-as-number", .electionQuestion, { $0[0]["blank"] = .whole(1) }, "blank: 1"),
            ("none", .electionFormat, { $0 = .array([]) }, "no question"),
        ]
        for (name, rule, change, description) in questions {
            setup("question-\(name)", rule, "T34", "a question: \(description)") { election in
                var questions = election.election["questions"] ?? .null
                change(&questions)
                election.election["questions"] = questions
            }
        }
        setup("election-member-twice", .electionFormat, "T34", "the public key twice") {
            $0.election = .raw(
                Self.replacing("\"group\":", "\"public_key\":\"\",\"group\":", in: $0.election))
        }
        setup("uuid-short", .electionFormat, "T34", "13 characters") { $0.election["uuid"] = .text("fakedKeyring9") }
        setup("uuid-path", .electionFormat, "T34", "a path") { $0.election["uuid"] = .text("../../../../etc/x") }
        setup("uuid-homoglyph", .electionFormat, "T34", "a Cyrillic letter") {
            $0.election["uuid"] = .text("f\u{0430}kedKeyring99")
        }
        setup("election-deep", .electionFormat, "T34", "33 levels") {
            $0.election["extra"] = .raw(
                Array(String(repeating: "[", count: 33).utf8) + Array(String(repeating: "]", count: 33).utf8))
        }
    }

    mutating func addCredentials() {
        let place = Place(credential: 2)
        func entry(
            _ name: String, _ rule: Rule, _ source: String, _ description: String, two isTwo: Bool = false,
            _ change: @escaping (String) -> String
        ) {
            setup("credential-list-\(name)", rule, at: place, source, description, two: isTwo) {
                $0.credentials[1] = .text(change(Self.text($0.credentials[1])))
            }
        }
        entry("neutral", .credentialElement, "T6", "the neutral element: anybody votes with it") { _ in
            G.text(G.neutral)
        }
        for bad in Self.badElements where bad.name != "reversed" {
            entry(bad.name, .credentialElement, "T6", "a credential: \(bad.description)") {
                Self.bad(bad.name, bad.text, of: $0)
            }
        }
        let weights = [
            ("negative", "-1"), ("leading-zero", "01"), ("empty", ""), ("plus", "+2"), ("fraction", "1.5"),
            ("space", " 1"),
            ("2-to-63", "9223372036854775808"), ("2-to-64", "18446744073709551616"), ("with-identifier", "2,voter02"),
            ("identifier-alone", ",voter02"), ("letters", "two"), ("arabic-digit", "\u{0662}"),
        ]
        for (name, weight) in weights {
            entry(
                "weight-\(name)", .credentialWeight, name.contains("identifier") ? "T27" : "T39", "a weight: \(name)",
                two: true
            ) {
                $0.prefix(64) + "," + weight
            }
        }
        setup(
            "credential-list-weights-overflow", .credentialWeight, at: place, "T39", "weights whose sum is 2^63",
            two: true
        ) {
            let entry = { (node: Node) in Node.text(Self.text(node).prefix(64) + ",4611686018427387904") }
            $0.credentials[0] = entry($0.credentials[0])
            $0.credentials[1] = entry($0.credentials[1])
        }
        setup("credential-list-duplicate", .credentialDuplicate, at: place, "T20", "a credential twice") {
            $0.credentials[1] = $0.credentials[0]
        }
        setup(
            "credential-list-duplicate-other-weight", .credentialDuplicate, at: place, "T20",
            "a credential twice, with two weights", two: true
        ) {
            $0.credentials[1] = .text(Self.text($0.credentials[0]).prefix(64) + ",7")
        }
        setup("credential-list-member-number", .credentialsFormat, at: place, "T34", "a number among the credentials") {
            $0.credentials[1] = .whole(1)
        }
        setup("credential-list-object", .credentialsFormat, "T34", "an object instead of a list") {
            $0.credentials = .members([("a", .text("b"))])
        }
        setup("credential-list-space-between", .credentialsFormat, "T6", "a space between two credentials") {
            $0.credentials = .raw(Self.replacing("\",\"", "\", \"", in: $0.credentials))
        }
        setup("credential-list-comma", .credentialsFormat, "T34", "a comma after the last credential") {
            $0.credentials = .raw($0.credentials.compact.dropLast() + Array(",]".utf8))
        }
        setup("credential-list-open", .credentialsFormat, "T34", "the last bracket missing") {
            $0.credentials = .raw($0.credentials.compact.dropLast())
        }
        setup("credential-list-empty-file", .credentialsFormat, "T34", "no byte") { $0.credentials = .raw([]) }
    }
}
