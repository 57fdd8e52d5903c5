public import ElectronicStation
import Foundation

/// A memory urn behind a socket in a folder, so that processes can reach it: one line asked, one answered a connection.
public enum UrnSocket {
    /// Serves until the process ends.
    public static func serve(_ urn: MemoryUrn, at path: String) {
        unlink(path)
        let listening = open()
        _ = withAddress(path) { bind(listening, $0, $1) }
        listen(listening, 16)
        while true {
            let connection = accept(listening, nil, nil)
            guard connection >= 0 else { continue }
            let asked = readAll(connection, untilLine: true)
            if let answer = answer(asked, urn) { write(connection, answer) }
            close(connection)
        }
    }

    private static func answer(_ asked: String, _ urn: MemoryUrn) -> String? {
        let words = asked.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 || [["log"], ["ballots"], ["challenges"]].contains(words) else { return nil }
        do {
            switch words[0] {
            case "state": return try "state \(urn.ask(Array(words[1].utf8)).rawValue)"
            case "commit":
                let parts = words[1].split(separator: " ").map(String.init)
                try urn.keep(parts[0], Array(parts[1].utf8))
            case "cast": try urn.take(Array(words[1].utf8), isCast: true)
            case "challenge": try urn.take(Array(words[1].utf8), isCast: false)
            case "log": return urn.log.joined(separator: "\n")
            case "lose": urn.lose(words[1].split(separator: ",").compactMap { MemoryUrn.Fault(rawValue: String($0)) })
            case "open": urn.setOpen(words[1] == "yes")
            case "challenges", "ballots":
                let all = words[0] == "ballots" ? urn.ballots : urn.challenges
                return all.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
            default: return nil
            }
            return "ok"
        } catch let refusal as UrnRefusal {
            switch refusal {
            case .slip(let state): return "slip \(state.rawValue)"
            case .notOpen: return "not open"
            case .notCommitted: return "not committed"
            case .ballot(let rule): return "ballot \(rule)"
            case .failure(let detail): return "failure \(detail)"
            }
        } catch {
            return nil
        }
    }

    // MARK: Sockets

    fileprivate static func open() -> Int32 { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) }

    fileprivate static func withAddress(_ path: String, _ work: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            for (place, byte) in path.utf8.prefix(buffer.count - 1).enumerated() { buffer[place] = byte }
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                work($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    fileprivate static func readAll(_ descriptor: Int32, untilLine: Bool) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece[..<count]
            if untilLine, bytes.last == 10 { break }
        }
        if bytes.last == 10 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    fileprivate static func write(_ descriptor: Int32, _ text: String) {
        let bytes = Array("\(text)\n".utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Asks the urn behind a socket; nil where no answer comes.
    public static func ask(_ path: String, _ line: String) -> String? {
        let descriptor = open()
        defer { close(descriptor) }
        guard withAddress(path, { connect(descriptor, $0, $1) }) == 0 else { return nil }
        write(descriptor, line)
        let answer = readAll(descriptor, untilLine: false)
        return answer.isEmpty ? nil : answer
    }
}

/// The client of an urn behind a socket.
public struct SocketUrn: UrnAccess {
    private let path: String

    public init(path: String) { self.path = path }

    public func state(of credential: [UInt8]) async throws -> SlipState {
        let answer = try ask("state \(text(credential))")
        guard answer.hasPrefix("state "), let state = SlipState(rawValue: String(answer.dropFirst(6))) else {
            throw MemoryUrn.Lost()
        }
        return state
    }

    public func commit(code: String, credential: [UInt8]) async throws {
        _ = try ask("commit \(code) \(text(credential))")
    }

    public func cast(_ ballot: [UInt8]) async throws { _ = try ask("cast \(text(ballot))") }
    public func challenge(_ line: [UInt8]) async throws { _ = try ask("challenge \(text(line))") }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func ask(_ line: String) throws -> String {
        guard let answer = UrnSocket.ask(path, line) else { throw MemoryUrn.Lost() }
        if answer == "ok" || answer.hasPrefix("state ") { return answer }
        if answer == "not open" { throw UrnRefusal.notOpen }
        if answer == "not committed" { throw UrnRefusal.notCommitted }
        if answer.hasPrefix("slip "), let state = SlipState(rawValue: String(answer.dropFirst(5))) {
            throw UrnRefusal.slip(state)
        }
        if answer.hasPrefix("failure") { throw UrnRefusal.failure(answer) }
        throw UrnRefusal.ballot(answer)
    }
}
