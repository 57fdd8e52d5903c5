/// Places the values of a table's rows under its heads where the page has lost their places.
///
/// Type, the sums of a row, percentages, the sums of the columns and the ballots of the bottom rows decide, in this order; what
/// they leave open stays open.
public enum ColumnSolver {
    /// A value of a row, in the order printed.
    public struct Cell: Sendable, Hashable {
        public enum Content: Sendable, Hashable {
            case number(digits: Int64, places: Int, isGrouped: Bool, isSigned: Bool, isPercent: Bool)
            /// `–` or `N/A`: the place is there and has nothing.
            case dash
            case new
            case text
        }

        public var content: Content
        public var span: Range<Int>

        public init(_ content: Content, span: Range<Int>) {
            self.content = content
            self.span = span
        }
    }

    public enum Role: Sendable, Hashable {
        /// Counts in the sums of the columns.
        case participant
        case total, valid, invalid, blank, cast, registered
        /// Counts in no sum, such as the total of an alliance.
        case aside
    }

    public struct Row: Sendable, Hashable {
        public var role: Role
        /// The ways to cut the row into values: one, unless values are glued together or spaces may set thousands apart.
        public var cuts: [[Cell]]
        /// Ways that give the name a number of its own, such as `Movement 90`: looked at where no other way adds up.
        public var cutsWithNumberedName: [[Cell]]
        /// The column of each value of the only cut, where the page kept them.
        public var places: [Int]?

        public init(
            _ role: Role, cuts: [[Cell]], cutsWithNumberedName: [[Cell]] = [], places: [Int]? = nil
        ) {
            self.role = role
            self.cuts = cuts
            self.cutsWithNumberedName = cutsWithNumberedName
            self.places = places
        }
    }

    public struct Problem: Sendable {
        public var model: ColumnModel
        public var rows: [Row]
        /// What a column adds up to, said elsewhere in the page.
        public var columnSums: [Int: Int64]
        /// Numbers of which percentages may be: valid votes, ballots cast.
        public var bases: [Int64]

        public init(model: ColumnModel, rows: [Row], columnSums: [Int: Int64] = [:], bases: [Int64] = []) {
            self.model = model
            self.rows = rows
            self.columnSums = columnSums
            self.bases = bases
        }
    }

    /// A column for each value of one cut of a row; cuts are numbered through both kinds.
    public struct Placement: Sendable, Hashable {
        public var cut: Int
        public var columns: [Int]

        public init(cut: Int, columns: [Int]) {
            self.cut = cut
            self.columns = columns
        }
    }

    /// What has reduced the ways to read a row.
    public enum Constraint: String, Sendable, Hashable, CaseIterable {
        case width, type
        case rowSum = "row-sum"
        case share
        case columnSum = "column-sum"
        case ballots
        case turnout
        case company
    }

    public enum Answer: Sendable, Hashable {
        case unique(Placement, decidedBy: [Constraint])
        /// All that remain. Rows of one group hold together: their first placements are one reading, their second another.
        case several([Placement], group: Int, decidedBy: [Constraint])
        /// No column takes the values.
        case none
    }

    /// One answer for each row.
    public static func solve(_ problem: Problem) -> [Answer] {
        var search = ColumnSearch(problem)
        return search.solve()
    }
}
