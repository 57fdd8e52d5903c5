import VerifiableVoting

/// Where cards lie: a box or a bundle with a name and so many cards, numbered from 1.
public struct CardContainer: Sendable, Hashable {
    /// Unique in the audit.
    public let name: String
    public let cards: UInt64

    public init(_ name: String, cards: UInt64) {
        self.name = name
        self.cards = cards
    }
}

/// One card in its container.
public struct CardPlace: Sendable, Hashable, CustomStringConvertible {
    public let container: String
    /// From 1.
    public let number: UInt64

    public init(_ container: String, _ number: UInt64) {
        self.container = container
        self.number = number
    }

    /// The name under which the card is drawn.
    public var description: String { "\(container)/\(number)" }
}

/// The order in which cards are drawn.
public enum CardDraw {
    public struct Drawn: Sendable, Hashable {
        public let place: CardPlace
        public let ticket: Ticket
    }

    /// The cards with the smallest tickets, in their order.
    ///
    /// - Parameter count: how many; all, where there are fewer.
    public static func first(_ count: Int, of containers: [CardContainer], seed: String) -> [Drawn] {
        guard count > 0 else { return [] }
        var tickets = TicketReader(seed: Digest(of: seed))
        var kept: [Drawn] = []
        // Twice as many as wanted are kept before the worse half goes, so that each card costs one comparison or two.
        let room = 2 * max(count, 512)
        var limit: Ticket?
        for container in containers {
            tickets.name("\(container.name)/")
            for number in 0..<container.cards {
                guard let ticket = tickets.ticket(number + 1, below: limit) else { continue }
                kept.append(Drawn(place: CardPlace(container.name, number + 1), ticket: ticket))
                if kept.count == room {
                    kept.sort { $0.ticket < $1.ticket }
                    kept.removeLast(kept.count - count)
                    limit = kept.last?.ticket
                    tickets.limit(limit)
                }
            }
        }
        kept.sort { $0.ticket < $1.ticket }
        return Array(kept.prefix(count))
    }
}

/// Makes the tickets of many cards of one seed. Nearly all of them are too large, which nine decimal digits show: only the
/// others are written out.
private struct TicketReader {
    private var text: [UInt8]
    private var nameEnd: Int
    private let seedEnd: Int
    /// The first nine digits of the limit.
    private var most = UInt64.max

    init(seed: Digest) {
        text = Array(seed.hexadecimal.utf8)
        seedEnd = text.count
        nameEnd = text.count
    }

    mutating func name(_ name: String) {
        text.removeSubrange(seedEnd...)
        text += name.utf8
        nameEnd = text.count
    }

    mutating func limit(_ ticket: Ticket?) {
        guard let ticket else { return }
        most = 0
        let digits = Array(ticket.digits.utf8.prefix(9))
        for place in 0..<9 {
            most = most * 10 + (place < digits.count ? UInt64(digits[place] - UInt8(ascii: "0")) : 0)
        }
    }

    /// Nil for a ticket that is not below the limit.
    mutating func ticket(_ number: UInt64, below limit: Ticket?) -> Ticket? {
        text.removeSubrange(nameEnd...)
        var rest = number
        repeat {
            text.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        text[nameEnd...].reverse()
        let words = Digest.words(of: text)
        guard Self.firstNine(words) <= most else { return nil }
        let ticket = Ticket(words: words)
        if let limit, ticket >= limit { return nil }
        return ticket
    }

    /// The last nine decimal digits of a digest in reverse: the first nine of its ticket.
    private static func firstNine(_ words: SHA256Words) -> UInt64 {
        let billion: UInt64 = 1_000_000_000
        // 2^64 modulo a billion.
        let step: UInt64 = 709_551_616
        var value = words.0 % billion
        value = (value * step + words.1 % billion) % billion
        value = (value * step + words.2 % billion) % billion
        value = (value * step + words.3 % billion) % billion
        var reversed: UInt64 = 0
        for _ in 0..<9 {
            reversed = reversed * 10 + value % 10
            value /= 10
        }
        return reversed
    }
}
