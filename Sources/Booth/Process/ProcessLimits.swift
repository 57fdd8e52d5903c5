import CProcessLimits
package import Glibc

/// What a process that holds secrets of a booth takes from itself before it reads the first of them.
package enum ProcessLimits {
    /// No core file; no process but a superuser's may read its memory. Throws `memoryReadable`.
    package static func hideMemory() throws(BoothFault) {
        guard process_forbid_core_files() == 0, process_forbid_dumps() == 0, process_is_dumpable() == 0 else {
            throw .memoryReadable
        }
    }

    /// Keeps the memory out of the swap. Throws `memoryNotLocked`.
    package static func lockMemory() throws(BoothFault) {
        guard process_lock_memory() == 0 else { throw .memoryNotLocked }
    }

    /// From here on no file grows by what the process or a program that it starts writes; pipes, sockets and devices stay.
    package static func writeNoFiles() throws(BoothFault) {
        // Whoever tries is ended by the system: nothing here does.
        guard process_forbid_files() == 0 else { throw .system(call: "setrlimit", code: errno) }
    }

    /// Ends with the process that started it, or rather with that one's thread that did.
    ///
    /// - Parameter parent: who that was, where it is known: one that ended before this was asked can't tell any more. Throws `system`.
    package static func endWithParent(_ parent: pid_t? = nil) throws(BoothFault) {
        guard process_end_with_parent() == 0 else { throw .system(call: "prctl", code: errno) }
        guard parent == nil || parent == getppid() else { throw .system(call: "getppid", code: ESRCH) }
    }

    /// The name under which a program that is started finds who started it.
    package static let parentVariable = "SAILAU_STARTED_BY"

    /// Who started this process; nil where nobody said so.
    package static var parent: pid_t? { getenv(parentVariable).flatMap { pid_t(String(cString: $0)) } }
}
