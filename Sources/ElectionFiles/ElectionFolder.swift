import Counting
public import DataFormats
public import ElectionModel
public import ElectoralLaw

/// Everything in one folder of `Elections/`, read and held together with its law.
public struct ElectionFolder: Sendable {
    public var file: ElectionFile
    /// The election with everything the other files add to its register.
    public var election: Election
    public var law: Law
    /// Totals that were taken over as published; sums of protocols come from elsewhere.
    public var tallies: [Tally]
    public var decisions: Decisions
    public var figures: [SourcedFigure]
    public var claims: [SeatClaim]
    public var outcomeClaims: [OutcomeClaim]
    public var sources: [Source]
    /// What was handed in before the election; nil where the folder has no `registration.yaml`.
    public var registration: RegistrationFile?

    /// What can't be read at all, as opposed to a mistake inside a file.
    public enum Fault: Error, Sendable {
        /// There is no such folder, or it has no `election.yaml`.
        case missing(file: String)
        case mistakes(Mistakes)
    }

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - name: the path of the folder, for messages.
    ///   - open: the bytes of a file of the folder by its name; nil where there is none.
    ///   - lawFile: the bytes of a law file under `Laws/` by its path.
    /// - Throws: `Fault` with every mistake of the first file that has any.
    public static func read(
        _ name: String, file open: (String) -> [UInt8]?, lawFile: (String) -> [UInt8]?
    ) throws(Fault) -> ElectionFolder {
        guard let bytes = open("election.yaml") else {
            throw .missing(file: "\(name)/election.yaml")
        }
        do throws(Mistakes) {
            let file = try ElectionFile.read(bytes, file: "\(name)/election.yaml")
            let law = try readLaw(file.election.law, for: name, lawFile)
            var folder = ElectionFolder(
                file: file, election: file.election, law: law, tallies: [], decisions: Decisions(), figures: [],
                claims: [], outcomeClaims: [], sources: [])
            try folder.readRegister(name, open)
            try folder.readVotes(name, open)
            try folder.readSourced(name, open)
            return folder
        } catch {
            throw .mistakes(error)
        }
    }

    private static func readLaw(
        _ law: String, for name: String, _ lawFile: (String) -> [UInt8]?
    ) throws(Mistakes) -> Law {
        let path = "\(law).yaml"
        guard let bytes = lawFile(path) else {
            throw Mistakes([
                Mistake(file: "\(name)/election.yaml", line: 1, field: "law", .missingLaw, ["path": path])
            ])
        }
        return try Law.read(bytes, file: "Laws/\(path)")
    }

    private mutating func readRegister(_ name: String, _ open: (String) -> [UInt8]?) throws(Mistakes) {
        if let bytes = open("districts.csv") {
            election.districts = try DistrictFile.read(bytes, file: "\(name)/districts.csv").map(\.value)
        }
        if let bytes = open("candidates.csv") {
            election.choices += try CandidateFile.read(bytes, file: "\(name)/candidates.csv").map(\.value.choice)
        }
        if let bytes = open("persons.csv") {
            let places = try PersonFile.read(bytes, file: "\(name)/persons.csv").map(\.value)
            election.choices = PersonFile.place(places, on: election.choices)
        }
    }

    private mutating func readVotes(_ name: String, _ open: (String) -> [UInt8]?) throws(Mistakes) {
        guard let votes = open("votes.csv") else { return }
        var ledger = Ledger()
        for totals in try VotesFile.read(
            votes: votes, votesFile: "\(name)/votes.csv", totals: open("totals.csv"), totalsFile: "\(name)/totals.csv")
        {
            // One contest has one total here: the reader adds rows of the same contest to it.
            do { try ledger.accept(totals: totals) } catch { preconditionFailure("\(error)") }
        }
        tallies = ledger.tabulate()
    }

    private mutating func readSourced(_ name: String, _ open: (String) -> [UInt8]?) throws(Mistakes) {
        if let bytes = open("sources.csv") {
            sources = try SourcedFigures.sources(bytes, file: "\(name)/sources.csv")
        }
        if let bytes = open("figures.csv") {
            figures = try SourcedFigures.figures(bytes, file: "\(name)/figures.csv", sources: sources)
        }
        if let bytes = open("seats.csv") {
            claims = try SourcedFigures.seats(bytes, file: "\(name)/seats.csv", sources: sources)
        }
        if let bytes = open("outcomes.csv") {
            outcomeClaims = try OutcomeClaim.read(bytes, file: "\(name)/outcomes.csv", sources: sources)
        }
        if let bytes = open("decisions.csv") {
            decisions = try DecisionsFile.read(bytes, file: "\(name)/decisions.csv", sources: sources)
        }
        if let bytes = open("registration.yaml") {
            registration = try RegistrationFile.read(
                bytes, file: "\(name)/registration.yaml", register: election, sources: sources)
        }
    }
}
