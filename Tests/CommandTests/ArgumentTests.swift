import Foundation
import Testing

/// What users do wrong: each gets a message that says what to do, and the documented result.
@Suite struct ArgumentTests {
    @Test(arguments: [
        (["seats", "atlantis-2004"], "There is no such file"),
        (["seats", "kazakhstan-2004", "--lang", "xx"], "Write en, ru or kk"),
        (["seats"], "Missing expected argument"),
        (["seats", "kazakhstan-2004", "--sede", "1"], "Unknown option"),
        (["explain", "kazakhstan-2004", "--list", "nobody"], "Write one of: otan"),
        (["explain", "kazakhstan-2004", "--constituency", "99"], "Write one of: 01"),
        (["explain", "kazakhstan-2004", "--seat", "9"], "tier/district/number"),
        (["margins", "kazakhstan-2004", "--constituency", "99"], "There is no such contest"),
        (["what-if", "kazakhstan-2004", "--threshold", "seven"], "Write 5%, 7.5% or 5%..10%"),
        (["what-if", "kazakhstan-2004", "--threshold", "200%"], "at most 100%"),
        (["reconstruct", "--stations", "10", "--out", "/tmp/never"], "can't be met"),
        (["what-if", "kazakhstan-2004", "--base", "everybody"], "Write one of: valid votes"),
        (["what-if", "kazakhstan-2004", "--method", "magic"], "Write one of: hare"),
        (["what-if", "kazakhstan-2004", "--seats", "0"], "Write 10 or 5..20"),
        (["reconstruct"], "either --out or --check"),
        (["reconstruct", "--check", "/nowhere"], "Run `sailau reconstruct`"),
        (["reconstruct", "--out", "/dev/null/folder"], "can't be made"),
        (["law", "check", "/nowhere.yaml"], "There is no such file"),
        (["publish", "kazakhstan-2004"], "--out"),
        (["registration", "atlantis-2004"], "There is no such file"),
        (["vacancies", "kazakhstan-2004"], "Name seats or persons with --vacate"),
        (["vacancies", "kazakhstan-2004", "--vacate", "nobody"], "nobody of that name holds one"),
        (["vacancies", "kazakhstan-2004", "--vacate", "list/national/1", "--on", "soon"], "is not a day"),
        (["vacancies", "kazakhstan-2004", "--published", "--vacate", "list/national/11"], "There is no such seat"),
        (["chamber", "simulated-senate", "--on", "2005-02-30"], "is not a day"),
        (["law", "schema", "--of", "ballots"], "invalid"),
        (["vote"], "Unexpected argument"),
    ])
    func aWrongUseSaysWhatToDo(_ arguments: [String], _ message: String) throws {
        let run = try Program.run(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test(arguments: [
        "seats", "explain", "margins", "what-if", "registration", "vacancies", "chamber", "publish", "reconstruct",
        "demo",
    ])
    func helpHasAnExample(_ verb: String) throws {
        let run = try Program.run([verb, "--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("sailau \(verb)"), "\(run.output)")
        #expect(run.output.contains("Example"))
    }

    /// Not a list of what another format lacks.
    @Test func aFileOfAnotherFormatGetsOneMessage() throws {
        let run = try Program.run("law", "check", "Elections/kazakhstan-2004/election.yaml")
        #expect(run.status == 1)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.errors.contains("election.yaml:1: format: `sailau-election/1` is not a version of `sailau-law`"))
    }

    @Test func aContradictionIsNamedByTheLineOfItsTier() throws {
        let folder = try TemporaryFolder()
        let text = try String(
            contentsOf: Program.root.appending(path: "Laws/kazakhstan/mazhilis-2004-04-14.yaml"), encoding: .utf8)
        let spoiled = text.replacing("share: at least 7% of valid votes", with: "share: at least 107% of valid votes")
        let line = try #require(
            spoiled.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(of: "  - id: list"))
        try folder.write(spoiled, to: "law.yaml")
        let run = try Program.run("law", "check", "\(folder.path)/law.yaml")
        #expect(run.errors.contains("law.yaml:\(line + 1): tiers[1]: `list`: no list can have"), "\(run.errors)")
    }

    @Test func aLawWithMistakesFailsTheCheckWithEveryLine() throws {
        let folder = try TemporaryFolder()
        let law = """
            format: sailau-law/1
            title: {en: A law}
            country: KZ
            body: house
            statute: none
            in force: {from: 2004-04-14, cites: art. 1}
            kind: chamber
            seats: 12
            tiers:
              - id: list
                name: {en: Lists}
                seats: 10
                cites: art. 1
                lists:
                  cites: art. 1
                  districts: {kind: one for the whole country}
                  thresholds:
                    - {for: every list, share: at least 7%, cites: art. 1}
                  allocation: {quotta: hare, cites: art. 1}
                  order: {kind: strict order of the list, cites: art. 1}
            """
        try folder.write(law, to: "law.yaml")
        let run = try Program.run("law", "check", "\(folder.path)/law.yaml")
        #expect(run.status == 1)
        #expect(run.errors.contains("law.yaml:18:") && run.errors.contains("names no base"), "\(run.errors)")
        #expect(run.errors.contains("law.yaml:19:") && run.errors.contains("Did you mean `quota`?"), "\(run.errors)")
        let json = try Program.run("law", "check", "--json", "\(folder.path)/law.yaml")
        #expect(json.status == 1)
        #expect(((try json.json()["mistakes"]) as? [Any])?.count ?? 0 >= 2)
    }
}
