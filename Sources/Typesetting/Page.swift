/// What is drawn on one page, in order.
struct Page {
    enum Mark {
        /// Some lines of a text; `y` is where the first of them begins.
        case text(MeasuredText, lines: Range<Int>, x: Double, y: Double)
        case rule(x: Double, y: Double, toX: Double, toY: Double, width: Double)
        case box(x: Double, y: Double, width: Double, height: Double, line: Double)
        case fill(x: Double, y: Double, width: Double, height: Double, grey: Double)
        case code(QRCode, x: Double, y: Double, side: Double)
        /// What the marks up to `close` are, for whoever hears the page read aloud.
        case open(Element)
        case close(Element)
    }

    /// Elements of a tagged PDF.
    enum Element: String {
        case title = "H1"
        case heading = "H2"
        case paragraph = "P"
        case table = "Table"
        case row = "TR"
        case head = "TH"
        case cell = "TD"
        case figure = "Figure"
    }

    var marks: [Mark] = []
}

/// Where things stand on a sheet, in points from the top left corner.
struct Sheet {
    var width: Double
    var height: Double
    private let isSmall: Bool

    init(_ size: Paper.Size = .a4, isLandscape: Bool) {
        isSmall = size == .a6
        switch size {
        case .a4: (width, height) = isLandscape ? (841.89, 595.28) : (595.28, 841.89)
        case .a6: (width, height) = (297.64, 419.53)
        }
    }

    var left: Double { isSmall ? 22 : 51 }
    var right: Double { width - (isSmall ? 22 : 42) }
    /// Of what stands between head and foot; a small sheet has neither.
    var top: Double { isSmall ? 22 : 56 }
    var bottom: Double { height - (isSmall ? 18 : 48) }
    var headTop: Double { 30 }
    var footTop: Double { height - 36 }
    var textWidth: Double { right - left }
    var textHeight: Double { bottom - top }
}
