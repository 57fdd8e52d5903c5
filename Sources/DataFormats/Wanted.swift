/// What a field has to hold, with the limits or the values known.
struct Wanted {
    private let kind: Mistake.Wanted
    private let least: Int?
    private let greatest: Int?
    private let known: [String]?

    init(_ kind: Mistake.Wanted, least: Int? = nil, greatest: Int? = nil, known: [String]? = nil) {
        self.kind = kind
        self.least = least
        self.greatest = greatest
        self.known = known
    }

    /// A mistake that names what is wanted.
    func fault(_ code: Mistake.Code, name: String, text: String? = nil) -> Mistake.Fault {
        Mistake.Fault(
            code,
            [
                "name": name, "text": text, "wanted": kind.rawValue, "least": least.map { "\($0)" },
                "greatest": greatest.map { "\($0)" }, "known": known?.joined(separator: ", "),
            ])
    }
}
