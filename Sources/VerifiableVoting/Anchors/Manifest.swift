/// What the commission announces before the day, so that no archive can be invented, left out or exchanged afterwards.
///
/// Section 2 of the notes; byte by byte in Documentation/Formats/Manifest.md.
public struct Manifest: Equatable, Sendable {
    public let name: String
    /// All electronic elections of the day.
    public let elections: [AnnouncedElection]
    public let commission: SignerKey
    /// Who signs closings, and how many of them must.
    public let members: [Signer]
    public let closingSignatures: Int

    /// Throws `manifestFormat` with what does not fit together.
    public init(
        name: String, elections: [AnnouncedElection], commission: SignerKey, members: [Signer], closingSignatures: Int
    ) throws(Violation) {
        (self.name, self.elections, self.commission) = (name, elections, commission)
        (self.members, self.closingSignatures) = (members, closingSignatures)
        func demand(_ condition: Bool, _ detail: String) throws(Violation) {
            guard condition else { throw Violation(.manifestFormat, detail: detail) }
        }
        try demand(!elections.isEmpty, "elections")
        try demand(Set(elections.map(\.uuid)).count == elections.count, "elections: a uuid twice")
        try demand(Set(members.map(\.key)).count == members.count, "members: a key twice")
        try demand((1...max(1, members.count)).contains(closingSignatures) && !members.isEmpty, "closing_signatures")
        var stations: Set<String> = []
        for election in elections {
            try demand(!election.stations.isEmpty, "\(election.uuid): stations")
            for station in election.stations {
                try demand(!station.name.isEmpty, "\(election.uuid): a station without a name")
                // A reserve is held at the stations of the election that it stands for.
                let isNew = election.reserveFor != nil || stations.insert(station.name).inserted
                try demand(isNew, "\(station.name): a station twice")
            }
            try demand(!election.trustees.isEmpty, "\(election.uuid): trustees")
            for group in election.trustees {
                try demand((1...max(1, group.keys.count)).contains(group.threshold), "\(election.uuid): threshold")
            }
            try demand(!election.questions.isEmpty, "\(election.uuid): questions")
        }
        var reserved: Set<String> = []
        for election in elections {
            guard let uuid = election.reserveFor else { continue }
            let original = elections.first { $0.uuid == uuid }
            try demand(
                original?.reserveFor == nil && original?.stations.map(\.name) == election.stations.map(\.name)
                    && reserved.insert(uuid).inserted, "\(election.uuid): reserve_for")
        }
    }

    public func election(uuid: String) -> AnnouncedElection? { elections.first { $0.uuid == uuid } }

    /// Holds a set of archives, by their uuids, against what was announced. Throws `manifestElection` for the first that
    /// was not announced or is there twice, then for the first announced one that is missing; a reserve need not be there.
    public func check(archives uuids: [String]) throws(Violation) {
        var seen: Set<String> = []
        let announced = Set(elections.map(\.uuid))
        for uuid in uuids {
            guard announced.contains(uuid) else { throw Violation(.manifestElection, detail: uuid) }
            guard seen.insert(uuid).inserted else { throw Violation(.manifestElection, detail: "\(uuid) twice") }
        }
        if let missing = elections.first(where: { !seen.contains($0.uuid) && $0.reserveFor == nil }) {
            throw Violation(.manifestElection, detail: "\(missing.uuid) missing")
        }
    }
}

public typealias SignedManifest = Signed<Manifest>

extension Manifest: SignedContent {
    public static var kind: SignedDocument.Kind { .manifest }
}

extension SignedManifest {
    public var manifest: Manifest { content }

    /// Who signed. With the commission's key known from elsewhere, it must be that one; without, the manifest is signed by
    /// a key that it names itself, which proves nothing to who does not know it.
    ///
    /// Throws `manifestSignature`.
    public func signer(given: SignerKey?) throws(Violation) -> ManifestSigner {
        let keys = try document.signers()
        if let stranger = keys.firstIndex(where: { key in
            key != manifest.commission && !manifest.members.contains { $0.key == key }
        }) {
            throw Violation(
                .manifestSignature, Place(line: stranger + 2), detail: "\(keys[stranger].hexadecimal) is not announced")
        }
        guard keys.contains(manifest.commission) else {
            throw Violation(.manifestSignature, detail: "\(manifest.commission.hexadecimal) did not sign")
        }
        guard given == nil || given == manifest.commission else {
            throw Violation(.manifestSignature, detail: "signed by \(manifest.commission.hexadecimal)")
        }
        return ManifestSigner(key: manifest.commission, isGiven: given != nil)
    }
}

/// Whose signature a manifest bears.
public struct ManifestSigner: Equatable, Sendable {
    public let key: SignerKey
    /// Whether the verifier was given this key as the commission's. If not, anybody may have made the manifest.
    public let isGiven: Bool
}
