/// Why a booth does not work.
public enum BoothFault: Error, Sendable, Hashable {
    /// A call of the system, with its `errno`.
    case system(call: String, code: Int32)
    /// The port on 127.0.0.1 is taken.
    case port(Int)
    /// The system does not let memory be locked: what a voter chooses could be written to the swap.
    case memoryNotLocked
    /// A core file, or another process of the same user, could read the memory.
    case memoryReadable
    /// What the process of a ballot was given is not a booth's setup, or its ballot is not the election's.
    case setup
}
