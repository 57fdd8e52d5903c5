public import ElectionModel

extension Wording {
    /// A whole number with groups of three, set apart by a narrow no-break space: `4 757 773`.
    public func number(_ value: some BinaryInteger) -> String {
        let text = String(value)
        guard text.first == "-" else { return grouped(text) }
        return term("number.negative", [Figure("number", .text(grouped(String(text.dropFirst()))))])
    }

    private func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append("\u{202F}") }
            result.append(digit)
        }
        return result
    }

    /// A fraction as a decimal with a fixed number of digits, rounded half away from zero.
    public func decimal(_ fraction: Fraction, digits: Int) -> String {
        let parts = fraction.decimal(digits: digits).split(separator: ".")
        let negative = parts[0].first == "-"
        let whole = grouped(String(negative ? parts[0].dropFirst() : parts[0]))
        let text = parts.count > 1 ? whole + term("number.decimal mark") + parts[1] : whole
        return negative ? term("number.negative", [Figure("number", .text(text))]) : text
    }

    /// `28 837 060/4 333 794`.
    public func exact(_ fraction: Fraction) -> String {
        fraction.denominator == 1
            ? number(fraction.numerator) : "\(number(fraction.numerator))/\(number(fraction.denominator))"
    }

    /// A fraction that loses nothing: a whole number, a decimal that ends within four digits, or the exact fraction
    /// followed by a rounded decimal.
    public func fraction(_ fraction: Fraction) -> String {
        for digits in [0, 1, 2, 3, 4] where isExact(fraction, digits: digits) {
            return decimal(fraction, digits: digits)
        }
        return term(
            "number.fraction",
            [
                Figure("exact", .text(exact(fraction))),
                Figure("decimal", .text(decimal(fraction, digits: 4))),
            ])
    }

    private func isExact(_ fraction: Fraction, digits: Int) -> Bool {
        var scale: Int128 = 1
        for _ in 0..<digits { scale *= 10 }
        let lowest = fraction.reduced
        return scale % lowest.denominator == 0
    }

    // MARK: Percent

    /// A fraction of one as a percentage: 336177/4757773 as `7.066 %`.
    public func percent(_ fraction: Fraction, digits: Int = 2) -> String {
        percent(written: decimal(fraction * Fraction(100, 1), digits: digits))
    }

    /// The percentage that `part` is of `whole`; `not applicable` of nothing.
    public func percent(_ part: UInt64, of whole: UInt64, digits: Int = 2) -> String {
        guard whole > 0 else { return term("absent.not applicable") }
        return percent(Fraction(part, over: whole), digits: digits)
    }

    func percent(written number: String) -> String {
        term("number.percent", [Figure("number", .text(number))])
    }

    // MARK: Shares of law

    /// A condition in words, such as `at least 7 % of 4 757 773 valid votes`.
    ///
    /// - Parameter amount: the size of the base; nil to name the base alone.
    public func phrase(for share: Share, outOf amount: UInt64? = nil) -> String {
        let (kind, number) = part(of: share)
        let base =
            amount.map { term("amount of base.\(share.base.rawValue)", [Figure("amount", .count($0))]) }
            ?? term("base genitive.\(share.base.rawValue)")
        return term(
            "share.\(share.comparison.rawValue) \(kind)",
            [Figure("number", .text(number)), Figure("base", .text(base))])
    }

    /// A share that is a percentage of at most two decimals is written as one, any other as its fraction.
    private func part(of share: Share) -> (kind: String, number: String) {
        let hundredfold = share.fraction * Fraction(100, 1)
        for digits in 0...2 where isExact(hundredfold, digits: digits) {
            return ("percent", decimal(hundredfold, digits: digits))
        }
        return ("fraction", exact(share.fraction))
    }

    // MARK: Lists, days, constituencies

    /// `A, B and C`; `none` for an empty list.
    public func list(_ items: [String]) -> String {
        guard let first = items.first, let last = items.last else { return term("absent.none") }
        guard items.count > 1 else { return first }
        func joined(_ pattern: String, _ left: String, _ right: String) -> String {
            term("list.\(pattern)", [Figure("first", .text(left)), Figure("second", .text(right))])
        }
        let start = items.dropFirst().dropLast().reduce(first) { joined("next", $0, $1) }
        return joined(items.count == 2 ? "two" : "last", start, last)
    }

    /// `19 September 2004`.
    public func date(_ day: CalendarDate) -> String {
        term(
            "date.full",
            [
                Figure("day", .text("\(day.day)")), Figure("month", .text(term("month.\(day.month)"))),
                Figure("year", .text("\(day.year)")),
            ])
    }

    /// `Constituency No 17`.
    public func constituency(_ number: Int) -> String {
        term("constituency.numbered", [Figure("number", .text("\(number)"))])
    }

    /// `First ballot`; further rounds by their number.
    public func round(_ number: Int) -> String {
        termIfPresent("round.\(number)") ?? term("round.numbered", [Figure("number", .text("\(number)"))])
    }
}
