public import ElectionModel

/// One thing wrong with a file that somebody wrote: where and what, by code and figures. `Wording` makes the sentences,
/// among them what to do about it.
public struct Mistake: Sendable, Hashable {
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// The field, as a path from the top such as `tiers[0].majority.elected`.
    public var field: String
    public var fault: Fault

    /// What is wrong, wherever it stands.
    public struct Fault: Error, Sendable, Hashable {
        public var code: Code
        /// All of them texts, as they stand in the file or as the program has them.
        public var figures: [Figure]

        /// - Parameter figures: those without a value are left out.
        public init(_ code: Code, _ figures: KeyValuePairs<String, String?> = [:]) {
            self.code = code
            self.figures = figures.compactMap { name, value in value.map { Figure(name, .text($0)) } }
        }
    }

    public init(file: String, line: Int, field: String, _ fault: Fault) {
        self.file = file
        self.line = line
        self.field = field
        self.fault = fault
    }

    public init(
        file: String, line: Int, field: String, _ code: Code, _ figures: KeyValuePairs<String, String?> = [:]
    ) {
        self.init(file: file, line: line, field: field, Fault(code, figures))
    }
}

/// Everything wrong with one or more files, all at once.
public struct Mistakes: Error, Sendable {
    public var list: [Mistake]

    public init(_ list: [Mistake]) {
        self.list = list
    }
}

/// Collects mistakes while a file is read, so that its author sees all of them in one go.
public final class MistakeLog {
    public let file: String
    public private(set) var list: [Mistake] = []

    public init(file: String) {
        self.file = file
    }

    public func add(
        line: Int, field: String, _ code: Mistake.Code, _ figures: KeyValuePairs<String, String?> = [:]
    ) {
        add(line: line, field: field, Mistake.Fault(code, figures))
    }

    public func add(line: Int, field: String, _ fault: Mistake.Fault) {
        list.append(Mistake(file: file, line: line, field: field, fault))
    }

    /// - Throws: `Mistakes` with everything collected, in the order of lines, if there is anything.
    public func throwIfAny() throws(Mistakes) {
        if !list.isEmpty {
            throw Mistakes(list.sorted { ($0.line, $0.field) < ($1.line, $1.field) })
        }
    }
}

/// The member of `known` that was probably meant: at most two letters away, or nil.
public func nearest<Names: Sequence<String>>(to word: String, among known: Names) -> String? {
    let distances = known.map { (name: $0, distance: editDistance(word, $0)) }
    guard let best = distances.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= 2 ? best.name : nil
}

private func editDistance(_ first: String, _ second: String) -> Int {
    let columns = Array(second.unicodeScalars)
    var row = Array(0...columns.count)
    for (index, letter) in first.unicodeScalars.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (column, other) in columns.enumerated() {
            let substituted = diagonal + (letter == other ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(substituted, row[column] + 1, row[column + 1] + 1)
        }
    }
    return row[columns.count]
}
