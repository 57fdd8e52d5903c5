import ElectionModel

/// Days and months as prose and labels print them, in English and French.
enum DateReader {
    struct Reading {
        /// In the order printed; a day without a year is dropped.
        var dates: [(date: CalendarDate, tokens: Range<Int>)]
        var tokens: Range<Int>
    }

    private static let months: [String: Int] = {
        let english = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november",
            "december",
        ]
        let french = [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre",
        ]
        let short = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
        let shortMonths = [1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12]
        var result: [String: Int] = ["fevrier": 2, "aout": 8, "decembre": 12]
        for (index, name) in english.enumerated() { result[name] = index + 1 }
        for (index, name) in french.enumerated() { result[name] = index + 1 }
        for (name, month) in zip(short, shortMonths) { result[name] = month }
        return result
    }()

    static func month(_ token: Token) -> Int? {
        guard token.isWord, let month = months[token.lower] else { return nil }
        // "may" and "march" are words of their own in small letters.
        return (token.lower == "may" || token.lower == "march") && !token.isCapital ? nil : month
    }

    static func year(_ token: Token) -> Int? {
        guard let number = token.number, number.isWhole, !number.isGrouped, !number.isPercent,
            (1800...2199).contains(number.value.digits), number.range.count == 4
        else { return nil }
        return Int(number.value.digits)
    }

    private static func day(_ token: Token) -> Int? {
        guard let number = token.number, number.isWhole, !number.isGrouped, !number.isPercent,
            (1...31).contains(number.value.digits), number.range.count <= 2
        else { return nil }
        return Int(number.value.digits)
    }

    /// The day or the days that begin at a token: "19 September 2004", "19 September and 3 October 2004", "October 10 and 24,
    /// 1999", "7-8 December 1992", "2004-09-19".
    ///
    /// - Parameter year: the year of a date that is printed without one; such a date is not read where it is nil.
    static func read(_ tokens: [Token], at start: Int, year assumed: Int? = nil) -> Reading? {
        guard start < tokens.count else { return nil }
        if let iso = readISO(tokens, at: start) { return iso }
        if month(tokens[start]) != nil { return readMonthFirst(tokens, at: start, assumed) }
        if day(tokens[start]) != nil { return readDayFirst(tokens, at: start, assumed) }
        return nil
    }

    private static func readISO(_ tokens: [Token], at start: Int) -> Reading? {
        guard start + 4 < tokens.count, let year = Self.year(tokens[start]), tokens[start + 1].text == "-",
            let month = tokens[start + 2].number, tokens[start + 3].text == "-", let day = tokens[start + 4].number,
            month.range.count == 2, day.range.count == 2,
            let date = CalendarDate(year: year, month: Int(month.value.digits), day: Int(day.value.digits))
        else { return nil }
        return Reading(dates: [(date, start..<start + 5)], tokens: start..<start + 5)
    }

    private static let joints: Set<String> = ["and", "to", "et", "au", "-", "–", ",", "&", "/"]

    /// Skips "st", "nd", "rd", "th", "er" glued to a day.
    private static func skipOrdinal(_ tokens: [Token], _ index: Int) -> Int {
        guard index < tokens.count, !tokens[index].isAfterSpace,
            ["st", "nd", "rd", "th", "er"].contains(tokens[index].lower)
        else { return index }
        return index + 1
    }

    private static func readDayFirst(_ tokens: [Token], at start: Int, _ assumed: Int?) -> Reading? {
        // (day (joint day)* month year?) (joint day month year?)*
        var pending: [(day: Int, month: Int, tokens: Range<Int>)] = []
        var complete: [(date: CalendarDate, tokens: Range<Int>)] = []
        var index = start
        var end = start
        func settle(_ year: Int) {
            for item in pending {
                if let date = CalendarDate(year: year, month: item.month, day: item.day) {
                    complete.append((date, item.tokens))
                }
            }
            pending = []
        }
        outer: while index < tokens.count, end - start < 40 {
            var days: [(Int, Int)] = []
            while index < tokens.count, let day = Self.day(tokens[index]) {
                days.append((day, index))
                index = skipOrdinal(tokens, index + 1)
                if index < tokens.count, tokens[index].lower == "of" { index += 1 }
                if index < tokens.count, Self.month(tokens[index]) != nil { break }
                guard index < tokens.count, joints.contains(tokens[index].lower) else { break outer }
                index += 1
            }
            guard !days.isEmpty, index < tokens.count, let month = Self.month(tokens[index]) else { break }
            for (position, item) in days.enumerated() {
                let last = position == days.count - 1 ? index : item.1
                pending.append((item.0, month, item.1..<last + 1))
            }
            index += 1
            end = index
            var yearAt = index
            if yearAt < tokens.count, tokens[yearAt].text == ",", yearAt + 1 < tokens.count,
                Self.year(tokens[yearAt + 1]) != nil
            {
                yearAt += 1
            }
            if yearAt < tokens.count, let year = Self.year(tokens[yearAt]) {
                if let last = pending.indices.last {
                    pending[last].tokens = pending[last].tokens.lowerBound..<yearAt + 1
                }
                settle(year)
                index = yearAt + 1
                end = index
            }
            guard index + 1 < tokens.count, joints.contains(tokens[index].lower), Self.day(tokens[index + 1]) != nil
            else { break }
            index += 1
        }
        if let assumed { settle(assumed) }
        return complete.isEmpty ? nil : Reading(dates: complete, tokens: start..<end)
    }

    private static func readMonthFirst(_ tokens: [Token], at start: Int, _ assumed: Int?) -> Reading? {
        // month day (joint day)* (joint month day)* ,? year
        var pending: [(day: Int, month: Int, tokens: Range<Int>)] = []
        var index = start
        var current = 0
        var end = start
        while index < tokens.count, index - start < 40 {
            var first = index
            if let month = Self.month(tokens[index]) {
                current = month
                index += 1
            }
            guard index < tokens.count, let day = Self.day(tokens[index]) else { break }
            if Self.month(tokens[first]) == nil { first = index }
            pending.append((day, current, first..<index + 1))
            index = skipOrdinal(tokens, index + 1)
            end = index
            guard index + 1 < tokens.count, joints.contains(tokens[index].lower) else { break }
            let next = tokens[index + 1]
            guard Self.day(next) != nil || Self.month(next) != nil else { break }
            index += 1
        }
        guard !pending.isEmpty else { return nil }
        var yearAt = end
        if yearAt < tokens.count, tokens[yearAt].text == "," { yearAt += 1 }
        var year = assumed
        if yearAt < tokens.count, let printed = Self.year(tokens[yearAt]) {
            year = printed
            end = yearAt + 1
            if let last = pending.indices.last { pending[last].tokens = pending[last].tokens.lowerBound..<end }
        }
        guard let year else { return nil }
        let dates = pending.compactMap { item in
            CalendarDate(year: year, month: item.month, day: item.day).map { (date: $0, tokens: item.tokens) }
        }
        return dates.isEmpty ? nil : Reading(dates: dates, tokens: start..<end)
    }

    /// "September 2004", "spring 2003", "2002".
    static func period(_ tokens: [Token], at start: Int) -> (year: Int, month: Int?, count: Int)? {
        guard start < tokens.count else { return nil }
        if let month = Self.month(tokens[start]), start + 1 < tokens.count {
            let next = tokens[start + 1].text == "," || tokens[start + 1].lower == "of" ? start + 2 : start + 1
            if next < tokens.count, let year = Self.year(tokens[next]) { return (year, month, next + 1 - start) }
        }
        if let year = Self.year(tokens[start]) { return (year, nil, 1) }
        return nil
    }

    /// All the days of a range, each with its bytes.
    static func all(
        in range: Range<Int>, of text: PageText, year: Int? = nil
    ) -> [(date: CalendarDate, span: Range<Int>)] {
        let tokens = Tokens.read(text, range)
        var result: [(CalendarDate, Range<Int>)] = []
        var index = 0
        while index < tokens.count {
            guard let reading = read(tokens, at: index, year: year) else {
                index += 1
                continue
            }
            for (date, place) in reading.dates {
                let span = tokens[place.lowerBound].range.lowerBound..<tokens[place.upperBound - 1].range.upperBound
                result.append((date, span))
            }
            index = max(index + 1, reading.tokens.upperBound)
        }
        return result
    }
}
