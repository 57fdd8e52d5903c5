/// Why a page is not imported. Nothing is claimed of a refused page.
public enum ImportRefusal: Error, Sendable, Hashable {
    case tooLarge(bytes: Int, limit: Int)
    case tooManyLines(lines: Int, limit: Int)
    case tooManyClaims(limit: Int)
    case empty
    /// Neither UTF-8 nor UTF-16 with its mark nor Windows-1252; `offset` is the first byte that can't be text.
    case notText(offset: Int)
    /// No format's marks were found.
    case unknownFormat
    /// A page of the format that doesn't say what every claim needs.
    case missing(Need, format: PageFormat)
    /// A file of the format that breaks its grammar at a line, counted from 1.
    case malformed(format: PageFormat, line: Int)

    public enum Need: String, Sendable, Hashable, CaseIterable {
        case country, year, contest
    }
}
