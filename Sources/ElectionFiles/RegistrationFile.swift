public import DataFormats
public import ElectionModel
public import ElectoralLaw

/// `registration.yaml`: what parties, candidates and drawers of boundaries handed in, as far as the other files of the folder
/// don't say it. Every part may be left out; what is left out is not given.
public struct RegistrationFile: Sendable, Hashable {
    /// Its regions are those of the election.
    public var applications: Applications
    public var provenance: Provenance

    public static let format = "sailau-registration/1"

    /// - Parameters:
    ///   - register: the election with its candidates, whose regions and parties the file may name.
    ///   - sources: those of `sources.csv`.
    /// - Throws: `Mistakes`, all at once.
    public static func read(
        _ bytes: [UInt8], file: String, register: Election, sources: [Source]
    ) throws(Mistakes) -> RegistrationFile {
        try YAMLDocument.decode(bytes, file: file) { decode($0, register, sources) }
    }

    /// The JSON Schema of `registration.yaml`, made from the code that reads it.
    public static func schema() -> JSON {
        SchemaDescription.describe { decode($0, nil, []) }
            .schema(title: "Sailau registration file", identifier: "https://sailau.example/schemas/registration-1.json")
    }

    private static func decode(
        _ reader: MappingReader, _ register: Election?, _ sources: [Source]
    ) -> RegistrationFile? {
        guard reader.isFormat(format, "The version of this format: \(format).") else { return nil }
        let kind = reader.choice("kind", ProvenanceKind.self, "What kind of figures these are.")
        let source = reader.text("source", "A source of sources.csv.")
        if let source, !sources.contains(where: { $0.id == source }) {
            reader.report("source", .unknownSource, ["text": source])
        }
        var applications = Applications.decode(reader, register: register)
        applications.regions = register?.regions.map(\.id) ?? []
        guard let kind, let source else { return nil }
        return RegistrationFile(applications: applications, provenance: Provenance(kind, source: source))
    }
}
