import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import Publication

/// A count as it is public at the moment, for answers that are made when they are asked for: the interface for programs, and the
/// photographs of protocols.
///
/// What the embargo hides is hidden here once: `visible` gives votes, sums and photographs, and nothing else does.
struct ShownCount: Sendable {
    let state: ConductState
    let head: RecordHead
    /// Rounds of which votes are shown to nobody.
    let hidden: Set<Int>
    /// What the pages show; national figures and constituencies.
    let figures: Figures
    var photographs: PhotographShelf?

    /// The answer to a request; nil for a path that is a published file or nothing at all.
    func answer(path: String, query: String) -> PublicAnswer? {
        if path.hasPrefix(Self.photographPath) { return photograph(String(path.dropFirst(Self.photographPath.count))) }
        guard path.hasPrefix(PublicInterface.root + "/") else { return nil }
        return PublicInterface(count: self).answer(path: path, query: query)
    }

    private static let photographPath = "/photographs/"

    /// A photograph is public once its protocol is in force and the embargo on its round is over.
    private func photograph(_ hash: String) -> PublicAnswer? {
        guard isPublic(photograph: hash), let (bytes, format) = photographs?.photograph(hash) else { return nil }
        return PublicAnswer(
            status: 200, file: PublicFiles.File(hash, bytes, type: format.rawValue, isImmutable: true))
    }

    /// That of an observer's copy is public as the claim is.
    func isPublic(photograph hash: String) -> Bool {
        state.protocols.photographed(hash).contains { key in
            state.protocols.cases[key].map { !visible($0).isEmpty } ?? false
        } || state.copies.values.contains { $0.submitted.photograph == hash && isShown($0.submitted.round) }
    }

    /// The address of a photograph; nil for a service without any.
    func address(ofPhotograph hash: String) -> String? { photographs.map { _ in Self.photographPath + hash } }

    /// The documents of a protocol that are public: those up to the one in force; none before its first acceptance and while
    /// its round is hidden.
    func visible(_ item: ProtocolCase) -> ArraySlice<ProtocolCase.Version> {
        guard !hidden.contains(item.key.contest.round), let last = item.versionInForce else { return [] }
        return item.versions[...last]
    }

    /// Whether sums and seats of a round are public.
    func isShown(_ round: Int) -> Bool { !hidden.contains(round) }
}
