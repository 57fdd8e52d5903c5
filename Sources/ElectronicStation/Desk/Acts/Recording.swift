import ElectionModel
import VerifiableVoting

/// By what a recorder's log is known once it has ended: so many entries, and the hash of its last line.
public struct RecorderFigures: Codable, Sendable, Hashable {
    public var entries: UInt32
    /// SHA-256, in hexadecimal.
    public var last: String

    public init(entries: UInt32, last: String) { (self.entries, self.last) = (entries, last) }

    /// Of a log as it stands.
    public init(_ log: RecorderLog) {
        self.init(entries: UInt32(clamping: log.entries.count), last: log.last.hexadecimal)
    }

    func requireForm() throws(DeskRefusal) {
        guard Digest(hexadecimal: last) != nil else { throw .noHash }
    }
}

/// How a station's recorders are set up: to whose key they seal, and how many booths keep one (article 50-2(4)).
public struct Recording: Codable, Sendable, Hashable {
    /// X25519, 64 hexadecimal digits: the oblast commission's.
    public var key: String
    /// Booths, portable ones among them; they are numbered from 1.
    public var booths: Int

    public init(key: RecorderKey, booths: Int) {
        (self.key, self.booths) = (Hexadecimal.text(key.bytes), booths)
    }

    /// The key as bytes; nil for what is none.
    public var recorderKey: RecorderKey? { Hexadecimal.bytes(key.utf8).flatMap { RecorderKey(bytes: $0) } }

    var isSound: Bool { recorderKey != nil && (0...RecorderEntry.mostBooths).contains(booths) }
}

/// The desk's own log has ended. The desk enters it together with the signing of the closing, so that it stands on the act.
public struct RecorderEnded: DeskAct {
    public static let kind = "desk.recorder-ended"

    public var log: RecorderFigures

    public init(_ log: RecorderFigures) { self.log = log }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .closed else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        try log.requireForm()
        state.recorderEnded = self
    }
}

/// What the members read off the ended logs of the booths (`sailau recorder end`): numbers and hashes, nothing of a ballot.
public struct BoothRecordersCounted: DeskAct {
    public static let kind = "desk.recorders-counted"

    /// Of booth 1, booth 2 and so on; nil for a log that cannot be read.
    public var logs: [RecorderFigures?]
    /// Why one cannot be read; nil where all can.
    public var reason: String?

    public init(_ logs: [RecorderFigures?], reason: String? = nil) { (self.logs, self.reason) = (logs, reason) }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .closed else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        let booths = state.prepared?.recording?.booths ?? 0
        guard logs.count == booths else { throw .otherBooths(given: logs.count, due: booths) }
        for case let log? in logs { try log.requireForm() }
        if logs.contains(nil), !(reason ?? "").contains(where: { !$0.isWhitespace }) { throw .noReason }
        state.boothRecorders = self
    }
}

extension DeskState {
    /// The closing names every log: the desk's own and those of the booths.
    func requireRecorders() throws(DeskRefusal) {
        guard let recording = prepared?.recording else { return }
        guard recording.booths == 0 || boothRecorders != nil else { throw .recordersNotCounted }
        guard recorderEnded != nil else { throw .notRecorded }
    }
}
