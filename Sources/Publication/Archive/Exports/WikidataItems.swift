import DataFormats

/// Which items of Wikidata an archived election, its rounds, its sources and its participants are. Which they are is for people to say.
public struct WikidataItems: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The election; the name is not looked at.
        case election
        /// A round of its own item; the name is its number.
        case round
        /// A page of the archive, by its name there: the work in which it is stated.
        case source
        /// By its identifier or any of its names.
        case participant
    }

    private var items: [Key: String] = [:]

    private struct Key: Hashable {
        var kind: Kind
        var name: String
    }

    public init() {}

    public mutating func set(_ kind: Kind, _ name: String, _ item: String) {
        items[Key(kind: kind, name: kind == .election ? "" : name)] = item
    }

    func item(_ kind: Kind, _ name: String = "") -> String? { items[Key(kind: kind, name: name)] }

    public enum Fault: Error, Equatable, Sendable {
        /// The file is no CSV with the columns kind, name, item.
        case malformed(line: Int)
        /// A kind that there is not, or an item that is not written `Q` and a number.
        case value(line: Int, String)
    }

    /// Reads a CSV with the columns `kind`, `name`, `item`, such as `participant,otan,Q1`.
    public static func read(_ bytes: [UInt8]) throws(Fault) -> WikidataItems {
        var result = WikidataItems()
        var line = 1
        do {
            var reader = try CSVReader(bytes)
            guard reader.header == ["kind", "name", "item"] else { throw Fault.malformed(line: 1) }
            while let row = try reader.next() {
                line = reader.line
                guard row.count == 3 else { throw Fault.malformed(line: line) }
                guard let kind = Kind(rawValue: row[0]) else { throw Fault.value(line: line, row[0]) }
                guard row[2].first == "Q", row[2].utf8.count > 1,
                    row[2].utf8.dropFirst().allSatisfy({ (48...57).contains($0) })
                else { throw Fault.value(line: line, row[2]) }
                result.set(kind, row[1], row[2])
            }
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .malformed(line: line)
        }
        return result
    }
}
