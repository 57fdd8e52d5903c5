import ElectionRecord
import Testing
import VerifiableVoting

import ElectronicStation

@Suite("Station: the list of what is handed over") struct StationBundleTests {
    private static let head = RecordHead(height: 7, hash: Digest(of: []))

    private static func bundle(_ names: [String] = ["b.csv", "a.pdf"]) -> StationBundle {
        StationBundle(
            station: "st-1", election: "first", record: head,
            files: names.map { .init(name: $0, bytes: 3, sha256: Digest(of: $0)) })
    }

    @Test func oneTextForOneList() throws {
        let bundle = Self.bundle()
        #expect(bundle.files.map(\.name) == ["a.pdf", "b.csv"])
        #expect(bundle == Self.bundle(["a.pdf", "b.csv"]))
        #expect(try StationBundle(bytes: bundle.bytes) == bundle)
        // Every byte matters: what is read is read in one way.
        for index in bundle.bytes.indices {
            var changed = bundle.bytes
            changed[index] ^= 1
            if let read = try? StationBundle(bytes: changed) { #expect(read != bundle && read.bytes == changed) }
        }
    }

    /// Names that would lead out of the folder, or be the list itself.
    @Test(arguments: [
        "../a", "a/b", ".a", "", "a b", "\u{430}", "station.bundle", "a\\b", String(repeating: "a", count: 201),
    ])
    func namesLeadNowhere(_ name: String) {
        #expect { try StationBundle(bytes: Self.bundle(["a.pdf", name]).bytes) } throws: {
            ($0 as? Violation)?.rule == .bundleFormat
        }
    }

    @Test func howManyFiles() {
        for names in [[], ["a", "a"], (0...StationBundle.mostFiles).map { "f\($0)" }] {
            #expect { try StationBundle(bytes: Self.bundle(names).bytes) } throws: {
                ($0 as? Violation)?.rule == .bundleFormat
            }
        }
        #expect(throws: Never.self) {
            try StationBundle(bytes: Self.bundle((1...StationBundle.mostFiles).map { "f\($0)" }).bytes)
        }
    }
}
