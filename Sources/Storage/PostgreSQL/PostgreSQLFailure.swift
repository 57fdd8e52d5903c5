/// Why a statement did not succeed, by what is to be done about it.
struct PostgreSQLFailure: Error, Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// The connection is gone, or the server no longer takes changes: connect anew and ask again. Whether a change was
        /// made is not known.
        case lost
        /// Another transaction was in the way; nothing was changed.
        case again
        /// Committed at the primary, and nobody knows whether the standby has it: ask again, which waits for the standby.
        case unconfirmed
        /// The server refuses.
        case refused
    }

    var kind: Kind
    /// Five characters; empty where the library itself has failed.
    var code: String
    var message: String

    var isTransient: Bool { kind != .refused }

    /// Sorts a server's code, after the list in appendix A of its manual.
    static func kind(ofCode code: String) -> Kind {
        switch code {
        case "40001", "40P01": .again
        // Another writer has added the same height. Reading again shows what.
        case "23505": .again
        // Ended by an operator, a crash or a start-up; a server that became a standby; too many connections for now.
        case "57P01", "57P02", "57P03", "25006", "53300": .lost
        case _ where code.hasPrefix("08"): .lost
        // The library itself failed, which says of a closed connection before it notices that it is closed.
        case "": .lost
        default: .refused
        }
    }
}
