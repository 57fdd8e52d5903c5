/// Party colours fitted to both themes.
///
/// On light pages white letters stand on the colour, on dark pages dark letters: contrast 4.5 to 1 by WCAG 2.2, for the
/// letters as for the shape against the page.
package struct Colour: Hashable, Sendable {
    package var red: Int
    package var green: Int
    package var blue: Int

    /// Reads `#rrggbb`; grey for anything else.
    package init(_ text: String) {
        let digits = text.dropFirst().compactMap(\.hexDigitValue)
        guard text.first == "#", digits.count == 6 else {
            (red, green, blue) = (0x5f, 0x63, 0x68)
            return
        }
        red = digits[0] * 16 + digits[1]
        green = digits[2] * 16 + digits[3]
        blue = digits[4] * 16 + digits[5]
    }

    var text: String {
        func hex(_ value: Int) -> String { (value < 16 ? "0" : "") + String(value, radix: 16) }
        return "#" + hex(red) + hex(green) + hex(blue)
    }

    /// The colour with so many hundredths of another mixed in.
    func mixed(with other: Colour, hundredths: Int) -> Colour {
        func mix(_ own: Int, _ other: Int) -> Int { (own * (100 - hundredths) + other * hundredths) / 100 }
        var result = self
        result.red = mix(red, other.red)
        result.green = mix(green, other.green)
        result.blue = mix(blue, other.blue)
        return result
    }

    /// The relative luminance of WCAG 2.2.
    var luminance: Double {
        func linear(_ channel: Int) -> Double {
            let value = Double(channel) / 255
            // The curve of sRGB by a power of 2.4 is approached within 0.001 by this polynomial (Chilliant, 2012).
            return value <= 0.04045
                ? value / 12.92
                : value * (value * (value * 0.305306011 + 0.682171111) + 0.012522878)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    func contrast(with other: Colour) -> Double {
        let (first, second) = (luminance, other.luminance)
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    package static let white = Colour("#ffffff")
    static let black = Colour("#000000")
    /// The pages' own backgrounds, as in `Pages/style.css`.
    package static let darkPage = Colour("#14181c")

    /// For light pages, darkened as far as needed.
    package var onLight: Colour { fitted(against: .white, towards: .black) }
    /// For dark pages, lightened as far as needed.
    package var onDark: Colour { fitted(against: .darkPage, towards: .white) }

    private func fitted(against page: Colour, towards end: Colour) -> Colour {
        for share in stride(from: 0, through: 100, by: 4) {
            let candidate = mixed(with: end, hundredths: share)
            // A little above 4.5, for the error of the approximation.
            if candidate.contrast(with: page) >= 4.7 { return candidate }
        }
        return end
    }
}
