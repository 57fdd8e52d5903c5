/// English numbers in words: "seven", "sixty-seven", "two hundred and five", "nine million".
enum NumberWords {
    private static let small: [String: Int64] = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]

    private static let ordinals: [String: Int64] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
        "tenth": 10,
    ]

    static let scales: [String: Int64] = ["thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000]

    static func ordinal(_ word: String) -> Int64? { ordinals[word] }

    static func isNumber(_ word: String) -> Bool { single(word) != nil }

    /// One word, hyphens allowed: "sixty-seven".
    static func single(_ word: String) -> Int64? {
        if let value = small[word] { return value }
        guard word.utf8.contains(45) else { return nil }
        let parts = word.split(separator: "-")
        guard parts.count == 2, let tens = small[String(parts[0])], tens >= 20, let ones = small[String(parts[1])],
            (1...9).contains(ones)
        else { return nil }
        return tens + ones
    }

    /// The number in words that begins at a token, with the tokens it takes.
    static func read(_ tokens: [Token], at start: Int) -> (value: Int64, count: Int)? {
        guard start < tokens.count, tokens[start].isWord else { return nil }
        var total: Int64 = 0
        var group: Int64 = 0
        var index = start
        var hasDigits = false
        while index < tokens.count, index - start < 12 {
            let word = tokens[index].lower
            if let value = single(word) {
                // "twenty one" adds; "seven eight" is two numbers.
                if hasDigits, group % 10 != 0 || value >= 10 && group % 100 != 0 { break }
                group += value
                hasDigits = true
            } else if word == "hundred", hasDigits, group < 100 {
                group *= 100
            } else if let scale = scales[word], hasDigits, group < 1_000 {
                total += group * scale
                group = 0
                index += 1
                // "nine million" ends here unless a smaller part follows: "one thousand and five".
                guard index < tokens.count else { break }
                let next = tokens[index].lower == "and" ? index + 1 : index
                guard scale == 1_000, next < tokens.count, single(tokens[next].lower) != nil else { break }
                index = next
                continue
            } else if word == "and", hasDigits, group % 100 == 0, group > 0, index + 1 < tokens.count,
                single(tokens[index + 1].lower) != nil
            {
                index += 1
                continue
            } else {
                break
            }
            index += 1
        }
        return hasDigits ? (total + group, index - start) : nil
    }
}
