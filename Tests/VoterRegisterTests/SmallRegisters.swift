import DataFormats
import ElectionModel
import ElectoralLaw
import Foundation
import Testing
import VoterRegister

/// SplitMix64 (G. Steele, D. Lea and C. Flood, 2014).
struct Random: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

enum SmallRegisters {
    /// Kazakh, Russian and Latin spellings of invented syllables.
    static let syllables = [
        ("Қа", "Ка", "Ka"), ("мір", "мир", "mir"), ("Нұр", "Нур", "Nur"), ("жан", "жан", "zhan"), ("Шы", "Ши", "Shy"),
        ("ғыс", "гис", "ghys"), ("Өте", "Уте", "Ote"), ("үш", "уш", "ush"), ("Сә", "Са", "Sa"), ("уле", "уле", "ule"),
        ("Юр", "Юр", "Yur"), ("чен", "чен", "chen"), ("Хал", "Хал", "Khal"), ("цев", "цев", "tsev"), ("Әй", "Ай", "Ay"),
    ]

    static func entry(_ number: UInt64, _ random: inout Random, stations: Int = 5) -> RegisterEntry {
        var name = ("", "", "")
        for word in 0..<3 {
            for part in 0..<Int.random(in: 1...3, using: &random) {
                let syllable = syllables.randomElement(using: &random) ?? syllables[0]
                func add(_ text: inout String, _ new: String) {
                    if word > 0, part == 0 { text += " " }
                    text += part == 0 ? new : new.lowercased()
                }
                add(&name.0, syllable.0)
                add(&name.1, syllable.1)
                add(&name.2, syllable.2)
            }
        }
        let day = CalendarDate(
            year: .random(in: 1920...1986, using: &random), month: .random(in: 1...12, using: &random),
            day: .random(in: 1...28, using: &random))
        return RegisterEntry(
            number: voterNumber(number), name: VoterName(kazakh: name.0, russian: name.1, latin: name.2),
            birthDate: day ?? firstDay, address: "Invented street \(number % 97), \"\(number % 7)\"",
            station: StationID("s-\(Int.random(in: 1...stations, using: &random))"))
    }

    /// 1970-01-01.
    static let firstDay: CalendarDate = {
        guard let day = CalendarDate(dayNumber: 0) else { preconditionFailure("1970 is a year") }
        return day
    }()

    static func voterNumber(_ value: UInt64) -> VoterNumber {
        guard let number = VoterNumber(value: value) else { preconditionFailure("\(value) has more than 12 digits") }
        return number
    }

    /// Entries with different numbers in random order.
    static func entries(_ count: Int, seed: UInt64, stations: Int = 5) -> [RegisterEntry] {
        var random = Random(seed)
        var numbers: Set<UInt64> = []
        return (0..<count).map { _ in
            var number = UInt64.random(in: 0..<VoterNumber.limit, using: &random)
            while !numbers.insert(number).inserted { number = UInt64.random(in: 0..<VoterNumber.limit, using: &random) }
            return entry(number, &random, stations: stations)
        }
    }

    static func csv(_ entries: [RegisterEntry], status: ProvenanceKind = .simulated) -> [UInt8] {
        var writer = CSVWriter(header: RegisterTable.columns)
        for entry in entries { writer.append(RegisterTable.row(entry, status)) }
        return writer.bytes
    }

    /// The pieces of a text, each of so many bytes.
    static func pieces(_ bytes: [UInt8], of size: Int) -> () -> [UInt8]? {
        var rest = bytes[...]
        return {
            defer { rest = rest.dropFirst(size) }
            return rest.isEmpty ? nil : Array(rest.prefix(size))
        }
    }

    static func imported(_ csv: [UInt8], piece: Int = 1000) throws -> (image: RegisterImage, report: ImportReport) {
        var file: [UInt8] = []
        let report = try RegisterImport.run(from: pieces(csv, of: piece), to: { file += $0 })
        return (try RegisterImage(UnsafeRegisterMemory(copying: file)), report)
    }

    /// The limits of 2004, from the file of the procedure.
    static func calendar(_ pollingDay: CalendarDate) throws -> RegisterCalendar {
        let name = "Laws/procedures/kazakhstan/mazhilis-2004-04-14.yaml"
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let procedure = try Procedure.read([UInt8](Data(contentsOf: root.appending(path: name))), file: name)
        return try #require(RegisterCalendar(procedure, pollingDay: pollingDay))
    }

    static func image(_ entries: [RegisterEntry]) throws -> RegisterImage { try imported(csv(entries)).image }
}
