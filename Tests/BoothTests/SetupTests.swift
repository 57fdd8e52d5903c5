import DataFormats
import ElectionModel
import ElectronicStation
import SampleBooth
import Testing
import VerifiableVoting

import Booth

@Suite("What a booth is given")
struct SetupTests {
    private func setup() throws -> BoothSetup {
        let sample = try SampleElection(Suite25519.self, slips: 1, hasBlank: true)
        var options = BoothSetup.Options(port: 8445)
        options.printer = ["tee", "/dev/printer"]
        options.offersChallenge = false
        return BoothSetup(
            station: .init(secret: [1, 2, 3], counter: 41), election: sample.election.description.bytes,
            ballot: sample.ballot, texts: try ProjectFiles.texts(), options: options, urn: [9], style: [7], script: [8])
    }

    @Test func isReadBack() throws {
        let setup = try setup()
        let read = try #require(BoothSetup(bytes: setup.bytes))
        #expect(read.station.secret == [1, 2, 3] && read.station.counter == 41)
        #expect(read.election == setup.election && read.ballot == setup.ballot && read.texts == setup.texts)
        #expect(read.options == setup.options && read.urn == [9] && read.style == [7] && read.script == [8])
        #expect(BoothBallot(bytes: Array(setup.ballot.json.text().utf8)) == setup.ballot)
    }

    @Test func anythingElseIsRefused() throws {
        let bytes = try setup().bytes
        for count in stride(from: 0, to: bytes.count, by: 997) {
            #expect(BoothSetup(bytes: Array(bytes[..<count])) == nil)
        }
        #expect(BoothSetup(bytes: bytes + [0]) == nil)
        var other = bytes
        other[0] ^= 1
        #expect(BoothSetup(bytes: other) == nil)
        // A changed byte may be another text, and never the end of the program.
        for place in stride(from: 0, to: min(bytes.count, 6000), by: 41) {
            var other = bytes
            other[place] ^= 0x5a
            _ = BoothSetup(bytes: other)
        }
    }

    @Test func theBallotIsTheElections() throws {
        let sample = try SampleElection(Suite25519.self, slips: 1, hasBlank: true)
        let election = sample.election.description
        try sample.ballot.check(against: election)
        func fault(_ change: (inout BoothBallot) -> Void) -> BoothBallotFault? {
            var ballot = sample.ballot
            change(&ballot)
            do throws(BoothBallotFault) {
                try ballot.check(against: election)
                return nil
            } catch { return error }
        }
        #expect(fault { $0.election = "x" } == .election(ballot: "x", election: election.uuid))
        #expect(fault { $0.languages = [] } == .noLanguage)
        #expect(fault { $0.contests.removeLast() } == .contests(found: 1, questions: 2))
        // Left out, twice, one that does not exist, blank where none is offered, none where it is.
        #expect(fault { $0.contests[0].choices.removeFirst() } == .choices(contest: 1))
        #expect(fault { $0.contests[1].choices[1].answer = 3 } == .choices(contest: 2))
        #expect(fault { $0.contests[1].choices[1].answer = 6 } == .choices(contest: 2))
        #expect(fault { $0.contests[1].choices[1].answer = -1 } == .choices(contest: 2))
        // Two answers with each other's names: voters of the one would vote for the other.
        #expect(
            fault {
                let first = $0.contests[1].choices[0].name
                $0.contests[1].choices[0].name = $0.contests[1].choices[1].name
                $0.contests[1].choices[1].name = first
            } == .name(contest: 2, choice: 1))
        let blank = BoothBallot.Choice(answer: nil, name: Multilingual("Blank"))
        #expect(fault { $0.contests[1].choices.append(blank) } == .choices(contest: 2))
        #expect(fault { $0.contests[0].choices.removeLast() } == .choices(contest: 1))
    }

    @Test func choicesBecomeTheArchivesAnswers() throws {
        let sample = try SampleElection(Suite25519.self, slips: 1, hasBlank: true)
        let questions = sample.election.questions
        for (contest, (shown, question)) in zip(sample.ballot.contests, questions).enumerated() {
            for (place, choice) in shown.choices.enumerated() {
                var places = [0, 0]
                places[contest] = place
                let bits = sample.ballot.plaintext(places, questions)[contest]
                #expect(bits.reduce(0, +) == 1 && bits.count == question.ciphertexts)
                let one = try #require(bits.firstIndex(of: 1))
                #expect(choice.answer.map { $0 + (question.blank ? 1 : 0) } ?? 0 == one)
            }
        }
    }

    @Test(arguments: Language.allCases)
    func papersFitNarrowPrinters(language: Language) throws {
        let texts = try ProjectFiles.texts()
        let sample = try SampleElection(Suite25519.self, slips: 1)
        let code = String(repeating: "Ab+/", count: 10) + "xyz"
        let papers = [
            BoothPaper.code(code, sample.ballot, texts, language),
            BoothPaper.opened(code, choices: [0, 1], sample.ballot, texts, language),
            BoothPaper.card(sample.ballot, texts, language),
        ]
        for paper in papers {
            #expect(paper.lines.allSatisfy { $0.count <= BoothPaper.width })
            #expect(paper.text.contains("0417"))
        }
        #expect(papers[1].text.contains(texts("paper.not counted", language)))
        #expect(!papers[0].text.contains(texts("paper.not counted", language)))
    }
}
