public import ElectionModel

/// One rule of registration held against one thing that was handed in.
public struct RegistrationCheck: Sendable, Hashable {
    /// `G01` to `G15`, as `checkRegistration` lists them.
    public var code: String
    public var part: Applications.Part
    public var result: Result
    /// What it is about, from the widest to the narrowest; empty where nothing of the kind was handed in.
    public var place: [String]
    public var figures: [Figure]
    /// The articles of the rule.
    public var cites: [Citation]

    public enum Result: String, Sendable, Hashable, CaseIterable {
        case passed
        case failed
        /// What the rule asks for is not known, which is neither.
        case notGiven = "not given"
    }

    /// An error where it failed, information where it passed; nil where what it needs is not given.
    public var finding: Finding? {
        switch result {
        case .passed: Finding(code, .information, place: place, figures: figures)
        case .failed: Finding(code, .error, place: place, figures: figures)
        case .notGiven: nil
        }
    }
}

/// Checks applications against the law's rules of registration. Checks that passed are reported too, as information; a
/// rule that the law doesn't have checks nothing, and neither does one whose figures are not given.
///
/// Codes: G01 members of a party, G02 its members in one region, G03 parties of a bloc, G04 a party in one bloc only,
/// G05 self-nomination, G06 a party's nominee is its member, G07 one nominee of a party in a constituency, G08 a person in
/// one constituency, G09 on a list or in a constituency, G10 length of a list, G11 number of signatures, G12 regions they
/// come from, G13 size of a constituency, G14 difference between the constituencies of one region, G15 deposit paid in.
public func checkRegistration(_ applications: Applications, under law: Law) -> [Finding] {
    registrationChecks(applications, under: law).compactMap(\.finding)
}

/// The same checks with their articles, those included for which something is not given.
public func registrationChecks(_ applications: Applications, under law: Law) -> [RegistrationCheck] {
    guard let registration = law.registration else { return [] }
    var checker = RegistrationChecker(applications: applications, law: law)
    if let rule = registration.party { checker.parties(rule) }
    if let rule = registration.bloc { checker.blocs(rule) }
    if let rule = registration.nomination { checker.nominations(rule) }
    if let rule = registration.list { checker.lists(rule) }
    if let rule = registration.signatures { checker.signatures(rule) }
    if let rule = registration.constituencies { checker.constituencies(rule) }
    if let rule = registration.deposit { checker.deposits(rule) }
    return checker.checks
}

/// Runs the checks one rule after the other.
struct RegistrationChecker {
    let applications: Applications
    let law: Law
    private(set) var checks: [RegistrationCheck] = []
    private var part = Applications.Part.parties
    private var cites: [Citation] = []

    init(applications: Applications, law: Law) {
        self.applications = applications
        self.law = law
    }

    /// What the checks that follow are about.
    mutating func begin(_ part: Applications.Part, _ cites: [Citation]) {
        self.part = part
        self.cites = cites
    }

    /// Notes a check; `passed` is nil where what it needs is not given.
    mutating func note(_ code: String, passed: Bool?, _ place: [String], _ figures: [Figure] = []) {
        let result = passed.map { $0 ? RegistrationCheck.Result.passed : .failed } ?? .notGiven
        checks.append(
            RegistrationCheck(code: code, part: part, result: result, place: place, figures: figures, cites: cites))
    }

    /// The seats a list competes for; nil where the law has no tier of lists, or several, or several districts in it.
    func seats(of list: Applications.ListApplication) -> Int? {
        if let seats = list.seats { return seats }
        let tiers = law.tiers.filter { tier in
            if case .lists = tier.rule { true } else { false }
        }
        guard tiers.count == 1, case .lists(let rule) = tiers[0].rule, rule.districts.kind == .national else {
            return nil
        }
        return law.seatsAtStake(in: tiers[0])
    }
}
