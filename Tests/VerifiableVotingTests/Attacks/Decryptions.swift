import PrimeOrderGroups
import VerifiableVoting

/// Tallies that are not the sum of the ballots, and decryptions of something else.
extension AttackBench {
    mutating func addTallies() {
        var election = one
        let revoting = ballotsOfOne + [election.ballot([[0, 1]], voter: 0)]
        func other(
            _ name: String, _ rule: Rule, _ place: Place, _ source: String, _ description: String, of ballots: [Node]
        ) {
            let tally = election.tally(ballots)
            let size = election.size(ballots, tally: tally)
            add(name, rule, place, source, description, election.archive(revoting, tally: tally, size: size).bytes)
        }
        let mismatch = Place(event: 5, question: 1, choice: 1)
        other(
            "tally-first-vote-counts", .tallyMismatch, mismatch, "T23",
            "the first of two ballots of a voter is counted", of: ballotsOfOne)
        other(
            "tally-ballot-dropped", .tallyTotals, Place(event: 5), "T18", "a ballot is not counted",
            of: Array(ballotsOfOne.prefix(1)))
        other(
            "tally-ballot-exchanged", .tallyMismatch, mismatch, "T18",
            "another ballot is counted than the one in the archive",
            of: [revoting[2], election.ballot([[1, 0]], voter: 1)])
        let tally = election.tally(revoting)
        var size = election.size(revoting, tally: tally)
        size["num_tallied"] = .whole(3)
        add(
            "tally-counts-revotes", .tallyTotals, Place(event: 5), "T23", "num_tallied counts every ballot of a voter",
            election.archive(revoting, tally: tally, size: size).bytes)
        addTallyForms()
        var weighted = two
        let unweighted = weighted.credentials
        weighted.credentials = .array((unweighted.items ?? []).map { .text(String(Self.text($0).prefix(64))) })
        let plain = weighted.tally(ballotsOfTwo)
        var plainSize = weighted.size(ballotsOfTwo, tally: plain)
        weighted.credentials = unweighted
        add(
            "total-weight-ignored", .tallyTotals, Place(event: 6), "T39",
            "every voter counted once in an election with weights",
            weighted.archive(ballotsOfTwo, tally: plain, size: plainSize).bytes)
        plainSize["total_weight"] = archiveOfTwo.size["total_weight"]
        add(
            "weights-ignored", .tallyMismatch, Place(event: 6, question: 1, choice: 1), "T39",
            "the total weight is right, the sum without weights",
            weighted.archive(ballotsOfTwo, tally: plain, size: plainSize).bytes)
    }

    private mutating func addTallyForms() {
        tally(
            "tally-choices-swapped", .tallyMismatch, at: Place(event: 4, question: 1, choice: 1), "T18",
            "the sums of two choices swapped"
        ) { tally, _ in
            (tally[0][0], tally[0][1]) = (tally[0][1], tally[0][0])
        }
        tally(
            "tally-vote-added", .tallyMismatch, at: Place(event: 4, question: 1, choice: 2), "T18",
            "a vote added in the sum"
        ) { tally, _ in
            let beta = G.element(text: Self.text(tally[0][1]["beta"])) ?? G.neutral
            tally[0][1]["beta"] = .text(G.text(G.product(beta, G.generator)))
        }
        tally(
            "tally-neutral", .tallyMismatch, at: Place(event: 4, question: 1, choice: 1), "T11",
            "the zero ciphertext for a sum"
        ) { tally, _ in
            tally[0][0] = .members([("alpha", .text(G.text(G.neutral))), ("beta", .text(G.text(G.neutral)))])
        }
        let shapes: [(String, String, (inout Node) -> Void)] = [
            ("row-missing", "no question", { $0 = .array([]) }),
            ("row-more", "a question more", { $0 = .array([$0[0], $0[0]]) }),
            ("choice-missing", "a choice missing", { $0[0] = .array([$0[0][0]]) }),
            ("choice-more", "a choice more", { $0[0] = .array(($0[0].items ?? []) + [$0[0][0]]) }),
            ("beta-missing", "a beta missing", { $0[0][1]["beta"] = nil }), ("object", "an object", { $0 = $0[0][0] }),
            (
                "alpha-twice", "alpha twice",
                { $0[0][0] = .raw(Self.replacing("{\"alpha\":", "{\"alpha\":\"\",\"alpha\":", in: $0[0][0])) }
            ),
        ]
        for (name, description, change) in shapes {
            tally("tally-\(name)", .tallyFormat, "T34", "the tally: \(description)") { tally, _ in change(&tally) }
        }
        tally(
            "tally-upper-case", .elementText, at: Place(event: 4, question: 1, choice: 1), "T6",
            "an alpha in upper-case digits"
        ) { tally, _ in
            tally[0][0]["alpha"] = .text(Self.text(tally[0][0]["alpha"]).uppercased())
        }
        let sizes: [(String, Rule, (inout Node) -> Void)] = [
            ("num-tallied-more", .tallyTotals, { $0["num_tallied"] = .whole(3) }),
            ("num-tallied-less", .tallyTotals, { $0["num_tallied"] = .whole(1) }),
            ("num-tallied-negative", .tallyFormat, { $0["num_tallied"] = .whole(-2) }),
            ("num-tallied-2-to-63", .tallyFormat, { $0["num_tallied"] = .number("9223372036854775808") }),
            ("num-tallied-2-to-64-and-2", .tallyFormat, { $0["num_tallied"] = .number("18446744073709551618") }),
            ("num-tallied-text", .tallyFormat, { $0["num_tallied"] = .text("2") }),
            ("num-tallied-missing", .tallyFormat, { $0["num_tallied"] = nil }),
            ("total-weight-more", .tallyTotals, { $0["total_weight"] = .whole(3) }),
            ("total-weight-zero", .tallyTotals, { $0["total_weight"] = .whole(0) }),
            ("total-weight-negative", .tallyFormat, { $0["total_weight"] = .whole(-2) }),
            ("total-weight-leading-zero", .tallyFormat, { $0["total_weight"] = .text("02") }),
            ("total-weight-2-to-63", .tallyFormat, { $0["total_weight"] = .text("9223372036854775808") }),
            ("total-weight-missing", .tallyFormat, { $0["total_weight"] = nil }),
            ("hash-missing", .tallyFormat, { $0["encrypted_tally"] = nil }),
            (
                "hash-upper-case", .tallyFormat,
                { $0["encrypted_tally"] = .text(Self.text($0["encrypted_tally"]).uppercased()) }
            ),
            (
                "hash-short", .tallyFormat,
                { $0["encrypted_tally"] = .text(String(Self.text($0["encrypted_tally"]).dropLast())) }
            ),
            ("hash-of-another", .tallyTotals, { $0["encrypted_tally"] = .text(ReferenceHash.hexadecimal([])) }),
        ]
        for (name, rule, change) in sizes {
            tally("size-\(name)", rule, rule == .tallyTotals ? "T39" : "T34", "the tally's size: \(name)", sizes: false)
            { _, size in change(&size) }
        }
    }

    mutating func addDecryptions() {
        let first = Place(event: 5, question: 1, choice: 1, trustee: 1)
        parts("factor-one", .decryptionProof, at: first, "T11", "decryption factor 1 with the proof of the true one") {
            archive, _ in
            archive.decryptions[0].decryption["decryption_factors"]?[0][0] = .text(G.text(G.neutral))
        }
        parts("factors-swapped", .decryptionProof, at: first, "T11", "factors of two choices swapped") { archive, _ in
            let row = archive.decryptions[0].decryption["decryption_factors"]?[0] ?? .null
            archive.decryptions[0].decryption["decryption_factors"]?[0] = .array([row[1], row[0]])
        }
        parts("decryption-proofs-swapped", .decryptionProof, at: first, "T11", "proofs of two choices swapped") {
            archive, _ in
            let row = archive.decryptions[0].decryption["decryption_proofs"]?[0] ?? .null
            archive.decryptions[0].decryption["decryption_proofs"]?[0] = .array([row[1], row[0]])
        }
        parts(
            "decryption-with-another-key", .decryptionProof, at: first, "T11",
            "another secret, with proofs that hold for its own key"
        ) {
            archive, election in
            var other = TinyElections.one(seed: 55)
            other.election = election.election
            archive.decryptions[0].decryption = other.decryption(archive.tally, owner: 1)
        }
        parts("decryption-of-another-election", .decryptionProof, at: first, "T11", "proofs bound to another election")
        {
            archive, election in
            election.election["name"] = .text("Another")
            archive.decryptions[0].decryption = election.decryption(archive.tally, owner: 1)
        }
        parts(
            "decryption-of-one-ballot", .decryptionProof, at: first, "T31",
            "one voter's ballot decrypted in place of the tally"
        ) { archive, election in
            archive.decryptions[0].decryption = election.decryption(election.tally([archive.ballots[1]]), owner: 1)
        }
        parts("decryption-of-another-tally", .decryptionProof, at: first, "T11", "the tally of other ballots decrypted")
        {
            archive, election in
            let ballots = election.ballots(TinyElections.votesOfOne)
            archive.decryptions[0].decryption = election.decryption(election.tally(ballots), owner: 1)
        }
        for part in ["challenge", "response"] {
            parts(
                "decryption-\(part)", .decryptionProof, at: Place(event: 5, question: 1, choice: 2, trustee: 1), "T4",
                "the last proof's \(part) is wrong"
            ) {
                archive, _ in
                let value = archive.decryptions[0].decryption["decryption_proofs"]?[0][1][part]
                archive.decryptions[0].decryption["decryption_proofs"]?[0][1][part] = Self.increment(value)
            }
        }
        parts(
            "single-trustee-fails", .decryptionProof, at: Place(trustee: 1), "T11",
            "the single trustee's factors are wrong, the set's right", two: true
        ) {
            archive, _ in archive.decryptions[0].decryption["decryption_factors"]?[0][0] = .text(G.text(G.generator))
        }
        parts(
            "two-of-three-fail", .decryptionMissing, "T10",
            "two of three members' factors are wrong: one is left where two are needed", two: true
        ) {
            archive, _ in
            for index in [1, 3] {
                archive.decryptions[index].decryption["decryption_factors"]?[0][0] = .text(G.text(G.generator))
            }
        }
        let missing: [(String, [Int], Int)] = [("single", [1, 2, 3], 1), ("members", [0, 2], 2), ("all", [], 1)]
        for (name, kept, trustee) in missing {
            parts(
                "decryptions-missing-\(name)", .decryptionMissing, at: Place(trustee: trustee), "T10",
                "a result without enough trustees: \(name) missing", two: true
            ) {
                archive, _ in archive.decryptions = kept.map { archive.decryptions[$0] }
            }
        }
        addDecryptionForms()
        addResults()
    }

    private mutating func addDecryptionForms() {
        let owners: [(String, Int, Rule)] = [
            ("zero", 0, .decryptionFormat), ("n-plus-one", 2, .decryptionOwner), ("negative", -1, .decryptionFormat),
            ("2-to-31", 1 << 31, .decryptionFormat), ("2-to-32-plus-1", 1 << 32 + 1, .decryptionFormat),
        ]
        for (name, owner, rule) in owners {
            parts("owner-\(name)", rule, at: Place(event: 5), "T34", "owner \(owner) of one trustee") { archive, _ in
                archive.decryptions[0].owner = owner
            }
        }
        parts("owner-twice", .decryptionOwner, at: Place(event: 6), "T10", "two partial decryptions of one trustee") {
            archive, _ in
            archive.decryptions.append(archive.decryptions[0])
        }
        parts(
            "owner-of-another", .decryptionProof, at: Place(trustee: 3), "T10",
            "a member's partial decryption as the single trustee's", two: true
        ) {
            archive, _ in
            archive.decryptions = [(1, archive.decryptions[1].decryption)]
        }
        if cases.last?.name == "owner-of-another" {
            let last = cases.removeLast()
            add(last.name, last.rule, Place(trustee: 1), last.source, last.description, last.bytes)
        }
        let forms: [(String, Rule, String, (inout Node) -> Void)] = [
            ("factor-row-missing", .decryptionFormat, "T11", { $0["decryption_factors"] = .array([]) }),
            (
                "factor-row-more", .decryptionFormat, "T11",
                { $0["decryption_factors"] = .array([$0["decryption_factors"]?[0] ?? .null, .array([])]) }
            ),
            (
                "factor-missing", .decryptionFormat, "T11",
                { $0.edit("decryption_factors/0") { $0.keep(1) } }
            ),
            (
                "factor-more", .decryptionFormat, "T11",
                { $0.edit("decryption_factors/0") { $0.repeatItem(0) } }
            ),
            (
                "proof-missing", .decryptionFormat, "T42",
                { $0.edit("decryption_proofs/0") { $0.keep(1) } }
            ),
            ("proofs-missing", .decryptionFormat, "T42", { $0["decryption_proofs"] = nil }),
            ("response-missing", .decryptionFormat, "T42", { $0["decryption_proofs"]?[0][0]["response"] = nil }),
            ("factor-number", .elementText, "T34", { $0["decryption_factors"]?[0][0] = .whole(1) }),
            (
                "factor-upper-case", .elementText, "T6",
                { $0.edit("decryption_factors/0/0") { $0 = .text(Self.text($0).uppercased()) } }
            ),
            (
                "factor-member-twice", .decryptionFormat, "T34",
                {
                    $0 = .raw(
                        Self.replacing(
                            "{\"decryption_factors\"", "{\"decryption_factors\":[],\"decryption_factors\"", in: $0))
                }
            ),
            (
                "scalar-leading-zero", .scalarText, "T6",
                { $0.edit("decryption_proofs/0/0/challenge") { $0 = .text("0" + Self.text($0)) } }
            ),
        ]
        for (name, rule, source, change) in forms {
            parts("decryption-\(name)", rule, at: Place(event: 5), source, "a partial decryption: \(name)") {
                archive, _ in
                change(&archive.decryptions[0].decryption)
            }
        }
        events(
            "owned-payload-of-another", .decryptionFormat, at: Place(event: 5), "T18",
            "the owner's record names another partial decryption"
        ) { events in
            events[5].data[1] = ForgedArchive.owned([], owner: 1)
        }
    }

    private mutating func addResults() {
        let results: [(String, Rule, [[Node]], String)] = [
            ("vote-moved", .resultMismatch, [[.whole(2), .whole(0)]], "T11"),
            ("vote-added", .resultMismatch, [[.whole(1), .whole(2)]], "T11"),
            ("zero", .resultMismatch, [[.whole(0), .whole(0)]], "T11"),
            ("huge", .resultMismatch, [[.number("9223372036854775807"), .whole(1)]], "T39"),
            (
                "plus-order", .resultFormat,
                [[.text("7237005577332262213973186563042994240857116359379907606001950938285454250990"), .whole(1)]],
                "T39"
            ),
            ("negative", .resultFormat, [[.whole(-1), .whole(1)]], "T34"),
            ("2-to-63", .resultFormat, [[.text("9223372036854775808"), .whole(1)]], "T34"),
            ("leading-zero", .resultFormat, [[.text("01"), .whole(1)]], "T34"),
            ("text", .resultFormat, [[.text("one"), .whole(1)]], "T34"),
            ("choice-missing", .resultFormat, [[.whole(1)]], "T11"),
            ("choice-more", .resultFormat, [[.whole(1), .whole(1), .whole(0)]], "T11"),
            ("question-missing", .resultFormat, [], "T11"),
            ("question-more", .resultFormat, [[.whole(1), .whole(1)], [.whole(1), .whole(1)]], "T11"),
        ]
        for (name, rule, rows, source) in results {
            parts("result-\(name)", rule, at: Place(event: 6), source, "the result: \(name)") { archive, _ in
                archive.result = .members([("result", .array(rows.map(Node.array)))])
            }
        }
        parts("result-empty", .resultFormat, at: Place(event: 6), "T42", "a result without counts") { archive, _ in
            archive.result = .members([])
        }
        parts("result-fraction", .resultFormat, at: Place(event: 6), "T34", "1.0 votes") { archive, _ in
            archive.result = .raw(Array("{\"result\":[[1.0,1]]}".utf8))
        }
    }
}
