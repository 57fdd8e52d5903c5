import Observation
import Storage
import Synchronization

/// The text of an audit, to which an audit board adds what it reads. A step is on the disk before it is answered; the file is the same
/// that `sailau audit enter` writes and `sailau audit replay` reads.
package final class AuditKeeper: Sendable {
    /// What became of a finding.
    enum Outcome: Sendable {
        case done
        /// A difference: the other reader has to enter the same.
        case waiting
        /// The two entered different things again.
        case differs
        case refused(AuditRefusal)
        case unavailable
    }

    private struct Proposal {
        var reader: String
        var finding: CardFinding
    }

    private struct Held {
        var audit: AuditState
        var bytes: [UInt8]
        /// What one reader of a card in dispute says now. Kept in memory alone: after a restart both enter it once more.
        var proposals: [CardPlace: Proposal] = [:]
    }

    private let path: String
    private let held: Mutex<Held>

    /// - Throws: `StorageError` for a file that can't be read, `AuditTextError` for one that is no audit.
    package init(path: String) throws {
        let bytes = try WholeFile.read(path)
        self.path = path
        held = Mutex(Held(audit: try AuditText.replay(bytes), bytes: bytes))
    }

    /// The audit as its file has it now; nil where the file can't be read any more.
    var now: AuditState? { held.withLock { renew(&$0) ? $0.audit : nil } }

    /// Whether a reader has said what he sees of a card in dispute, and the other has not.
    func isWaiting(_ place: CardPlace, reader: String) -> Bool {
        held.withLock { $0.proposals[place]?.reader == reader }
    }

    /// Adds what a person found: a reading, or of a card in dispute what both of its readers say now.
    func take(_ finding: CardFinding, of place: CardPlace, reader: String) -> Outcome {
        held.withLock { held in
            guard renew(&held) else { return .unavailable }
            guard held.audit.isDisputed(place) else {
                return add(.reading(CardReading(place, reader: reader, finding)), &held)
            }
            // Only the two who read the card settle it.
            guard held.audit.readings(of: place).contains(where: { $0.reader == reader }) else {
                return .refused(.readByTwoAlready(place))
            }
            guard let other = held.proposals[place], other.reader != reader else {
                held.proposals[place] = Proposal(reader: reader, finding: finding)
                return .waiting
            }
            held.proposals[place] = nil
            guard other.finding == finding else { return .differs }
            return add(.resolution(CardResolution(place, readers: [other.reader, reader].sorted(), finding)), &held)
        }
    }

    /// A command may have drawn more cards meanwhile.
    private func renew(_ held: inout Held) -> Bool {
        guard let bytes = try? WholeFile.read(path) else { return false }
        guard bytes != held.bytes else { return true }
        guard let audit = try? AuditText.replay(bytes) else { return false }
        (held.audit, held.bytes) = (audit, bytes)
        return true
    }

    private func add(_ step: AuditStep, _ held: inout Held) -> Outcome {
        var audit = held.audit
        do throws(AuditRefusal) { try audit.apply(step) } catch { return .refused(error) }
        let bytes = AuditText.bytes(audit)
        do throws(StorageError) { try WholeFile.write(bytes, to: path) } catch { return .unavailable }
        (held.audit, held.bytes) = (audit, bytes)
        return .done
    }
}

extension AuditState {
    /// Whether two persons read a card and differ.
    func isDisputed(_ place: CardPlace) -> Bool {
        readings(of: place).count == 2 && openCards.disputed.contains(place)
    }
}
