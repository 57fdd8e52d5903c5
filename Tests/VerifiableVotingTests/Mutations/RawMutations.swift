/// Archives that differ from a valid one in a few bytes, or in whole records.
struct RawMutations {
    let records: [[UInt8]]
    private let bytes: [UInt8]

    init(_ archive: ForgedArchive) {
        records = ForgedArchive.records(archive.events).map(\.bytes)
        bytes = Array(records.joined())
    }

    func bytes(_ random: inout SeededGenerator) -> (changed: String, bytes: [UInt8]) {
        var bytes = bytes
        let index = random.below(bytes.count)
        var records = records
        let (a, b) = (random.below(records.count), random.below(records.count))
        switch random.below(10) {
        case 0:
            bytes[index] ^= 1 << UInt8(random.below(8))
            return ("bit \(index)", bytes)
        case 1:
            bytes[index] = UInt8(truncatingIfNeeded: random.next())
            return ("byte \(index)", bytes)
        case 2:
            bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: index)
            return ("insertion at \(index)", bytes)
        case 3:
            bytes.removeSubrange(index..<min(bytes.count, index + 1 + random.below(20)))
            return ("deletion at \(index)", bytes)
        case 4: return ("cut at \(index)", Array(bytes.prefix(index)))
        case 5:
            records.insert(records[a], at: b)
            return ("record \(a) again before \(b)", Array(records.joined()))
        case 6:
            records.swapAt(a, b)
            return ("records \(a) and \(b) exchanged", Array(records.joined()))
        case 7:
            records.remove(at: a)
            return ("record \(a) removed", Array(records.joined()))
        case 8:
            // In the header alone, whose bytes are few among all.
            let start = records[..<a].reduce(0) { $0 + $1.count }
            bytes[start + random.below(512)] = UInt8(truncatingIfNeeded: random.next())
            return ("header of record \(a)", bytes)
        default: return ("cut after record \(a)", Array(records[...a].joined()))
        }
    }
}
