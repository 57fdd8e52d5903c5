import ElectionModel
import Foundation

/// The files beside the tests.
enum Vectors {
    typealias Object = [String: Any]

    static func read(_ name: String) throws -> Any {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appendingPathComponent("Data/\(name).json"))
        return try JSONSerialization.jsonObject(with: data)
    }

    static func text(_ name: String, _ ending: String) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return try String(contentsOf: folder.appendingPathComponent("Data/\(name).\(ending)"), encoding: .utf8)
    }

    /// A page of the documentation.
    static func page(_ path: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func object(_ name: String) throws -> Object { try read(name) as? Object ?? [:] }

    static func cases(_ name: String) throws -> [Object] { try object(name)["cases"] as? [Object] ?? [] }
}

/// The simplest fraction that is a number as printed, by continued fractions.
func fraction(_ value: Double, within: Double = 1e-15) -> Fraction {
    var (lastNumerator, lastDenominator): (Int128, Int128) = (1, 0)
    var (numerator, denominator) = (Int128(value.rounded(.down)), Int128(1))
    var rest = value - value.rounded(.down)
    while abs(Double(numerator) / Double(denominator) - value) > within * max(1, abs(value)), rest > 1e-12 {
        let next = 1 / rest
        let whole = Int128(next.rounded(.down))
        (lastNumerator, numerator) = (numerator, whole * numerator + lastNumerator)
        (lastDenominator, denominator) = (denominator, whole * denominator + lastDenominator)
        rest = next - next.rounded(.down)
    }
    return Fraction(numerator, denominator)
}

/// The least common denominator of some fractions.
func commonDenominator(_ fractions: [Fraction]) -> Int128 {
    fractions.reduce(1) { result, fraction in
        let denominator = fraction.reduced.denominator
        return result / Int128(greatestCommonDivisor(result.magnitude, denominator.magnitude)) * denominator
    }
}

func number(_ value: Any?) -> Double {
    (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap(Double.init) ?? .nan
}

func isClose(_ left: Double, _ right: Double, within: Double = 1e-9) -> Bool {
    left == right || abs(left - right) <= within * max(1, abs(right))
}
