import PrimeOrderGroups
import VerifiableVoting

/// Ballots that encrypt what nobody may choose, with the best proofs that can be had; and copies of other ballots.
extension AttackBench {
    mutating func addWrongEncryptions() {
        let plaintexts: [(String, [Int], choice: Int)] = [
            ("two", [2, 0], 1), ("minus-one", [-1, 1], 1), ("five", [5, 0], 1), ("two-and-minus-one", [2, -1], 1),
            ("one-and-two", [1, 2], 2), ("one-and-minus-one", [1, -1], 2), ("a-thousand", [1000, -999], 1),
        ]
        for (name, choices, choice) in plaintexts {
            ballot(
                "encrypts-\(name)", .individualProof, question: 1, choice: choice, "T5",
                "encrypts \(choices[0]) and \(choices[1])"
            ) { ballot, election in ballot = election.ballot([choices], voter: 1) }
        }
        for (name, choices) in [("zero", [0, 0]), ("two", [1, 1])] {
            ballot("sum-\(name)", .overallProof, question: 1, "T5", "chooses \(name) of two where one is to be chosen")
            {
                ballot, election in ballot = election.ballot([choices], voter: 1)
            }
        }
        let answers: [(String, [Int], Rule, choice: Int?)] = [
            ("neither-blank-nor-chosen", [0, 0, 0], .overallProof, nil),
            ("blank-and-chosen", [1, 1, 0], .blankProof, nil), ("blank-and-both", [1, 1, 1], .blankProof, nil),
            ("blank-twice", [2, 0, 0], .individualProof, 1), ("minus-blank", [-1, 1, 1], .individualProof, 1),
            ("blank-and-minus-one", [1, -1, 1], .individualProof, 2), ("three", [0, 1, 2], .individualProof, 3),
        ]
        for (name, choices, rule, choice) in answers {
            ballotOfTwo(
                "blank-question-\(name)", rule, question: 2, choice: choice, "T5",
                "a question with blank: encrypts \(choices.map(String.init).joined(separator: ", "))"
            ) { ballot, election in ballot = election.ballot([[0, 1], choices], voter: 1) }
        }
        ballotOfTwo(
            "first-question-sum-two", .overallProof, question: 1, "T25", "both candidates where one is to be chosen"
        ) {
            ballot, election in ballot = election.ballot([[1, 1], [1, 0, 0]], voter: 1)
        }
        ballot(
            "bare-plaintext", .individualProof, question: 1, choice: 1, "T12",
            "beta without the key's part: the plaintext in the open"
        ) { ballot, election in
            ballot["answers"]?[0]["choices"]?[0]["beta"] = .text(G.text(G.generator))
        }
    }

    mutating func addCopies() {
        var election = one
        let copied = election.archive(ballotsOfOne + [ballotsOfOne[0]])
        add(
            "copy-exact", .ballotDuplicate, Place(event: 3, ballot: 3), "T15", "the first ballot once more",
            copied.bytes)
        let twice = election.archive([ballotsOfOne[0], ballotsOfOne[0]])
        add("copy-at-once", .ballotDuplicate, Place(event: 2, ballot: 2), "T15", "a ballot twice in a row", twice.bytes)
        ballot(
            "copy-with-own-credential", .individualProof, question: 1, choice: 1, "T15",
            "another voter's answers under an own credential, hashed and signed anew"
        ) { [ballotsOfOne] ballot, _ in ballot["answers"] = ballotsOfOne[0]["answers"] }
        ballot(
            "copy-re-encrypted", .individualProof, question: 1, choice: 1, "T15",
            "another voter's ciphertexts, re-encrypted, with his proofs"
        ) { [ballotsOfOne] ballot, election in
            ballot["answers"] = ballotsOfOne[0]["answers"]
            let choice = ballotsOfOne[0]["answers"]?[0]["choices"]?[0]
            let number = election.prover.number()
            let alpha = election.element(choice?["alpha"]) ?? G.neutral
            let beta = election.element(choice?["beta"]) ?? G.neutral
            ballot["answers"]?[0]["choices"]?[0] = .members([
                ("alpha", .text(G.text(G.product(alpha, election.prover.base(number))))),
                ("beta", .text(G.text(G.product(beta, G.power(election.publicKey, number))))),
            ])
        }
        ballot(
            "copy-permuted", .individualProof, question: 1, choice: 1, "T15",
            "another voter's answers with the choices permuted"
        ) { [ballotsOfOne] ballot, _ in
            ballot["answers"] = ballotsOfOne[0]["answers"]
            for name in ["choices", "individual_proofs"] {
                let items = ballot["answers"]?[0][name]?.items ?? []
                ballot["answers"]?[0][name] = .array(items.reversed())
            }
        }
        ballot(
            "copy-unsigned-by-its-voter", .ballotSignature, "T15",
            "another voter's ballot, changed in nothing but hash and signature", seals: false
        ) { [ballotsOfOne] ballot, election in
            ballot = election.seal(ballotsOfOne[0], signer: 1)
        }
        ballot("credential-of-nobody", .ballotCredential, "T20", "a credential that is not in the list") {
            ballot, election in
            let stranger = TinyElections.one(seed: 99)
            ballot["credential"] = .text(stranger.credentialText(0))
            ballot = election.seal(ballot)
        }
        ballot(
            "credential-neutral", .ballotCredential, "T6", "the neutral element as credential: anybody knows its secret"
        ) {
            ballot, _ in ballot["credential"] = .text(G.text(G.neutral))
        }
        ballot("credential-with-weight", .ballotCredential, "T20", "the credential as a weighted list would spell it") {
            ballot, _ in ballot["credential"] = .text(Self.text(ballot["credential"]) + ",1")
        }
    }
}
