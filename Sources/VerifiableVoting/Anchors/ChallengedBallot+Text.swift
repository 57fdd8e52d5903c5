import PrimeOrderGroups

/// A line of a challenge file: the unsigned ballot and (r, m) of every ciphertext, nothing else.
///
/// Section 2 of the notes; byte by byte in Documentation/Formats/Challenges.md.
extension ChallengedBallot {
    /// The line, without its end.
    public var line: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"ballot\":")
            text.raw(unsignedBytes)
            text.raw(",\"openings\":")
            text.list(openings) { text, question in
                text.list(question) { text, opening in
                    text.raw("{\"r\":")
                    text.scalar(opening.randomness)
                    text.raw(",\"m\":")
                    text.whole(opening.choice)
                    text.raw("}")
                }
            }
            text.raw("}")
        }
    }

    /// Reads a line, without its end; nil for any other spelling. Nothing is verified.
    package init?(line: [UInt8]) {
        var reader = CanonicalReader<Order>(bytes: line)
        guard let challenged = reader.challenge()?.challenged else { return nil }
        self = challenged
    }

    /// What the voter was shown before he decided.
    public var code: String { Digest(of: unsignedBytes).base64 }
}

extension CanonicalReader {
    /// A line of a challenge file, canonical to the last byte; nil at the first difference.
    mutating func challenge() -> (ballot: BallotText<Order>, challenged: ChallengedBallot<Order>)? {
        guard take("{\"ballot\":") else { return nil }
        let start = position
        guard let content = unsigned(), take("}") else { return nil }
        let unsignedBytes = Array(bytes[start..<position])
        guard take(",\"openings\":[") else { return nil }
        var openings: [[ChallengedBallot<Order>.Opening]] = []
        repeat {
            guard let question = self.openings() else { return nil }
            openings.append(question)
        } while take(",")
        guard take("]}"), position == bytes.count else { return nil }
        let hash = Digest(of: unsignedBytes)
        // Never signed: the fields of the signature hold what no signature can be.
        let ballot = BallotText(
            electionUUID: content.uuid, electionHash: content.electionHash, credential: content.credential,
            answers: content.answers, signatureHash: hash.base64, signature: Proof(challenge: .zero, response: .zero),
            unsignedHash: hash)
        return (ballot, ChallengedBallot(unsignedBytes: unsignedBytes, openings: openings))
    }

    private mutating func openings() -> [ChallengedBallot<Order>.Opening]? {
        guard take("[") else { return nil }
        var openings: [ChallengedBallot<Order>.Opening] = []
        repeat {
            guard take("{\"r\":"), let randomness = scalar(), take(",\"m\":"), let choice = digit(), take("}") else {
                return nil
            }
            openings.append(.init(randomness: randomness, choice: choice))
        } while take(",")
        return take("]") ? openings : nil
    }

    /// One decimal digit: a choice is 0 or 1, and what else it may say is for the verification to refuse.
    private mutating func digit() -> Int? {
        guard position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) else {
            return nil
        }
        position += 1
        return Int(bytes[position - 1] - UInt8(ascii: "0"))
    }
}
