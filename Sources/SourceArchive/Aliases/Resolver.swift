import ElectionModel

/// Brings the names of one election's parties, blocs and persons together.
struct Resolver {
    private let country: String
    private let book: AliasBook
    private var names: [ParticipantName] = []
    private var places: [String: Int] = [:]
    /// The class of each name: the index of another name of it, or its own.
    private var parents: [Int] = []
    private(set) var proposals: [AliasProposal] = []

    /// Proposals below this score are not shown; it takes at least one figure besides a common word.
    private static let leastScore = 200
    /// With more names than this, names are compared by their words alone.
    private static let mostComparedNames = 200

    init(country: String, book: AliasBook) {
        self.country = country
        self.book = book
    }

    mutating func add(_ claim: Claim, _ participant: Participant, page: Int) {
        let group = participant.kind == .person ? "person" : "party"
        let key = "\(group):\(SoundKey.text(of: participant.name))"
        let index = places[key] ?? names.count
        if index == names.count {
            names.append(ParticipantName(participant, country: country))
            parents.append(index)
            places[key] = index
        }
        if claim.key.measure == .otherName, case .text(let other) = claim.value {
            let parts = NameParts(other, country: country)
            names[index].parts.abbreviations.formUnion(parts.abbreviations)
            // A name that is an abbreviation alone has no small letters that would show it.
            if parts.distinctive.count == 1, !other.contains(where: \.isLowercase) {
                names[index].parts.abbreviations.formUnion(parts.distinctive)
            }
            names[index].parts.glosses.append(SoundKey.text(of: other))
        }
        // Somebody must stand in the row, or his seats would read as those of the house.
        let fact = FactName(of: claim.key, participant: "").of(nil)
        guard fact.isComparable, claim.state != .derived, claim.reading == nil, let text = Self.text(of: claim.value)
        else { return }
        let isTable = claim.state != .prose && claim.state != .approximate
        names[index].figures[page, default: [:]][ParticipantName.FactPlace(fact: fact, isTable: isTable)] = text
    }

    private static func text(of value: ClaimValue) -> String? {
        switch value {
        case .whole(let number): "\(number)"
        case .decimal(let number): "\(number)"
        default: nil
        }
    }

    // MARK: Classes

    private func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index { index = parents[index] }
        return index
    }

    private func members(_ index: Int) -> [Int] {
        let root = root(index)
        return names.indices.filter { self.root($0) == root }
    }

    /// All classes with their identifiers, in the order in which their first names were met.
    func classes() -> [(ParticipantID, [ParticipantName])] {
        var groups: [Int: [Int]] = [:]
        for index in names.indices { groups[root(index), default: []].append(index) }
        var taken: Set<String> = []
        return groups.values.sorted { $0[0] < $1[0] }.map { members in
            var id = Self.identifier(members.map { names[$0] })
            if !taken.insert(id).inserted {
                var number = 2
                while !taken.insert("\(id)-\(number)").inserted { number += 1 }
                id = "\(id)-\(number)"
            }
            return (ParticipantID(id), members.map { names[$0] })
        }
    }

    /// The shortest own words; the whole name where it has none.
    private static func identifier(_ names: [ParticipantName]) -> String {
        let own = names.filter { $0.kind != .person }.map(\.parts.label).filter { !$0.isEmpty }
        let candidates = own.isEmpty ? names.map { SoundKey.plain($0.name) } : own
        return candidates.map { $0.replacing(" ", with: "-") }.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? ""
    }

    private func areBeside(_ first: Int, _ second: Int) -> Bool {
        let others = members(second)
        return members(first).contains { index in others.contains { names[index].standsBeside(names[$0]) } }
    }

    private func aliasName(_ index: Int) -> AliasName {
        AliasName(names[index].kind == .person ? .person : .party, names[index].name, country: country)
    }

    // MARK: Resolving

    mutating func resolve() {
        var rejected: Set<[Int]> = []
        for decided in book.standing {
            guard let first = place(of: decided.first), let second = place(of: decided.second), first != second else {
                continue
            }
            guard decided.same else {
                rejected.insert([min(first, second), max(first, second)])
                continue
            }
            parents[root(second)] = root(first)
            proposals.append(proposal(first, second, .confirmed))
        }
        joinEvident(rejected)
        proposeOthers(rejected)
        proposals.sort { ($1.score, $0.first, $0.second) < ($0.score, $1.first, $1.second) }
    }

    private func place(of name: AliasName) -> Int? {
        guard name.country == country, name.kind != .place else { return nil }
        return places["\(name.kind.rawValue):\(SoundKey.text(of: name.name))"]
    }

    private func isRejected(_ first: Int, _ second: Int, _ rejected: Set<[Int]>) -> Bool {
        guard !rejected.isEmpty else { return false }
        let others = members(second)
        return members(first).contains { a in others.contains { rejected.contains([min(a, $0), max(a, $0)]) } }
    }

    private mutating func joinEvident(_ rejected: Set<[Int]>) {
        var buckets: [String: [Int]] = [:]
        var order: [String] = []
        for index in names.indices {
            for (key, _) in names[index].evidentKeys {
                if buckets[key] == nil { order.append(key) }
                buckets[key, default: []].append(index)
            }
        }
        for key in order {
            guard let bucket = buckets[key], bucket.count > 1 else { continue }
            // Where two of them stand side by side, the words don't tell which of the two a third one is.
            let areSeveral = bucket.indices.contains { i in
                bucket[..<i].contains { names[$0].standsBeside(names[bucket[i]]) }
            }
            if areSeveral { continue }
            let first = bucket[0]
            for second in bucket.dropFirst() where root(first) != root(second) {
                guard names[first].parts.agreesInIdeas(with: names[second].parts), !areBeside(first, second),
                    !isRejected(first, second, rejected)
                else { continue }
                proposals.append(proposal(first, second, .evident))
                parents[root(second)] = root(first)
            }
        }
    }

    private func proposal(_ first: Int, _ second: Int, _ standing: AliasProposal.Standing) -> AliasProposal {
        AliasProposal(
            aliasName(first), aliasName(second),
            evidence: names[first].nameEvidence(with: names[second]) + figureEvidence(first, second), standing: standing
        )
    }

    private mutating func proposeOthers(_ rejected: Set<[Int]>) {
        let roots = names.indices.filter { root($0) == $0 }
        guard roots.count <= Self.mostComparedNames else { return }
        for (position, first) in roots.enumerated() {
            for second in roots[..<position] {
                guard (names[first].kind == .person) == (names[second].kind == .person), !areBeside(first, second),
                    !isRejected(first, second, rejected)
                else { continue }
                let pairs = members(second).flatMap { a in members(first).map { (a, $0) } }
                let best = pairs.map { a, b in (a, b, names[a].nameEvidence(with: names[b])) }
                    .max { weight($0.2) < weight($1.2) }
                guard var (a, b, evidence) = best else { continue }
                evidence += figureEvidence(second, first)
                if areOnlyOnesLeft(second, first) { evidence.append(.onlyOneLeft) }
                let score = weight(evidence)
                guard score >= Self.leastScore, evidence.contains(where: { $0.weight > 0 }) else { continue }
                if b < a { swap(&a, &b) }
                proposals.append(AliasProposal(aliasName(a), aliasName(b), evidence: evidence, standing: .open))
            }
        }
    }

    private func weight(_ evidence: [AliasEvidence]) -> Int { evidence.reduce(0) { $0 + $1.weight } }

    /// The figures of a class by page and fact.
    private func figures(_ index: Int) -> [Int: [FactName: String]] {
        var result: [Int: [FactName: String]] = [:]
        for member in members(index) {
            for (page, cells) in names[member].figures {
                for (cell, value) in cells { result[page, default: [:]][cell.fact] = value }
            }
        }
        return result
    }

    /// Equal and different figures of different pages, each fact once.
    private func figureEvidence(_ first: Int, _ second: Int) -> [AliasEvidence] {
        let (mine, theirs) = (figures(first), figures(second))
        var evidence: [FactName: AliasEvidence] = [:]
        for (page, facts) in mine {
            for (otherPage, others) in theirs where page != otherPage {
                for (fact, value) in facts {
                    guard let other = others[fact] else { continue }
                    if value == other {
                        evidence[fact] = .sameFigure(fact: fact, value: value)
                    } else if evidence[fact] == nil {
                        evidence[fact] = .otherFigure(fact: fact, first: value, second: other)
                    }
                }
            }
        }
        return evidence.keys.sorted().compactMap { evidence[$0] }
    }

    /// Whether each is, on some page, the only name without a counterpart on the other's page that has these seats.
    private func areOnlyOnesLeft(_ first: Int, _ second: Int) -> Bool {
        let seats = FactName(.seats)
        let (mine, theirs) = (figures(first), figures(second))
        for page in mine.keys.sorted() {
            for other in theirs.keys.sorted() where page != other {
                guard let value = mine[page]?[seats], value == theirs[other]?[seats], value != "0" else { continue }
                if left(on: page, without: other, seats: value).count == 1,
                    left(on: other, without: page, seats: value).count == 1
                {
                    return true
                }
            }
        }
        return false
    }

    /// Classes with so many seats on a page that stand nowhere on another.
    private func left(on page: Int, without other: Int, seats: String) -> Set<Int> {
        var result: Set<Int> = []
        for index in names.indices where root(index) == index {
            let figures = figures(index)
            if figures[page]?[FactName(.seats)] == seats, figures[other]?[FactName(.seats)] == nil {
                result.insert(index)
            }
        }
        return result
    }
}
