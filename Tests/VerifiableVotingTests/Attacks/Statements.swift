import PrimeOrderGroups
import VerifiableVoting

/// Proofs that are moved from the statement that they were made for, and proofs of which only a part is wrong.
extension AttackBench {
    private static func swap(_ node: inout Node, _ a: Int, _ b: Int) { (node[a], node[b]) = (node[b], node[a]) }

    /// Changes a member deep inside an answer of the first question.
    private static func change(_ ballot: inout Node, question: Int = 0, _ change: (inout Node) -> Void) {
        var answers = ballot["answers"] ?? .null
        var answer = answers[question]
        change(&answer)
        answers[question] = answer
        ballot["answers"] = answers
    }

    /// Adds 1 to a scalar in text.
    static func increment(_ node: Node?, by difference: Int = 1) -> Node {
        let text = String(decoding: node?.string ?? [], as: UTF8.self)
        let number = (Scalar<G.Order>(decimal: text) ?? .zero) + Scalar(signed: difference)
        return .text(number.decimal)
    }

    mutating func addStatements() {
        ballot(
            "alpha-of-the-other-choice", .individualProof, question: 1, choice: 1, "T1", "alphas of two choices swapped"
        ) {
            ballot, _ in
            Self.change(&ballot) { answer in
                let alphas = (answer["choices"]?[0]["alpha"], answer["choices"]?[1]["alpha"])
                answer["choices"]?[0]["alpha"] = alphas.1
                answer["choices"]?[1]["alpha"] = alphas.0
            }
        }
        ballot(
            "beta-of-the-other-choice", .individualProof, question: 1, choice: 1, "T1", "betas of two choices swapped"
        ) {
            ballot, _ in
            Self.change(&ballot) { answer in
                let betas = (answer["choices"]?[0]["beta"], answer["choices"]?[1]["beta"])
                answer["choices"]?[0]["beta"] = betas.1
                answer["choices"]?[1]["beta"] = betas.0
            }
        }
        for (name, member) in [("uuid", "election_uuid"), ("hash", "election_hash")] {
            ballot("other-election-\(name)", .ballotElection, "T22", "the ballot names another \(member)") {
                ballot, _ in
                ballot[member] = .text(
                    member == "election_uuid" ? "anotherKeyring" : ReferenceHash.base64(Array("another".utf8)))
            }
        }
        ballot(
            "proofs-of-another-election", .individualProof, question: 1, choice: 1, "T22",
            "a ballot made for another election, its names changed to this one's"
        ) { ballot, election in
            var other = election
            other.election["description"] = .text("Another")
            let made = other.ballot([[0, 1]], voter: 1)
            ballot["answers"] = made["answers"]
        }
        ballot(
            "proofs-of-another-key", .individualProof, question: 1, choice: 1, "T1",
            "ciphertexts and proofs for the key of another election"
        ) { ballot, _ in
            var other = TinyElections.one(seed: 77)
            other.election = .null
            let answer = other.answer(
                [other.encrypt(0), other.encrypt(1)], other.questions[0], voter: "other|\(other.credentialText(0))")
            ballot["answers"] = .array([answer])
        }
        ballot(
            "individual-proofs-swapped", .individualProof, question: 1, choice: 1, "T1", "proofs of two choices swapped"
        ) {
            ballot, _ in
            Self.change(&ballot) { answer in
                guard var proofs = answer["individual_proofs"] else { return }
                Self.swap(&proofs, 0, 1)
                answer["individual_proofs"] = proofs
            }
        }
        ballot("choices-permuted", .overallProof, question: 1, "T1", "choices permuted together with their proofs") {
            ballot, _ in
            Self.change(&ballot) { answer in
                for name in ["choices", "individual_proofs"] {
                    guard var items = answer[name] else { return }
                    Self.swap(&items, 0, 1)
                    answer[name] = items
                }
            }
        }
        ballotOfTwo(
            "answer-of-the-other-ballot", .individualProof, question: 2, choice: 1, "T1",
            "an answer with proofs taken from another voter's ballot"
        ) { [ballotsOfTwo] ballot, _ in
            ballot["answers"]?[1] = ballotsOfTwo[2]["answers"]?[1] ?? .null
        }
        ballotOfTwo(
            "blank-choice-permuted", .overallProof, question: 2, "T1",
            "the blank choice swapped with a candidate's, with its proofs"
        ) { ballot, _ in
            Self.change(&ballot, question: 1) { answer in
                for name in ["choices", "individual_proofs"] {
                    guard var items = answer[name] else { return }
                    Self.swap(&items, 0, 1)
                    answer[name] = items
                }
            }
        }
        addBranches()
    }

    /// Every number of every proof of the second ballot of the second election, wrong by 1; sums kept where possible.
    private mutating func addBranches() {
        let lists: [(name: String, rule: Rule, path: (inout Node, (inout Node) -> Void) -> Void, branches: Int)] = [
            (
                "individual", .individualProof,
                { answer, change in
                    guard var proofs = answer["individual_proofs"] else { return }
                    var first = proofs[1]
                    change(&first)
                    proofs[1] = first
                    answer["individual_proofs"] = proofs
                }, 2
            ),
            (
                "overall", .overallProof,
                { answer, change in
                    guard var proofs = answer["overall_proof"] else { return }
                    change(&proofs)
                    answer["overall_proof"] = proofs
                }, 3
            ),
            (
                "blank", .blankProof,
                { answer, change in
                    guard var proofs = answer["blank_proof"] else { return }
                    change(&proofs)
                    answer["blank_proof"] = proofs
                }, 2
            ),
        ]
        for list in lists {
            let choice = list.name == "individual" ? 2 : nil
            func add(_ name: String, _ source: String, _ description: String, _ change: @escaping (inout Node) -> Void)
            {
                ballotOfTwo(
                    "\(list.name)-\(name)", list.rule, question: 2, choice: choice, source,
                    "\(list.name) proof: \(description)"
                ) { ballot, _ in
                    Self.change(&ballot, question: 1) { answer in list.path(&answer, change) }
                }
            }
            for branch in 0..<list.branches {
                for part in ["challenge", "response"] {
                    add("branch-\(branch)-\(part)", "T4", "\(part) of branch \(branch) alone is wrong") { proofs in
                        proofs[branch][part] = Self.increment(proofs[branch][part])
                    }
                }
            }
            add("challenges-shifted", "T3", "two challenges wrong, their sum right") { proofs in
                proofs[0]["challenge"] = Self.increment(proofs[0]["challenge"])
                proofs[1]["challenge"] = Self.increment(proofs[1]["challenge"], by: -1)
            }
            add("branches-swapped", "T4", "first and last branch swapped") { proofs in
                Self.swap(&proofs, 0, list.branches - 1)
            }
        }
    }
}
