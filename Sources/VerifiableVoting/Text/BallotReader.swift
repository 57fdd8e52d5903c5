package import PrimeOrderGroups

/// Reads ballots. Canonical ones, the rule, in one pass over the bytes; others through `JSONTree`, marked as not canonical.
package enum BallotReader<Order: PrimeOrder> {
    /// Longest ballot that is read: questions and answers of an election bound it, this bounds what a stranger may send.
    static var mostBytes: Int { 1 << 26 }

    /// Throws `ballotFormat`, `ballotCanonical`, `scalarText` or `proofCount`.
    package static func read(_ bytes: [UInt8]) throws(Violation) -> BallotText<Order> {
        guard bytes.count <= mostBytes else { throw Violation(.ballotFormat, detail: "\(bytes.count) bytes") }
        var reader = CanonicalReader<Order>(bytes: bytes)
        if let ballot = reader.ballot() { return ballot }
        return try LenientBallotReader<Order>.read(bytes)
    }
}

/// One pass over canonical bytes: every member in its place, no spaces, no escapes; nil at the first difference.
struct CanonicalReader<Order: PrimeOrder> {
    let bytes: [UInt8]
    var position = 0

    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        let equal = text.withUTF8Buffer { expected in
            bytes.withUnsafeBufferPointer { bytes in
                for index in 0..<count where bytes[position + index] != expected[index] { return false }
                return true
            }
        }
        if equal { position += count }
        return equal
    }

    /// The inside of a string without escapes.
    private mutating func string() -> Range<Int>? {
        guard take("\"") else { return nil }
        let start = position
        let end = bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "\"") { return index }
                // A backslash, a control character or DEL makes the text one for the other reader.
                if byte == UInt8(ascii: "\\") || byte < 0x20 || byte == 0x7f { return -1 }
                index += 1
            }
            return -1
        }
        guard end >= 0 else { return nil }
        position = end + 1
        return start..<end
    }

    private mutating func text() -> String? {
        guard let range = string() else { return nil }
        return String(validating: bytes[range], as: UTF8.self)
    }

    mutating func scalar() -> Scalar<Order>? {
        guard let range = string() else { return nil }
        return bytes.withUnsafeBufferPointer { Scalar(decimal: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    private mutating func proof() -> Proof<Order>? {
        guard take("{\"challenge\":"), let challenge = scalar(), take(",\"response\":"), let response = scalar(),
            take("}")
        else { return nil }
        return Proof(challenge: challenge, response: response)
    }

    /// Appends the proofs of one list and returns how many there were.
    private mutating func proofs(to list: inout [Proof<Order>]) -> Int? {
        guard take("[") else { return nil }
        var count = 0
        while true {
            guard let proof = proof() else { return nil }
            list.append(proof)
            count += 1
            if take("]") { return count }
            guard take(",") else { return nil }
        }
    }

    private mutating func answer() -> AnswerText<Order>? {
        var answer = AnswerText<Order>()
        answer.ciphertexts.reserveCapacity(4096)
        guard take("{\"choices\":[") else { return nil }
        repeat {
            guard take("{\"alpha\":"), let alpha = string(), take(",\"beta\":"), let beta = string(), take("}") else {
                return nil
            }
            answer.append(alpha: bytes[alpha], beta: bytes[beta])
        } while take(",")
        guard take("],\"individual_proofs\":[") else { return nil }
        answer.individualProofs.reserveCapacity(2 * answer.alphas.count)
        repeat {
            guard proofs(to: &answer.individualProofs) == 2 else { return nil }
        } while take(",")
        guard take("],\"overall_proof\":"), proofs(to: &answer.overallProof) != nil else { return nil }
        if take(",\"blank_proof\":") {
            var blank: [Proof<Order>] = []
            guard proofs(to: &blank) != nil else { return nil }
            answer.blankProof = blank
        }
        guard take("}") else { return nil }
        return answer
    }

    /// A ballot up to its answers, without the brace that follows.
    mutating func unsigned() -> (
        uuid: String, electionHash: String, credential: [UInt8], answers: [AnswerText<Order>]
    )? {
        guard take("{\"election_uuid\":"), let uuid = text(), take(",\"election_hash\":"), let electionHash = text(),
            take(",\"credential\":"), let credential = string(), take(",\"answers\":[")
        else { return nil }
        var answers: [AnswerText<Order>] = []
        repeat {
            guard answers.count < ElectionDescription.mostQuestions, let answer = answer() else { return nil }
            answers.append(answer)
        } while take(",")
        return take("]") ? (uuid, electionHash, Array(bytes[credential]), answers) : nil
    }

    mutating func ballot() -> BallotText<Order>? {
        guard let content = unsigned() else { return nil }
        let unsignedEnd = position
        guard take(",\"signature\":{\"hash\":"), let signatureHash = text(), take(",\"proof\":"),
            let signature = proof(),
            take("}}"), position == bytes.count
        else { return nil }
        return BallotText(
            electionUUID: content.uuid, electionHash: content.electionHash, credential: content.credential,
            answers: content.answers, signatureHash: signatureHash, signature: signature,
            unsignedHash: Digest(unsigned: bytes, end: unsignedEnd))
    }
}

extension Digest {
    /// Hash of a ballot's bytes up to `end` and a closing brace.
    init(unsigned bytes: [UInt8], end: Int) {
        var unsigned = Array(bytes[0..<end])
        unsigned.append(UInt8(ascii: "}"))
        self.init(of: unsigned)
    }
}

/// Ballots that other tools spelled differently inside: members of answers in another order, or unknown ones.
package enum LenientBallotReader<Order: PrimeOrder> {
    package static func read(_ bytes: [UInt8]) throws(Violation) -> BallotText<Order> {
        let tree = try JSONTree.object(bytes, breaking: .ballotFormat)
        // The outer record is canonical exactly if writing the whole tree again gives the same bytes.
        guard let members = tree.members,
            members.map(\.name) == ["election_uuid", "election_hash", "credential", "answers", "signature"],
            CanonicalText.of({ $0.tree(tree) }) == bytes
        else { throw Violation(.ballotCanonical) }
        guard let uuid = members[0].value.string, let electionHash = members[1].value.string,
            let credential = members[2].value.string, let answers = members[3].value.items,
            let signature = members[4].value.members, signature.map(\.name) == ["hash", "proof"],
            let signatureHash = signature[0].value.string,
            signature[1].value.members?.map(\.name) == ["challenge", "response"]
        else { throw Violation(.ballotFormat) }
        var read: [AnswerText<Order>] = []
        for (index, answer) in answers.enumerated() {
            do {
                read.append(try self.answer(answer))
            } catch {
                throw error.at(Place(question: index + 1))
            }
        }
        let proof = try self.proof(signature[1].value)
        return BallotText(
            electionUUID: uuid, electionHash: electionHash, credential: Array(credential.utf8), answers: read,
            signatureHash: signatureHash, signature: proof,
            unsignedHash: Digest(unsigned: bytes, end: members[3].value.range.upperBound), isCanonical: false)
    }

    private static func answer(_ tree: JSONTree) throws(Violation) -> AnswerText<Order> {
        guard let choices = tree["choices"]?.items, let individual = tree["individual_proofs"]?.items,
            let overall = tree["overall_proof"]
        else { throw Violation(.ballotFormat, detail: "choices, individual_proofs, overall_proof") }
        var answer = AnswerText<Order>()
        for choice in choices {
            guard let alpha = choice["alpha"]?.string, let beta = choice["beta"]?.string else {
                throw Violation(.ballotFormat, detail: "alpha, beta")
            }
            answer.append(alpha: alpha.utf8, beta: beta.utf8)
        }
        for (index, item) in individual.enumerated() {
            let proofs = try self.proofs(item)
            guard proofs.count == 2 else { throw Violation(.proofCount, Place(choice: index + 1)) }
            answer.individualProofs += proofs
        }
        answer.overallProof = try proofs(overall)
        if let blank = tree["blank_proof"] { answer.blankProof = try proofs(blank) }
        return answer
    }

    private static func proofs(_ tree: JSONTree) throws(Violation) -> [Proof<Order>] {
        guard let items = tree.items else { throw Violation(.ballotFormat, detail: "a list of proofs") }
        var proofs: [Proof<Order>] = []
        for item in items { proofs.append(try proof(item)) }
        return proofs
    }

    private static func proof(_ tree: JSONTree) throws(Violation) -> Proof<Order> {
        try Proof(tree, breaking: .ballotFormat)
    }
}

extension Proof {
    /// Reads a proof from a tree. Throws `rule`, or `scalarText` for a number outside 0..<q or not in canonical form.
    init(_ tree: JSONTree?, breaking rule: Rule) throws(Violation) {
        guard let challengeText = tree?["challenge"]?.string, let responseText = tree?["response"]?.string else {
            throw Violation(rule, detail: "challenge, response")
        }
        guard let challenge = Scalar<Order>(decimal: challengeText), let response = Scalar<Order>(decimal: responseText)
        else { throw Violation(.scalarText) }
        self.init(challenge: challenge, response: response)
    }
}

extension CanonicalText {
    /// Writes a tree with its members in their order.
    mutating func tree(_ tree: JSONTree) {
        switch tree.value {
        case .null: raw("null")
        case .bool(let flag): raw(flag ? "true" : "false")
        case .whole(let number): whole(number)
        case .string(let text): string(text)
        case .array(let items): list(items) { text, item in text.tree(item) }
        case .object(let members):
            raw("{")
            for (index, member) in members.enumerated() {
                if index > 0 { raw(",") }
                string(member.name)
                raw(":")
                self.tree(member.value)
            }
            raw("}")
        }
    }
}
