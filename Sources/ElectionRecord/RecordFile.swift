import VerifiableVoting

/// A record as one text file, for anybody to keep and verify: four kinds of lines, each with its letter.
///
/// Documentation/Formats/Record.md describes it with the common tools that verify it.
public enum RecordFile {
    public static let firstLine = "sailau-record 1"

    /// The first line with its end.
    public static var start: [UInt8] { Array((firstLine + "\n").utf8) }

    /// The lines of one event.
    public static func lines(_ sealed: SealedEvent) -> [UInt8] {
        var bytes: [UInt8] = []
        func line(_ letter: String, _ content: [UInt8]) {
            bytes += Array("\(letter) ".utf8) + content + [UInt8(ascii: "\n")]
        }
        line("E", sealed.event.bytes)
        for personal in sealed.personal {
            guard let personal else {
                line("P", [UInt8(ascii: "-")])
                continue
            }
            line("P", Array(Hexadecimal.text(personal.salt).utf8) + [UInt8(ascii: " ")] + personal.text)
        }
        line("D", sealed.payload)
        line("S", Array(Hexadecimal.text(sealed.signature).utf8))
        return bytes
    }

    /// Reads a file in pieces of any size.
    ///
    /// Signature lines end an event, so that what is cut off within one is seen. Sizes are bounded before anything is kept.
    public struct Reader: Sendable {
        private var rest: [UInt8] = []
        private var isStarted = false
        private var event: RecordEvent?
        private var payload: [UInt8]?
        private var personal: [PersonalPayload?] = []
        /// The height of the event that is being read.
        public private(set) var height = 0

        public init() {}

        /// Longest line: a payload with its letter.
        private static let mostLineBytes = SealedEvent.mostPayloadBytes + 128

        /// The events that are complete with these further bytes.
        public mutating func add(_ bytes: some Sequence<UInt8>) throws(RecordViolation) -> [SealedEvent] {
            rest += bytes
            var events: [SealedEvent] = []
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                if let sealed = try take(Array(rest[start..<end])) { events.append(sealed) }
                start = end + 1
            }
            rest.removeFirst(start)
            guard rest.count <= Self.mostLineBytes else {
                throw refuse(.size, "a line of more than \(Self.mostLineBytes) bytes")
            }
            return events
        }

        /// Throws `torn` where the file ends within an event, `format` where it is no record at all.
        public func end() throws(RecordViolation) {
            guard isStarted else { throw refuse(.format, "the first line is \"\(RecordFile.firstLine)\"") }
            guard rest.isEmpty, event == nil else { throw refuse(.torn, "the file ends within it") }
        }

        private func refuse(_ rule: RecordViolation.Rule, _ detail: String) -> RecordViolation {
            RecordViolation(rule, height: isStarted ? height : nil, detail: detail)
        }

        private mutating func take(_ line: [UInt8]) throws(RecordViolation) -> SealedEvent? {
            guard isStarted else {
                guard line.elementsEqual(RecordFile.firstLine.utf8) else {
                    throw refuse(.format, "the first line is \"\(RecordFile.firstLine)\"")
                }
                isStarted = true
                return nil
            }
            guard line.count >= 2, line[1] == UInt8(ascii: " ") else { throw refuse(.format, "a letter and a space") }
            let content = Array(line[2...])
            switch (line[0], event, payload) {
            case (UInt8(ascii: "E"), nil, nil): event = try RecordEvent(bytes: content, at: height)
            case (UInt8(ascii: "P"), let event?, nil):
                guard personal.count < event.personal.count else { throw refuse(.personal, "one more than named") }
                personal.append(try readPersonal(content))
            case (UInt8(ascii: "D"), _?, nil): payload = content
            case (UInt8(ascii: "S"), let event?, let payload?):
                guard let signature = Hexadecimal.bytes(content), signature.count == 64 else {
                    throw refuse(.format, "a signature of 128 hexadecimal digits")
                }
                let sealed = SealedEvent(event: event, signature: signature, payload: payload, personal: personal)
                (self.event, self.payload, personal) = (nil, nil, [])
                height += 1
                return sealed
            default: throw refuse(.format, "lines E, P, D, S in this order")
            }
            return nil
        }

        private func readPersonal(_ content: [UInt8]) throws(RecordViolation) -> PersonalPayload? {
            if content == [UInt8(ascii: "-")] { return nil }
            let digits = 2 * PersonalPayload.saltBytes
            guard content.count > digits, content[digits] == UInt8(ascii: " "),
                let salt = Hexadecimal.bytes(content[..<digits])
            else { throw refuse(.format, "a salt of \(digits) hexadecimal digits and a text, or -") }
            return PersonalPayload(salt: salt, text: Array(content[(digits + 1)...]))
        }
    }
}
