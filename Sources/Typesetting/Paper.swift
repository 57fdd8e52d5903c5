/// A document as values: what stands on it, in order. `typeset` makes a PDF of it.
///
/// Measures are points, 1/72 inch.
public struct Paper: Sendable {
    /// The title that a viewer shows, and the words under which a library files it.
    public var title: String
    public var subject: String
    /// A BCP 47 tag such as `kk`: which letters and hyphens are taken, and in which voice it is read aloud.
    public var language: String
    public var isLandscape: Bool
    public var size = Size.a4
    /// Stands large and pale behind every page.
    public var watermark: String?
    /// Stands small at the head of every page.
    public var runningHead: String
    /// Stands small at the foot of every page, before the number of the page.
    public var foot: String
    /// What is printed at the foot of a page: its number and how many there are.
    public var pageNumber: @Sendable (_ page: Int, _ pages: Int) -> String
    public var blocks: [Block]

    /// Sheets of ISO 216.
    public enum Size: Sendable, Hashable {
        case a4
        /// For slips; upright always.
        case a6
    }

    public init(
        title: String, subject: String = "", language: String, isLandscape: Bool = false, watermark: String? = nil,
        runningHead: String = "", foot: String = "",
        pageNumber: @escaping @Sendable (Int, Int) -> String = { "\($0)/\($1)" }, blocks: [Block] = []
    ) {
        self.title = title
        self.subject = subject
        self.language = language
        self.isLandscape = isLandscape
        self.watermark = watermark
        self.runningHead = runningHead
        self.foot = foot
        self.pageNumber = pageNumber
        self.blocks = blocks
    }
}

/// One piece of a paper, set below the one before.
public enum Block: Sendable {
    case text(String, TextStyle)
    case table(Table)
    case code(CodePanel)
    case space(Double)
    /// Only where something stands on the page already.
    case pageBreak
}

/// How a paragraph looks, and what it is.
public struct TextStyle: Sendable, Hashable {
    public enum Role: Sendable, Hashable {
        case title
        case heading
        case paragraph
    }

    public enum Alignment: Sendable, Hashable {
        case left
        case centre
        case right
    }

    public var role: Role
    public var size: Double
    public var isBold: Bool
    public var alignment: Alignment
    public var before: Double
    public var after: Double

    public init(
        _ role: Role = .paragraph, size: Double = 9, isBold: Bool = false, alignment: Alignment = .left,
        before: Double = 0, after: Double = 3
    ) {
        self.role = role
        self.size = size
        self.isBold = isBold
        self.alignment = alignment
        self.before = before
        self.after = after
    }

    public static let title = TextStyle(.title, size: 14, isBold: true, alignment: .centre, after: 4)
    public static let subtitle = TextStyle(size: 10, alignment: .centre, after: 2)
    public static let heading = TextStyle(.heading, size: 10.5, isBold: true, before: 8, after: 4)
    public static let body = TextStyle()
    public static let note = TextStyle(size: 7.5, after: 2)
}

/// Rows under repeated heads.
public struct Table: Sendable {
    public struct Column: Sendable, Hashable {
        public enum Width: Sendable, Hashable {
            case points(Double)
            /// A part of what columns in points leave, beside the parts of the others.
            case part(Double)
        }

        public var width: Width
        public var alignment: TextStyle.Alignment

        public init(_ width: Width, _ alignment: TextStyle.Alignment = .left) {
            (self.width, self.alignment) = (width, alignment)
        }
    }

    public struct Cell: Sendable, Hashable {
        public enum Content: Sendable, Hashable {
            case text(String)
            /// An empty square, in which a voter makes a mark.
            case square(side: Double)
            /// A line on which somebody signs, above its caption.
            case line(caption: String)
        }

        public var content: Content
        public var isBold: Bool
        /// Over how many columns it goes.
        public var span: Int

        public init(_ text: String, isBold: Bool = false, span: Int = 1) {
            self.init(.text(text), isBold: isBold, span: span)
        }

        public init(_ content: Content, isBold: Bool = false, span: Int = 1) {
            self.content = content
            self.isBold = isBold
            self.span = max(1, span)
        }
    }

    public struct Row: Sendable, Hashable {
        public var cells: [Cell]
        /// Sums and groups stand on grey.
        public var isShaded: Bool
        public var leastHeight: Double

        public init(_ cells: [Cell], isShaded: Bool = false, leastHeight: Double = 0) {
            self.cells = cells
            self.isShaded = isShaded
            self.leastHeight = leastHeight
        }

        public init(_ texts: [String], isBold: Bool = false, isShaded: Bool = false) {
            self.init(texts.map { Cell($0, isBold: isBold) }, isShaded: isShaded)
        }
    }

    public enum Rules: Sendable, Hashable {
        case grid
        case none
    }

    public var columns: [Column]
    /// Repeated on every page that the table goes over.
    public var heads: [Row]
    public var rows: [Row]
    public var rules: Rules
    public var size: Double
    public var padding: Double
    /// Goes to the next page as a whole where this one has no room for all of it.
    public var staysTogether: Bool

    public init(
        _ columns: [Column], heads: [Row] = [], rows: [Row] = [], rules: Rules = .grid, size: Double = 8.5,
        padding: Double = 3, staysTogether: Bool = false
    ) {
        self.columns = columns
        self.heads = heads
        self.rows = rows
        self.rules = rules
        self.size = size
        self.padding = padding
        self.staysTogether = staysTogether
    }
}

/// A QR code with text beside it.
public struct CodePanel: Sendable {
    /// What the code holds, byte by byte.
    public var content: [UInt8]
    /// The side of the code with its quiet zone.
    public var side: Double
    public var lines: [(text: String, style: TextStyle)]

    public init(_ content: [UInt8], side: Double = 112, lines: [(text: String, style: TextStyle)]) {
        self.content = content
        self.side = side
        self.lines = lines
    }
}

/// Why no paper was made.
public enum PressFault: Error, Sendable, Hashable {
    /// The machine has none of the typefaces that hold all letters.
    case noTypeface(wanted: [String])
    /// What a code should hold is more than any code can.
    case codeTooLong(bytes: Int)
    /// The library that draws says no; what it says.
    case drawing(String)
}
