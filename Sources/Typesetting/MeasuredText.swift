import CPango

/// A text broken into lines of a width, ready to be drawn as often as wanted.
final class MeasuredText {
    struct Line {
        let glyphs: UnsafeMutablePointer<PangoLayoutLine>
        /// From the left edge of the text.
        var left: Double
        /// From the top of the text.
        var top: Double
        var bottom: Double
        var baseline: Double
    }

    let lines: [Line]
    /// The longest line.
    let width: Double
    var height: Double { lines.last?.bottom ?? 0 }
    private let layout: OpaquePointer

    /// Takes over a layout that is not changed any more; its lines stay as long as it does.
    init(taking layout: OpaquePointer) {
        self.layout = layout
        var lines: [Line] = []
        var width = 0.0
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let glyphs = pango_layout_iter_get_line_readonly(iterator) else { continue }
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            lines.append(
                Line(
                    glyphs: glyphs, left: Self.points(extents.x), top: Self.points(extents.y),
                    bottom: Self.points(extents.y + extents.height),
                    baseline: Self.points(pango_layout_iter_get_baseline(iterator))))
            width = max(width, Self.points(extents.width))
        } while pango_layout_iter_next_line(iterator) != 0
        self.lines = lines
        self.width = width
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
