import PrimeOrderGroups
import VerifiableVoting

/// Elements, numbers and JSON spelled otherwise than in the one canonical way.
extension AttackBench {
    /// Texts that are no element, or an element in another spelling.
    static let badElements: [(name: String, text: String, description: String)] = [
        ("empty", "", "no digit"),
        ("upper-case", "", "upper-case digits"),
        ("63-digits", "", "a digit too few"),
        ("65-digits", "", "a digit too many"),
        (
            "y-not-below-p", "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee",
            "y = p + 1: the neutral element"
        ),
        ("y-is-p", "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed", "y = p: an element of order 4"),
        (
            "sign-of-zero", "8000000000000000000000000000000000000000000000000000000000000001",
            "x = 0 with the sign of an odd x"
        ),
        ("off-the-curve", "0000000000000000000000000000000000000000000000000000000000000002", "y of no point"),
        ("all-ones", String(repeating: "f", count: 64), "2^256 - 1"),
        ("space", "", "a space before the digits"),
        ("prefix", "", "0x before the digits"),
        ("nul", "", "a NUL among the digits"),
        ("homoglyph", "", "a Cyrillic letter among the digits"),
        ("reversed", "", "the bytes of RFC 8032, least significant first"),
    ]

    /// The bad spelling of an element, or another text that is none.
    static func bad(_ name: String, _ text: String, of good: String) -> String {
        switch name {
        case "upper-case": good.uppercased()
        case "63-digits": String(good.dropLast())
        case "65-digits": "0" + good
        case "space": " " + good.dropFirst()
        case "prefix": "0x" + good.dropFirst(2)
        case "nul": "\0" + good.dropFirst()
        case "homoglyph": "\u{0430}" + good.dropFirst(2)
        case "reversed":
            String(
                stride(from: 62, through: 0, by: -2).map { start in
                    good.dropFirst(start).prefix(2)
                }.joined())
        default: text
        }
    }

    /// Numbers in other spellings than decimal digits below q without sign and leading zeros.
    static let badScalars: [(name: String, change: @Sendable (String) -> String)] = [
        ("q", { _ in "7237005577332262213973186563042994240857116359379907606001950938285454250989" }),
        ("beyond-q", { _ in "72370055773322622139731865630429942408571163593799076060019509382854542509890" }),
        ("2-to-256", { _ in "115792089237316195423570985008687907853269984665640564039457584007913129639936" }),
        ("leading-zero", { "0" + $0 }), ("minus", { "-" + $0 }), ("plus", { "+" + $0 }), ("space", { $0 + " " }),
        ("empty", { _ in "" }), ("hexadecimal", { _ in "0x1f" }), ("exponent", { _ in "1e70" }),
        ("arabic-digits", { _ in "\u{0661}\u{0662}" }), ("full-width-digit", { "\u{ff11}" + $0.dropFirst() }),
        ("thousand-digits", { _ in String(repeating: "1", count: 1000) }),
        ("underscore", { "1_" + $0.dropFirst(2) }),
    ]

    mutating func addTexts() {
        for bad in Self.badElements {
            for part in ["alpha", "beta"] where part == "alpha" || bad.name != "reversed" {
                ballot("\(part)-\(bad.name)", .elementText, question: 1, choice: 2, "T6", "\(part): \(bad.description)")
                {
                    ballot, election in
                    let good = Self.text(ballot["answers"]?[0]["choices"]?[1][part])
                    ballot["answers"]?[0]["choices"]?[1][part] = .text(Self.bad(bad.name, bad.text, of: good))
                }
            }
        }
        for bad in Self.badScalars {
            ballot("challenge-\(bad.name)", .scalarText, question: 1, "T6", "a challenge: \(bad.name)") { ballot, _ in
                let good = Self.text(ballot["answers"]?[0]["individual_proofs"]?[0][0]["challenge"])
                ballot["answers"]?[0]["individual_proofs"]?[0][0]["challenge"] = .text(bad.change(good))
            }
        }
        ballot("response-plus-q", .scalarText, "T6", "the signature's response plus q", seals: false) { ballot, _ in
            ballot["signature"]?["proof"]?["response"] = .text(
                "72370055773322622139731865630429942408571163593799076060019509382854542509891")
        }
        addBallotForms()
        addBallotJSON()
    }

    private mutating func addBallotForms() {
        let absent: [(String, Rule, (inout Node) -> Void, String)] = [
            ("signature", .ballotCanonical, { $0["signature"] = nil }, "T42"),
            ("signature-proof", .ballotFormat, { $0["signature"]?["proof"] = nil }, "T42"),
            ("signature-hash", .ballotFormat, { $0["signature"]?["hash"] = nil }, "T42"),
            ("election-hash", .ballotCanonical, { $0["election_hash"] = nil }, "T42"),
            ("answers", .ballotCanonical, { $0["answers"] = nil }, "T42"),
        ]
        for (name, rule, change, source) in absent {
            ballot("without-\(name)", rule, source, "a ballot without \(name)", seals: false) { ballot, _ in
                change(&ballot)
            }
        }
        let inner: [(String, Rule, (inout Node) -> Void)] = [
            ("choices", .ballotFormat, { $0["choices"] = nil }),
            ("individual-proofs", .ballotFormat, { $0["individual_proofs"] = nil }),
            ("overall-proof", .ballotFormat, { $0["overall_proof"] = nil }),
            (
                "an-individual-proof", .proofCount,
                { $0.edit("individual_proofs") { $0.keep(1) } }
            ),
            (
                "a-branch", .proofCount,
                { $0.edit("individual_proofs/0") { $0.keep(1) } }
            ),
            ("any-overall-branch", .proofCount, { $0["overall_proof"] = .array([]) }),
            ("a-choice", .choiceCount, { $0.edit("choices") { $0.keep(1) } }),
            ("any-choice", .choiceCount, { $0["choices"] = .array([]) }),
            ("alpha", .ballotFormat, { $0["choices"]?[0]["alpha"] = nil }),
            ("beta", .ballotFormat, { $0["choices"]?[0]["beta"] = nil }),
            ("challenge", .ballotFormat, { $0["overall_proof"]?[0]["challenge"] = nil }),
            ("response", .ballotFormat, { $0["individual_proofs"]?[1][1]["response"] = nil }),
        ]
        for (name, rule, change) in inner {
            ballot("answer-without-\(name)", rule, question: 1, "T42", "an answer without \(name)") { ballot, _ in
                var answer = ballot["answers"]?[0] ?? .null
                change(&answer)
                ballot["answers"]?[0] = answer
            }
        }
        ballotOfTwo(
            "answer-without-blank-proof", .proofCount, question: 2, "T42", "a question with blank, its proof missing"
        ) {
            ballot, _ in ballot["answers"]?[1]["blank_proof"] = nil
        }
        let surplus: [(String, Rule, (inout Node) -> Void)] = [
            (
                "a-choice", .choiceCount,
                { $0.edit("choices") { $0.repeatItem(0) } }
            ),
            (
                "a-pair-of-proofs", .proofCount,
                { $0.edit("individual_proofs") { $0.repeatItem(0) } }
            ),
            (
                "a-third-branch", .proofCount,
                { $0.edit("individual_proofs/0") { $0.repeatItem(0) } }
            ),
            (
                "an-overall-branch", .proofCount,
                { $0.edit("overall_proof") { $0.repeatItem(0) } }
            ),
            ("a-blank-proof", .proofCount, { $0["blank_proof"] = $0["individual_proofs"]?[0] }),
        ]
        for (name, rule, change) in surplus {
            ballot("answer-with-\(name)-more", rule, question: 1, "T25", "an answer with \(name) more") { ballot, _ in
                var answer = ballot["answers"]?[0] ?? .null
                change(&answer)
                ballot["answers"]?[0] = answer
            }
        }
        ballot("no-answers", .answerCount, "T25", "a ballot without answers") { ballot, _ in
            ballot["answers"] = .array([])
        }
        ballot("answer-twice", .answerCount, "T25", "two answers to one question") { ballot, _ in
            let answer = ballot["answers"]?[0] ?? .null
            ballot["answers"] = .array([answer, answer])
        }
    }

    private mutating func addBallotJSON() {
        let outer: [(String, Rule, String, String, (Node) -> [UInt8])] = [
            (
                "spaces", .ballotCanonical, "T6", "a space after a colon",
                { Self.replacing("\"answers\":[", "\"answers\": [", in: $0) }
            ),
            ("newline", .ballotCanonical, "T43", "a newline at the end", { $0.compact + Array("\n".utf8) }),
            (
                "escape", .ballotCanonical, "T43", "a letter escaped that needs no escape",
                {
                    Self.replacing("\"fakedK", "\"faked\\u004b", in: $0)
                }
            ),
            (
                "member-twice", .ballotFormat, "T34", "the credential twice",
                {
                    Self.replacing("\"credential\":", "\"credential\":\"\",\"credential\":", in: $0)
                }
            ),
            (
                "unknown-member", .ballotCanonical, "T6", "a member that no ballot has",
                {
                    Self.replacing("\"answers\":", "\"extra\":1,\"answers\":", in: $0)
                }
            ),
            (
                "order", .ballotCanonical, "T6", "hash and uuid of the election in the other order",
                { ballot in
                    guard var members = ballot.members else { return [] }
                    members.swapAt(0, 1)
                    return Node.object(members).compact
                }
            ),
            (
                "number-for-text", .ballotFormat, "T34", "a number where a text belongs",
                {
                    Self.replacing("\"election_uuid\":\"fakedKeyring99\"", "\"election_uuid\":99", in: $0)
                }
            ),
            (
                "fraction", .ballotFormat, "T34", "a fraction",
                {
                    Self.replacing("\"election_uuid\":\"fakedKeyring99\"", "\"election_uuid\":0.5", in: $0)
                }
            ),
            (
                "not-a-number", .ballotFormat, "T34", "NaN",
                {
                    Self.replacing("\"election_uuid\":\"fakedKeyring99\"", "\"election_uuid\":NaN", in: $0)
                }
            ),
            (
                "2-to-63", .ballotFormat, "T34", "the number 2^63",
                {
                    Self.replacing(
                        "\"election_uuid\":\"fakedKeyring99\"", "\"election_uuid\":9223372036854775808", in: $0)
                }
            ),
            (
                "deep", .ballotFormat, "T34", "a thousand levels of arrays",
                {
                    Self.replacing(
                        "\"answers\":[", "\"answers\":" + String(repeating: "[", count: 1000), in: $0)
                }
            ),
            (
                "not-utf-8", .ballotFormat, "T34", "bytes that are no UTF-8",
                { ballot in
                    var bytes = ballot.compact
                    bytes[18] = 0xff
                    return bytes
                }
            ),
            ("array", .ballotFormat, "T34", "an array instead of an object", { [0x5b] + $0.compact + [0x5d] }),
            ("empty", .ballotFormat, "T34", "no byte", { _ in [] }),
            ("cut", .ballotFormat, "T34", "the last brace missing", { $0.compact.dropLast() }),
            (
                "byte-order-mark", .ballotFormat, "T43", "a byte order mark before the text",
                { [0xef, 0xbb, 0xbf] + $0.compact }
            ),
            (
                "lone-surrogate", .ballotFormat, "T34", "half of a surrogate pair",
                {
                    Self.replacing("\"fakedKeyring99\"", "\"\\ud800\"", in: $0)
                }
            ),
        ]
        for (name, rule, source, description, change) in outer {
            let bytes = ForgedArchive.bytes(
                archiveOfOne.events.enumerated().map { index, event in
                    var event = event
                    if index == 2 { event.data[0] = change(ballotsOfOne[1]) }
                    return event
                })
            add(
                "ballot-json-\(name)", rule, Place(event: 2, ballot: 2), source, "a ballot's JSON: \(description)",
                bytes)
        }
        // U+212A KELVIN SIGN: canonically equivalent to K, which string comparison by Unicode takes for the same.
        for (name, member) in [("uuid", "election_uuid"), ("hash", "election_hash")] {
            var election = one
            Self.putLetterK(&election)
            var ballots = election.ballots(TinyElections.votesOfOne)
            ballots[1][member] = .text(Self.withKelvinSign(Self.text(ballots[1][member])))
            ballots[1] = election.seal(ballots[1])
            add(
                "kelvin-sign-in-\(name)", .ballotElection, Place(event: 2, ballot: 2), "T34",
                "\(member) with a KELVIN SIGN for a letter K", election.archive(ballots).bytes)
        }
        ballot(
            "kelvin-sign-in-signature-hash", .ballotHash, "T34", "the signed hash with a KELVIN SIGN for a letter K",
            seals: false
        ) { ballot, election in
            repeat {
                ballot = election.ballot([[0, 1]], voter: 1)
            } while !Self.text(ballot["signature"]?["hash"]).utf8.contains(UInt8(ascii: "K"))
            let hash = Self.withKelvinSign(Self.text(ballot["signature"]?["hash"]))
            ballot["signature"]?["hash"] = .text(hash)
            ballot["signature"]?["proof"] = election.prover.knowledge(election.voters[1].secret, "sig|\(hash)|")
        }
        ballot("names-joined-otherwise", .ballotElection, "T43", "the end of the uuid at the beginning of the hash") {
            ballot, _ in
            let (uuid, hash) = (Self.text(ballot["election_uuid"]), Self.text(ballot["election_hash"]))
            ballot["election_uuid"] = .text(String(uuid.dropLast()))
            ballot["election_hash"] = .text(uuid.suffix(1) + hash)
        }
    }

    static func withKelvinSign(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "K" ? "\u{212a}" : $0 }))
    }

    /// Names the election so that its fingerprint has a K.
    private static func putLetterK(_ election: inout Election) {
        var number = 0
        while !election.fingerprint.utf8.contains(UInt8(ascii: "K")) {
            election.election["name"] = .text("Forged \(number)")
            number += 1
        }
    }

    static func replacing(_ old: String, _ new: String, in node: Node) -> [UInt8] {
        let bytes = node.compact
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: old) }) else {
            preconditionFailure("nothing to replace")
        }
        return Array(bytes[..<start]) + new + Array(bytes[(start + old.count)...])
    }
}
