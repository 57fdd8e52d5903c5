import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// A copy of a page with the words of every claim marked.
    func sourcePage(_ place: Int) -> Node {
        let source = figures.sources[place]
        return page(text("copy of", [Figure("page", .text(source.name))]), path: "page-\(place + 1).html") {
            breadcrumb(place, toCopy: false)
            factList([
                (heading("page"), [.text(wording.name(of: comparison.pages[place].format))]),
                ("SHA-256", [tag(.code, ["class": "hash"], source.hash.rawValue)]),
            ])
            tag(.pre, ["class": "copy", "lang": comparison.pages[place].layout == "B3" ? "fr" : "en"]) {
                copy(place, withParts: false)
            }
        }
    }

    /// The text of a page with its marks.
    ///
    /// - Parameter withParts: whether what is no claim is told apart as well.
    func copy(_ place: Int, withParts: Bool) -> [Node] {
        let bytes = figures.sources[place].bytes
        let parts = withParts ? known.coverage[place].parts.filter { $0.kind != .claim } : []
        let writer = CopyWriter(bytes: bytes, parts: parts, context: self)
        return writer.nodes(
            SourceMark.marks(comparison.pages[place].claims, bytes: bytes.count), in: 0..<bytes.count)
    }

    /// A mark's claims in words, each measure once.
    func label(_ claims: [Claim]) -> String {
        var names: [String] = []
        for claim in claims {
            let name = measure(claim.key.measure)
            if !names.contains(name) { names.append(name) }
        }
        return names.joined(separator: ", ")
    }
}

/// Writes a page's text with marks in it.
private struct CopyWriter {
    let bytes: [UInt8]
    let parts: [PageCoverage.Part]
    let context: ArchiveContext

    func nodes(_ marks: [SourceMark], in range: Range<Int>) -> [Node] {
        var nodes: [Node] = []
        var position = range.lowerBound
        for mark in marks {
            let end = min(mark.span.upperBound, range.upperBound)
            guard position <= mark.span.lowerBound, mark.span.lowerBound < end else { continue }
            nodes += plain(position..<mark.span.lowerBound)
            let isEmpty = mark.claims.allSatisfy { $0.value == .none && ($0.span?.isEmpty ?? true) }
            nodes.append(
                tag(
                    .span,
                    [
                        "class": isEmpty ? "claim empty" : "claim",
                        "id": "b\(mark.span.lowerBound)-\(mark.span.upperBound)", "title": context.label(mark.claims),
                    ]
                ) { self.nodes(mark.inner, in: mark.span.lowerBound..<end) })
            position = end
        }
        return nodes + plain(position..<range.upperBound)
    }

    /// Text that states no claim, cut into its parts.
    private func plain(_ range: Range<Int>) -> [Node] {
        guard !range.isEmpty else { return [] }
        var nodes: [Node] = []
        var position = range.lowerBound
        var index = firstPart(after: range.lowerBound)
        while index < parts.count, parts[index].span.lowerBound < range.upperBound {
            let part = parts[index]
            index += 1
            let span = part.span.clamped(to: position..<range.upperBound)
            guard !span.isEmpty else { continue }
            if position < span.lowerBound { nodes.append(text(position..<span.lowerBound)) }
            nodes.append(
                tag(
                    .span,
                    [
                        "class": "part \(part.kind.rawValue)",
                        "title": context.wording.term("archive.part.\(part.kind.rawValue)"),
                    ]
                ) { text(span) })
            position = span.upperBound
        }
        if position < range.upperBound { nodes.append(text(position..<range.upperBound)) }
        return nodes
    }

    /// The first part that ends after a byte.
    private func firstPart(after byte: Int) -> Int {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].span.upperBound <= byte { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func text(_ range: Range<Int>) -> Node { .text(String(decoding: bytes[range], as: UTF8.self)) }
}
