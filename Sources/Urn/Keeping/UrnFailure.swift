public import ElectronicStation
public import Storage
public import VerifiableVoting

/// Why an urn cannot be prepared, opened, shown or closed.
public enum UrnFailure: Error, Equatable, Sendable {
    case files(UrnFilesError)
    /// The manifest announces no such station, or the archive's beginning is not the announced one.
    case manifest(Violation)
    /// The archive goes on behind its setup.
    case notASetup
    /// Credentials that are none of the station's.
    case credentials(Range<Int>, of: Range<Int>)
    /// A record that is no ballot, challenge or commitment of one of the urn's slips, or a slip's second.
    case record(UrnFile, Violation)
    /// Records in an urn that was not opened yet, or a number on the disk that differs from what was acknowledged.
    case notEmpty(UrnFigures)
    case changed(UrnFile, onDisk: Int, acknowledged: Int)
}

/// What is shown of an urn: numbers alone.
public struct UrnFigures: Sendable, Hashable {
    public var stage: UrnStage
    public var slips: Int
    public var ballots: Int
    public var challenges: Int
    /// Slips with a code that was committed to and neither cast nor challenged.
    public var undecided: Int
    /// Writes that a loss of power cut off before the last opening, and of which nobody was told.
    public var cutOff: Int

    public init(stage: UrnStage, slips: Int, ballots: Int, challenges: Int, undecided: Int, cutOff: Int) {
        (self.stage, self.slips, self.ballots) = (stage, slips, ballots)
        (self.challenges, self.undecided, self.cutOff) = (challenges, undecided, cutOff)
    }

    public var isEmpty: Bool { ballots == 0 && challenges == 0 && undecided == 0 }
}
