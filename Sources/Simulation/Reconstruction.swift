public import DataFormats
public import ElectionFiles
public import ElectionModel

/// The protocols that were never published, made up so that they agree with every figure that was, together with the
/// registers that they need. Every row of its files says so.
public struct Reconstruction: Sendable, Hashable {
    public var seed: UInt64
    public var parameters: ReconstructionParameters
    public var stations: [PollingStation]
    /// The constituencies in the order of their numbers, then the district of the lists.
    public var districts: [District]
    /// Constituency candidates, in ballot order; placeholders all of them.
    public var candidates: [Choice]
    public var persons: [ListPlace]
    /// Parties to which self-nominated candidates belong.
    public var memberships: [Membership]
    public var ballots: [Ballot]
    public var protocols: [Protocol]

    static let listTier: TierID = "list"
    static let constituencyTier: TierID = "constituencies"
    static let national: DistrictID = "national"
}

extension Reconstruction {
    /// The names of its files, in the order in which they are written.
    public static let fileNames =
        [
            "parameters.csv", "districts.csv", "stations.csv", "candidates.csv", "persons.csv", "memberships.csv",
            "ballots.csv",
        ]
        + protocolFiles.map(\.name)

    static let protocolFiles: [(tier: TierID, round: Int, name: String)] = [
        (listTier, 1, ProtocolFile.name(tier: listTier, round: 1)),
        (constituencyTier, 1, ProtocolFile.name(tier: constituencyTier, round: 1)),
        (constituencyTier, 2, ProtocolFile.name(tier: constituencyTier, round: 2)),
    ]

    /// The bytes of its files by name, in the order of `fileNames`.
    public func files(lists: [ChoiceID]) -> [(name: String, bytes: [UInt8])] {
        func entries<Value>(_ values: [Value]) -> [Entry<Value>] { values.map { Entry($0, .reconstructed) } }
        let tier = Self.constituencyTier
        return [
            ("parameters.csv", ParameterFile.write(parameters, seed: seed, lists: lists)),
            ("districts.csv", DistrictFile.write(entries(districts))),
            ("stations.csv", StationFile.write(entries(stations))),
            ("candidates.csv", CandidateFile.write(entries(candidates.map { RegisteredChoice($0, tier: tier) }))),
            ("persons.csv", PersonFile.write(entries(persons))),
            ("memberships.csv", MembershipFile.write(entries(memberships))),
            ("ballots.csv", BallotFile.write(entries(ballots))),
        ]
            + Self.protocolFiles.map { file in
                (
                    file.name,
                    ProtocolFile.write(protocols.filter { $0.tier == file.tier && $0.round == file.round })
                )
            }
    }

    /// Reads its files.
    ///
    /// - Parameter open: the bytes of a file by its name; nil where there is none.
    /// - Throws: `Mistakes` of the first file that has any or is missing.
    public static func read(lists: [ChoiceID], file open: (String) -> [UInt8]?) throws(Mistakes) -> Reconstruction {
        try ReconstructionFiles.read(lists: lists, file: open).reconstruction
    }
}

/// The files of a reconstruction as read, with what only the rows say.
struct ReconstructionFiles {
    var reconstruction: Reconstruction
    /// Rows without the status "reconstructed".
    var unmarkedRows: Int

    static func read(lists: [ChoiceID], file open: (String) -> [UInt8]?) throws(Mistakes) -> ReconstructionFiles {
        func bytes(_ name: String) throws(Mistakes) -> [UInt8] {
            guard let bytes = open(name) else {
                throw Mistakes([
                    Mistake(file: name, line: 1, field: "", .missingProtocols)
                ])
            }
            return bytes
        }
        var unmarked = 0
        func values<Value>(_ entries: [Entry<Value>]) -> [Value] {
            unmarked += entries.count { $0.provenance != .reconstructed }
            return entries.map(\.value)
        }
        let assumed = try ParameterFile.read(bytes("parameters.csv"), file: "parameters.csv", lists: lists)
        let ballots = values(try BallotFile.read(bytes("ballots.csv"), file: "ballots.csv"))
        var protocols: [Protocol] = []
        for file in Reconstruction.protocolFiles {
            protocols += try ProtocolFile.read(bytes(file.name), file: file.name, ballots: ballots)
        }
        unmarked += protocols.count { $0.provenance != .reconstructed }
        let reconstruction = Reconstruction(
            seed: assumed.seed, parameters: assumed.parameters,
            stations: values(try StationFile.read(bytes("stations.csv"), file: "stations.csv")),
            districts: values(try DistrictFile.read(bytes("districts.csv"), file: "districts.csv")),
            candidates: values(try CandidateFile.read(bytes("candidates.csv"), file: "candidates.csv")).map(\.choice),
            persons: values(try PersonFile.read(bytes("persons.csv"), file: "persons.csv")),
            memberships: values(try MembershipFile.read(bytes("memberships.csv"), file: "memberships.csv")),
            ballots: ballots, protocols: protocols)
        return ReconstructionFiles(reconstruction: reconstruction, unmarkedRows: unmarked)
    }
}
