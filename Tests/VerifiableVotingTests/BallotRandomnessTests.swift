import PrimeOrderGroups
import Testing
import VerifiableVoting

/// The station's secret and its counter change the numbers of a ballot whose system bytes repeat, as those of a copied
/// machine would.
@Suite struct BallotRandomnessTests {
    typealias Station = BallotRandomness.StationSecret

    private static let secret = Array(String(repeating: "0123456789abcdef", count: 4).utf8)
    private static let otherSecret = Array(secret.reversed())

    /// The exponents of both ciphertexts of a ballot.
    private func exponents(
        _ station: Station, system: [UInt8] = Array(0..<64), credential: String = "credential",
        choices: [[Int]] = [[1, 0]]
    ) throws -> [String] {
        let question = Question(question: "one of two", answers: ["a", "b"], minimum: 1, maximum: 1)
        let maker = BallotMaker(try MakingTests.election([question], key: .random()))
        let bytes = Array(credential.utf8)
        let randomness = BallotRandomness(system: system, station: station, credential: bytes, choices: choices)
        let opened = maker.prepare(choices, credential: bytes, secret: .random(), randomness).challenge()
        return opened.openings.joined().map(\.randomness.decimal)
    }

    /// Computed apart from this program, by the definitions of HKDF (RFC 5869) and ChaCha20 (RFC 8439).
    @Test(arguments: [
        (
            Station(secret: secret, counter: 1),
            [
                "4520660028207187209698945763211200356183191354963029678829264146874007224537",
                "2197848357091960486575222336566095906237011323631149255379755897980800964828",
            ]
        ),
        (
            Station(secret: secret, counter: 2),
            [
                "6131821110798806352685783797328613673149006863775994362813962305252568703430",
                "2250732248649120857641968197199184580133557678365556230018145409936750001490",
            ]
        ),
        (
            Station(secret: otherSecret, counter: 1),
            [
                "5229491322666062688567055064301983875063691395862762602257247448902933691473",
                "3256911065159216559721075575854629095791230895441471965069952095693529464268",
            ]
        ),
        (
            .none,
            [
                "4956728112683063186316432880892801738976737835703281345142706136147436850599",
                "5795157451176230609880702197406905102597905667015467886180142956672151015782",
            ]
        ),
    ])
    func numbersByDefinition(_ station: Station, _ expected: [String]) throws {
        #expect(try exponents(station) == expected)
    }

    /// One input after the other is changed: no number comes twice. With the same inputs every number does.
    @Test func everyInputChangesEveryNumber() throws {
        let station = Station(secret: Self.secret, counter: 1)
        let again = try exponents(station)
        let drawn = try [
            again,
            exponents(Station(secret: Self.otherSecret, counter: 1)),
            exponents(Station(secret: Self.secret.dropLast(), counter: 1)),
            exponents(Station(secret: [], counter: 1)),
            exponents(Station(secret: Self.secret, counter: 0)),
            exponents(Station(secret: Self.secret, counter: 2)),
            exponents(Station(secret: Self.secret, counter: .max)),
            exponents(.none),
            exponents(station, system: Array(1..<65)),
            exponents(station, credential: "another"),
            exponents(station, choices: [[0, 1]]),
        ]
        #expect(Set(drawn.joined()).count == 2 * drawn.count)
        #expect(try exponents(station) == again)
    }
}
