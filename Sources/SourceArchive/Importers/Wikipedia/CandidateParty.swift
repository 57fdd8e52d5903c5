/// Parts a candidate's name from the party's where only spaces stand between them: `Ida Lark Lantern Party 20,000 …`.
///
/// No list of parties is known. The page itself says which words are a name: it prints them somewhere else, too.
struct CandidateParty {
    let text: PageText
    let phrases: PhraseIndex

    /// The two names; nil where nothing in the page parts them.
    func split(_ name: Range<Int>, in row: Range<Int>) -> (person: Range<Int>, party: Range<Int>)? {
        let words = text.words(name)
        guard (2...14).contains(words.count) else { return nil }
        func parts(_ count: Int) -> (Range<Int>, Range<Int>) {
            (
                words[0].lowerBound..<words[count - 1].upperBound,
                words[count].lowerBound..<words[words.count - 1].upperBound
            )
        }
        if NameReader.kind(of: text[words[words.count - 1]]) == .independents { return parts(words.count - 1) }
        let counts = 1..<words.count
        let parties = counts.filter { phrases.has(words[$0...], outside: row) }
        let persons = counts.filter { $0 >= 2 && phrases.has(words[..<$0], outside: row) }
        // Both names elsewhere leave no doubt; else the longest party, which can't be longer than it is printed there.
        if let both = persons.last(where: parties.contains) { return parts(both) }
        if let first = parties.first(where: { $0 >= 2 && words.count - $0 >= 2 }) { return parts(first) }
        return persons.last.map(parts)
    }
}
