import Accounts
import Counting
import ElectionConduct
import ElectionModel

/// What a typist is asked for, field by field in the order of the form.
struct EntryForm {
    let visit: SheetVisit
    let task: ProtocolCase.Task
    /// Lines for mobile boxes; more can be had.
    let boxes: Int

    static let fewestBoxes = 2
    static let mostBoxes = 20

    /// Nil where there is nothing that this person may type.
    init?(_ visit: SheetVisit, _ form: FormReader) {
        guard let task = visit.item.task(for: visit.person) else { return nil }
        self.init(visit, form, task: task)
    }

    init(_ visit: SheetVisit, _ form: FormReader, task: ProtocolCase.Task) {
        self.visit = visit
        self.task = task
        let asked = Int(form.written("boxes")) ?? Self.fewestBoxes
        let more = form.fields["step"] == "boxes" ? 2 : 0
        boxes = min(Self.mostBoxes, max(Self.fewestBoxes, min(asked, Self.mostBoxes) + more))
    }

    /// Fields of one line of the form stand together.
    struct Block {
        var line: ProtocolForm.Line
        var fields: [ProtocolField]
    }

    var blocks: [Block] {
        var counts = visit.blank
        switch task {
        case .fields(let open):
            return visit.item.form.lines.compactMap { line in
                let own = open.filter { $0.line == line.kind }
                return own.isEmpty ? nil : Block(line: line, fields: own)
            }
        case .everything:
            counts.ballotsGivenByMember = Array(repeating: nil, count: visit.item.form.commissionMembers)
            counts.mobileBoxes = Array(repeating: .init(requests: nil, ballotsFound: nil), count: boxes)
            let all = counts.fields(on: visit.item.form)
            return visit.item.form.lines.compactMap { line in
                let own = all.filter { $0.line == line.kind }
                return own.isEmpty ? nil : Block(line: line, fields: own)
            }
        }
    }

    static func words(_ field: ProtocolField) -> String { "\(field)-words" }

    /// What was typed into the fields.
    private func entries(_ form: inout FormReader) -> [ProtocolField: ProtocolCase.FieldEntry] {
        var entries: [ProtocolField: ProtocolCase.FieldEntry] = [:]
        for block in blocks {
            for field in block.fields {
                let figure = form.whole(field.description)
                let words =
                    block.line.isInWords ? form.text(Self.words(field), most: 200, isRequired: false) : nil
                entries[field] = ProtocolCase.FieldEntry(figure, words: words)
            }
        }
        return entries
    }

    /// The act that a form asks for.
    func act(_ form: inout FormReader) -> ProtocolActed {
        let entries = entries(&form)
        switch task {
        case .fields:
            var act = ProtocolActed(visit.key, .enterFields)
            act.fields = Dictionary(uniqueKeysWithValues: entries.map { ("\($0.key)", $0.value) })
            return act
        case .everything:
            let isSecond = visit.item.state.kind == .enteredOnce
            var act = ProtocolActed(visit.key, isSecond ? .enterSecond : .enterFirst)
            act.sheet = ProtocolActed.Sheet(document(entries, &form), form: visit.item.form)
            return act
        }
    }

    /// The document as one person has typed it.
    private func document(
        _ entries: [ProtocolField: ProtocolCase.FieldEntry], _ form: inout FormReader
    ) -> ProtocolDocument {
        var document = ProtocolDocument(visit.blank, header: HeadingForm.read(&form, visit))
        // Lines that nobody wrote into are no lines: only what is filled is set.
        for (field, entry) in entries where entry.figure != nil || entry.words != nil {
            document.counts[field] = entry.figure
            document.words[field] = entry.words
        }
        return document
    }

    /// The document that the checks look at before it is sent.
    func typed(_ form: FormReader) -> ProtocolDocument? {
        guard case .everything = task else { return nil }
        var form = form
        return document(entries(&form), &form)
    }

    /// Whether a form holds what was typed already.
    func isSame(as document: ProtocolDocument, _ form: FormReader) -> Bool {
        guard let typed = typed(form) else { return false }
        func sheet(_ document: ProtocolDocument) -> ProtocolActed.Sheet {
            var document = document
            document.header.signatures = []
            return ProtocolActed.Sheet(document, form: visit.item.form)
        }
        return sheet(typed) == sheet(document)
    }

    func isSame(as typed: [ProtocolField: ProtocolCase.FieldEntry], _ form: FormReader) -> Bool {
        var form = form
        return entries(&form) == typed && form.problems.isEmpty
    }

    /// The first field without a number, in which typing goes on.
    func firstEmpty(_ form: FormReader) -> String? {
        blocks.flatMap(\.fields).map(\.description).first { form.written($0).isEmpty }
    }
}

/// What surrounds the counts on the sheet, typed together with them and amended alone.
enum HeadingForm {
    static func read(_ form: inout FormReader, _ visit: SheetVisit) -> ProtocolHeader {
        let day = form.day("signed-day")
        let minutes = form.minutes("signed-time", isRequired: day != nil)
        let signed = day.flatMap { day in minutes.flatMap { ClockTime(day, hour: $0 / 60, minute: $0 % 60) } }
        return ProtocolHeader(
            copyNumber: form.whole("copy"), signatures: visit.item.state.document?.header.signatures ?? [],
            isStamped: form.choice("stamped", among: ["yes": true, "no": false], isRequired: false),
            signedAt: signed, pages: form.whole("pages"),
            acts: visit.item.form.acts.enumerated().compactMap { place, kind in
                form.whole("act-\(place + 1)").map { ProtocolAct(kind, pages: $0) }
            },
            printedCode: form.text("printed-code", most: 40, isRequired: false))
    }

    /// The fields of a heading that stands.
    static func values(_ header: ProtocolHeader, _ form: ProtocolForm) -> [String: String] {
        var values: [String: String] = [:]
        values["copy"] = header.copyNumber.map { "\($0)" }
        values["stamped"] = header.isStamped.map { $0 ? "yes" : "no" }
        values["signed-day"] = header.signedAt.map { "\($0.date)" }
        values["signed-time"] = header.signedAt.map { String($0.description.suffix(5)) }
        values["pages"] = header.pages.map { "\($0)" }
        values["printed-code"] = header.printedCode
        for (place, kind) in form.acts.enumerated() {
            values["act-\(place + 1)"] = header.acts.first { $0.kind == kind }.map { "\($0.pages)" }
        }
        return values
    }
}
