import LargeTests
import RenderedElections
import SourceArchive
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Damaged pages")
struct DamagedPageTests {
    private static let originals: [[UInt8]] = {
        let folders = ["twins", "variations"]
        return folders.flatMap { folder in
            PageFolder.names(folder).compactMap { name in try? PageFolder.page(folder, name).bytes }
        }
    }()

    /// Whatever happens to a page, it is refused, or what is claimed stands in it.
    @Test func damagedPagesAreRefusedOrRead() throws {
        var numbers = SeededNumbers(seed: 2004)
        #expect(Self.originals.count > 60)
        var read = 0
        for count in 0..<LargeTest.size("damagedPagesAreRefusedOrRead()") {
            let original = Self.originals[count % Self.originals.count]
            let bytes = PageDamage.damaged(original, &numbers)
            guard let source = try? SourcePage(name: "", received: bytes), let page = try? PageImport.read(source)
            else { continue }
            read += 1
            let broken = Truth.broken(page, of: source.bytes)
            #expect(broken == [], "page \(count)")
            if !broken.isEmpty { return }
        }
        #expect(read > 0)
    }

    /// Pages of 10 MB made to cost as much as they can.
    @Test(arguments: HugePage.allCases)
    func hugePagesTakeBoundedTime(page: HugePage) {
        let bytes = page.bytes(size: LargeTest.size("hugePagesTakeBoundedTime(page:)"))
        let start = Self.processorSeconds
        if let source = try? SourcePage(name: "", received: bytes) { _ = try? PageImport.read(source) }
        // Far more than 10 MB need; what grows with the square takes hours.
        #expect(Self.processorSeconds - start < 180)
    }

    /// What this thread has had of a processor, whatever else the machine does.
    private static var processorSeconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec
    }
}

/// Ways in which pages are damaged on their way.
enum PageDamage {
    static func damaged(_ original: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &numbers) {
            guard bytes.count > 8 else { return bytes }
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            let end = min(bytes.count, place + Int.random(in: 1...60, using: &numbers))
            switch Int.random(in: 0..<10, using: &numbers) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.removeAll { $0 == 10 && Bool.random(using: &numbers) }
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            case 4:
                bytes.insert(
                    contentsOf: Array(repeating: UInt8.random(in: 48...57, using: &numbers), count: 40), at: place)
            case 5: bytes.removeAll { $0 == 32 && Int.random(in: 0..<6, using: &numbers) == 0 }
            case 6: bytes.removeAll { $0 == 124 && Int.random(in: 0..<3, using: &numbers) == 0 }
            case 7: bytes = lines(bytes, &numbers)
            case 8: bytes.replaceSubrange(place..<end, with: [0xE2, 0x80, 0x93, 44, 0xC2, 0xA0, 40, 91])
            default: bytes = Array(bytes.prefix(place))
            }
        }
        return bytes
    }

    private static func lines(_ bytes: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        switch Int.random(in: 0..<3, using: &numbers) {
        case 0: lines.shuffle(using: &numbers)
        case 1: lines.remove(at: Int.random(in: 0..<lines.count, using: &numbers))
        default: lines.insert(lines[Int.random(in: 0..<lines.count, using: &numbers)], at: 0)
        }
        return Array(lines.joined(separator: [10]))
    }
}

/// Large pages of one kind of burden each.
enum HugePage: String, CaseIterable, Sendable {
    case digits, words, pipes, rows, gluedRows, brackets, quotes, templates, openTemplate, cells, sentences, names,
        json, xml, clea
    case oneLine, heads

    func bytes(size: Int) -> [UInt8] {
        let wiki = "1999 Someland parliamentary election\nElections were held in Someland on 4 June 1999.\nResults\n"
        let pipes = "Party | Votes | % | Seats | Votes | % | Seats | Total seats | +/– ||\n"
        let parline =
            "<<< Return to the Historical Archive page of parliamentary election results for X <<<\nDates of election / renewal (from/to): 4 June 1999\nBackground and outcome of elections:\n"
        return switch self {
        case .digits: repeating(wiki, "1234567890", size)
        case .words: repeating(parline, "word ", size)
        case .pipes: repeating(wiki + pipes, "|", size)
        case .rows: repeating(wiki + pipes, "Party | 1 | 1 | 1 ||||||\n", size)
        case .gluedRows: repeating(wiki + "PartyVotes%Seats+/–\n", "Party1234567890\n", size)
        case .brackets: repeating(wiki + pipes, "(a)", size)
        case .quotes: repeating(parline, "“a”", size)
        case .templates: repeating(wiki, "{{Election results|party1=A|votes1=2}}\n", size)
        case .openTemplate: repeating(wiki, "{{Election results\n", size)
        case .cells: repeating(wiki + "Party\nVotes\n%\n", "1\n", size)
        case .sentences: repeating(parline, "A won 5 seats, B 6 and C 7. ", size)
        case .names: repeating(parline, "The Aa Bb party and the Cc party ", size)
        case .json: repeating("{\"@type\":\"ElectionResults.ElectionReport\",\"a\":", "[", size)
        case .xml: repeating("<ElectionReport>", "<a b='c'>", size)
        case .clea: repeating("ctr_n,yr,pty_n,cst\n", "\"X\",1999,A,1\n", size)
        case .oneLine: repeating(wiki + "Party Votes % Seats ", "Aa 1,000 1.0 5 ", size)
        case .heads: repeating(wiki, "Party | Votes | % | Seats\n", size)
        }
    }

    private func repeating(_ head: String, _ part: String, _ size: Int) -> [UInt8] {
        var bytes = Array(head.utf8)
        bytes.reserveCapacity(size + part.utf8.count)
        let piece = Array(part.utf8)
        while bytes.count < size { bytes += piece }
        return bytes
    }
}
