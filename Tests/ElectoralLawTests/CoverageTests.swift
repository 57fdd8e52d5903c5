import DataFormats
import ElectionModel
import ElectoralLaw
import Testing

/// Every key and every value that the law language knows is put into a law or taken out of it by some phrase case whose
/// outcome changes with it.
@Suite struct CoverageTests {
    /// Keys that describe and decide nothing, by their last name or whole path.
    private static let descriptive: Set<String> = [
        "format", "title", "country", "body", "statute", "readings", "name", "cites", "timing",
        "tiers.id", "tiers.college.members", "tiers.appointed.by",
    ]
    /// The same rule as `allocation`, at other places: that the place is exercised is enough.
    private static let allocations: Set<String> = ["within", "seats by votes"]

    private struct Key: Hashable {
        var path: [String]
        var values: [String]
        var isMapping: Bool
    }

    @Test func everyKeyAndValueDecidesSomething() throws {
        let keys = Self.keys(in: Law.schema(), path: [])
        #expect(keys.count > 100)
        let changed = try Self.changedLeaves()
        let paths = Set(changed.flatMap { leaf in leaf.path.indices.map { Array(leaf.path[...$0]) } })
        let values = Set(changed.map { [$0.path.last ?? "", $0.value] })
        for key in keys {
            #expect(paths.contains(key.path), "no phrase case for `\(key.path.joined(separator: "."))`")
            for value in key.values {
                #expect(
                    values.contains([key.path.last ?? "", value]),
                    "no phrase case for `\(key.path.last ?? ""): \(value)`")
            }
        }
    }

    @Test func everyBaseAndComparisonDecidesSomething() throws {
        let shares = try Self.changedLeaves().compactMap { try? readShare($0.value).get() }
        for base in VoteBase.allCases { #expect(shares.contains { $0.base == base }, "no phrase case for \(base)") }
        for comparison in ElectionModel.Comparison.allCases {
            #expect(shares.contains { $0.comparison == comparison }, "no phrase case for \(comparison)")
        }
    }

    /// What the phrases put into laws and take out of them.
    private static func changedLeaves() throws -> [YAMLLeaf] {
        var result: [YAMLLeaf] = []
        for phrase in try RepositoryFiles.phrases() {
            let text = try RepositoryFiles.text("Laws/phrases/laws/\(phrase.law).yaml")
            let base = try YAMLDocument.leaves(Array(text.utf8), file: phrase.law)
            let amended = try YAMLDocument.leaves(Array(phrase.amended(text).utf8), file: phrase.law)
            result += difference(amended, base) + difference(base, amended)
        }
        return result
    }

    private static func difference(_ first: [YAMLLeaf], _ second: [YAMLLeaf]) -> [YAMLLeaf] {
        var rest = second
        return first.filter { leaf in
            guard let index = rest.firstIndex(of: leaf) else { return true }
            rest.remove(at: index)
            return false
        }
    }

    private static func keys(in schema: JSON, path: [String]) -> [Key] {
        guard case .object(let members) = schema else { return [] }
        if case .object(let properties)? = member("properties", members) {
            return properties.flatMap { name, property -> [Key] in
                let path = path + [name]
                guard !descriptive.contains(name), !descriptive.contains(path.joined(separator: ".")) else { return [] }
                let nested = allocations.contains(name) ? [] : keys(in: property, path: path)
                return [Key(path: path, values: values(of: property), isMapping: !nested.isEmpty)] + nested
            }
        }
        if let items = member("items", members) { return keys(in: items, path: path) }
        return []
    }

    private static func values(of property: JSON) -> [String] {
        guard case .object(let members) = property else { return [] }
        if case .array(let options)? = member("oneOf", members), let one = options.first { return values(of: one) }
        guard case .array(let values)? = member("enum", members) else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    private static func member(_ name: String, _ members: [(String, JSON)]) -> JSON? {
        members.first { $0.0 == name }?.1
    }
}
