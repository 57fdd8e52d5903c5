package import Glibc

/// Prints what a booth gives to its voter.
public protocol BoothPrinter: Sendable {
    /// Whether papers are shown on the page after them because there is no printer: for demonstrations.
    var showsPapersOnPage: Bool { get }

    /// Returns once the paper is out. Whoever throws did not print it, or does not know.
    func print(_ paper: [UInt8]) throws
}

/// Shows papers on the page: for demonstrations.
package struct PagePrinter: BoothPrinter {
    package let showsPapersOnPage = true

    package func print(_ paper: [UInt8]) {}
}

/// Hands papers to the standard input of a command, such as `cat` into a printer's device. Nothing of a paper is written to a
/// file or stands on a command line.
package struct CommandPrinter: BoothPrinter {
    package let words: [String]
    package let showsPapersOnPage = false

    /// After which a command that does not end is ended.
    private static let mostSeconds = 30
    /// What a pipe takes without anybody reading it.
    private static let mostBytes = 1 << 16

    package func print(_ paper: [UInt8]) throws {
        guard paper.count < Self.mostBytes else { throw BoothFault.system(call: "print", code: EFBIG) }
        var command = try SpawnedProcess(words)
        // A command that reads nothing ends with another result than 0, or is ended.
        try? command.send(paper)
        guard command.wait(seconds: Self.mostSeconds) == .result(0) else {
            throw BoothFault.system(call: "print", code: EIO)
        }
    }
}
