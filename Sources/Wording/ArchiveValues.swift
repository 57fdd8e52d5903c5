public import ElectionModel
public import SourceArchive

/// Values, names and titles of the archive of sources in the manner of a language.
extension Wording {
    /// A claim's value; "≈" where the source says "some" or "almost".
    ///
    /// - Parameter withUnit: whether a share has its sign of percent; in a column of shares it does not.
    public func text(of claim: Claim, withUnit: Bool = true) -> String {
        let about = claim.state == .approximate ? "\u{2248}\u{A0}" : ""
        let isShare = withUnit && claim.key.measure.isShare
        switch claim.value {
        case .whole(let number):
            let sign = number > 0 && claim.key.measure == .seatsChange ? "+" : ""
            let text = about + sign + self.number(number)
            return isShare ? percent(written: text) : text
        case .none: return term("archive.state.\(claim.state.rawValue)")
        case .text(let text): return claim.printed.isEmpty ? text : claim.printed
        case .decimal(let number):
            return isShare ? percent(written: about + text(of: number)) : about + text(of: number)
        case .range(let least, let most): return range(least, most, isShare: isShare)
        case .date: return about + text(of: claim.value)
        case .new, .period: return text(of: claim.value)
        }
    }

    /// A value without the claim that states it.
    public func text(of value: ClaimValue) -> String {
        switch value {
        case .whole(let whole): number(whole)
        case .decimal(let printed): text(of: printed)
        case .date(let day): date(day)
        case .period(let year, let month):
            month.map { period(year, $0) } ?? "\(year)"
        case .range(let least, let most): range(least, most)
        case .text(let text): text
        case .new: term("archive.range.new")
        case .none: term("archive.state.not-given")
        }
    }

    private func period(_ year: Int, _ month: Int) -> String {
        term(
            "archive.range.month",
            [Figure("month", .text(term("month.\(month)"))), Figure("year", .text("\(year)"))])
    }

    private func text(of number: DecimalNumber) -> String { decimal(number.fraction, digits: number.places) }

    private func range(_ least: DecimalNumber?, _ most: DecimalNumber?, isShare: Bool = false) -> String {
        func figure(_ name: String, _ number: DecimalNumber) -> Figure {
            Figure(name, .text(isShare ? percent(written: text(of: number)) : text(of: number)))
        }
        switch (least, most) {
        case (let least?, let most?):
            return term("archive.range.between", [figure("least", least), figure("most", most)])
        case (let least?, nil): return term("archive.range.above", [figure("least", least)])
        case (nil, let most?): return term("archive.range.below", [figure("most", most)])
        case (nil, nil): return term("archive.state.not-given")
        }
    }

    // MARK: Arithmetic

    /// Arithmetic that was written without a language, `4893204 / 8662188 = 56.49 %`, with the numbers, ranges and days of
    /// this one. Words and identifiers in it stay as they are.
    public func arithmetic(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { part in
            let tail = part.last.map { ",;:".contains($0) } ?? false ? String(part.suffix(1)) : ""
            return (written(String(part.dropLast(tail.count))) ?? String(part.dropLast(tail.count))) + tail
        }.joined(separator: " ")
    }

    /// A number, a range or a day as `ClaimValue.shown` writes it; nil for anything else.
    private func written(_ part: String) -> String? {
        if let day = CalendarDate(part) { return date(day) }
        if let number = Self.plainNumber(part) { return self.text(of: number) }
        guard let dots = part.firstRange(of: "..") else { return nil }
        let (before, after) = (String(part[..<dots.lowerBound]), String(part[dots.upperBound...]))
        let (least, most) = (Self.plainNumber(before), Self.plainNumber(after))
        guard least != nil || before.isEmpty, most != nil || after.isEmpty, least != nil || most != nil else {
            return nil
        }
        return range(least, most)
    }

    /// `-12`, `4893204`, `56.49`: digits with one point at most.
    private static func plainNumber(_ text: String) -> DecimalNumber? {
        let digits = text.first == "-" ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            digits.utf8.count <= 18, let whole = Int64(parts.joined())
        else { return nil }
        return DecimalNumber(digits: text.first == "-" ? -whole : whole, places: parts.count == 2 ? parts[1].count : 0)
    }

    /// A figure whose text is a number or a range, in this language; days are left to the forms of the text.
    func localized(_ figure: Figure) -> Figure {
        guard case .text(let text) = figure.value, CalendarDate(text) == nil, let written = written(text) else {
            return figure
        }
        return Figure(figure.name, .text(written))
    }

    // MARK: Names

    /// Who stands in a row: the best form of a printed name; what is no name, such as independents, in this language.
    public func name(of participant: ParticipantID, _ participants: ParticipantResolution) -> String {
        guard let known = participants.participants.first(where: { $0.id == participant }) else {
            return participant.rawValue
        }
        return termIfPresent("archive.participant.\(known.kind.rawValue)") ?? known.bestName
    }

    /// What tells facts of one measure apart: in this language where importers word it, else as the page prints it.
    public func name(ofDetail detail: String) -> String { termIfPresent("archive.detail.\(detail)") ?? detail }

    /// `Kazakhstan: parliamentary election, 19 September 2004`.
    public func title(of election: ArchivedElection, _ pages: [ImportedPage]) -> String {
        term(
            "archive.line.title",
            [
                Figure("country", .text(country(pages) ?? election.country)),
                Figure("contest", .text(term("archive.contest.\(election.contest.rawValue)"))),
                Figure("when", .text(election.pollingDates.first.map { date($0) } ?? "\(election.year)")),
            ])
    }

    /// The country in this language where its name is known, else the shortest name that a page prints.
    public func country(_ pages: [ImportedPage]) -> String? {
        let names = pages.map { CountryName.label($0.election.country) }.filter { !$0.isEmpty }
        guard let label = names.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) else { return nil }
        if let known = termIfPresent("archive.country.\(label)") { return known }
        return label.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}
