import ElectionModel
import Publication
import Testing
import VerifiableVoting
import Wording

/// The pages of a public board: whole, of bounded size, and free of what hostile names would make of them.
@Suite struct BoardSiteTests {
    private static let hostile = "</td><script>alert(1)</script> & \"'"
    private static let uuid = "stationAAAAAAA"

    private static func election(_ station: String = "Station A", question: String = "Who?") -> BoardedElection {
        let announced = AnnouncedElection(
            uuid: uuid, group: "Ed25519", fingerprint: "f", setup: Digest(of: "setup"),
            stations: [AnnouncedStation(name: station, credentials: 4, fingerprint: "f")], trustees: [],
            questions: [
                AnnouncedQuestion(
                    question: question, blank: true, minimum: 1, maximum: 1,
                    answers: [.init(answer: "A", candidate: station), .init(answer: "B", candidate: "b")])
            ], weights: false, revoting: false, leastBallots: 2)
        return BoardedElection(
            announced: announced,
            entry: Board.Entry(
                uuid: uuid, verdict: .invalid, counted: 3, challenged: 1,
                heads: [Board.Head(height: 4, kind: .endBallots, hash: Digest(of: "end"))],
                files: [ListedFile(name: "\(uuid).bel", bytes: 1000, sha256: Digest(of: "file"))]),
            violation: Violation(.closingCounts, detail: station))
    }

    private static func site(_ title: String = "Day", manifest: String = "day.manifest") throws -> BoardSite {
        BoardSite(
            title: title, try Fixture.catalogue(), provenance: .simulated,
            style: Fixture.bytes("Pages/style.css") ?? [],
            script: Fixture.bytes("Pages/board.js") ?? [], manifest: manifest, commissionKey: "Commission.signpub")
    }

    /// Codes as hashes are, in their order.
    private static func codes(_ count: Int) -> [BoardCode] {
        (0..<count).map { number in
            BoardCode(
                code: Digest(of: "code \(number)").base64,
                tracker: number.isMultiple(of: 9) ? nil : Digest(of: "tracker \(number)").base64,
                fate: number.isMultiple(of: 9) ? .challenged : .counted)
        }.sorted { UrnCodes.precedes($0.code, $1.code) }
    }

    private static func front(
        _ site: BoardSite, _ election: BoardedElection, published: [(ElectronicSums.Choice, UInt64)]? = nil
    ) throws -> [(path: String, bytes: [UInt8])] {
        let board = try Board(
            name: "Day", manifest: Digest(of: "m"), elections: [election.entry],
            files: [ListedFile(name: "day.manifest", bytes: 5, sha256: Digest(of: "m"))])
        let sums = ElectronicSums([(election.announced, [[1, 2, 3]])], published: published)
        let key = try #require(SignerSecret().publicKey)
        return site.front(board, [election], sums: sums, publisher: key)
    }

    @Test func everyLinkLeadsToAFile() throws {
        let (site, election) = (try Self.site(), Self.election())
        let files = try Self.front(site, election) + site.pages(of: election, codes: Self.codes(30))
        let paths = Set(
            files.map(\.path) + [
                "board.json", "files/\(Self.uuid).bel", "files/day.manifest", "files/Commission.signpub",
            ])
        #expect(paths.count == files.count + 4)
        for file in files where file.path.hasSuffix(".html") {
            let page = try PageReader(file.bytes)
            for element in page.elements {
                guard let link = element.value("href") ?? element.value("src"), !link.hasPrefix("#") else { continue }
                var folder = file.path.split(separator: "/").dropLast()
                for part in link.split(separator: "/") { part == ".." ? _ = folder.popLast() : folder.append(part) }
                #expect(paths.contains(folder.joined(separator: "/")), "\(file.path): \(link)")
            }
            let policies = page.elements.compactMap { $0.value("http-equiv") }
            #expect(file.path == "index.html" || policies == ["Content-Security-Policy"], "\(file.path)")
        }
    }

    /// Each code stands on one page, and the link to it names its beginning.
    @Test(arguments: [1, 999, 1000, 1001, 5000]) func aCodeIsTwoClicksAway(count: Int) throws {
        let codes = Self.codes(count)
        let pages = try Self.site().pages(of: Self.election(), codes: codes)
        let index = try PageReader(try #require(pages.first { $0.path == "en/elections/\(Self.uuid).html" }?.bytes))
        var found: [String] = []
        for link in index.elements {
            guard let prefix = link.value("data-prefix"), let target = link.value("href") else { continue }
            let page = try PageReader(try #require(pages.first { $0.path == "en/elections/\(target)" }?.bytes))
            let marked = page.elements.compactMap { $0.value("id") }.filter { $0.hasPrefix("c-") }.map {
                String($0.dropFirst(2))
            }
            #expect(marked.count <= 1000 && !marked.isEmpty && marked.allSatisfy { $0.hasPrefix(prefix) })
            found += marked
        }
        #expect(found.count == Set(found).count)
        #expect(Set(found) == Set(codes.map(\.code) + codes.compactMap(\.tracker)))
    }

    @Test func hostileNamesStayNames() throws {
        let election = Self.election(Self.hostile, question: Self.hostile)
        let site = try Self.site(Self.hostile, manifest: "a'; rm -rf ~ <b>.manifest")
        let files =
            try Self.front(
                site, election, published: [(.init(question: Self.hostile, candidate: Self.hostile), 4)])
            + site.pages(of: election, codes: Self.codes(3))
        for file in files where file.path.hasSuffix(".html") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.contains("<script>") && !text.contains("<b>"), "\(file.path)")
            let page = try PageReader(file.bytes)
            #expect(page.elements.allSatisfy { $0.name != "script" || $0.value("src") != nil })
        }
        let text = String(
            decoding: files.first { $0.path == "en/elections/\(Self.uuid).html" }?.bytes ?? [], as: UTF8.self)
        #expect(text.contains("&#39;a&#39;\\&#39;&#39;; rm -rf ~ &lt;b&gt;.manifest&#39;"))
    }

    @Test func differencesAreShown() throws {
        let (site, election) = (try Self.site(), Self.election())
        let published: [(ElectronicSums.Choice, UInt64)] = [
            (.init(question: "Who?", candidate: ""), 1), (.init(question: "Who?", candidate: "Station A"), 5),
            (.init(question: "Who?", candidate: "b"), 3),
        ]
        let files = try Self.front(site, election, published: published)
        for language in Language.allCases {
            let bytes = try #require(files.first { $0.path == "\(language.rawValue)/sums.html" }?.bytes)
            let page = try PageReader(bytes)
            #expect(page.elements.filter { $0.name == "strong" }.map(\.text) == ["−3"], "\(language)")
        }
        let equal = try Self.front(
            site, election, published: published.map { $0.0.candidate == "Station A" ? ($0.0, 2) : $0 })
        let text = String(decoding: equal.first { $0.path == "en/sums.html" }?.bytes ?? [], as: UTF8.self)
        #expect(text.contains("equal to the published") && !text.contains("<strong>"))
    }

    @Test func simulatedDataIsMarkedOnEveryPage() throws {
        let (site, election) = (try Self.site(), Self.election())
        let files = try Self.front(site, election) + site.pages(of: election, codes: Self.codes(2))
        let words = Wording(try Fixture.catalogue(), in: .kazakh).term("provenance explained.simulated")
        for file in files where file.path.hasPrefix("kk/") {
            #expect(String(decoding: file.bytes, as: UTF8.self).contains(words), "\(file.path)")
        }
        let choice = String(decoding: files.first { $0.path == "index.html" }?.bytes ?? [], as: UTF8.self)
        #expect(choice.contains(words))
    }
}
