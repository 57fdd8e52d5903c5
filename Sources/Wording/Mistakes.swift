public import DataFormats
public import ElectionModel

/// Mistakes in files and in arguments, in one language.
extension Wording {
    /// What is wrong.
    public func problem(of fault: Mistake.Fault) -> String {
        catalogue.message("mistakes.\(fault.code.rawValue).problem", language).map { render($0, fault.figures) }
            ?? fault.code.rawValue
    }

    /// What to do about it.
    public func remedy(for fault: Mistake.Fault) -> String {
        catalogue.message("mistakes.\(fault.code.rawValue).remedy", language).map { render($0, fault.figures) } ?? ""
    }

    /// File, line, field, what is wrong and what to do, in one line.
    public func sentence(for mistake: Mistake) -> String {
        var figures = [
            Figure("file", .text(mistake.file)), Figure("line", .text("\(mistake.line)")),
            Figure("problem", .text(problem(of: mistake.fault))), Figure("remedy", .text(remedy(for: mistake.fault))),
        ]
        if !mistake.field.isEmpty { figures.append(Figure("field", .text(mistake.field))) }
        return term("error.mistake", figures)
    }

    /// All of them, one a line.
    public func sentences(for mistakes: Mistakes) -> String {
        mistakes.list.map { sentence(for: $0) }.joined(separator: "\n")
    }

    /// What is wrong with arguments or files of a command, and what to do.
    public func sentence(for fault: InputFault, _ figures: [Figure]) -> String {
        term("error.input.\(fault.rawValue)", figures)
    }
}
