public import DataFormats
public import VerifiableVoting

/// What a bundle is asked beside its files: `evidence.yaml`.
public struct EvidenceInputs: Sendable, Hashable {
    public static let format = "sailau-evidence-inputs/1"

    /// A folder of `Elections/`, where the bundle has no folder `election` of its own.
    public var election: String
    /// The contest of the quick count and of forensic counts; nil for neither.
    public var contest: ContestKey?
    /// Simulated elections of the calibration.
    public var runs: Int
    public var seed: UInt64
    /// The hash of the quick count's list that was published before the day.
    public var quickCountHash: Digest?

    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> EvidenceInputs {
        try YAMLDocument.decode(bytes, file: file) { reader in
            guard reader.isFormat(format, "The version of this format: \(format).") else { return nil }
            let election = reader.text("election", "A folder of Elections/.")
            let contestText = reader.textIfPresent("contest", "As tier/district/round.")
            let runs = reader.wholeIfPresent("runs", in: 19...10_000, "Simulated elections of the calibration.")
            let seed = reader.wholeIfPresent("seed", in: 0...Int.max, "What simulated elections are made from.")
            let hashText = reader.textIfPresent("quick count hash", "Of the list, as it was published.")
            let contest = contestText.flatMap { ContestKey(text: $0) }
            if let contestText, contest == nil {
                reader.report("contest", .unknownValue, ["text": contestText, "guess": nil, "known": ContestKey.form])
            }
            let hash = hashText.flatMap { Digest(hexadecimal: $0) }
            if let hashText, hash == nil {
                reader.report("quick count hash", .unknownValue, ["text": hashText, "guess": nil, "known": "0…f × 64"])
            }
            guard let election else { return nil }
            return EvidenceInputs(
                election: election, contest: contest, runs: runs ?? 100, seed: UInt64(seed ?? 2004),
                quickCountHash: hash)
        }
    }
}
