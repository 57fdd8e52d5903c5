import Foundation
import PrintedPapers
import Testing
import Typesetting

@Suite("Papers are set as PDF") struct TypesetTests {
    private func printed<Result>(_ paper: Paper, _ look: (Printed) throws -> Result) throws -> Result {
        let printed = try Printed(try typeset(paper))
        defer { printed.remove() }
        return try look(printed)
    }

    private func table(rows: Int) -> Table {
        Table(
            [.init(.points(40)), .init(.part(1)), .init(.points(60), .right)],
            heads: [Table.Row(["Line", "Heading of names", "Figure"], isBold: true)],
            rows: (1...rows).map { Table.Row(["E\($0)", "Name \($0)", "\($0 * 7)"]) })
    }

    @Test("A table goes over pages with its heads repeated, and pages are numbered")
    func tableOverPages() throws {
        let paper = Paper(
            title: "A table", language: "en", pageNumber: { "page \($0) of \($1)" }, blocks: [.table(table(rows: 200))])
        try printed(paper) { printed in
            let pages = try printed.pages()
            let text = try printed.text()
            #expect(pages > 3)
            #expect(text.matches(of: /Heading of names/).count == pages)
            for page in 1...pages { #expect(text.contains("page \(page) of \(pages)")) }
            for row in 1...200 { #expect(text.contains("E\(row) Name \(row) \(row * 7)"), "row \(row)") }
        }
    }

    @Test("What stays together goes to the next page as a whole, what can't goes over both", arguments: [true, false])
    func together(_ staysTogether: Bool) throws {
        var signatures = table(rows: 12)
        signatures.staysTogether = staysTogether
        let paper = Paper(
            title: "Together", language: "en",
            blocks: [.table(table(rows: 38)), .text("Below", .body), .table(signatures)])
        try printed(paper) { printed in
            let pages = try Printed.run("pdftotext", [printed.file.path, "-"]).split(separator: "\u{0C}")
            #expect(pages.count == 2)
            let rows = pages[1].matches(of: /Name \d+/).count
            #expect(staysTogether ? rows == 12 : rows > 0 && rows < 12)
        }
    }

    @Test("Title, language and tags stand in the file, and no day of today")
    func metadata() throws {
        let bytes = try typeset(
            Paper(title: "Хаттама", language: "kk", blocks: [.text("Өңір", .title), .table(table(rows: 2))]))
        #expect(String(decoding: bytes, as: UTF8.self).contains("/Lang (kk)"))
        let printed = try Printed(bytes)
        defer { printed.remove() }
        let information = try printed.information()
        #expect(information.contains("Хаттама"))
        #expect(information.contains(/Tagged: +yes/))
        #expect(information.contains("2004"))
        let structure = try Printed.run("pdfinfo", ["-struct", printed.file.path])
        for element in ["H1", "Table", "TR", "TH", "TD"] { #expect(structure.contains(element)) }
        #expect(try Printed.run("pdffonts", [printed.file.path]).contains("NotoSans"))
    }

    @Test("The same paper has the same bytes, on whichever thread and after whatever else")
    func sameBytes() async throws {
        let paper = Paper(
            title: "Same", language: "ru", watermark: "ЧЕРНОВИК",
            blocks: [
                .table(table(rows: 30)), .code(CodePanel(Array("A=1|B=2".utf8), lines: [("Code", .heading)])),
            ])
        let first = try typeset(paper)
        let all = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for number in 0..<12 {
                group.addTask {
                    _ = try typeset(
                        Paper(title: "Other", language: "kk", blocks: [.text("Басқа \(number)", .heading)]))
                    return try typeset(paper)
                }
            }
            return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        for bytes in all { #expect(bytes == first) }
    }

    @Test(
        "Nothing of a hostile name leaves its place",
        arguments: [
            String(repeating: "Ұзынаттыңсоңы", count: 400),
            String(repeating: "W", count: 3000),
            String(repeating: "very long ", count: 2000),
            "before\u{202E}reversed\u{2066}\nnext line\u{0}end\t"
                + String(repeating: "щ\u{301}\u{302}\u{303}", count: 200),
            String(repeating: "你好 👨‍👩‍👧 ", count: 100),
        ])
    func hostileName(_ name: String) throws {
        let row = Table.Row(["E1", name, "12"])
        let paper = Paper(
            title: name, language: "kk", runningHead: name, foot: name,
            blocks: [
                .text(name, .title), .table(Table(table(rows: 1).columns, heads: table(rows: 1).heads, rows: [row])),
            ])
        try printed(paper) { printed in
            let words = try printed.words()
            #expect(words.count > 10)
            for word in words {
                #expect(word.left >= 50 && word.right <= 555, "\(word)")
                #expect(word.top >= 15 && word.bottom <= 830, "\(word)")
            }
        }
    }

    @Test("A mark stands behind every page, and only where one is given")
    func watermark() throws {
        func marked(_ mark: String?) throws -> String {
            let paper = Paper(
                title: "", language: "ru", watermark: mark,
                pageNumber: { _, _ in "" }, blocks: [.text("1", .body), .pageBreak, .text("2", .body)])
            return try printed(paper) { String(try $0.text().filter { !$0.isWhitespace }.sorted()) }
        }
        #expect(try marked(nil) == "12")
        #expect(try marked("ЧЕРНОВИК") == String("12ЧЕРНОВИКЧЕРНОВИК".sorted()))
    }

    @Test("A code is read back, also a large one", arguments: [1, 200, 1000])
    func codes(_ length: Int) throws {
        let content = String((0..<length).map { "A=\($0)|" }.joined().prefix(length))
        let paper = Paper(
            title: "Code", language: "en", watermark: "DRAFT",
            blocks: [.code(CodePanel(Array(content.utf8), side: 200, lines: [("Beside it", .body)]))])
        #expect(try printed(paper) { try $0.codes() } == [content])
    }

    @Test("What no code can hold is refused")
    func codeTooLong() {
        let paper = Paper(
            title: "Code", language: "en",
            blocks: [.code(CodePanel(Array(repeating: 65, count: 2954), lines: []))])
        #expect(throws: PressFault.codeTooLong(bytes: 2954)) { try typeset(paper) }
    }
}
