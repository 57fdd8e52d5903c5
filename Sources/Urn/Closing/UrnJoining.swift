import ElectronicStation
import Storage
import VerifiableVoting

/// Holds the urns of an election against each other and against what was announced.
enum UrnJoining {
    /// The ballots and the challenges of all urns, each in the order of codes. Throws for urns that do not belong together,
    /// for a slip that was spent twice, and for a station without an urn.
    static func entries(
        _ urns: [ClosedUrn], _ announced: AnnouncedElection
    ) throws(UrnAssemblyRefusal) -> (ballots: [UrnEntry], challenges: [UrnEntry]) {
        try belong(urns, announced)
        var slips: [Int: UrnEntry] = [:]
        var codes: [String: UrnEntry] = [:]
        for entry in urns.flatMap(\.entries).sorted(by: precedes) {
            // A code holds its credential: only what was made to deceive has the same code with another slip.
            if let other = slips.updateValue(entry, forKey: entry.slip) ?? codes.updateValue(entry, forKey: entry.code)
            {
                throw .spentTwice(code: entry.code, urns[other.urn].name, urns[entry.urn].name)
            }
        }
        let sorted = codes.values.sorted(by: precedes)
        return (sorted.filter { !$0.isChallenge }, sorted.filter(\.isChallenge))
    }

    private static func precedes(_ a: UrnEntry, _ b: UrnEntry) -> Bool {
        a.code == b.code ? a.urn < b.urn : UrnCodes.precedes(a.code, b.code)
    }

    private static func belong(_ urns: [ClosedUrn], _ announced: AnnouncedElection) throws(UrnAssemblyRefusal) {
        guard !urns.isEmpty else { throw .noUrn }
        var names: Set<UrnName> = []
        for urn in urns {
            let identity = urn.files.identity
            guard identity.uuid == announced.uuid, identity.setup == announced.setup else {
                throw .anotherElection(urn.name)
            }
            guard names.insert(urn.name).inserted else { throw .urnTwice(urn.name) }
            guard let slice = announced.credentials(of: identity.station), slice.contains(range: identity.credentials)
            else { throw .station(urn.name) }
        }
        let present = Set(names.map(\.station))
        if let missing = announced.stations.first(where: { !present.contains($0.name) }) {
            throw .missing(station: missing.name)
        }
        for station in present { try cover(station, urns, announced) }
    }

    /// Each slip of a station must belong to an urn that is here.
    private static func cover(
        _ station: String, _ urns: [ClosedUrn], _ announced: AnnouncedElection
    ) throws(UrnAssemblyRefusal) {
        guard let slice = announced.credentials(of: station) else { return }
        let parts = urns.map(\.files.identity).filter { $0.station == station }.map(\.credentials)
        var covered = slice.lowerBound
        for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard part.lowerBound <= covered else { break }
            covered = max(covered, part.upperBound)
        }
        guard covered < slice.upperBound else { return }
        let next = parts.map(\.lowerBound).filter { $0 > covered }.min() ?? slice.upperBound
        throw .uncovered(
            station: station, slips: covered - slice.lowerBound + 1..<next - slice.lowerBound + 1)
    }

    /// Holds urns against the lists that were signed at their stations. Where an election has several stations or urns, each urn
    /// comes with one. Throws `notSigned` or `otherCodes`, or `closingSignature` as a `Violation`.
    static func check(_ signed: [SignedUrnCodes], _ urns: [ClosedUrn], _ manifest: Manifest, stations: Int) throws {
        for urn in urns {
            let own = signed.filter { $0.codes.station == urn.name.station && $0.codes.urn == urn.name.urn }
            guard !own.isEmpty || (stations == 1 && urns.count == 1) else {
                throw UrnAssemblyRefusal.notSigned(urn.name)
            }
            let codes = urn.codes
            for list in own {
                _ = try list.signers(of: manifest)
                guard list.codes == codes else { throw UrnAssemblyRefusal.otherCodes(urn.name) }
            }
        }
        let names = Set(urns.map(\.name))
        if let stranger = signed.map({ UrnName(station: $0.codes.station, urn: $0.codes.urn) }).first(where: {
            !names.contains($0)
        }) {
            // Its commission closed it, and it is not here.
            throw UrnAssemblyRefusal.missing(station: stranger.station)
        }
    }
}

extension Range<Int> {
    fileprivate func contains(range other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
