public import ElectionModel

/// A name as sources print it, with what it names and the country in which it is used.
public struct AliasName: Sendable, Hashable, Comparable {
    public var kind: Kind
    public var name: String
    /// The country's key, such as `kazakhstan`; empty for the name of a country itself.
    public var country: String

    public init(_ kind: Kind, _ name: String, country: String) {
        self.kind = kind
        self.name = name
        self.country = country
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Parties, blocs and other lists.
        case party
        case person
        /// Countries, regions, constituencies.
        case place
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.country, left.name) < (right.kind.rawValue, right.country, right.name)
    }
}

/// What a person decided about two names. Decisions are only added; the last one about a pair holds.
public struct AliasDecision: Sendable, Hashable {
    public var first: AliasName
    public var second: AliasName
    public var action: Action
    public var who: String
    public var why: String
    public var when: CalendarDate

    public init(
        _ action: Action, _ first: AliasName, _ second: AliasName, who: String, why: String, when: CalendarDate
    ) {
        self.first = first
        self.second = second
        self.action = action
        self.who = who
        self.why = why
        self.when = when
    }

    public enum Action: String, Sendable, Hashable, CaseIterable, Codable {
        /// They name the same.
        case confirm
        /// They name different things, whatever evidence there is.
        case reject
        /// What was decided before holds no more.
        case withdraw
    }
}

/// All decisions about names, in the order in which they were made.
public struct AliasBook: Sendable, Hashable {
    public private(set) var decisions: [AliasDecision]

    public init(_ decisions: [AliasDecision] = []) {
        self.decisions = decisions
    }

    public mutating func add(_ decision: AliasDecision) {
        decisions.append(decision)
    }

    /// What holds about each pair that was decided and not withdrawn: true where they name the same.
    public var standing: [(first: AliasName, second: AliasName, same: Bool)] {
        var last: [[AliasName]: AliasDecision.Action] = [:]
        var order: [[AliasName]] = []
        for decision in decisions {
            let pair = [decision.first, decision.second].sorted()
            if last.updateValue(decision.action, forKey: pair) == nil { order.append(pair) }
        }
        return order.compactMap { pair in
            switch last[pair] {
            case .confirm: (pair[0], pair[1], true)
            case .reject: (pair[0], pair[1], false)
            case .withdraw, nil: nil
            }
        }
    }

    /// What holds about two names; nil where nothing does.
    public func standing(of first: AliasName, and second: AliasName) -> Bool? {
        let pair = [first, second].sorted()
        return standing.first { $0.first == pair[0] && $0.second == pair[1] }?.same
    }
}
