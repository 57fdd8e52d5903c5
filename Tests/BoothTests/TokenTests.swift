import Testing

import Booth

@Suite("Tokens of pages")
struct TokenTests {
    @Test func tokensAreFreshOnEachPage() {
        var seen: Set<BoothToken> = []
        for _ in 0..<200 {
            let tokens = PageTokens(choices: 13)
            for token in [tokens.page] + tokens.choices { #expect(seen.insert(token).inserted) }
        }
        #expect(seen.count == 200 * 14)
        #expect(seen.allSatisfy { $0.text.utf8.count == 32 && BoothToken(sent: $0.text) == $0 })
    }

    @Test func eachNamesOneChoiceOfItsPage() {
        let (tokens, others) = (PageTokens(choices: 5), PageTokens(choices: 5))
        for (place, token) in tokens.choices.enumerated() {
            #expect(tokens.choice(token.text) == place)
            #expect(others.choice(token.text) == nil)
        }
        #expect(tokens.isOfThisPage(tokens.page.text) && !tokens.isOfThisPage(others.page.text))
        #expect(tokens.choice(tokens.page.text) == nil)
        for wrong in [nil, "", "0", tokens.page.text.uppercased() + " ", String(repeating: "g", count: 32)] {
            #expect(tokens.choice(wrong) == nil && !tokens.isOfThisPage(wrong))
        }
    }
}
