import ElectronicStation
import Glibc

/// Has the opening of a booth kept by its recorder before it opens (article 50-2(4)).
package protocol BoothRecording: Sendable {
    /// Whether the opening stands in the log for good.
    func opened() -> Bool
}

/// Where no law demands a recorder and the station has none.
package struct NoRecorder: BoothRecording {
    package init() {}
    package func opened() -> Bool { true }
}

/// Between a booth's supervisor and the process of a ballot. One byte asks that the opening be recorded, one byte answers, and the end
/// of the process closes it: the supervisor learns that a slip opened the booth, and when, and nothing of slip or ballot.
struct RecorderLine: ~Copyable {
    private static let asks = UInt8(ascii: "o")
    private static let yes = UInt8(ascii: "y")
    private static let no = UInt8(ascii: "n")
    /// From here on a descriptor is not in the way of those that the process gets.
    private static let high: Int32 = 64

    private let ours: Int32
    /// What the process of a ballot is given.
    private(set) var theirs: Int32

    init() throws(BoothFault) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .system(call: "socketpair", code: errno)
        }
        let moved = fcntl(ends[1], F_DUPFD_CLOEXEC, Self.high)
        let code = errno
        close(ends[1])
        guard moved >= 0 else {
            close(ends[0])
            throw .system(call: "fcntl", code: code)
        }
        ours = ends[0]
        theirs = moved
    }

    deinit {
        close(ours)
        if theirs >= 0 { close(theirs) }
    }

    /// Once the process has its own.
    mutating func letGo() {
        close(theirs)
        theirs = -1
    }

    /// Serves until the process has ended, however it did.
    ///
    /// - Parameters:
    ///   - isOpen: whether an opening stands in the log whose end does not; an end that could not be written is made up for
    ///     before the next opening.
    ///   - record: writes an entry, durably.
    ///   - failed: told where it could not.
    func serve(_ isOpen: inout Bool, record: (RecorderEntry.Action) throws -> Void, failed: () -> Void) {
        var wasOpened = false
        var byte: UInt8 = 0
        while true {
            let count = read(ours, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1, byte == Self.asks else { break }
            var answer = Self.yes
            do {
                if !wasOpened {
                    if isOpen { try record(.boothEnded) }
                    isOpen = false
                    try record(.boothOpened)
                    (isOpen, wasOpened) = (true, true)
                }
            } catch {
                failed()
                answer = Self.no
            }
            guard write(ours, &answer, 1) == 1 else { break }
        }
        guard isOpen else { return }
        do {
            try record(.boothEnded)
            isOpen = false
        } catch {
            failed()
        }
    }

    /// The end of a process of one ballot: asks and waits.
    struct Asking: BoothRecording {
        let descriptor: Int32

        func opened() -> Bool {
            var byte = RecorderLine.asks
            guard write(descriptor, &byte, 1) == 1 else { return false }
            while true {
                let count = read(descriptor, &byte, 1)
                if count < 0 && errno == EINTR { continue }
                return count == 1 && byte == RecorderLine.yes
            }
        }
    }
}
