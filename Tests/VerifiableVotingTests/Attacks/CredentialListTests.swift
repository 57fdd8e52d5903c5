import PrimeOrderGroups
import Testing
import VerifiableVoting

@Suite struct CredentialListTests {
    /// Numbers of a digit or two are texts of BELENIOS-2048: a list of them is short for its many entries. It is refused,
    /// which takes an end of the search for a free slot.
    @Test(.timeLimit(.minutes(1)), arguments: [2, 17, 40, 5000]) func manyShortEntriesEnd(count: Int) {
        let list = "[" + (2..<count + 2).map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let violation = #expect(throws: Violation.self) {
            try PublicCredentials(Array(list.utf8), suite: VersionOne<Belenios2048>.self)
        }
        #expect(violation?.rule == .credentialElement)
    }
}
