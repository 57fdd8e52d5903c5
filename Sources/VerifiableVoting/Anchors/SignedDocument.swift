/// A document and the signatures of it, one a line: the document first, exactly the bytes that are signed.
///
/// What is signed is the document's domain, which no other kind of document shares, and its bytes without the line end.
public struct SignedDocument: Equatable, Sendable {
    public struct Signature: Equatable, Sendable {
        public let key: SignerKey
        /// 64 bytes.
        public let bytes: [UInt8]

        package init(key: SignerKey, bytes: [UInt8]) { (self.key, self.bytes) = (key, bytes) }

        /// Its line, without the end.
        var line: [UInt8] {
            CanonicalText.of { text in
                text.raw("{\"key\":")
                text.string(key.hexadecimal)
                text.raw(",\"signature\":")
                text.string(Hexadecimal.text(bytes))
                text.raw("}")
            }
        }
    }

    /// Kinds of documents that are signed.
    public enum Kind: String, CaseIterable, Sendable {
        case manifest = "sailau-manifest-1"
        case closing = "sailau-closing-1"
        case waiver = "sailau-waiver-1"
        case urnCodes = "sailau-urn-codes-1"
        case registerSlice = "sailau-register-slice-1"
        case registerCommitment = "sailau-register-commitment-1"
        case void = "sailau-void-1"
        case slipsDestroyed = "sailau-slips-destroyed-1"
        case stationGroups = "sailau-station-groups-1"
        case evidence = "sailau-evidence-head-1"
        case board = "sailau-board-1"
        case stationBundle = "sailau-station-bundle-1"

        /// What stands before the bytes that are signed.
        var domain: [UInt8] { Array((rawValue + "\n").utf8) }

        var formatRule: Rule {
            switch self {
            case .manifest: .manifestFormat
            case .closing, .waiver, .urnCodes: .closingFormat
            case .registerSlice, .registerCommitment: .registerFormat
            case .void: .voidFormat
            case .slipsDestroyed: .slipsFormat
            case .stationGroups: .groupsFormat
            case .evidence: .evidenceFormat
            case .board: .boardFormat
            case .stationBundle: .bundleFormat
            }
        }

        var signatureRule: Rule {
            switch self {
            case .manifest: .manifestSignature
            case .closing, .waiver, .urnCodes: .closingSignature
            case .registerSlice, .registerCommitment: .registerSignature
            case .void: .voidSignature
            case .slipsDestroyed: .slipsSignature
            case .stationGroups: .groupsSignature
            case .evidence: .evidenceSignature
            case .board: .boardSignature
            case .stationBundle: .bundleSignature
            }
        }
    }

    public let kind: Kind
    public let content: [UInt8]
    public private(set) var signatures: [Signature]

    /// Most signatures of a document.
    static let mostSignatures = 1000

    package init(_ kind: Kind, content: [UInt8], signatures: [Signature] = []) {
        (self.kind, self.content, self.signatures) = (kind, content, signatures)
    }

    /// Reads the lines; whether signatures hold is for `signers` to say. Throws the kind's rule of format.
    init(_ kind: Kind, bytes: [UInt8]) throws(Violation) {
        let rule = kind.formatRule
        guard bytes.last == UInt8(ascii: "\n") else { throw Violation(rule, detail: "no line end") }
        let lines = bytes.dropLast().split(
            separator: UInt8(ascii: "\n"), maxSplits: 1 + Self.mostSignatures, omittingEmptySubsequences: false)
        guard lines.count <= 1 + Self.mostSignatures else {
            throw Violation(rule, detail: "more than \(Self.mostSignatures) signatures")
        }
        var signatures: [Signature] = []
        for (index, line) in lines.dropFirst().enumerated() {
            let place = Place(line: index + 2)
            let tree = try JSONTree.object(Array(line), breaking: rule)
            guard let keyText = tree["key"]?.string, let signatureText = tree["signature"]?.string,
                let key = SignerKey(hexadecimal: keyText),
                let signature = Hexadecimal.bytes(signatureText.utf8), signature.count == 64
            else { throw Violation(rule, place, detail: "key, signature") }
            signatures.append(Signature(key: key, bytes: signature))
            guard signatures.last?.line == Array(line) else {
                throw Violation(rule, place, detail: "not in canonical form")
            }
        }
        self.init(kind, content: Array(lines[0]), signatures: signatures)
    }

    /// The file: every line with its end.
    public var bytes: [UInt8] {
        ([content] + signatures.map(\.line)).reduce(into: []) { $0 += $1 + [UInt8(ascii: "\n")] }
    }

    /// Adds a signature.
    public mutating func sign(with secret: SignerSecret) {
        guard let key = secret.publicKey, let signature = secret.sign(kind.domain + content) else { return }
        signatures.append(Signature(key: key, bytes: signature))
    }

    /// The keys whose signatures the document bears, all different and each tested. Throws the kind's rule of signatures
    /// for one that does not hold or stands there twice.
    public func signers() throws(Violation) -> [SignerKey] {
        var keys: [SignerKey] = []
        for (index, signature) in signatures.enumerated() {
            let place = Place(line: index + 2)
            guard signature.key.holds(signature.bytes, of: kind.domain + content) else {
                throw Violation(kind.signatureRule, place, detail: "\(signature.key.hexadecimal) does not hold")
            }
            guard !keys.contains(signature.key) else {
                throw Violation(kind.signatureRule, place, detail: "\(signature.key.hexadecimal) twice")
            }
            keys.append(signature.key)
        }
        return keys
    }

    /// The signers, who must all be members of the commission and enough of them. Throws the kind's rule of signatures.
    package func signers(of manifest: Manifest) throws(Violation) -> [SignerKey] {
        let keys = try signers()
        if let stranger = keys.firstIndex(where: { key in !manifest.members.contains { $0.key == key } }) {
            throw Violation(
                kind.signatureRule, Place(line: stranger + 2), detail: "\(keys[stranger].hexadecimal) is no member's")
        }
        guard keys.count >= manifest.closingSignatures else {
            throw Violation(kind.signatureRule, detail: "\(keys.count) of \(manifest.closingSignatures)")
        }
        return keys
    }
}

/// What a signed document says.
public protocol SignedContent: Equatable, Sendable {
    static var kind: SignedDocument.Kind { get }
    /// Canonical text, exactly the bytes that are signed.
    var bytes: [UInt8] { get }
    /// Throws the kind's rule of format, or another rule that the content breaks in itself.
    init(bytes: [UInt8]) throws(Violation)
}

/// A manifest, closing or waiver with its signatures.
public struct Signed<Content: SignedContent>: Sendable {
    public let content: Content
    public private(set) var document: SignedDocument

    /// Without a signature yet.
    public init(_ content: Content) {
        self.content = content
        document = SignedDocument(Content.kind, content: content.bytes)
    }

    /// Reads a file; whether signatures hold is for those to say who ask for the signers. Throws what the content throws.
    public init(bytes: [UInt8]) throws(Violation) {
        document = try SignedDocument(Content.kind, bytes: bytes)
        content = try Content(bytes: document.content)
    }

    public var bytes: [UInt8] { document.bytes }

    public mutating func sign(with secret: SignerSecret) { document.sign(with: secret) }
}
