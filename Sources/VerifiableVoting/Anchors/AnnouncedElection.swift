/// A polling station as a manifest announces it: a slice of its election's list of public credentials.
///
/// The slices of an election's stations follow one another in the order of the manifest and make up the whole list.
public struct AnnouncedStation: Equatable, Sendable {
    public var name: String
    public var credentials: Int
    /// SHA-256 in Base64 of the slice as a list of its own: for a single station the fingerprint of the whole list.
    public var fingerprint: String

    public init(name: String, credentials: Int, fingerprint: String) {
        (self.name, self.credentials, self.fingerprint) = (name, credentials, fingerprint)
    }
}

/// Trustees who decrypt together: any `threshold` of the owners of these keys.
public struct AnnouncedTrustees: Equatable, Sendable {
    public var threshold: Int
    /// Canonical texts of the public keys, in the order of the trustees' record.
    public var keys: [String]

    public init(threshold: Int, keys: [String]) { (self.threshold, self.keys) = (threshold, keys) }
}

/// A question with the candidate behind every answer index.
public struct AnnouncedQuestion: Equatable, Sendable {
    public struct Answer: Equatable, Sendable {
        /// As it stands in the election's file and on the screen.
        public var answer: String
        /// Whom a vote for it is counted for: the name in the files of the whole election.
        public var candidate: String

        public init(answer: String, candidate: String) { (self.answer, self.candidate) = (answer, candidate) }
    }

    public var question: String
    public var blank: Bool
    public var minimum: Int
    public var maximum: Int
    public var answers: [Answer]

    public init(question: String, blank: Bool, minimum: Int, maximum: Int, answers: [Answer]) {
        (self.question, self.blank, self.minimum, self.maximum) = (question, blank, minimum, maximum)
        self.answers = answers
    }

    /// What the election's file must ask.
    var asked: Question {
        Question(
            question: question, answers: answers.map(\.answer), blank: blank, minimum: minimum, maximum: maximum)
    }
}

/// An electronic election as a manifest announces it before the day.
public struct AnnouncedElection: Equatable, Sendable {
    public var uuid: String
    public var group: String
    /// Fingerprint of the election's file.
    public var fingerprint: String
    /// Hash of the event that the archive must begin with.
    public var setup: Digest
    public var stations: [AnnouncedStation]
    public var trustees: [AnnouncedTrustees]
    public var questions: [AnnouncedQuestion]
    /// Whether the list of credentials gives weights.
    public var weights: Bool
    /// Whether a credential may cast a second ballot, which replaces the first.
    public var revoting: Bool
    /// Below so many ballots that count, the tally is not decrypted: it would tell too much about each of them.
    public var leastBallots: Int
    /// The uuid of the election whose voters vote again in this one if it is declared void; nil for any other.
    public var reserveFor: String?

    public init(
        uuid: String, group: String, fingerprint: String, setup: Digest, stations: [AnnouncedStation],
        trustees: [AnnouncedTrustees], questions: [AnnouncedQuestion], weights: Bool, revoting: Bool,
        leastBallots: Int, reserveFor: String? = nil
    ) {
        (self.uuid, self.group, self.fingerprint, self.setup) = (uuid, group, fingerprint, setup)
        (self.stations, self.trustees, self.questions) = (stations, trustees, questions)
        (self.weights, self.revoting, self.leastBallots) = (weights, revoting, leastBallots)
        self.reserveFor = reserveFor
    }

    /// Where a station's credentials stand in the list, from 0; nil for a name that is no station's.
    public func credentials(of station: String) -> Range<Int>? {
        var start = 0
        for item in stations {
            if item.name == station { return start..<start + item.credentials }
            start += item.credentials
        }
        return nil
    }
}

/// Cuts a list of public credentials, whose form was tested, into slices.
enum CredentialSlices {
    /// Fingerprints of slices with so many entries; nil where they do not make up the whole list.
    static func fingerprints(_ list: [UInt8], counts: [Int]) -> [String]? {
        var quotes = list.indices.lazy.filter { list[$0] == UInt8(ascii: "\"") }.makeIterator()
        var fingerprints: [String] = []
        for count in counts {
            var slice: Range<Int>?
            for _ in 0..<count {
                guard let open = quotes.next(), let close = quotes.next() else { return nil }
                slice = (slice?.lowerBound ?? open)..<close + 1
            }
            let entries = slice.map { list[$0] } ?? []
            fingerprints.append(Digest(of: [UInt8(ascii: "[")] + entries + [UInt8(ascii: "]")]).base64)
        }
        return quotes.next() == nil ? fingerprints : nil
    }
}
