import CProcessLimits
package import Glibc

/// A program that was started with a pipe to its standard input, and nothing of ours but the descriptors that it is given.
package struct SpawnedProcess {
    package let identifier: pid_t
    /// The writing end of the pipe to its standard input.
    private(set) var input: Int32

    /// - Parameters:
    ///   - words: the program, looked up in PATH, and its arguments.
    ///   - descriptors: what it finds as its descriptors 3, 4, …
    ///   - output: what it finds as its standard output and error.
    ///   - heard: a descriptor that it finds as its standard output instead, with our standard error as its own.
    ///   - environment: besides where programs are found.
    package init(
        _ words: [String], descriptors: [Int32] = [], output: String = "/dev/null", heard: Int32? = nil,
        environment given: [String] = []
    ) throws(BoothFault) {
        let (reading, writing) = try Self.pipe()
        defer { close(reading) }
        guard process_keep_descriptors() == 0 else { throw .system(call: "close_range", code: errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, reading, 0)
        if let heard {
            posix_spawn_file_actions_adddup2(&actions, heard, 1)
        } else {
            for place: Int32 in 1...2 { posix_spawn_file_actions_addopen(&actions, place, output, O_WRONLY, 0) }
        }
        for (place, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place) + 3)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A signal that we ignore would be ignored by the other program, too.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var identifier: pid_t = 0
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        // Nothing of our environment: where programs are found, and that a crash shows no memory to another program.
        var environment =
            (["PATH=/usr/local/bin:/usr/bin:/bin", "SWIFT_BACKTRACE=enable=no"] + given).map { strdup($0) } + [nil]
        defer { for text in environment { free(text) } }
        let code = posix_spawnp(&identifier, words[0], &actions, &attributes, &arguments, &environment)
        guard code == 0 else {
            close(writing)
            throw .system(call: "posix_spawn", code: code)
        }
        self.identifier = identifier
        input = writing
    }

    private static func pipe() throws(BoothFault) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw .system(call: "pipe", code: errno) }
        return (ends[0], ends[1])
    }

    /// Writes all of it and closes the pipe. Throws `system` where the program reads no more.
    package mutating func send(_ bytes: [UInt8]) throws(BoothFault) {
        defer {
            close(input)
            input = -1
        }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(call: "write", code: errno) }
            written += count
        }
    }

    /// How it ended: its result, or the number of the signal that ended it.
    package enum End: Hashable {
        case result(Int32)
        case signal(Int32)
    }

    /// How it ended; nil while it runs. Asked no more once it has told.
    package func ended() -> End? {
        var status: Int32 = 0
        return waitpid(identifier, &status, WNOHANG) == identifier ? Self.end(status) : nil
    }

    /// Waits until it ends.
    package func wait() -> End {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
        return Self.end(status)
    }

    /// Waits for so many seconds, and then ends it.
    package func wait(seconds: Int) -> End {
        var status: Int32 = 0
        for _ in 0..<seconds * 50 {
            let ended = waitpid(identifier, &status, WNOHANG)
            if ended == identifier { return Self.end(status) }
            usleep(20_000)
        }
        kill(identifier, SIGKILL)
        return wait()
    }

    private static func end(_ status: Int32) -> End {
        let signal = status & 0x7f
        return signal == 0 ? .result(status >> 8 & 0xff) : .signal(signal)
    }
}
