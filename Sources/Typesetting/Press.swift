import CPango

/// Typefaces, and texts that were measured already. One press sets one paper at a time; `PressPool` has as many as are
/// needed at once.
final class Press {
    /// Typefaces that have every letter of Kazakh, Russian and English, the preferred one first.
    static let typefaces = ["Noto Sans", "DejaVu Sans"]

    struct Key: Hashable {
        var text: String
        var size: Double
        var isBold: Bool
        var alignment: TextStyle.Alignment
        /// Where lines break; nil for one line.
        var width: Double?
        var language: String
    }

    private let map: UnsafeMutablePointer<PangoFontMap>
    /// One for each language: a context whose language changes lays out everything again that was laid out in it.
    private var contexts: [String: OpaquePointer] = [:]
    /// Texts measured lately, and before that: forms repeat the same labels, figures come and go.
    private var recent: [Key: MeasuredText] = [:]
    private var older: [Key: MeasuredText] = [:]
    private static let kept = 4096

    /// - Throws: `PressFault.noTypeface`.
    init() throws(PressFault) {
        guard let map = pango_cairo_font_map_new() else { throw .drawing("no font map") }
        self.map = map
        // One unit of the page is one point.
        pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
        try requireTypeface()
    }

    deinit {
        recent = [:]
        older = [:]
        for context in contexts.values { g_object_unref(UnsafeMutableRawPointer(context)) }
        g_object_unref(UnsafeMutableRawPointer(map))
    }

    func measure(_ key: Key) -> MeasuredText {
        if let known = recent[key] { return known }
        let measured = older[key] ?? layOut(key)
        if recent.count >= Self.kept { (older, recent) = (recent, [:]) }
        recent[key] = measured
        return measured
    }

    private func layOut(_ key: Key) -> MeasuredText {
        let layout: OpaquePointer = pango_layout_new(context(key.language))
        let description = Self.description(key.size, isBold: key.isBold)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_auto_dir(layout, 0)
        if let width = key.width {
            pango_layout_set_width(layout, Int32((width * Double(PANGO_SCALE)).rounded(.down)))
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        }
        switch key.alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        // A word too long for its line is broken where the line ends, without a hyphen that is not in the name.
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        var text = key.text.settable
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { pango_layout_set_text(layout, $0.baseAddress, Int32($0.count)) }
        }
        return MeasuredText(taking: layout)
    }

    private func context(_ language: String) -> OpaquePointer {
        if let known = contexts[language] { return known }
        let context: OpaquePointer = pango_font_map_create_context(map)
        pango_context_set_language(context, pango_language_from_string(language))
        // What is measured is what a printer sets: nothing is moved to the dots of a screen.
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        contexts[language] = context
        return context
    }

    private static func description(_ size: Double, isBold: Bool) -> OpaquePointer {
        let description: OpaquePointer = pango_font_description_new()
        pango_font_description_set_family(description, typefaces.joined(separator: ","))
        pango_font_description_set_size(description, Int32((size * Double(PANGO_SCALE)).rounded()))
        pango_font_description_set_weight(description, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        return description
    }

    private func requireTypeface() throws(PressFault) {
        let description = Self.description(9, isBold: false)
        defer { pango_font_description_free(description) }
        guard let font = pango_context_load_font(context("kk"), description) else {
            throw .noTypeface(wanted: Self.typefaces)
        }
        defer { g_object_unref(UnsafeMutableRawPointer(font)) }
        let found = pango_font_describe(font)
        defer { pango_font_description_free(found) }
        let family = pango_font_description_get_family(found).map { String(cString: $0) } ?? ""
        guard Self.typefaces.contains(family) else { throw .noTypeface(wanted: Self.typefaces) }
    }
}
