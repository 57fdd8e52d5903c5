public import ElectionModel
public import VerifiableVoting

/// Why a bundle does not hold.
public enum BundleRefusal: Error, Sendable, Equatable {
    /// Not JSON as `VerifiableVoting` reads it.
    case json(JSONTree.Failure)
    /// A member is missing or of another kind.
    case expected(String)
    /// Written by a version that this one does not know.
    case unknownFormat(String)
    /// The parts have another root than the one that stands there.
    case otherRoot(expected: Digest)
    /// The head is about another text, or says other numbers of it.
    case otherHead(String)
    /// Not signed by a group that was named.
    case notSignedBy(String)
    case fileMissing(String)
    case fileChanged(String)
    /// A file lies there that the text does not name.
    case fileNotNamed(String)
    /// What the files give is not what stands there: the place, what is recorded, and what was found.
    case differs(String, recorded: String, found: String)
}

/// A bundle's text as it was written, with what can be said of it without its files.
public struct RecordedEvidence: Sendable {
    public let election: ElectionID
    public let files: [EvidenceBundle.File]
    public let stations: Int
    public let contests: Int
    public let root: Digest
    let bytes: [UInt8]
    let tree: JSONTree

    /// - Throws: `BundleRefusal` where it is no bundle, or its root is not the one that its parts have.
    public init(_ bytes: [UInt8]) throws(BundleRefusal) {
        let tree: JSONTree
        do { tree = try JSONTree.read(bytes) } catch { throw .json(error) }
        guard let format = tree["format"]?.string else { throw .expected("format") }
        guard format == EvidenceText.format else { throw .unknownFormat(format) }
        guard let election = tree["election"]?.string else { throw .expected("election") }
        guard let listed = tree["files"], let items = listed.items else { throw .expected("files") }
        guard let stations = tree["stations"]?.items else { throw .expected("stations") }
        guard let contests = tree["contests"]?.items else { throw .expected("contests") }
        guard let root = tree["root"]?.string.flatMap({ Digest(hexadecimal: $0) }) else { throw .expected("root") }
        var files: [EvidenceBundle.File] = []
        for (index, item) in items.enumerated() {
            guard let path = item["path"]?.string, Self.isInside(path),
                let place = item["place"]?.string.flatMap(EvidenceBundle.File.Place.init),
                let size = item["bytes"]?.whole.flatMap({ UInt64(exactly: $0) }),
                let digest = item["sha256"]?.string.flatMap({ Digest(hexadecimal: $0) })
            else { throw .expected("files \(index + 1)") }
            files.append(EvidenceBundle.File(path, place, size: size, digest: digest))
        }
        let expected = EvidenceText.root(
            files: Array(bytes[listed.range]), stations: stations.map { Array(bytes[$0.range]) },
            contests: contests.map { Array(bytes[$0.range]) })
        guard root == expected else { throw .otherRoot(expected: expected) }
        (self.election, self.files, self.root) = (ElectionID(election), files, root)
        (self.stations, self.contests) = (stations.count, contests.count)
        (self.bytes, self.tree) = (bytes, tree)
    }

    /// A path below the folder that it is relative to.
    private static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.contains("\0") && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// Holds the text against what its files give.
    ///
    /// - Throws: `differs` with the first place that is not the same.
    public func compare(_ made: EvidenceBundle) throws(BundleRefusal) {
        let found = EvidenceText.bytes(made)
        guard found != bytes else { return }
        let other: JSONTree
        do { other = try JSONTree.read(found) } catch { throw .json(error) }
        if let difference = Self.difference(tree, other, bytes, found, place: []) { throw difference }
        // The same values in other bytes: spaces, or another way to write a text.
        throw .expected("canonical form")
    }

    private static func difference(
        _ recorded: JSONTree, _ found: JSONTree, _ recordedBytes: [UInt8], _ foundBytes: [UInt8], place: [String]
    ) -> BundleRefusal? {
        func shown(_ tree: JSONTree?, _ bytes: [UInt8]) -> String {
            guard let tree else { return "–" }
            let text = String(decoding: bytes[tree.range], as: UTF8.self)
            return text.count > 120 ? text.prefix(120) + "…" : text
        }
        func differs(_ place: [String], _ recorded: JSONTree?, _ found: JSONTree?) -> BundleRefusal {
            .differs(
                place.joined(separator: " · "), recorded: shown(recorded, recordedBytes),
                found: shown(found, foundBytes))
        }
        if let left = recorded.members, let right = found.members {
            for (index, member) in left.enumerated() {
                let inner = place + [member.name]
                guard index < right.count, right[index].name == member.name else {
                    return differs(inner, member.value, found[member.name])
                }
                let below = difference(member.value, right[index].value, recordedBytes, foundBytes, place: inner)
                if let below { return below }
            }
            return right.count > left.count
                ? differs(place + [right[left.count].name], nil, right[left.count].value) : nil
        }
        if let left = recorded.items, let right = found.items {
            for (index, item) in left.enumerated() {
                let inner = place + [name(of: item, index)]
                guard index < right.count else { return differs(inner, item, nil) }
                if let below = difference(item, right[index], recordedBytes, foundBytes, place: inner) { return below }
            }
            return right.count > left.count
                ? differs(place + [name(of: right[left.count], left.count)], nil, right[left.count]) : nil
        }
        return recordedBytes[recorded.range] == foundBytes[found.range] ? nil : differs(place, recorded, found)
    }

    /// An item by what it is about, or by its place from 1.
    private static func name(of item: JSONTree, _ index: Int) -> String {
        for member in ["station", "path", "part", "choice", "count", "field"] {
            if let name = item[member]?.string { return name }
        }
        if let key = item["contest"]?.items, key.count == 3 {
            return key.map { $0.string ?? $0.whole.map(String.init) ?? "" }.joined(separator: "/")
        }
        return "\(index + 1)"
    }
}

extension EvidenceHead {
    /// Holds the head against the text that it is about.
    ///
    /// - Throws: `otherHead` with the member that is not the text's.
    public func check(_ text: [UInt8]) throws(BundleRefusal) {
        let own = try EvidenceHead(of: text)
        guard evidence == own.evidence else { throw .otherHead("evidence") }
        guard root == own.root else { throw .otherHead("root") }
        guard election == own.election else { throw .otherHead("election") }
        guard (stations, contests, files) == (own.stations, own.contests, own.files) else {
            throw .otherHead("stations, contests, files")
        }
    }
}
