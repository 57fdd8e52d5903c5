/// How many ballots count in an archive that was verified: those of one station's voters, and all of them.
public struct CountedBallots: Equatable, Sendable {
    public let ofStation: Int
    public let all: Int

    public init(ofStation: Int, all: Int) { (self.ofStation, self.all) = (ofStation, all) }

    /// Of a station that is alone in its election all of them; otherwise the archive's ballots are told apart by the station's slice of
    /// the credentials.
    ///
    /// - Parameters:
    ///   - archive: the one that the statement is about.
    ///   - announced: its election, whose setup the archive was held against.
    /// - Throws: `manifestStation` for a name that is no station's, a `Violation` of an archive that is not the one that was
    ///   verified, or what the source throws.
    public init(
        of station: String, in archive: any ArchiveSource, _ announced: AnnouncedElection,
        _ statement: VerificationStatement
    ) throws {
        guard let slice = announced.credentials(of: station) else {
            throw Violation(.manifestStation, detail: station)
        }
        guard announced.stations.count > 1 else {
            self.init(ofStation: statement.counted, all: statement.counted)
            return
        }
        let listed = try JSONTree.list(ArchiveBeginning(archive).setup.credentials)
        guard slice.upperBound <= listed.count else { throw Violation(.manifestCredentials, detail: station) }
        // With weights an entry is the credential, a comma and the weight.
        let own = Set(listed[slice].compactMap { $0.string?.prefix { $0 != "," } })
        // A later ballot of a credential replaces the one before.
        var voted: Set<Substring> = []
        var reader = ArchiveReader(archive)
        while let event = try reader.next() {
            guard event.event.kind == .ballot, let body = event.data.first?.body else { continue }
            let ballot = try JSONTree.object(body, breaking: .ballotFormat)
            guard let credential = ballot["credential"]?.string else { throw Violation(.ballotFormat) }
            if own.contains(credential[...]) { voted.insert(credential[...]) }
        }
        self.init(ofStation: voted.count, all: statement.counted)
    }
}

extension JSONTree {
    /// The entries of a list of credentials. Throws `credentialsFormat`.
    fileprivate static func list(_ bytes: [UInt8]) throws(Violation) -> [JSONTree] {
        guard let items = (try? read(bytes))?.items else { throw Violation(.credentialsFormat) }
        return items
    }
}
