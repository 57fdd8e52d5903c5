package import ElectionModel
package import ElectronicStation

/// A name in one language of the ballot.
package struct BallotName: Sendable, Hashable {
    package let language: Language
    package let text: String
}

extension BoothBallot {
    /// A name in all languages of the ballot, the voter's first where it is one of them; what is the same stands once.
    package func names(_ name: Multilingual, for voter: Language) -> [BallotName] {
        var order = languages
        if let own = order.firstIndex(of: voter) { order.insert(order.remove(at: own), at: 0) }
        var names: [BallotName] = []
        for language in order where !names.contains(where: { $0.text == name[language] }) {
            names.append(BallotName(language: name.written(for: language), text: name[language]))
        }
        return names
    }
}
