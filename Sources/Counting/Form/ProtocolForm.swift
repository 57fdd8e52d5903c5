public import ElectionModel

/// The form on which a law has a count written down: which lines it has, in which order, which of them may stay empty and
/// which are repeated in words. Another law is another value, read from an election's `counting.yaml`.
public struct ProtocolForm: Sendable, Hashable {
    /// A line, or a group of lines of one kind such as the votes for each candidate.
    public struct Line: Sendable, Hashable {
        /// What is counted there.
        public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
            case electorsOnList = "electors on the list"
            case electorsGivenBallots = "electors given ballots"
            case ballotsGivenByMember = "ballots given by each member"
            case tookPart = "took part"
            case votes
            case invalid
            case ballotsReceived = "ballots received"
            case ballotsCancelled = "ballots cancelled"
            case ballotsSpoiled = "ballots spoiled"
            case mobileBoxes = "mobile boxes"
        }

        public var kind: Kind
        /// What is printed before the line.
        public var letter: String
        /// What is printed on the line where the law's words are not those of `Texts/`.
        public var label: Multilingual?
        /// Whether a protocol without the line is incomplete. A group that a station has none of, such as mobile boxes, is
        /// complete without lines; a line that is there is never complete without its number.
        public var isRequired: Bool
        /// Whether the number is repeated in words.
        public var isInWords: Bool
        /// The article that asks for it.
        public var cites: String

        public init(
            _ kind: Kind, letter: String, label: Multilingual? = nil, isRequired: Bool = true, isInWords: Bool = true,
            cites: String
        ) {
            self.kind = kind
            self.letter = letter
            self.label = label
            self.isRequired = isRequired
            self.isInWords = isInWords
            self.cites = cites
        }
    }

    /// Why lines make no form.
    public enum Fault: Error, Sendable, Hashable {
        case lineTwice(Line.Kind)
        case letterTwice(String)
        /// There is nowhere to write the votes.
        case noVotes
        /// A commission without members, or a quorum that is no share of them.
        case badCommission(members: Int)
    }

    /// Such as `kazakhstan-2004`.
    public let id: String
    public let lines: [Line]
    /// The members of a precinct commission (article 10(17): 7).
    public let commissionMembers: Int
    /// How many members have to sign; more than half of all of them in 2004 (article 20(5)).
    public let signaturesNeeded: Int
    /// Acts that the law knows of, in the order in which a page lists them.
    public let acts: [ProtocolAct.Kind]
    public let cites: String

    /// - Throws: `Fault`.
    public init(
        id: String, lines: [Line], commissionMembers: Int, signaturesNeeded: Int,
        acts: [ProtocolAct.Kind] = ProtocolAct.Kind.allCases, cites: String
    ) throws(Fault) {
        var kinds: Set<Line.Kind> = []
        var letters: Set<String> = []
        for line in lines {
            guard kinds.insert(line.kind).inserted else { throw .lineTwice(line.kind) }
            guard letters.insert(line.letter).inserted else { throw .letterTwice(line.letter) }
        }
        guard kinds.contains(.votes) else { throw .noVotes }
        guard commissionMembers > 0, (1...commissionMembers).contains(signaturesNeeded) else {
            throw .badCommission(members: commissionMembers)
        }
        self.init(
            checked: id, lines: lines, commissionMembers: commissionMembers, signaturesNeeded: signaturesNeeded,
            acts: acts, cites: cites)
    }

    init(
        checked id: String, lines: [Line], commissionMembers: Int, signaturesNeeded: Int, acts: [ProtocolAct.Kind],
        cites: String
    ) {
        self.id = id
        self.lines = lines
        self.commissionMembers = commissionMembers
        self.signaturesNeeded = signaturesNeeded
        self.acts = acts
        self.cites = cites
    }

    public func line(_ kind: Line.Kind) -> Line? { lines.first { $0.kind == kind } }

    /// What is printed before a field: the letter of its line with the place in it.
    public func printed(_ field: ProtocolField) -> String {
        guard let line = line(field.line) else { return field.description }
        return line.letter + (field.number.map { String($0) } ?? "")
    }
}

extension ProtocolForm {
    /// The form of article 43(4) and (4-1) in the redaction of 14 April 2004, with the mobile boxes of article 43(3-1).
    /// The statute lists what the protocol holds; the order and the letters are ours.
    public static let kazakhstan2004 = ProtocolForm(
        checked: "kazakhstan-2004",
        lines: [
            Line(.electorsOnList, letter: "A", cites: "art. 43(4)1)"),
            Line(.electorsGivenBallots, letter: "B", cites: "art. 43(4)2)"),
            Line(.ballotsGivenByMember, letter: "C", isRequired: false, cites: "art. 43(4)3)"),
            Line(.tookPart, letter: "D", cites: "art. 43(4-1)1)"),
            Line(.votes, letter: "E", cites: "art. 43(4-1)2)"),
            Line(.invalid, letter: "F", cites: "art. 43(4-1)3)"),
            Line(.ballotsReceived, letter: "G", cites: "art. 43(4-1)4)"),
            Line(.ballotsCancelled, letter: "H", cites: "art. 43(4-1)5)"),
            Line(.mobileBoxes, letter: "M", isRequired: false, isInWords: false, cites: "art. 43(3-1)"),
        ],
        commissionMembers: 7, signaturesNeeded: 4, acts: ProtocolAct.Kind.allCases, cites: "art. 43")
}
