import PrimeOrderGroups

/// Public operations and plain branches on poisoned secrets: memcheck must report each, or its silence says nothing.
enum Leak: String, CaseIterable {
    case power, powers, table, productOfPowers, comparison, decimal, branch, address

    func run() {
        typealias G = Edwards25519
        let number = Scalar<G.Order>(reducingBigEndian: SystemRandom.bytes(64))
        let secret = SecretScalar(poisoned(number))
        switch self {
        case .power: _ = known(G.power(G.generator, secret.revealed()))
        case .powers: _ = known(G.powers(G.generator, number, secret.revealed()).1)
        case .table: _ = known(G.power(G.generatorTable, secret.revealed()))
        case .productOfPowers: _ = known(G.product(ofPowers: [(G.generator, secret.revealed())]))
        case .comparison: print(secret.revealed() == number ? "equal" : "different")
        case .decimal: print(secret.revealed().decimal.utf8.count)
        case .branch: print(SecretBit(poisoned(1)).value == 1 ? "one" : "zero")
        case .address: print([10, 20][Int(SecretBit(poisoned(1)).value)])
        }
    }
}
