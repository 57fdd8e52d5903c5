/// One thing wrong with a file that somebody wrote: where, what, and what to do.
public struct Mistake: Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// The field, as a path from the top such as `tiers[0].majority.elected`.
    public var field: String
    public var problem: String
    public var remedy: String

    public init(file: String, line: Int, field: String, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.field = field
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String {
        "\(file):\(line): \(field.isEmpty ? "" : "\(field): ")\(problem) \(remedy)"
    }
}

/// Everything wrong with one or more files, all at once.
public struct Mistakes: Error, Sendable, CustomStringConvertible {
    public var list: [Mistake]

    public init(_ list: [Mistake]) {
        self.list = list
    }

    public var description: String {
        list.map(\.description).joined(separator: "\n")
    }
}

/// Collects mistakes while a file is read, so that its author sees all of them in one go.
public final class MistakeLog {
    public let file: String
    public private(set) var list: [Mistake] = []

    public init(file: String) {
        self.file = file
    }

    public func add(line: Int, field: String, _ problem: String, _ remedy: String) {
        list.append(Mistake(file: file, line: line, field: field, problem: problem, remedy: remedy))
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
