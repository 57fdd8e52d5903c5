import PrimeOrderGroups
import VerifiableVoting

/// An archive put together from the parts of an input, with every hash, name, parent and height right, so that a changed
/// part is not refused for its hash but by the reader that it is meant for.
///
/// A part begins with its kind: `d` a data record; `e` an event record, taken as it is; `S`, `B`, `E`, `T`, `P`, `R` an event
/// of the protocol after the data before it, where `S` adds the setup's own record, `T` with `ballots,weight` that of the
/// tally's size and `P` with a number that of the decryption's owner.
struct SealedArchive {
    private(set) var bytes = ArchiveRecord.first(timestamp: 1_795_564_800)
    private var data: [[UInt8]] = []
    private var head: Digest?
    private var height = 0

    init(parts: [[UInt8]]) {
        for part in parts {
            let content = Array(part.dropFirst())
            switch part.first.map({ Character(Unicode.Scalar($0)) }) {
            case "d": add(content)
            case "e": addEvent(content)
            case "S":
                addSetupData()
                add(.setup)
            case "B": add(.ballot)
            case "E": add(.endBallots)
            case "T":
                let numbers = content.split(separator: UInt8(ascii: ",")).map(Self.number)
                if let tally = data.last, numbers.count == 2 {
                    add(TallySize(ballots: numbers[0], totalWeight: numbers[1], tally: Digest(of: tally)).bytes)
                }
                add(.encryptedTally)
            case "P":
                if let decryption = data.last {
                    add(DecryptionOwner(owner: Int(Self.number(content[...])), payload: Digest(of: decryption)).bytes)
                }
                add(.partialDecryption)
            case "R": add(.result)
            default: break
            }
        }
    }

    /// At most nine digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64 {
        UInt64(String(decoding: digits.prefix(9), as: UTF8.self)) ?? 0
    }

    private mutating func add(_ body: [UInt8]) {
        bytes += ArchiveRecord.bytes(.data, body: body, timestamp: 1_795_564_800)
        data.append(body)
    }

    private mutating func addSetupData() {
        let names = ["election", "trustees", "credentials", "credentials_certificate"]
        add(
            CanonicalText.of { text in
                text.raw("{")
                for (index, (name, body)) in zip(names, data).enumerated() {
                    if index > 0 { text.raw(",") }
                    text.string(name)
                    text.raw(":")
                    text.string(Digest(of: body).hexadecimal)
                }
                text.raw("}")
            })
    }

    private mutating func add(_ kind: Event.Kind) {
        let payload = data.last.map { Digest(of: $0) }
        addEvent(Event(parent: head, height: height, kind: kind, payload: payload).bytes)
    }

    private mutating func addEvent(_ body: [UInt8]) {
        bytes += ArchiveRecord.bytes(.event, body: body, timestamp: 1_795_564_800)
        head = Digest(of: body)
        height += 1
        data = []
    }
}
