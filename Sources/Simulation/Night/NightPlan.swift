public import Counting
public import DataFormats
public import ElectionConduct
public import ElectionModel
public import ElectionRecord

/// What a played election is made from, besides its setting and its protocols: the days of its decisions, and how often
/// somebody errs. Read from `night.yaml` in an election's folder.
public struct NightPlan: Sendable, Equatable {
    /// The number from which everything random is made.
    public var seed: UInt64 = 2004
    /// How many of a thousand entries have a typing error.
    public var typingErrors: Int
    /// How many protocols are wrong on paper, so that the commission above sends them back.
    public var paperErrors: Int
    public var calledOn: CalendarDate
    public var provisionalOn: CalendarDate
    public var correctedOn: CalendarDate
    public var listsDecidedOn: CalendarDate
    public var runOffDay: CalendarDate
    public var finishedOn: CalendarDate
    /// The party whose nominee a self-nominated winner is recorded as until the correction; nil for no such error.
    public var misrecordedAs: PartyID?
    /// Minutes that the clocks of a region are ahead of UTC.
    public var offsets: [RegionID: Int]

    public static let format = "sailau-night/1"

    /// - Throws: `Mistakes` with every mistake at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> NightPlan {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    /// The JSON Schema of these files, made from the code that reads them.
    public static func schema() -> JSON {
        SchemaDescription.describe(decode)
            .schema(title: "Sailau night file", identifier: "https://sailau.example/schemas/night-1.json")
    }

    static func decode(_ reader: MappingReader) -> NightPlan? {
        guard reader.isFormat(format, "The version of the format: \(format).") else { return nil }
        let called = reader.date("called on")
        let provisional = reader.date("provisional on", "The day on which a provisional house is announced.")
        let corrected = reader.date("corrected on", "The day on which a winner's nomination is corrected.")
        let lists = reader.date("lists decided on")
        let runOff = reader.date("run-off on")
        let finished = reader.date("finished on", "The day on which the final result is established.")
        let misrecorded = reader.textIfPresent(
            "misrecorded as", "The party whose nominee a self-nominated winner is recorded as at first.")
        let typing = reader.whole("typing errors", in: 0...500, "Of a thousand entries.")
        let paper = reader.whole("paper errors", in: 0...1000, "Protocols that are wrong on paper.")
        var offsets: [RegionID: Int] = [:]
        _ = reader.list("clocks", required: false, "How far clocks are ahead of UTC.") { reader -> Bool? in
            let regions = reader.texts("regions", required: true)
            let minutes = reader.whole("minutes", in: -720...840)
            for region in regions { offsets[RegionID(region)] = minutes }
            return true
        }
        guard let called, let provisional, let corrected, let lists, let runOff, let finished, let typing, let paper
        else { return nil }
        return NightPlan(
            typingErrors: typing, paperErrors: paper, calledOn: called, provisionalOn: provisional,
            correctedOn: corrected, listsDecidedOn: lists, runOffDay: runOff, finishedOn: finished,
            misrecordedAs: misrecorded.map { PartyID($0) }, offsets: offsets)
    }
}

/// The stages in which an election is played.
public enum NightStage: String, Sendable, Hashable, CaseIterable, Codable {
    /// Calling, stations, commissions.
    case calling
    /// Nominations and their registration, the order of lists.
    case nominations
    /// Protocols of the electronic stations, the first to arrive.
    case electronicStations = "electronic stations"
    /// All other protocols of the first round.
    case firstRound = "first round"
    /// District protocols, run-offs called, the provisional house.
    case provisional
    /// One winner's nomination is corrected.
    case correction
    /// The seats of the lists.
    case lists
    case runOff = "run-off"
    case final
}

/// One act of a played election.
public struct NightAct: Sendable {
    public var stage: NightStage
    public var act: any Act
    public var person: PersonID
    public var role: Role
    public var time: RecordTime
    public var persons: [PersonDescription]

    /// The canonical bytes of the act: what stands in a record.
    ///
    /// - Throws: `EncodingError` where it can't be written, which no act does.
    public var bytes: [UInt8] { get throws { try Self.encode(act) } }

    /// The kind of the act, as a record names it.
    public var kind: String { type(of: act).kind }

    /// What is said about persons, each as it is kept apart.
    public var personalBytes: [[UInt8]] { get throws { try persons.map { try CanonicalEncoder.encode($0) } } }

    private static func encode(_ act: some Act) throws -> [UInt8] { try CanonicalEncoder.encode(act) }
}
