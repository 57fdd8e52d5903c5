/// What the reference verifier says of an archive.
enum ReferenceVerdict: Equatable {
    case valid
    /// Codes of `VerificationFinding.Kind`.
    case findings(Set<String>)
    /// A code of `Rule`.
    case invalid(String)
}

/// A rule that an archive breaks, by the code of `Rule`.
struct Refusal: Error {
    let rule: String
    init(_ rule: String) { self.rule = rule }
}

extension Optional {
    /// The value, or a refusal where there is none.
    func or(_ rule: String) throws -> Wrapped {
        guard let value = self else { throw Refusal(rule) }
        return value
    }
}

func require(_ condition: Bool, _ rule: String) throws {
    if !condition { throw Refusal(rule) }
}
