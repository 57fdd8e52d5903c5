import PrimeOrderGroups

/// Finds v in g^v for small v: baby steps and giant steps.
///
/// D. Shanks, Class number, a theory of factorization, and genera (1971). Public data: counts that the result publishes.
struct DiscreteLogarithm<Suite: CipherSuite> {
    private let most: UInt64
    private let steps: UInt64
    private let babySteps: [[UInt8]: UInt64]
    private let giantStep: Suite.Element

    /// Finds numbers from 0 to `most`.
    init(most: UInt64) {
        self.most = most
        var steps: UInt64 = 1
        while steps * steps <= most && steps < 1 << 20 { steps *= 2 }
        var elements: [Suite.Element] = []
        var element = Suite.Group.neutral
        for _ in 0..<steps {
            elements.append(element)
            element = Suite.Group.product(element, Suite.Group.generator)
        }
        let texts = Suite.texts(elements).split(separator: UInt8(ascii: ","))
        babySteps = Dictionary(uniqueKeysWithValues: texts.enumerated().map { (Array($1), UInt64($0)) })
        giantStep = element
        self.steps = steps
    }

    /// The number, or nil where there is none up to `most`.
    func find(_ element: Suite.Element) -> UInt64? {
        var rest = element
        var base: UInt64 = 0
        while base <= most {
            if let small = babySteps[Suite.texts([rest])] {
                let value = base + small
                return value <= most ? value : nil
            }
            rest = Suite.Group.quotient(rest, giantStep)
            base += steps
        }
        return nil
    }
}
