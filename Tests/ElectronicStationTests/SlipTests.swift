import ElectronicStation
import Testing
import VerifiableVoting

@Suite("Slips")
struct SlipTests {
    @Test func textIsReadBack() throws {
        let slip = Slip(election: "4b8gNLhWW7HKdT", credential: PrivateCredential.random())
        let read = try #require(Slip(text: "  \(slip.text)\r\n"))
        #expect(read.election == slip.election && read.credential.text == slip.credential.text)
    }

    @Test(arguments: [
        "", "sailau-slip-1 x", "sailau-slip-2 x abcde-fghjkm-npqrs-tuvwxy", "sailau-slip-1 x 0bcde-fghjkm-npqrs-tuvwxy",
    ])
    func othersAreNone(text: String) { #expect(Slip(text: text) == nil) }
}
