import ElectionModel
import Wording

/// A table that can be read aloud: a caption, headers with their scope, a header at the start of each row.
package struct Table {
    var identifier: String
    var caption: String
    var head: [[Header]]
    var body: [[Cell]]
    var foot: [[Cell]] = []

    package init(identifier: String, caption: String, head: [[Header]], body: [[Cell]], foot: [[Cell]] = []) {
        self.identifier = identifier
        self.caption = caption
        self.head = head
        self.body = body
        self.foot = foot
    }

    package struct Header {
        var text: String
        var columns = 1
        var rows = 1
        var isNumber = false

        package static func words(_ text: String, rows: Int = 1) -> Header { Header(text: text, rows: rows) }
        static func number(_ text: String, rows: Int = 1) -> Header { Header(text: text, rows: rows, isNumber: true) }
        static func span(_ text: String, _ columns: Int) -> Header { Header(text: text, columns: columns) }
    }

    package struct Cell {
        var content: [Node]
        var isNumber = false
        var columns = 1
        var style: String?

        package static func words(_ content: [Node]) -> Cell { Cell(content: content) }
        package static func words(_ text: String) -> Cell { Cell(content: [.text(text)]) }
        static func number(_ node: Node) -> Cell { Cell(content: [node], isNumber: true) }
        static let empty = Cell(content: [])
    }

    /// The table in a region that scrolls by itself, so that no page is wider than its window.
    package func node() -> Node {
        tag(
            .div,
            [
                "class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": "\(identifier)-caption",
            ]
        ) {
            tag(.table, ["id": identifier]) {
                tag(.caption) { tag(.span, ["id": "\(identifier)-caption"], caption) }
                tag(.thead) {
                    for row in head {
                        tag(.tr) {
                            for cell in row { header(cell) }
                        }
                    }
                }
                tag(.tbody) {
                    for row in body { line(row) }
                }
                if !foot.isEmpty {
                    tag(.tfoot) {
                        for row in foot { line(row) }
                    }
                }
            }
        }
    }

    private func header(_ cell: Header) -> Node {
        tag(
            .th,
            [
                "scope": cell.columns > 1 ? "colgroup" : "col", "colspan": cell.columns > 1 ? "\(cell.columns)" : nil,
                "rowspan": cell.rows > 1 ? "\(cell.rows)" : nil, "class": cell.isNumber ? "number" : nil,
            ], cell.text)
    }

    private func line(_ cells: [Cell]) -> Node {
        tag(.tr) {
            for (position, cell) in cells.enumerated() {
                let style = [cell.isNumber ? "number" : nil, cell.style].compactMap(\.self)
                tag(
                    position == 0 ? .th : .td,
                    [
                        "scope": position == 0 ? "row" : nil,
                        "colspan": cell.columns > 1 ? "\(cell.columns)" : nil,
                        "class": style.isEmpty ? nil : style.joined(separator: " "),
                    ]
                ) {
                    cell.content
                }
            }
        }
    }
}

extension PageContext {
    /// Where the figures of a table can be had as files.
    func downloads(_ names: [String], wide: Bool = false) -> Node {
        tag(.p, ["class": "downloads"]) {
            wording.term("publication.download")
            ": "
            for (position, name) in names.enumerated() {
                if position > 0 { " · " }
                download("data/\(name).csv", "\(name).csv")
                if wide {
                    " · "
                    download("data/\(name)-wide.csv", "\(name)-wide.csv")
                }
                " · "
                download("data/\(name).json", "\(name).json")
            }
            " · "
            tag(.a, ["href": link("codebook.html")], wording.term("page.codebook"))
        }
    }

    func download(_ file: String, _ name: String) -> Node {
        tag(.a, ["href": rootLink(file), "download": name], name)
    }

    /// A description list of labels and contents.
    func facts(_ rows: [(label: String, content: [Node])]) -> Node { factList(rows) }

    /// A text in the language of the page; marked where only another language has it, such as the title of a source.
    func words(_ text: Multilingual) -> Node {
        let written = text.written(for: language)
        return written == language ? .text(text[language]) : tag(.span, ["lang": written.rawValue], text[language])
    }
}

/// A description list of labels and contents.
func factList(_ rows: [(label: String, content: [Node])]) -> Node {
    tag(.dl, ["class": "facts"]) {
        for row in rows {
            tag(.div) {
                tag(.dt, [:], row.label)
                tag(.dd) { row.content }
            }
        }
    }
}
