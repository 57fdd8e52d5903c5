import CPeerSodium
import Foundation
import PrimeOrderGroups

/// The operations of which a verification consists, ours and libsodium's one after the other on the same numbers.
///
/// libsodium multiplies in constant time; it has no operation for public numbers, so both of ours stand beside it.
enum Primitives {
    static func measure(_ report: Report) async throws {
        guard sodium_init() >= 0 else { return }
        let count = 256
        let scalars = (0..<count).map { _ in
            Scalar<Edwards25519Order>(reducingBigEndian: (0..<64).map { _ in UInt8.random(in: 0...255) })
        }
        let secrets = scalars.map { SecretScalar($0) }
        let elements = scalars.map { Edwards25519.power(Edwards25519.generator, $0) }
        let numbers = scalars.map { littleEndian($0.limbs) }
        let points = elements.map(encoding)

        try await time("variable base", count, report) { Edwards25519.power(elements[$0], scalars[$0 ^ 1]).isNeutral }
        try await time("variable base, two numbers", count, report) {
            Edwards25519.powers(elements[$0], scalars[$0 ^ 1], scalars[$0 ^ 2]).0.isNeutral
        }
        try await time("variable base, secret number", count, report) {
            Edwards25519.secretPower(elements[$0], secrets[$0 ^ 1]).isNeutral
        }
        try await sodium("variable base", count, report) {
            crypto_scalarmult_ed25519_noclamp($0, numbers[$1 ^ 1], points[$1]) == 0
        }
        let table = Edwards25519.generatorTable
        try await time("fixed base", count, report) {
            Edwards25519.product(Edwards25519.neutral, table, scalars[$0]).isNeutral
        }
        let secretTable = Edwards25519.secretGeneratorTable
        try await time("fixed base, secret number", count, report) {
            Edwards25519.secretPower(secretTable, secrets[$0]).isNeutral
        }
        try await sodium("fixed base", count, report) { crypto_scalarmult_ed25519_base_noclamp($0, numbers[$1]) == 0 }
        try await time("membership of one point", count, report) { Edwards25519.isMember(elements[$0]) }
        try await sodium("membership of one point", count, report) {
            crypto_core_ed25519_is_valid_point(points[$1]) == 1
        }
        try await time("membership of a point among 4,096", 1, of: 4096, report) { _ in
            Edwards25519.firstNonMember(of: (0..<16).flatMap { _ in elements }) == nil
        }
        await secondCore(Data(numbers[0]), Data(points[1]), report)
        try await time("sum of 4,096 multiples, each", 1, of: 4096, report) { _ in
            let terms = (0..<4096).map { (base: elements[$0 % count], exponent: scalars[($0 * 7 + 1) % count]) }
            return Edwards25519.product(ofPowers: terms).isNeutral
        }
    }

    /// What a second core gives to multiplications that have nothing to do with each other: the most that any program can
    /// win on this machine, whose cores may share a multiplier.
    private static func secondCore(_ number: Data, _ point: Data, _ report: Report) async {
        let work = { @Sendable in
            var place = [UInt8](repeating: 0, count: 32)
            for _ in 0..<8000 {
                _ = crypto_scalarmult_ed25519_noclamp(&place, [UInt8](number), [UInt8](point))
            }
        }
        func taken(_ tasks: Int) async -> Double {
            await seconds {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<tasks { group.addTask { work() } }
                }
            }
        }
        let (one, two) = (await taken(1), await taken(2))
        await report("two cores to one, libsodium's multiplications", 2 * one / two)
    }

    /// The 32 bytes of RFC 8032; the text of an element is those bytes in the other order.
    private static func encoding(_ element: EdwardsPoint) -> [UInt8] {
        var text: [UInt8] = []
        Edwards25519.appendTexts([element], to: &text)
        let digits = text.map { UInt8(Int(String(UnicodeScalar($0)), radix: 16) ?? 0) }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }.reversed()
    }

    private static func littleEndian(_ number: Limbs256) -> [UInt8] {
        [number.l0, number.l1, number.l2, number.l3].flatMap { limb in
            (0..<8).map { UInt8(truncatingIfNeeded: limb >> (8 * $0)) }
        }
    }

    private static func sodium(
        _ name: String, _ count: Int, _ report: Report, _ body: (UnsafeMutablePointer<UInt8>, Int) -> Bool
    ) async throws {
        let place = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
        defer { place.deallocate() }
        try await time("\(name), libsodium", count, report, prefix: "") { body(place, $0) }
    }

    /// Repeats the work on all inputs until half a second has passed; microseconds each.
    private static func time(
        _ name: String, _ count: Int, of size: Int = 1, _ report: Report, prefix: String = "Ed25519 ",
        _ body: (Int) -> Bool
    ) async throws {
        var rounds = 0
        var sink = 0
        let taken = await seconds {
            let start = ContinuousClock.now
            repeat {
                for index in 0..<count where body(index) { sink += 1 }
                rounds += 1
            } while ContinuousClock.now - start < .milliseconds(500)
        }
        precondition(sink >= 0)
        await report("\(prefix)\(name) us", taken / Double(rounds * count * size) * 1e6)
    }
}
