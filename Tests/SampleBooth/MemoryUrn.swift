public import ElectronicStation
import Synchronization
public import VerifiableVoting

/// An urn in memory that keeps the contract of `UrnAccess`, notes what it is asked, and loses answers when it is told to.
public final class MemoryUrn: UrnAccess {
    /// What becomes of a request.
    public enum Fault: String, Sendable, CaseIterable {
        /// It never arrives.
        case before
        /// It is carried out and the answer never arrives.
        case after
    }

    public struct Lost: Error {}

    private struct State {
        var states: [[UInt8]: SlipState] = [:]
        var codes: [[UInt8]: String] = [:]
        var ballots: [[UInt8]] = []
        var challenges: [[UInt8]] = []
        var log: [String] = []
        var faults: [Fault] = []
        var isOpen = true
    }

    private let state: Mutex<State>
    private let readBallot: @Sendable ([UInt8]) throws -> (code: String, credential: [UInt8])
    private let readChallenge: @Sendable ([UInt8]) throws -> (code: String, credential: [UInt8])

    public init<Suite: CipherSuite>(_ election: Election<Suite>, credentials: [[UInt8]]) {
        state = Mutex(State(states: Dictionary(uniqueKeysWithValues: credentials.map { ($0, .unspent) })))
        readBallot = { bytes in
            _ = try election.verify(bytes)
            let text = try BallotReader<Suite.Group.Order>.read(bytes)
            return (text.signatureHash, text.credential)
        }
        readChallenge = { line in
            let opened = try election.verify(challenge: line)
            return (opened.code, Array(opened.credential))
        }
    }

    // MARK: What tests see and say

    /// `state`, `commit CODE`, `cast CODE`, `challenge CODE`, in the order in which they arrived.
    public var log: [String] { state.withLock(\.log) }
    public var ballots: [[UInt8]] { state.withLock(\.ballots) }
    public var challenges: [[UInt8]] { state.withLock(\.challenges) }

    /// The next requests go wrong, in this order.
    public func lose(_ faults: [Fault]) { state.withLock { $0.faults = faults } }
    public func setOpen(_ isOpen: Bool) { state.withLock { $0.isOpen = isOpen } }
    public func use(_ credential: [UInt8], as new: SlipState) { state.withLock { $0.states[credential] = new } }

    // MARK: The contract

    public func state(of credential: [UInt8]) async throws -> SlipState { try ask(credential) }
    public func commit(code: String, credential: [UInt8]) async throws { try keep(code, credential) }
    public func cast(_ ballot: [UInt8]) async throws { try take(ballot, isCast: true) }
    public func challenge(_ line: [UInt8]) async throws { try take(line, isCast: false) }

    private func answering<Value>(_ note: String, _ work: (inout State) throws -> Value) throws -> Value {
        try state.withLock { state in
            let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
            if fault == .before { throw Lost() }
            state.log.append(note)
            let value = try work(&state)
            if fault == .after { throw Lost() }
            return value
        }
    }

    public func ask(_ credential: [UInt8]) throws -> SlipState {
        try answering("state") { state in
            guard state.isOpen else { throw UrnRefusal.notOpen }
            return state.states[credential] ?? .unknown
        }
    }

    public func keep(_ code: String, _ credential: [UInt8]) throws {
        try answering("commit \(code)") { state in
            guard state.isOpen else { throw UrnRefusal.notOpen }
            let slip = state.states[credential] ?? .unknown
            guard slip == .unspent else { throw UrnRefusal.slip(slip) }
            state.codes[credential] = code
        }
    }

    public func take(_ bytes: [UInt8], isCast: Bool) throws {
        let read: (code: String, credential: [UInt8])
        do {
            read = try isCast ? readBallot(bytes) : readChallenge(bytes)
        } catch {
            throw UrnRefusal.ballot("\(error)")
        }
        try answering("\(isCast ? "cast" : "challenge") \(read.code)") { state in
            guard state.isOpen else { throw UrnRefusal.notOpen }
            if (isCast ? state.ballots : state.challenges).contains(bytes) { return }
            let slip = state.states[read.credential] ?? .unknown
            guard slip == .unspent else { throw UrnRefusal.slip(slip) }
            guard state.codes[read.credential] == read.code else { throw UrnRefusal.notCommitted }
            state.states[read.credential] = isCast ? .cast : .challenged
            if isCast { state.ballots.append(bytes) } else { state.challenges.append(bytes) }
        }
    }
}
