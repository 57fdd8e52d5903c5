/// A number as a page prints it.
struct PrintedNumber: Hashable {
    /// With its sign and its percent sign.
    var range: Range<Int>
    var value: DecimalNumber
    /// The thousands were set apart.
    var isGrouped = false
    var isPercent = false
    /// A plus or a minus stands before it.
    var isSigned = false

    var isWhole: Bool { value.places == 0 }

    /// The number as a count. A mirror of a page may print the comma of thousands as a point: 67.513 read as a count is 67513.
    var count: Int64? {
        if value.places == 0 { return value.digits }
        return value.places == 3 && !isGrouped && !isPercent ? value.digits : nil
    }
}

/// Reads numbers in all the forms met in archives: thousands set apart by comma, point, space, no-break or thin space or an
/// apostrophe; decimals after a point or a comma; `+`, `-`, `–`, `−`; a percent sign.
enum NumberReader {
    struct Options: OptionSet {
        let rawValue: Int
        /// A plain space may set thousands apart.
        static let spaceGroups = Options(rawValue: 1)
        /// A sign before the number belongs to it.
        static let signs = Options(rawValue: 2)
    }

    /// The number that begins at a byte.
    static func read(_ text: PageText, at start: Int, end: Int, _ options: Options = []) -> PrintedNumber? {
        var index = start
        var isNegative = false
        var isSigned = false
        if options.contains(.signs), index < end, let sign = sign(text, at: index, end: end) {
            isNegative = sign.isMinus
            isSigned = true
            index += sign.length
        }
        let bytes = text.bytes
        guard index < end, PageText.isDigit(bytes[index]) else { return nil }
        var digits: Int64 = 0
        var count = 0
        func take(_ byte: UInt8) -> Bool {
            count += 1
            guard count <= 18 else { return false }
            digits = digits * 10 + Int64(byte - 48)
            return true
        }
        let first = index
        while index < end, PageText.isDigit(bytes[index]) {
            guard take(bytes[index]) else { return nil }
            index += 1
        }
        var isGrouped = false
        if index - first <= 3 {
            var separator: Int32?
            while let group = groupSeparator(text, at: index, end: end, options),
                separator == nil || separator == group.kind,
                hasThreeDigits(bytes, at: index + group.length, end: end),
                group.kind != 46 || isGrouped || hasAnotherPointGroup(bytes, at: index + 1, end: end)
            {
                separator = group.kind
                index += group.length
                for _ in 0..<3 {
                    guard take(bytes[index]) else { return nil }
                    index += 1
                }
                isGrouped = true
            }
        }
        var places = 0
        if index + 1 < end, bytes[index] == 46 || bytes[index] == 44, PageText.isDigit(bytes[index + 1]) {
            var stop = index + 1
            while stop < end, PageText.isDigit(bytes[stop]) { stop += 1 }
            let isVersion = stop + 1 < end && bytes[stop] == bytes[index] && PageText.isDigit(bytes[stop + 1])
            let isThousandsComma = bytes[index] == 44 && stop - index == 4
            if !isVersion, !isThousandsComma, stop - index <= 7 {
                for position in index + 1..<stop {
                    guard take(bytes[position]) else { return nil }
                }
                places = stop - index - 1
                index = stop
            }
        }
        var number = PrintedNumber(
            range: start..<index, value: DecimalNumber(digits: isNegative ? -digits : digits, places: places),
            isGrouped: isGrouped, isSigned: isSigned)
        if let percent = percentSign(text, at: index, end: end) {
            number.isPercent = true
            number.range = start..<percent
        }
        return number
    }

    /// The number that fills the range, ends trimmed.
    static func whole(_ text: PageText, _ range: Range<Int>, _ options: Options = [.spaceGroups, .signs])
        -> PrintedNumber?
    {
        let inner = text.trimmed(range)
        guard !inner.isEmpty, let number = read(text, at: inner.lowerBound, end: inner.upperBound, options),
            number.range.upperBound == inner.upperBound
        else { return nil }
        return number
    }

    static func sign(_ text: PageText, at index: Int, end: Int) -> (isMinus: Bool, length: Int)? {
        switch text.bytes[index] {
        case 43: return (false, 1)
        case 45: return (true, 1)
        case 0xE2:
            guard index + 2 < end else { return nil }
            let next = (text.bytes[index + 1], text.bytes[index + 2])
            return next == (0x80, 0x93) || next == (0x88, 0x92) || next == (0x80, 0x94) ? (true, 3) : nil
        default: return nil
        }
    }

    private static func groupSeparator(
        _ text: PageText, at index: Int, end: Int, _ options: Options
    ) -> (kind: Int32, length: Int)? {
        guard index < end else { return nil }
        switch text.bytes[index] {
        case 44: return (44, 1)
        case 46: return (46, 1)
        case 39: return (39, 1)
        case 32: return options.contains(.spaceGroups) ? (32, 1) : nil
        case 0xC2: return index + 1 < end && text.bytes[index + 1] == 0xA0 ? (0xA0, 2) : nil
        case 0xE2:
            guard index + 2 < end, text.bytes[index + 1] == 0x80 else { return nil }
            switch text.bytes[index + 2] {
            case 0x99: return (39, 3)
            case 0x89, 0xAF: return (0x2009, 3)
            default: return nil
            }
        default: return nil
        }
    }

    private static func hasThreeDigits(_ bytes: [UInt8], at index: Int, end: Int) -> Bool {
        guard index + 3 <= end, bytes[index..<index + 3].allSatisfy(PageText.isDigit) else { return false }
        return index + 3 == end || !PageText.isDigit(bytes[index + 3])
    }

    /// A single point before three digits is a decimal point; two are thousands.
    private static func hasAnotherPointGroup(_ bytes: [UInt8], at index: Int, end: Int) -> Bool {
        index + 3 < end && bytes[index + 3] == 46 && hasThreeDigits(bytes, at: index + 4, end: end)
    }

    private static func percentSign(_ text: PageText, at index: Int, end: Int) -> Int? {
        guard index < end else { return nil }
        if text.bytes[index] == 37 { return index + 1 }
        let space = text.spaceLength(at: index, end: end)
        guard space > 0, text.bytes[index] != 10, text.bytes[index] != 13, index + space < end,
            text.bytes[index + space] == 37
        else { return nil }
        return index + space + 1
    }
}
