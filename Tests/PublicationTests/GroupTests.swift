import ElectionModel
import Foundation
import Publication
import Testing

@Suite("Marks and colours of groups")
struct GroupTests {
    @Test("marks are unique")
    func marks() throws {
        #expect(GroupMarks.marks(["Otan", "AIST", "Asar", "Ak Zhol"]) == ["O", "A", "As", "Ak"])
        #expect(GroupMarks.marks(["Party", "Party", "Party", "Party", ""]) == ["P", "Pa", "Par", "4", "5"])
        let groups = try Fixture.figures().house.groups
        for names in [groups.map(\.shortName.english), groups.compactMap(\.shortName.russian)] {
            let marks = GroupMarks.marks(names)
            #expect(Set(marks.map { $0.lowercased() }).count == names.count)
            #expect(marks.allSatisfy { $0.count <= 3 })
        }
    }

    /// The contrast of WCAG 2.2 by the exact curve of sRGB.
    static func contrast(_ first: Colour, _ second: Colour) -> Double {
        func luminance(_ colour: Colour) -> Double {
            func linear(_ channel: Int) -> Double {
                let value = Double(channel) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
        }
        let (one, two) = (luminance(first), luminance(second))
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    @Test("letters on every colour and the colour on the page reach 4.5 to 1 in both themes")
    func colours() {
        for red in stride(from: 0, through: 255, by: 51) {
            for green in stride(from: 0, through: 255, by: 51) {
                for blue in stride(from: 0, through: 255, by: 51) {
                    var colour = Colour("#000000")
                    (colour.red, colour.green, colour.blue) = (red, green, blue)
                    #expect(Self.contrast(colour.onLight, .white) >= 4.5, "\(colour)")
                    #expect(Self.contrast(colour.onDark, .darkPage) >= 4.5, "\(colour)")
                }
            }
        }
    }

    @Test("the dark page of the style sheet is the one that colours are fitted to")
    func page() throws {
        let style = String(decoding: try Fixture.assets().style, as: UTF8.self)
        #expect(style.contains("--page: #14181c;") && style.contains("--on-group: #14181c;"))
        #expect(Colour.darkPage == Colour("#14181c"))
    }
}
