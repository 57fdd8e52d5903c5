import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectoralLaw
import VerifiableVoting
import Wording

extension ConductSetting {
    /// The setting of an election from its files; what the record says about clocks and provenance comes with its call.
    ///
    /// - Parameter name: a folder of `Elections/`, or a path.
    static func load(_ name: String) throws -> ConductSetting {
        let folder = try Home.election(name)
        let lawFile = "Laws/\(folder.election.law).yaml"
        let procedureFile = "Laws/procedures/\(folder.election.law).yaml"
        let procedure = try Home.needed(procedureFile)
        return ConductSetting(
            law: folder.law, procedure: try Procedure.read(procedure, file: procedureFile), election: folder.election,
            lawHash: Digest(of: try Home.needed(lawFile)), procedureHash: Digest(of: procedure),
            electionHash: Digest(of: try electionFile(name)))
    }

    private static func electionFile(_ name: String) throws -> [UInt8] {
        guard name.contains("/") else { return try Home.needed("Elections/\(name)/election.yaml") }
        let path = "\(name)/election.yaml"
        guard let bytes = Home.read(path) else { throw BadInput(.noFile, ["file": path]) }
        return bytes
    }
}

/// A record folded into the state of its election; the chain and every signature are verified on the way.
struct ConductInput {
    let state: ConductState
    let folder: ElectionFolder
    let head: RecordHead

    /// - Parameters:
    ///   - height: the last event that counts; nil for all.
    ///   - election: where its election is; nil for the one of `Elections/` that the record names.
    ///   - look: sees each event before it is folded.
    static func fold(
        _ record: String, upTo height: Int?, in election: String? = nil,
        _ look: (SealedEvent) throws -> Void = { _ in }
    ) async throws -> ConductInput {
        var verifier = RecordVerifier()
        var state: ConductState?
        var folder: ElectionFolder?
        var head: RecordHead?
        try await RecordInput.read(record) { sealed in
            if let height, sealed.event.height > height { return }
            try look(sealed)
            try verifier.add(sealed)
            if state == nil {
                let name = try election ?? RecordOpening(payload: sealed.payload).election
                state = ConductState(try ConductSetting.load(name))
                folder = try Home.election(name)
            }
            do {
                try state?.apply(sealed)
            } catch let refusal as ConductRefusal {
                throw ConductFault(refusal: refusal, height: sealed.event.height)
            }
            head = sealed.head
        }
        guard let state, let folder, let head else { throw RecordViolation(.opening, height: 0, detail: record) }
        return ConductInput(state: state, folder: folder, head: head)
    }
}

/// An act that stands in a record and that the conduct of the election does not allow.
struct ConductFault: Error {
    let refusal: ConductRefusal
    let height: Int

    func sentence(_ wording: Wording) -> String {
        wording.term(
            "record.line.violation",
            [Figure("height", .text("\(height)")), Figure("rule", .text(wording.sentence(for: refusal)))])
    }
}
