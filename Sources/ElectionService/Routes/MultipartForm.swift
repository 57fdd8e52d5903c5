/// A form with a file, as browsers send it (RFC 7578): fields of text and one file.
struct MultipartForm {
    private(set) var fields: [String: String] = [:]
    /// The bytes of the first file; nil where none was chosen.
    private(set) var file: [UInt8]?

    /// Most parts of a form: a copy of a long protocol has one for each line.
    private static let mostParts = 128

    /// Nil for what is no such form.
    init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Self.boundary(contentType) else { return nil }
        let mark = Array("\r\n--\(boundary)".utf8)
        // The first boundary begins the body without a line before it.
        let whole = Array("\r\n".utf8) + body
        let places = Self.places(of: mark, in: whole)
        guard places.count >= 2, places.count <= Self.mostParts + 1, places[0] == 0 else { return nil }
        for (start, end) in zip(places, places.dropFirst()) {
            guard take(whole[(start + mark.count)..<end]) else { return nil }
        }
        guard whole[(places[places.count - 1] + mark.count)...].starts(with: Array("--".utf8)) else { return nil }
    }

    private static func boundary(_ contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data",
            let part = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let text = part.dropFirst("boundary=".count).filter { $0 != "\"" }
        guard (1...70).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        return text
    }

    private static func places(of mark: [UInt8], in bytes: [UInt8]) -> [Int] {
        var places: [Int] = []
        var place = 0
        while place + mark.count <= bytes.count, places.count <= mostParts + 1 {
            guard let next = bytes[place...].firstIndex(of: mark[0]), next + mark.count <= bytes.count else { break }
            if bytes[next..<next + mark.count].elementsEqual(mark) {
                places.append(next)
                place = next + mark.count
            } else {
                place = next + 1
            }
        }
        return places
    }

    /// Takes one part: its head, an empty line, its content.
    private mutating func take(_ part: ArraySlice<UInt8>) -> Bool {
        guard let end = Self.places(of: Array("\r\n\r\n".utf8), in: Array(part.prefix(4096))).first,
            let head = String(validating: part.prefix(end), as: UTF8.self)
        else { return false }
        let content = Array(part.dropFirst(end + 4))
        var name: String?
        var isFile = false
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            name = Self.value("name", in: line)
            isFile = Self.value("filename", in: line) != nil
        }
        guard let name else { return false }
        if isFile {
            if file == nil, !content.isEmpty { file = content }
            return true
        }
        guard content.count <= 4096, let text = String(validating: content, as: UTF8.self) else { return false }
        if fields[name] == nil { fields[name] = text }
        return true
    }

    private static func value(_ name: String, in line: Substring) -> String? {
        for part in line.split(separator: ";").map({ $0.drop { $0 == " " } }) where part.hasPrefix("\(name)=\"") {
            return String(part.dropFirst(name.utf8.count + 2).prefix { $0 != "\"" })
        }
        return nil
    }
}
