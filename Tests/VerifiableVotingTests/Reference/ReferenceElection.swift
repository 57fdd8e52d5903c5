import SlowArithmetic

/// An election's file by the notes, section 4.5, and the list of its credentials, section 4.4.
struct ReferenceElection<G: SlowGroup> {
    struct Question {
        let ciphertexts: Int
        let blank: Bool
        let minimum, maximum: Int
    }

    let fingerprint: String
    let uuid: [UInt8]
    let key: G.Element
    let questions: [Question]

    init(_ description: ReferenceDescription, _ arithmetic: ReferenceArithmetic<G>) throws {
        fingerprint = description.fingerprint
        uuid = description.uuid
        questions = description.questions.map {
            Question(
                ciphertexts: $0.answers + ($0.blank ? 1 : 0), blank: $0.blank, minimum: $0.minimum, maximum: $0.maximum)
        }
        try require(description.version == 1, "election-version")
        guard let key = arithmetic.element(description.publicKey), arithmetic.isMember(key), key != G.neutral else {
            throw Refusal("election-key")
        }
        self.key = key
    }
}

/// What an election's file says, before its group is known.
struct ReferenceDescription {
    let fingerprint: String
    let version: Int64
    let group: [UInt8]
    let publicKey: [UInt8]
    let uuid: [UInt8]
    var questions: [(answers: Int, blank: Bool, minimum: Int, maximum: Int)] = []

    init(_ bytes: [UInt8]) throws {
        try require(bytes.count <= 1 << 24, "election-format")
        guard let tree = try? Node(reading: bytes), tree.members != nil, let version = tree["version"]?.integer,
            tree["description"]?.string != nil, tree["name"]?.string != nil, let group = tree["group"]?.string,
            let publicKey = tree["public_key"]?.string, let uuid = tree["uuid"]?.string
        else { throw Refusal("election-format") }
        let base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        try require(
            (14...64).contains(uuid.count) && uuid.allSatisfy { base58.utf8.contains($0) }, "election-format")
        fingerprint = ReferenceHash.base64(bytes)
        (self.version, self.group, self.publicKey, self.uuid) = (version, group, publicKey, uuid)
        let items = try (tree["questions"]?.items).or("election-format")
        try require((1...256).contains(items.count), "election-format")
        for item in items {
            guard item["type"] == nil, item["question"]?.string != nil, let answers = item["answers"]?.items,
                answers.allSatisfy({ $0.string != nil }), (1...4096).contains(answers.count),
                let minimum = item["min"]?.integer, let maximum = item["max"]?.integer,
                minimum >= 0, minimum <= maximum, maximum <= answers.count
            else { throw Refusal("election-question") }
            var blank = false
            if let node = item["blank"] {
                guard case .bool(let flag) = node else { throw Refusal("election-question") }
                blank = flag
            }
            questions.append((answers.count, blank, Int(minimum), Int(maximum)))
        }
    }
}

/// The public credentials with their weights, by their canonical texts.
struct ReferenceCredentials<G: SlowGroup> {
    private(set) var weights: [[UInt8]: UInt64] = [:]

    init(_ bytes: [UInt8], _ arithmetic: ReferenceArithmetic<G>) throws {
        guard let tree = try? Node(reading: bytes), let items = tree.items, tree.compact == bytes else {
            throw Refusal("credentials-format")
        }
        var total: UInt64 = 0
        var elements: [G.Element] = []
        for item in items {
            let entry = try item.string.or("credentials-format")
            let parts = entry.split(separator: 0x2c, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
            guard let element = arithmetic.element(parts[0]), element != G.neutral else {
                throw Refusal("credential-element")
            }
            elements.append(element)
            var weight: UInt64 = 1
            if parts.count == 2 {
                guard parts[1].allSatisfy({ (0x30...0x39).contains($0) }),
                    parts[1].count == 1 || parts[1].first != 0x30,
                    let number = UInt64(String(decoding: parts[1], as: UTF8.self)), number < 1 << 63
                else { throw Refusal("credential-weight") }
                weight = number
            }
            total += weight
            try require(total < 1 << 63, "credential-weight")
            try require(weights[parts[0]] == nil, "credential-duplicate")
            weights[parts[0]] = weight
        }
        for element in elements { try require(arithmetic.isMember(element), "credential-element") }
    }
}
