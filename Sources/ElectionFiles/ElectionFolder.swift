public import DataFormats
public import ElectionModel
public import ElectoralLaw

/// Everything in one folder of `Elections/`, read and held together with its law.
public struct ElectionFolder: Sendable {
    public var file: ElectionFile
    /// The election with everything the other files add to its register.
    public var election: Election
    public var law: Law
    public var tallies: [Tally]
    public var figures: [SourcedFigure]
    public var claims: [SeatClaim]
    public var sources: [Source]

    /// What can't be read at all, as opposed to a mistake inside a file.
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case missing(file: String, remedy: String)
        case mistakes(Mistakes)

        public var description: String {
            switch self {
            case .missing(let file, let remedy): "\(file): There is no such file. \(remedy)"
            case .mistakes(let mistakes): mistakes.description
            }
        }
    }

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - name: the path of the folder, for messages.
    ///   - file: the bytes of a file of the folder by its name; nil where there is none.
    ///   - lawFile: the bytes of a law file under `Laws/` by its path.
    /// - Throws: `Fault` with every mistake of the first file that has any.
    public static func read(
        _ name: String, file open: (String) -> [UInt8]?, lawFile: (String) -> [UInt8]?
    ) throws(Fault) -> ElectionFolder {
        guard let bytes = open("election.yaml") else {
            throw .missing(
                file: "\(name)/election.yaml", remedy: "Name a folder of Elections/ or one that has an election.yaml.")
        }
        do throws(Mistakes) {
            let file = try ElectionFile.read(bytes, file: "\(name)/election.yaml")
            let lawPath = "\(file.election.law).yaml"
            guard let lawBytes = lawFile(lawPath) else {
                throw Mistakes([
                    Mistake(
                        file: "\(name)/election.yaml", line: 1, field: "law", problem: "There is no Laws/\(lawPath).",
                        remedy: "Correct the name, or add the law file.")
                ])
            }
            let law = try Law.read(lawBytes, file: "Laws/\(lawPath)")
            var tallies: [Tally] = []
            if let votes = open("votes.csv") {
                tallies = try VotesFile.read(
                    votes: votes, votesFile: "\(name)/votes.csv", totals: open("totals.csv"),
                    totalsFile: "\(name)/totals.csv")
            }
            let sources = try open("sources.csv").map { bytes throws(Mistakes) in
                try SourcedFigures.sources(bytes, file: "\(name)/sources.csv")
            }
            let figures = try open("figures.csv").map { bytes throws(Mistakes) in
                try SourcedFigures.figures(bytes, file: "\(name)/figures.csv", sources: sources ?? [])
            }
            let claims = try open("seats.csv").map { bytes throws(Mistakes) in
                try SourcedFigures.seats(bytes, file: "\(name)/seats.csv", sources: sources ?? [])
            }
            return ElectionFolder(
                file: file, election: file.election, law: law, tallies: tallies, figures: figures ?? [],
                claims: claims ?? [], sources: sources ?? [])
        } catch {
            throw .mistakes(error)
        }
    }
}
