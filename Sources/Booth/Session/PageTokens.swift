/// The names under which the page that is shown now knows itself and its choices. They are made for one page and good for one
/// request; which name is which choice is known here alone.
package struct PageTokens: Sendable {
    /// What every form of the page carries.
    package let page: BoothToken
    /// One for each choice of a contest, in the order of the ballot.
    package let choices: [BoothToken]

    package init(choices count: Int, make: () -> BoothToken = { BoothToken() }) {
        page = make()
        choices = (0..<count).map { _ in make() }
    }

    /// The place of the choice that a browser sent; nil for what is none of this page's.
    package func choice(_ sent: String?) -> Int? { BoothToken(sent: sent).flatMap(choices.firstIndex(of:)) }

    package func isOfThisPage(_ sent: String?) -> Bool { BoothToken(sent: sent) == page }
}
