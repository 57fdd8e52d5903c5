public import DataFormats
package import PrimeOrderGroups
package import VerifiableVoting

/// How long a booth takes for a ballot of two questions with 10 and 13 answers, without printer and urn, on one core.
public enum BoothBenchmark {
    public struct Figures: Sendable {
        public var group: String
        public var ballots: Int
        /// Microseconds of one ballot: from choices to code, from the decision to the signed ballot, and the tables that a
        /// process makes once.
        public var prepare, cast, tables: Int

        public var json: JSON {
            .object([
                ("group", .string(group)), ("ballots", .count(ballots)), ("prepareMicroseconds", .count(prepare)),
                ("castMicroseconds", .count(cast)), ("tablesMicroseconds", .count(tables)),
            ])
        }
    }

    /// - Parameter group: one of `SuiteChoice.groups`. Throws `electionGroup` for another.
    public static func measure(group: String, ballots: Int) async throws -> Figures {
        let key = try await SuiteChoice.visit(group: group, KeyMaker())
        let bytes = key
        return try await SuiteChoice.visit(ElectionDescription(bytes: bytes), Measurement(ballots: ballots))
    }

    /// The bytes of an election with a fresh key.
    private struct KeyMaker: GroupVisitor {
        func visit<Suite: CipherSuite>(_: Suite.Type) async throws -> [UInt8] {
            let key = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, Suite.Secret.random())
            return ElectionDescription.bytes(
                suite: Suite.self, name: "Benchmark", description: "", publicKey: Suite.Group.text(key),
                questions: [10, 13].map { count in
                    Question(question: "Q", answers: (1...count).map { "A\($0)" }, minimum: 1, maximum: 1)
                }, uuid: "4b8gNLhWW7HKdT", administrator: nil, credentialAuthority: nil)
        }
    }

    private struct Measurement: SuiteVisitor {
        let ballots: Int

        func visit<Suite: CipherSuite>(_ election: Election<Suite>, _: EvidenceMethod<Suite>?) throws -> Figures {
            let secret = PrivateCredential.random().exponent(uuid: election.description.uuid, suite: Suite.self)
            var maker: BallotMaker<Suite>?
            let tables = Self.microseconds { maker = BallotMaker(election) }
            guard let maker else { preconditionFailure("a maker was made") }
            var (prepare, cast) = (0, 0)
            for number in 0..<ballots {
                let choices = election.questions.map { question in
                    question.answers.indices.map { $0 == number % question.answers.count ? 1 : 0 }
                }
                let station = BallotRandomness.StationSecret(secret: [1, 2, 3], counter: UInt64(number))
                var prepared: PreparedBallot<Suite>?
                prepare += try Self.microseconds {
                    prepared = try maker.prepare(choices, credential: secret, station: station)
                }
                guard let ballot = prepared.take() else { preconditionFailure("a ballot was made") }
                let start = ContinuousClock.now
                _ = ballot.cast()
                cast += Self.microseconds(since: start)
            }
            let count = max(ballots, 1)
            return Figures(
                group: Suite.Group.name, ballots: ballots, prepare: prepare / count, cast: cast / count, tables: tables)
        }

        private static func microseconds(_ work: () throws -> Void) rethrows -> Int {
            let start = ContinuousClock.now
            try work()
            return microseconds(since: start)
        }

        private static func microseconds(since start: ContinuousClock.Instant) -> Int {
            let time = start.duration(to: .now).components
            return Int(time.seconds) * 1_000_000 + Int(time.attoseconds / 1_000_000_000_000)
        }
    }
}
