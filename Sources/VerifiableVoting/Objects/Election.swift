import PrimeOrderGroups

/// A question of an election: how many of its answers may be chosen.
public struct Question: Equatable, Sendable {
    public var question: String
    public var answers: [String]
    /// Whether a blank answer is offered as the first choice.
    public var blank: Bool
    public var minimum: Int
    public var maximum: Int

    public init(question: String, answers: [String], blank: Bool = false, minimum: Int, maximum: Int) {
        (self.question, self.answers, self.blank) = (question, answers, blank)
        (self.minimum, self.maximum) = (minimum, maximum)
    }

    /// Ciphertexts of an answer: one for each choice and one for blank.
    public var ciphertexts: Int { answers.count + (blank ? 1 : 0) }
    /// Branches of the proof over the sum.
    var overallBranches: Int { maximum - minimum + 1 + (blank ? 1 : 0) }
}

/// The file of an election: its bytes, which every proof is bound to, and what they say (specification notes, section 4.5).
public struct ElectionDescription: Equatable, Sendable {
    public let bytes: [UInt8]
    public let version: Int64
    public let description: String
    public let name: String
    public let group: String
    /// Canonical text of the election's public key.
    public let publicKey: String
    public let questions: [Question]
    public let uuid: String
    public let administrator: String?
    public let credentialAuthority: String?

    /// SHA-256 of the bytes in Base64: what voters and proofs call the election.
    public var fingerprint: String { Digest(of: bytes).base64 }

    /// Most questions of an election, answers of a question, and bytes of its file that are read.
    static let mostQuestions = 256
    static let mostAnswers = 4096
    /// Most ciphertexts of a ballot: sums of them are held in memory, several at a time.
    static let mostCiphertexts = 1 << 14
    static let mostBytes = 1 << 24

    /// Reads the file of an election. Throws `electionFormat` or `electionQuestion`.
    public init(bytes: [UInt8]) throws(Violation) {
        guard bytes.count <= Self.mostBytes else { throw Violation(.electionFormat, detail: "\(bytes.count) bytes") }
        let tree = try JSONTree.object(bytes, breaking: .electionFormat)
        guard let version = tree["version"]?.whole else { throw Violation(.electionFormat, detail: "version") }
        func text(_ name: String) throws(Violation) -> String {
            guard let value = tree[name]?.string else { throw Violation(.electionFormat, detail: name) }
            return value
        }
        self.bytes = bytes
        self.version = version
        description = try text("description")
        name = try text("name")
        group = try text("group")
        publicKey = try text("public_key")
        uuid = try text("uuid")
        guard uuid.utf8.count >= 14, uuid.utf8.count <= 64, uuid.utf8.allSatisfy(Base58.contains) else {
            throw Violation(.electionFormat, detail: "uuid")
        }
        administrator = tree["administrator"]?.string
        credentialAuthority = tree["credential_authority"]?.string
        guard let items = tree["questions"]?.items, (1...Self.mostQuestions).contains(items.count) else {
            throw Violation(.electionFormat, detail: "questions")
        }
        var questions: [Question] = []
        for (index, item) in items.enumerated() {
            guard let question = Self.question(item) else {
                throw Violation(.electionQuestion, Place(question: index + 1))
            }
            questions.append(question)
        }
        guard questions.reduce(0, { $0 + $1.ciphertexts }) <= Self.mostCiphertexts else {
            throw Violation(.electionFormat, detail: "more than \(Self.mostCiphertexts) answers")
        }
        self.questions = questions
    }

    /// A homomorphic question with possible bounds; nil for other kinds and for bounds that no answer can meet.
    private static func question(_ tree: JSONTree) -> Question? {
        guard tree["type"] == nil, let text = tree["question"]?.string, let items = tree["answers"]?.items,
            let minimum = tree["min"]?.whole, let maximum = tree["max"]?.whole
        else { return nil }
        let answers = items.compactMap(\.string)
        guard answers.count == items.count, (1...mostAnswers).contains(answers.count) else { return nil }
        guard 0 <= minimum, minimum <= maximum, maximum <= answers.count else { return nil }
        let blank: Bool
        if let value = tree["blank"] {
            guard let flag = value.bool else { return nil }
            blank = flag
        } else {
            blank = false
        }
        return Question(
            question: text, answers: answers, blank: blank, minimum: Int(minimum), maximum: Int(maximum))
    }

    /// The bytes of a new election in canonical form.
    public static func bytes<Suite: CipherSuite>(
        suite: Suite.Type, name: String, description: String, publicKey: String, questions: [Question], uuid: String,
        administrator: String?, credentialAuthority: String?
    ) -> [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"version\":")
            text.whole(Suite.version)
            text.raw(",\"description\":")
            text.string(description)
            text.raw(",\"name\":")
            text.string(name)
            text.raw(",\"group\":")
            text.string(Suite.Group.name)
            text.raw(",\"public_key\":")
            text.string(publicKey)
            text.raw(",\"questions\":")
            text.list(questions) { text, question in question.write(to: &text) }
            text.raw(",\"uuid\":")
            text.string(uuid)
            if let administrator {
                text.raw(",\"administrator\":")
                text.string(administrator)
            }
            if let credentialAuthority {
                text.raw(",\"credential_authority\":")
                text.string(credentialAuthority)
            }
            text.raw("}")
        }
    }
}

extension Question {
    func write(to text: inout CanonicalText) {
        text.raw("{\"answers\":")
        text.list(answers) { text, answer in text.string(answer) }
        if blank { text.raw(",\"blank\":true") }
        text.raw(",\"min\":")
        text.whole(minimum)
        text.raw(",\"max\":")
        text.whole(maximum)
        text.raw(",\"question\":")
        text.string(question)
        text.raw("}")
    }
}

extension JSONTree {
    /// Reads an object, with every failure as a violation of `rule`.
    static func object(_ bytes: [UInt8], breaking rule: Rule) throws(Violation) -> JSONTree {
        let tree = try whole(bytes, breaking: rule)
        guard tree.members != nil else { throw Violation(rule, detail: "an object is expected") }
        return tree
    }

    static func whole(_ bytes: [UInt8], breaking rule: Rule) throws(Violation) -> JSONTree {
        do {
            return try read(bytes)
        } catch {
            throw Violation(rule, detail: "byte \(error.offset): \(error.expected) expected")
        }
    }
}

/// The alphabet of credentials and identifiers: digits and letters without 0, I, O and l.
enum Base58 {
    static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    static func contains(_ character: UInt8) -> Bool { alphabet.contains(character) }
}

/// An election with what its proofs are computed from, once for all ballots.
public struct Election<Suite: CipherSuite>: Sendable {
    public let description: ElectionDescription
    public let fingerprint: String
    public let publicKey: Suite.Element
    let keyTable: Suite.Group.Table

    /// Throws `electionVersion`, `electionGroup`, or `electionKey` for a key that is no member or neutral.
    public init(_ description: ElectionDescription) throws(Violation) {
        guard description.version == Suite.version else {
            throw Violation(.electionVersion, detail: String(description.version))
        }
        guard description.group == Suite.Group.name else { throw Violation(.electionGroup, detail: description.group) }
        guard let key = Suite.Group.element(text: description.publicKey), Suite.Group.isMember(key),
            key != Suite.Group.neutral
        else { throw Violation(.electionKey, detail: description.publicKey) }
        self.description = description
        fingerprint = description.fingerprint
        publicKey = key
        keyTable = Suite.Group.table(key)
    }

    public var questions: [Question] { description.questions }

    /// fingerprint|credential: what binds the proofs of a ballot to the election and its voter.
    func voter(credential: some Sequence<UInt8>) -> [UInt8] {
        var bytes = Array(fingerprint.utf8)
        bytes.append(UInt8(ascii: "|"))
        bytes.append(contentsOf: credential)
        return bytes
    }
}
