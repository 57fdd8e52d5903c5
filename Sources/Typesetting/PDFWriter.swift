import CPango

/// Draws pages into the bytes of a PDF.
struct PDFWriter {
    private let paper: Paper
    private let sheet: Sheet
    private let press: Press
    private let context: OpaquePointer

    /// Every paper bears the same day: what it is made of has its own, and the same paper has to have the same bytes.
    private static let creation = "2004-09-19T00:00:00Z"

    static func write(_ pages: [Page], of paper: Paper, on sheet: Sheet, _ press: Press) throws(PressFault) -> [UInt8] {
        let sink = Sink()
        let surface = cairo_pdf_surface_create_for_stream(
            { sink, bytes, count in
                guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes.append(
                    contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), sheet.width, sheet.height)
        guard let surface else { throw .drawing("no surface") }
        defer { cairo_surface_destroy(surface) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper.title.settable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, paper.subject.settable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Sailau")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, creation)
        guard let context = cairo_create(surface) else { throw .drawing("no context") }
        let writer = PDFWriter(paper: paper, sheet: sheet, press: press, context: context)
        for (index, page) in pages.enumerated() { writer.draw(page, number: index + 1, of: pages.count) }
        let drawn = cairo_status(context)
        cairo_destroy(context)
        cairo_surface_finish(surface)
        let finished = cairo_surface_status(surface)
        for status in [drawn, finished] where status != CAIRO_STATUS_SUCCESS {
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
        return try PDFCatalogue.naming(language: paper.language, in: sink.bytes)
    }

    private final class Sink {
        var bytes: [UInt8] = []
    }

    // MARK: Pages

    private func draw(_ page: Page, number: Int, of pages: Int) {
        watermark()
        cairo_set_source_rgb(context, 0, 0, 0)
        furniture(paper.runningHead, y: sheet.headTop, .left)
        furniture(paper.foot, y: sheet.footTop, .left, width: sheet.textWidth - 90)
        let numbered = paper.pageNumber(number, pages)
        furniture(numbered, y: sheet.footTop, .right)
        if !paper.runningHead.isEmpty {
            rule(sheet.left, sheet.headTop + 13, sheet.right, sheet.headTop + 13, width: 0.4)
        }
        if !(paper.foot + numbered).isEmpty {
            rule(sheet.left, sheet.footTop - 3, sheet.right, sheet.footTop - 3, width: 0.4)
        }
        for mark in page.marks { draw(mark) }
        cairo_show_page(context)
    }

    private func furniture(_ text: String, y: Double, _ alignment: TextStyle.Alignment, width: Double? = nil) {
        guard !text.isEmpty else { return }
        let measured = press.measure(
            Press.Key(
                text: text, size: 7.5, isBold: false, alignment: alignment, width: width ?? sheet.textWidth,
                language: paper.language))
        // Long names do not grow into the page: one line is enough to tell sheets apart.
        show(measured, 0..<min(1, measured.lines.count), x: sheet.left, y: y)
    }

    private func watermark() {
        guard let text = paper.watermark, !text.isEmpty else { return }
        let diagonal = (sheet.width * sheet.width + sheet.height * sheet.height).squareRoot()
        func measured(_ size: Double) -> MeasuredText {
            press.measure(
                Press.Key(
                    text: text, size: size, isBold: true, alignment: .left, width: nil, language: paper.language))
        }
        let wide = measured(60)
        let size = min(72, (60 * diagonal * 0.75 / max(1, wide.width)).rounded(.down))
        let mark = measured(max(8, size))
        cairo_save(context)
        cairo_set_source_rgb(context, 0.88, 0.88, 0.88)
        cairo_translate(context, sheet.width / 2, sheet.height / 2)
        cairo_rotate(context, sheet.width < sheet.height ? -0.9 : -0.6)
        show(mark, 0..<mark.lines.count, x: -mark.width / 2, y: -mark.height / 2)
        cairo_restore(context)
    }

    // MARK: Marks

    private func draw(_ mark: Page.Mark) {
        switch mark {
        case .text(let text, let lines, let x, let y): show(text, lines, x: x, y: y)
        case .rule(let x, let y, let toX, let toY, let width): rule(x, y, toX, toY, width: width)
        case .box(let x, let y, let width, let height, let line):
            cairo_set_line_width(context, line)
            cairo_rectangle(context, x, y, width, height)
            cairo_stroke(context)
        case .fill(let x, let y, let width, let height, let grey):
            cairo_set_source_rgb(context, grey, grey, grey)
            cairo_rectangle(context, x, y, width, height)
            cairo_fill(context)
            cairo_set_source_rgb(context, 0, 0, 0)
        case .code(let code, let x, let y, let side): draw(code, x: x, y: y, side: side)
        case .open(let element): cairo_tag_begin(context, element.rawValue, "")
        case .close(let element): cairo_tag_end(context, element.rawValue)
        }
    }

    private func rule(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double, width: Double) {
        cairo_set_line_width(context, width)
        cairo_move_to(context, x, y)
        cairo_line_to(context, toX, toY)
        cairo_stroke(context)
    }

    private func show(_ text: MeasuredText, _ lines: Range<Int>, x: Double, y: Double) {
        guard let first = lines.first else { return }
        let top = text.lines[first].top
        for line in text.lines[lines] {
            cairo_move_to(context, x + line.left, y - top + line.baseline)
            pango_cairo_show_layout_line(context, line.glyphs)
        }
    }

    private func draw(_ code: QRCode, x: Double, y: Double, side: Double) {
        let module = side / Double(code.width + 2 * QRCode.quietZone)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_rectangle(context, x, y, side, side)
        cairo_fill(context)
        cairo_set_source_rgb(context, 0, 0, 0)
        // A picture of one dot a square costs a tenth of as many rectangles, and has no seams between them.
        let width = Int32(code.width)
        guard let picture = cairo_image_surface_create(CAIRO_FORMAT_A1, width, width) else { return }
        defer { cairo_surface_destroy(picture) }
        guard let dots = cairo_image_surface_get_data(picture) else { return }
        let stride = Int(cairo_image_surface_get_stride(picture))
        cairo_surface_flush(picture)
        for row in 0..<code.width {
            for column in 0..<code.width where code[row, column] {
                // The first dot is the lowest bit: `PDFWriter` is built for machines that store low bytes first.
                dots[row * stride + column / 8] |= 1 << UInt8(column % 8)
            }
        }
        cairo_surface_mark_dirty(picture)
        cairo_save(context)
        cairo_translate(context, x + module * Double(QRCode.quietZone), y + module * Double(QRCode.quietZone))
        cairo_scale(context, module, module)
        let pattern = cairo_pattern_create_for_surface(picture)
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
        cairo_mask(context, pattern)
        cairo_pattern_destroy(pattern)
        cairo_restore(context)
    }
}
