import ElectionFiles
import ElectionModel
import Foundation
import Publication
import SeatAllocation
import Testing

@Suite("Exports: every figure")
struct ExportsFiguresTests {
    private static let sections = [
        "house", "lists", "constituencies", "turnout", "regions", "changes", "claims", "facts", "chambers",
    ]

    @Test(
        "the walk over the figures finds each once, and each key is used once", arguments: ExportsFixture.Name.allCases)
    func walk(_ name: ExportsFixture.Name) throws {
        let figures = try name.exported().figures
        let reflected = SiteTests.quantities(in: figures)
        #expect(figures.quantities.map(\.key).sorted() == reflected.map(\.key).sorted())
        #expect(Set(figures.quantities) == Set(reflected))
        let keys = figures.quantities.map(\.key) + figures.facts.map { "fact.\($0.key)" }
        #expect(Set(keys).count == keys.count)
        #expect(keys.count > 1_000)
    }

    @Test("tidy files have every figure once, as it is", arguments: ExportsFixture.Name.allCases)
    func tidy(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        let rows = try Self.sections.flatMap { try exported.rows("\($0).csv") }
        let expected = exported.figures.quantities
        #expect(rows.count == expected.count + exported.figures.facts.count)
        let byKey = Dictionary(rows.map { ($0["key"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        for quantity in expected {
            let row = try #require(byKey[quantity.key], "\(quantity.key)")
            #expect(row["value"] == quantity.plain, "\(quantity.key)")
            #expect(row["status"] == quantity.provenance.rawValue, "\(quantity.key)")
            #expect(row["absent"] == Self.absence(quantity), "\(quantity.key)")
            #expect(row["exact"] == Self.exact(quantity), "\(quantity.key)")
        }
        for fact in exported.figures.facts {
            let row = try #require(byKey["fact.\(fact.key)"])
            #expect(row["value"] == fact.value ?? "")
            #expect(row["status"] == fact.provenance.kind.rawValue)
            #expect(row["source"] == fact.provenance.source ?? "")
            #expect(row["note"] == fact.note?.english ?? "")
        }
    }

    @Test("wide files have every figure in the row and column it belongs to", arguments: ExportsFixture.Name.allCases)
    func wide(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        let places = ExpectedPlaces(exported.figures).all
        #expect(places.map(\.quantity.key).sorted() == exported.figures.quantities.map(\.key).sorted())
        for (file, places) in Dictionary(grouping: places, by: \.file) {
            let rows = try exported.rows("\(file)-wide.csv")
            #expect(rows.allSatisfy { $0["status"]?.isEmpty == false })
            let byPlace = Dictionary(grouping: rows) { row in
                ExpectedPlaces.columns(file).map { row[$0] ?? "" }
            }
            for place in places {
                let found = byPlace[place.row] ?? []
                #expect(found.count == 1, "\(file) \(place.row)")
                #expect(found.first?[place.column] == place.quantity.plain, "\(place.quantity.key)")
            }
        }
        let facts = try exported.rows("facts-wide.csv")
        #expect(facts.map { $0["fact"] ?? "" } == exported.figures.facts.map(\.key))
        #expect(facts.map { $0["value"] ?? "" } == exported.figures.facts.map { $0.value ?? "" })
    }

    @Test("JSON has every figure once, by section and in one file", arguments: ExportsFixture.Name.allCases)
    func json(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        let whole = try exported.json("election.json")
        let all = try #require(whole["sections"] as? [String: [[String: Any]]])
        #expect(Set(all.keys) == Set(Self.sections))
        var found: [String: [String: Any]] = [:]
        for section in Self.sections {
            let own = try exported.json("\(section).json")
            let rows = try #require(own["rows"] as? [[String: Any]])
            #expect(NSArray(array: rows) == NSArray(array: all[section] ?? []), "\(section)")
            #expect(own["reconstructed"] as? Bool == exported.figures.isReconstructed)
            for row in rows {
                #expect((row["status"] as? String)?.isEmpty == false)
                for (_, figure) in row["figures"] as? [String: [String: Any]] ?? [:] {
                    let key = try #require(figure["key"] as? String)
                    #expect(found[key] == nil, "\(key) twice")
                    found[key] = figure
                }
            }
        }
        #expect(found.count == exported.figures.quantities.count + exported.figures.facts.count)
        for quantity in exported.figures.quantities {
            let figure = try #require(found[quantity.key], "\(quantity.key)")
            if let whole = quantity.whole {
                #expect(figure["value"] as? Int64 == whole, "\(quantity.key)")
            } else {
                #expect(figure["value"] as? String ?? "" == quantity.plain, "\(quantity.key)")
            }
            #expect(figure["status"] as? String == quantity.provenance.rawValue)
            #expect(figure["absent"] as? String ?? "" == Self.absence(quantity))
            #expect(figure["exact"] as? String ?? "" == Self.exact(quantity))
        }
        let seats = try #require(whole["seats"] as? [[String: Any]])
        #expect(seats.count == exported.figures.outcome.seats.count)
    }

    private static func absence(_ quantity: Quantity) -> String {
        switch quantity.value {
        case .notGiven: "not given"
        case .notApplicable: "not applicable"
        default: ""
        }
    }

    private static func exact(_ quantity: Quantity) -> String {
        switch quantity.value {
        case .share(let fraction), .fraction(let fraction): fraction.description
        default: ""
        }
    }
}
