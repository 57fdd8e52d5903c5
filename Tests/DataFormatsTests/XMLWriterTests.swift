import DataFormats
import Testing

@Suite("XML writer")
struct XMLWriterTests {
    private func text(_ writer: XMLWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

    @Test("writes nested elements, two spaces a level")
    func nesting() {
        var writer = XMLWriter()
        writer.open("a", [("x", "1"), ("y", "2")])
        writer.element("b", text: "қ")
        writer.open("c")
        writer.close()
        writer.close()
        #expect(
            text(writer)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x=\"1\" y=\"2\">\n  <b>қ</b>\n  <c>\n  </c>\n</a>\n")
    }

    @Test("escapes what would be read as markup, and what a reader would change")
    func escaping() {
        var writer = XMLWriter()
        writer.element("a", [("x", "<\"&'>\n\t\r")], text: "<\"&'>]]>\n\t\r")
        #expect(
            text(writer).split(separator: "\n", maxSplits: 1)[1]
                == "<a x=\"&lt;&quot;&amp;'&gt;&#10;&#9;&#13;\">&lt;\"&amp;'&gt;]]&gt;\n\t&#13;</a>\n")
    }

    @Test("replaces characters that XML can't hold")
    func characters() {
        var writer = XMLWriter()
        writer.element("a", text: "\u{0}\u{B}\u{1F}\u{FFFE}\u{7F}\u{1F600}")
        #expect(text(writer).hasSuffix("<a>\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{7F}\u{1F600}</a>\n"))
    }
}
