import Foundation
import Testing
import VerifiableVoting

/// The corpus on the disk is the one that the forge makes, archive by archive; `AttackTests` verifies those.
@Suite struct BadArchiveTests {
    /// With this variable set, the corpus is written anew: after attacks were added or the forge changed.
    private static let writes = ProcessInfo.processInfo.environment["SAILAU_WRITE_BAD_ARCHIVES"] != nil

    @Test func corpusIsWhatTheForgeMakes() throws {
        if Self.writes { try BadArchiveCorpus.write(Attacks.all) }
        var bases: [String: [UInt8]] = [:]
        for name in ["one", "two"] { bases[name] = try BadArchiveCorpus.read("\(name).bel") }
        let entries = try #require(try Node(reading: BadArchiveCorpus.read("patches.json")).items)
        #expect(entries.count >= 200)
        #expect(entries.map { AttackBench.text($0["name"]) } == Attacks.all.map(\.name))
        for (entry, attack) in zip(entries, Attacks.all) {
            let base = try #require(bases[AttackBench.text(entry["base"])])
            let bytes = BadArchiveCorpus.apply(try #require(entry["patch"]), to: base)
            #expect(bytes == attack.bytes, "\(attack.name)")
        }
        let rows = String(decoding: try BadArchiveCorpus.read("index.csv"), as: UTF8.self).split(separator: "\n")
            .dropFirst()
        let expected = Attacks.all.map {
            "\($0.name),\($0.rule.rawValue),\($0.source),\(BadArchiveCorpus.quoted($0.description))"
        }
        #expect(rows.map(String.init) == expected)
    }

    /// Both bases are valid: what is wrong with a bad archive is its patch.
    @Test(arguments: ["one", "two"]) func basesAreValid(name: String) async throws {
        let bytes = try BadArchiveCorpus.read("\(name).bel")
        #expect(ReferenceVerifier().verdict(bytes) == .valid)
        let subject = await Verifiers.Subject(bytes)
        for verifier in Verifiers.all { #expect(await verifier.verify(subject) == Verifiers.Answer()) }
    }
}
