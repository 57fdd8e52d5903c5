public import DataFormats
public import ElectionModel
import SeatAllocation

/// All texts in all languages, complete: every key stands in every language, with the same figures.
///
/// Keys are `steps.CODE`, `findings.CODE.title`, `.text` and `.remedy`, `mistakes.CODE.problem` and `.remedy`, and
/// `terms.GROUP.NAME`, groups nested as deep as the file nests them.
public struct TextCatalogue: Sendable {
    struct Entry: Sendable {
        var message: Message
        var line: Int
    }

    private let entries: [Language: [String: Entry]]

    /// Reads the files and compares them.
    ///
    /// - Parameter languages: those that are wanted; a command that writes one language need not wait for the others.
    /// - Throws: `Mistakes` with everything at once, by file and line: missing and unknown keys, texts that can't be
    ///   understood, wrong numbers of plural forms, figures that differ between languages, forms that are no group.
    public init(_ files: [TextFile], languages: [Language] = Language.allCases) throws(Mistakes) {
        var loading = Loading(languages: languages)
        for (language, kind) in TextFile.all where languages.contains(language) {
            guard let file = files.first(where: { $0.language == language && $0.kind == kind }) else {
                loading.add(language, kind, 1, "", Mistake.Fault(.missingTextFile))
                continue
            }
            do {
                try loading.read(file)
            } catch {
                loading.mistakes += error.list
            }
        }
        // Where a whole file is missing, its texts need not be named one by one.
        if !loading.mistakes.contains(where: { $0.fault.code == .missingTextFile }) { loading.compare() }
        guard loading.mistakes.isEmpty else {
            throw Mistakes(
                loading.mistakes.sorted { ($0.file, $0.line, $0.field) < ($1.file, $1.line, $1.field) })
        }
        entries = loading.entries
    }

    func message(_ key: String, _ language: Language) -> Message? {
        entries[language]?[key]?.message
    }

    /// Every key, in alphabetical order.
    public var keys: [String] { anyEntries.keys.sorted() }

    /// All languages that were read have the same keys and figures.
    private var anyEntries: [String: Entry] { Language.allCases.lazy.compactMap { entries[$0] }.first ?? [:] }

    /// The names of the figures in a text.
    public func figureNames(of key: String) -> [String] {
        anyEntries[key]?.message.figureNames ?? []
    }

    /// The names of the figures that a text can't do without: those outside brackets.
    public func requiredFigureNames(of key: String) -> [String] {
        guard let message = anyEntries[key]?.message else { return [] }
        return Message(segments: message.segments.filter { if case .optional = $0 { false } else { true } }).figureNames
    }

    /// The words of a text without its figures.
    public func literals(of key: String, in language: Language) -> String? {
        message(key, language)?.literals
    }

    /// The codes of findings that have texts, in alphabetical order.
    public var findingCodes: [String] {
        keys.compactMap { key in
            let parts = key.split(separator: ".")
            return parts.count == 3 && parts[0] == "findings" && parts[2] == "title" ? String(parts[1]) : nil
        }
    }
}

/// A catalogue on its way.
private struct Loading {
    let languages: [Language]
    var entries: [Language: [String: TextCatalogue.Entry]] = [:]
    var mistakes: [Mistake] = []
    /// The groups of `terms.yaml` by language.
    private var groups: [Language: Set<String>] = [:]

    /// The groups of terms that stand in files of their own.
    private static let filesOfTerms: [(prefix: String, kind: TextFile.Kind)] = [
        ("terms.site.", .pages), ("terms.constraint.", .constraints), ("terms.error.", .errors),
        ("terms.ballots.", .ballots), ("terms.archive.", .archive), ("terms.record.", .record),
        ("terms.conduct.", .conduct),
        ("terms.counting.", .counting),
        ("terms.papers.", .papers),
        ("terms.service.", .service),
        ("terms.register.", .register),
        ("terms.booth.", .booth),
        ("terms.desk.", .desk),
        ("terms.slips.", .slips),
        ("terms.board.", .board),
        ("terms.observation.", .observation),
        ("terms.evidence.", .evidence),
    ]

    init(languages: [Language]) {
        self.languages = languages
    }

    mutating func add(
        _ language: Language, _ kind: TextFile.Kind, _ line: Int, _ field: String, _ fault: Mistake.Fault
    ) {
        mistakes.append(Mistake(file: TextFile.path(language, kind), line: line, field: field, fault))
    }

    mutating func read(_ file: TextFile) throws(Mistakes) {
        let found: [String: TextCatalogue.Entry] = try YAMLDocument.decode(file.bytes, file: file.path) { reader in
            var found: [String: TextCatalogue.Entry] = [:]
            switch file.kind {
            case .steps:
                for code in StepCode.allCases { take(code.rawValue, reader, "steps.\(code.rawValue)", &found) }
            case .findings:
                for code in reader.names {
                    reader.mappingIfPresent(code) { reader -> Void? in
                        for part in ["title", "text", "remedy"] {
                            take(part, reader, "findings.\(code).\(part)", &found)
                        }
                        return ()
                    }
                }
            case .terms:
                takeGroup(reader, "terms", &found)
            case .pages:
                takeGroup(reader, "terms.site", &found)
            case .errors:
                takeGroup(reader, "terms.error", &found)
            case .mistakes:
                for code in Mistake.Code.allCases {
                    reader.mapping(code.rawValue) { reader -> Void? in
                        for part in ["problem", "remedy"] {
                            take(part, reader, "mistakes.\(code.rawValue).\(part)", &found)
                        }
                        return ()
                    }
                }
            case .constraints:
                takeGroup(reader, "terms.constraint", &found)
            case .ballots:
                takeGroup(reader, "terms.ballots", &found)
            case .archive:
                takeGroup(reader, "terms.archive", &found)
            case .papers:
                takeGroup(reader, "terms.papers", &found)
            case .service:
                takeGroup(reader, "terms.service", &found)
            case .record:
                takeGroup(reader, "terms.record", &found)
            case .conduct:
                takeGroup(reader, "terms.conduct", &found)
            case .desk:
                takeGroup(reader, "terms.desk", &found)
            case .register:
                takeGroup(reader, "terms.register", &found)
            case .slips:
                takeGroup(reader, "terms.slips", &found)
            case .board:
                takeGroup(reader, "terms.board", &found)
            case .observation:
                takeGroup(reader, "terms.observation", &found)
            case .evidence:
                takeGroup(reader, "terms.evidence", &found)
            case .counting:
                takeGroup(reader, "terms.counting", &found)
            case .booth:
                takeGroup(reader, "terms.booth", &found)
            }
            return found
        }
        entries[file.language, default: [:]].merge(found) { first, _ in first }
    }

    private func take(
        _ name: String, _ reader: MappingReader, _ key: String, _ found: inout [String: TextCatalogue.Entry]
    ) {
        guard let text = reader.text(name) else { return }
        do {
            found[key] = TextCatalogue.Entry(message: try Message(text), line: reader.line(of: name))
        } catch {
            reader.report(name, error)
        }
    }

    private func takeGroup(
        _ reader: MappingReader, _ path: String, _ found: inout [String: TextCatalogue.Entry]
    ) {
        for name in reader.names {
            guard reader.isGroup(name) else {
                take(name, reader, "\(path).\(name)", &found)
                continue
            }
            reader.mappingIfPresent(name) { reader -> Void? in
                takeGroup(reader, "\(path).\(name)", &found)
                return ()
            }
        }
    }

    // MARK: Comparison

    mutating func compare() {
        var keys = Set(wordedValues.flatMap { $0.termKeys }.map { "terms.\($0)" })
        let enumerations = Set(wordedValues.flatMap { $0.termGroups })
        for language in languages { groups[language] = termGroups(language) }
        for language in languages {
            for (key, entry) in entries[language] ?? [:] {
                if groups(of: key).contains(where: enumerations.contains), !keys.contains(key) {
                    report(language, key, entry.line, .unknownEnumerationValue)
                }
            }
        }
        for language in languages { keys.formUnion((entries[language] ?? [:]).keys) }
        for key in keys.sorted() { compare(key) }
    }

    private mutating func compare(_ key: String) {
        let reference = languages.lazy.compactMap { [entries] in entries[$0]?[key] }.first
        for language in languages {
            guard let entry = entries[language]?[key] else {
                // A missing step or mistake has been reported by its reader.
                if key.hasPrefix("steps.") || key.hasPrefix("mistakes.") { continue }
                report(language, key, lineOfGroup(key, language), .missingText)
                continue
            }
            if let reference, entry.message.figureNames != reference.message.figureNames {
                let names = reference.message.figureNames.map { "{\($0)}" }.joined(separator: ", ")
                report(
                    language, key, entry.line, .figuresDiffer, ["names": names.isEmpty ? "–" : names])
            }
            check(entry, key, language)
        }
    }

    /// The groups of `terms.yaml` in a language, at any depth.
    private func termGroups(_ language: Language) -> Set<String> {
        var groups: Set<String> = []
        for key in (entries[language] ?? [:]).keys where key.hasPrefix("terms.") {
            if let dot = key.lastIndex(of: ".") { groups.insert(String(key[..<dot].dropFirst("terms.".count))) }
        }
        return groups
    }

    private mutating func check(_ entry: TextCatalogue.Entry, _ key: String, _ language: Language) {
        for (name, form) in entry.message.uses {
            switch form {
            case .plain: break
            case .counted(let forms), .agreeing(let forms):
                guard !language.pluralForms.contains(forms.count) else { break }
                let range = language.pluralForms
                report(
                    language, key, entry.line, .wrongForms,
                    [
                        "figure": "{\(name)}", "forms": "\(forms.count)", "least": "\(range.lowerBound)",
                        "greatest": "\(range.upperBound)",
                    ])
            case .named(let form):
                if FigureForm(rawValue: form) != nil || groups[language]?.contains(form) == true { break }
                let known = FigureForm.allCases.map(\.rawValue).joined(separator: ", ")
                report(
                    language, key, entry.line, .unknownForm, ["form": form, "known": known])
            }
        }
    }

    private mutating func report(
        _ language: Language, _ key: String, _ line: Int, _ code: Mistake.Code,
        _ figures: KeyValuePairs<String, String?> = [:]
    ) {
        let fault = Mistake.Fault(code, figures)
        for (prefix, kind) in Self.filesOfTerms where key.hasPrefix(prefix) {
            add(language, kind, line, String(key.dropFirst(prefix.count)), fault)
            return
        }
        let parts = key.split(separator: ".", maxSplits: 1)
        guard let kind = TextFile.Kind(rawValue: String(parts[0])) else { return }
        add(language, kind, line, String(parts[1]), fault)
    }

    /// The groups of terms that a key may stand in, the outermost and the innermost.
    private func groups(of key: String) -> [String] {
        let parts = key.split(separator: ".", maxSplits: 2)
        guard parts.count == 3, parts[0] == "terms", let last = key.lastIndex(of: ".") else { return [] }
        return [String(parts[1]), String(key[..<last].dropFirst("terms.".count))]
    }

    /// The first line of the nearest group that stands in the language's file, or the first of the file.
    private func lineOfGroup(_ key: String, _ language: Language) -> Int {
        var path = key
        while let dot = path.lastIndex(of: ".") {
            path = String(path[..<dot])
            let lines = (entries[language] ?? [:]).filter { $0.key.hasPrefix(path + ".") }.map(\.value.line)
            if path.contains("."), let line = lines.min() { return line }
        }
        return 1
    }
}
