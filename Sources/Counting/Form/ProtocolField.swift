public import ElectionModel

/// One place on a protocol that holds one number. Lines of several are counted from 1, as they are on paper.
///
/// Its text is the letter of article 43(4) and (4-1) with the line: `A`, `C2`, `E10`; `S` for spoiled ballots, `R1` and `M1`
/// for the written applications of the first mobile box and the ballots found in it. The text stays the same where another
/// law's form prints other letters.
public enum ProtocolField: Sendable, Hashable, Comparable, CustomStringConvertible {
    case electorsOnList
    case electorsGivenBallots
    case ballotsGiven(member: Int)
    case tookPart
    case votes(line: Int)
    case invalid
    case ballotsReceived
    case ballotsCancelled
    case ballotsSpoiled
    case applications(box: Int)
    case ballotsFound(box: Int)

    /// The lines of a form to which the field belongs.
    public var line: ProtocolForm.Line.Kind {
        switch self {
        case .electorsOnList: .electorsOnList
        case .electorsGivenBallots: .electorsGivenBallots
        case .ballotsGiven: .ballotsGivenByMember
        case .tookPart: .tookPart
        case .votes: .votes
        case .invalid: .invalid
        case .ballotsReceived: .ballotsReceived
        case .ballotsCancelled: .ballotsCancelled
        case .ballotsSpoiled: .ballotsSpoiled
        case .applications, .ballotsFound: .mobileBoxes
        }
    }

    /// The place in a line of several, from 1; nil where the line holds one number.
    public var number: Int? {
        switch self {
        case .ballotsGiven(let number), .votes(let number), .applications(let number), .ballotsFound(let number): number
        default: nil
        }
    }

    private var letter: String {
        switch self {
        case .electorsOnList: "A"
        case .electorsGivenBallots: "B"
        case .ballotsGiven: "C"
        case .tookPart: "D"
        case .votes: "E"
        case .invalid: "F"
        case .ballotsReceived: "G"
        case .ballotsCancelled: "H"
        case .ballotsSpoiled: "S"
        case .applications: "R"
        case .ballotsFound: "M"
        }
    }

    public var description: String { letter + (number.map { String($0) } ?? "") }

    /// Reads the text of a field; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let letter = text.first else { return nil }
        let digits = text.dropFirst()
        let number = Int(digits)
        switch (letter, number) {
        case ("A", nil): self = .electorsOnList
        case ("B", nil): self = .electorsGivenBallots
        case ("D", nil): self = .tookPart
        case ("F", nil): self = .invalid
        case ("G", nil): self = .ballotsReceived
        case ("H", nil): self = .ballotsCancelled
        case ("S", nil): self = .ballotsSpoiled
        case ("C", .some(let member)): self = .ballotsGiven(member: member)
        case ("E", .some(let line)): self = .votes(line: line)
        case ("R", .some(let box)): self = .applications(box: box)
        case ("M", .some(let box)): self = .ballotsFound(box: box)
        default: return nil
        }
        // "A1x", "C0", "C01" and "C+1" are no fields, though parts of them read as one.
        guard description == text, number.map({ $0 > 0 }) ?? true else { return nil }
    }

    /// In the order of the letters, boxes last.
    public static func < (left: Self, right: Self) -> Bool {
        (left.rank, left.number ?? 0) < (right.rank, right.number ?? 0)
    }

    private var rank: Int {
        switch self {
        case .electorsOnList: 0
        case .electorsGivenBallots: 1
        case .ballotsGiven: 2
        case .tookPart: 3
        case .votes: 4
        case .invalid: 5
        case .ballotsReceived: 6
        case .ballotsCancelled: 7
        case .ballotsSpoiled: 8
        case .applications: 9
        case .ballotsFound: 10
        }
    }
}

extension Protocol {
    /// The number in a field; nil where it is unfilled or the protocol has no such line.
    public subscript(field: ProtocolField) -> UInt32? {
        get {
            switch field {
            case .electorsOnList: electorsOnList
            case .electorsGivenBallots: electorsGivenBallots
            case .ballotsGiven(let member): Self.element(of: ballotsGivenByMember, member) ?? nil
            case .tookPart: tookPart
            case .votes(let line): Self.element(of: votes, line)?.votes
            case .invalid: invalid
            case .ballotsReceived: ballotsReceived
            case .ballotsCancelled: ballotsCancelled
            case .ballotsSpoiled: ballotsSpoiled
            case .applications(let box): Self.element(of: mobileBoxes, box)?.requests
            case .ballotsFound(let box): Self.element(of: mobileBoxes, box)?.ballotsFound
            }
        }
        set {
            switch field {
            case .electorsOnList: electorsOnList = newValue
            case .electorsGivenBallots: electorsGivenBallots = newValue
            case .ballotsGiven(let member):
                while ballotsGivenByMember.count < member { ballotsGivenByMember.append(nil) }
                ballotsGivenByMember[member - 1] = newValue
            case .tookPart: tookPart = newValue
            case .votes(let line): if votes.indices.contains(line - 1) { votes[line - 1].votes = newValue }
            case .invalid: invalid = newValue
            case .ballotsReceived: ballotsReceived = newValue
            case .ballotsCancelled: ballotsCancelled = newValue
            case .ballotsSpoiled: ballotsSpoiled = newValue
            case .applications(let box):
                addBoxes(box)
                mobileBoxes[box - 1].requests = newValue
            case .ballotsFound(let box):
                addBoxes(box)
                mobileBoxes[box - 1].ballotsFound = newValue
            }
        }
    }

    private static func element<Element>(of elements: [Element], _ number: Int) -> Element? {
        elements.indices.contains(number - 1) ? elements[number - 1] : nil
    }

    private mutating func addBoxes(_ count: Int) {
        while mobileBoxes.count < count { mobileBoxes.append(MobileBox(requests: nil, ballotsFound: nil)) }
    }

    /// The fields that the protocol has on a form, in the order of the form.
    public func fields(on form: ProtocolForm) -> [ProtocolField] {
        var fields: [ProtocolField] = []
        visitFields(on: form) { field, _ in fields.append(field) }
        return fields
    }

    /// Visits every field of a form with its number, without building a list.
    func visitFields(on form: ProtocolForm, _ visit: (ProtocolField, UInt32?) -> Void) {
        for line in form.lines {
            switch line.kind {
            case .electorsOnList: visit(.electorsOnList, electorsOnList)
            case .electorsGivenBallots: visit(.electorsGivenBallots, electorsGivenBallots)
            case .ballotsGivenByMember:
                for (index, value) in ballotsGivenByMember.enumerated() {
                    visit(.ballotsGiven(member: index + 1), value)
                }
            case .tookPart: visit(.tookPart, tookPart)
            case .votes: for (index, choice) in votes.enumerated() { visit(.votes(line: index + 1), choice.votes) }
            case .invalid: visit(.invalid, invalid)
            case .ballotsReceived: visit(.ballotsReceived, ballotsReceived)
            case .ballotsCancelled: visit(.ballotsCancelled, ballotsCancelled)
            case .ballotsSpoiled: visit(.ballotsSpoiled, ballotsSpoiled)
            case .mobileBoxes:
                for (index, box) in mobileBoxes.enumerated() {
                    visit(.applications(box: index + 1), box.requests)
                    visit(.ballotsFound(box: index + 1), box.ballotsFound)
                }
            }
        }
    }
}
