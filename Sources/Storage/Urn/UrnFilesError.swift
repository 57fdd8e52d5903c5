public import ElectronicStation
public import VerifiableVoting

/// Why an urn cannot be made, opened or written to.
public enum UrnFilesError: Error, Equatable, Sendable {
    /// `locked` where another process has the urn, `full` where a disk is, and so on.
    case storage(StorageError)
    /// The folder holds an urn already, or records of one whose state is lost: nothing is overwritten.
    case occupied(folder: String)
    /// The state cannot be read, by the rule that it breaks.
    case state(Violation)
    /// A file of another size than the urn's.
    case size(UrnFile)
    /// More than one record of a file is torn: no loss of power does that, so that the disk is at fault.
    case damaged(UrnFile, slots: [Int])
    /// A record of another urn, or of another file, in a slot.
    case foreign(UrnFile, slot: Int)
    /// The setup beside it is not the one that the state names.
    case setup
    /// A content that is longer than the slots of its file.
    case tooLong(UrnFile, bytes: Int)
    /// No slot is free: more than one for each slip is never needed.
    case noSlot(UrnFile)
    /// Stages come one after the other.
    case stage(from: UrnStage, to: UrnStage)
    /// It was opened for reading alone.
    case readOnly

    static func wrapping<Result>(_ work: () throws(StorageError) -> Result) throws(UrnFilesError) -> Result {
        do throws(StorageError) { return try work() } catch { throw .storage(error) }
    }
}
