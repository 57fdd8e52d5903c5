import PrimeOrderGroups

/// Announces an election by what its archive begins with.
extension AnnouncedElection {
    /// What an announcement says beyond the archive.
    public struct Terms: Equatable, Sendable {
        /// Name and number of credentials of each station, in the order of their slices.
        public var stations: [(name: String, credentials: Int)]
        /// For each question, the candidate of each answer; nil takes the answer's own text.
        public var candidates: [[String]]?
        public var revoting: Bool
        public var leastBallots: Int
        /// The election in whose place this one is held if that is declared void; nil for any other.
        public var reserveFor: String?

        public init(
            stations: [(name: String, credentials: Int)], candidates: [[String]]? = nil, revoting: Bool,
            leastBallots: Int, reserveFor: String? = nil
        ) {
            (self.stations, self.candidates) = (stations, candidates)
            (self.revoting, self.leastBallots, self.reserveFor) = (revoting, leastBallots, reserveFor)
        }

        public static func == (a: Terms, b: Terms) -> Bool {
            a.stations.elementsEqual(b.stations, by: ==) && a.candidates == b.candidates
                && a.revoting == b.revoting && a.leastBallots == b.leastBallots && a.reserveFor == b.reserveFor
        }
    }

    /// Reads the setup of an archive, which it verifies, and no further. Throws a violation of the archive's beginning,
    /// `manifestCredentials` where the stations' numbers do not make up the list, `manifestQuestions` where the candidates
    /// do not fit the answers, or what the source throws.
    public static func announcing(_ archive: any ArchiveSource, terms: Terms) async throws -> AnnouncedElection {
        let beginning = try ArchiveBeginning(archive)
        return try await SuiteChoice.visit(
            ElectionDescription(bytes: beginning.setup.election), Visitor(beginning: beginning, terms: terms))
    }

    private struct Visitor: SuiteVisitor {
        let beginning: ArchiveBeginning
        let terms: Terms

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> AnnouncedElection {
            let trustees = try Trustees<Suite>(bytes: beginning.setup.trustees)
            guard trustees.electionKey == election.publicKey else { throw Violation(.electionKey) }
            let credentials = try PublicCredentials(beginning.setup.credentials, suite: Suite.self)
            let counts = terms.stations.map(\.credentials)
            guard
                let fingerprints = CredentialSlices.fingerprints(beginning.setup.credentials, counts: counts)
            else {
                throw Violation(
                    .manifestCredentials,
                    detail: "\(counts.reduce(0) { $0 &+ $1 }) announced, \(credentials.count) listed")
            }
            let description = election.description
            return AnnouncedElection(
                uuid: description.uuid, group: description.group, fingerprint: election.fingerprint,
                setup: beginning.digest,
                stations: zip(terms.stations, fingerprints).map {
                    AnnouncedStation(name: $0.name, credentials: $0.credentials, fingerprint: $1)
                },
                trustees: AnnouncedTrustees.of(trustees), questions: try questions(description.questions),
                weights: credentials.hasWeights, revoting: terms.revoting, leastBallots: terms.leastBallots,
                reserveFor: terms.reserveFor)
        }

        private func questions(_ questions: [Question]) throws(Violation) -> [AnnouncedQuestion] {
            let candidates = terms.candidates ?? questions.map(\.answers)
            guard candidates.map(\.count) == questions.map(\.answers.count) else {
                throw Violation(.manifestQuestions, detail: "candidates")
            }
            return zip(questions, candidates).map { question, candidates in
                AnnouncedQuestion(
                    question: question.question, blank: question.blank, minimum: question.minimum,
                    maximum: question.maximum,
                    answers: zip(question.answers, candidates).map { .init(answer: $0, candidate: $1) })
            }
        }
    }
}

extension AnnouncedTrustees {
    static func of<Suite: CipherSuite>(_ trustees: Trustees<Suite>) -> [AnnouncedTrustees] {
        trustees.groups.map { group in
            AnnouncedTrustees(
                threshold: group.threshold, keys: group.members.map { Suite.Group.text($0.key) })
        }
    }
}
