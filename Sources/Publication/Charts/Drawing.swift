/// Coordinates of drawings as text: at most two decimals, no exponent, no trailing zeros.
enum Drawing {
    static func number(_ value: Double) -> String {
        hundredths(Int64((value * 100).rounded()))
    }

    static func hundredths(_ value: Int64) -> String {
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = value < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        return part % 10 == 0 ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
    }

    /// `length * part / whole` in hundredths, rounded down; nothing for nothing.
    static func scaled(_ part: Int64, of whole: Int64, to length: Int64) -> Int64 {
        guard whole > 0, part > 0 else { return 0 }
        return Int64(Int128(part) * Int128(length) * 100 / Int128(whole))
    }
}

/// A chart: a picture with a title and a description for those who do not see it.
///
/// - Parameter identifier: unique on its page; begins every id inside.
func chart(
    _ identifier: String, style: String = "wide", width: Int, height: Int, title: String, description: String,
    @Content _ content: () -> [Node]
) -> Node {
    tag(
        .svg,
        [
            "xmlns": "http://www.w3.org/2000/svg", "class": "chart \(style)", "viewBox": "0 0 \(width) \(height)",
            "width": "\(width)", "height": "\(height)", "role": "img",
            "aria-labelledby": "\(identifier)-title \(identifier)-desc",
        ]
    ) {
        tag(.title, ["id": "\(identifier)-title"], title)
        tag(.desc, ["id": "\(identifier)-desc"], description)
        content()
    }
}
