#if canImport(Glibc)
    import Glibc
#endif

/// A test that runs in two sizes: the usual one in `./test`, the other in `./test --soak`, which sets `SAILAU_SOAK`. The code and
/// the seed are the same in both.
///
/// Both sizes stand in `sizes.csv` beside this file, from which `Scripts/reliability.py` takes them, too.
public struct LargeTest: Sendable {
    public let usual: Int
    public let soak: Int

    private static let isSoak = getenv("SAILAU_SOAK") != nil

    /// How many cases the test has in this run.
    public var size: Int { Self.isSoak ? soak : usual }

    /// - Parameter name: the name of a test as it reports itself.
    /// - Precondition: `sizes.csv` has it.
    public static func size(_ name: String) -> Int {
        guard let test = all[name] else { preconditionFailure("sizes.csv has no line for \(name)") }
        return test.size
    }

    /// The numbers of the cases of a long test in this run: all of them, or those of one part where `SAILAU_PART` says so, such
    /// as `2/4` for the second of four. The parts of a test may run one after the other or on several machines.
    ///
    /// - Precondition: each case depends on its number and the seed alone.
    public static func cases(_ name: String) -> StrideTo<Int> {
        stride(from: part.map { $0.number - 1 } ?? 0, to: size(name), by: part?.of ?? 1)
    }

    /// Nil where a run is whole.
    public static let part: (number: Int, of: Int)? = {
        guard let text = getenv("SAILAU_PART").map({ String(cString: $0) }) else { return nil }
        let numbers = text.split(separator: "/").compactMap { Int($0) }
        guard numbers.count == 2, (1...max(1, numbers[1])).contains(numbers[0]) else {
            preconditionFailure("SAILAU_PART is \(text), not a part such as 2/4")
        }
        return (numbers[0], numbers[1])
    }()

    /// By name. The columns are test, unit, seed, usual, soak; none has a comma in it.
    public static let all: [String: LargeTest] = {
        var result: [String: LargeTest] = [:]
        let lines = read("\(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex))/sizes.csv")
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 5, let usual = Int(fields[3]), let soak = Int(fields[4]), soak >= usual else {
                preconditionFailure("sizes.csv: \(line)")
            }
            result[String(fields[0])] = LargeTest(usual: usual, soak: soak)
        }
        return result
    }()

    private static func read(_ path: String) -> [String] {
        guard let file = fopen(path, "rb") else { preconditionFailure("\(path): There is no such file.") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
