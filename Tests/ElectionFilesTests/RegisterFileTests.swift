import DataFormats
import ElectionFiles
import ElectionModel
import Testing

@Suite struct RegisterFileTests {
    @Test func stationsAreReadBack() throws {
        let stations = [
            Entry(
                PollingStation(
                    id: "17-001", region: "akmola", district: "17", kind: .special, isElectronic: true, electors: 0),
                .simulated),
            Entry(PollingStation(id: "17-002", region: "akmola", district: "17", electors: 2999), .official),
        ]
        #expect(try StationFile.read(StationFile.write(stations), file: "s.csv") == stations)
    }

    @Test func districtsAreReadBack() throws {
        let districts = [
            Entry(
                District(
                    id: "17", tier: "constituencies", name: Multilingual("No. 17", russian: "№ 17", kazakh: "№ 17"),
                    region: "akmola"), .reconstructed),
            Entry(District(id: "national", tier: "list", name: Multilingual("All, of it"), seats: 10), .official),
        ]
        #expect(try DistrictFile.read(DistrictFile.write(districts), file: "d.csv") == districts)
    }

    @Test func candidatesAreReadBack() throws {
        let day = try #require(CalendarDate(year: 1950, month: 2, day: 28))
        let choices = [
            Entry(
                RegisteredChoice(
                    Choice(
                        id: "c-1", kind: .candidate, name: Multilingual("A", russian: "А", kazakh: "Ә"), nominator: "p",
                        district: "17", registrationOrder: 3, birthDate: day, sex: .female, connectedList: "p"),
                    tier: "constituencies"), .reconstructed),
            Entry(
                RegisteredChoice(Choice(id: "x", kind: .againstAll, name: Multilingual("Against all")), tier: "list"),
                .official),
        ]
        #expect(try CandidateFile.read(CandidateFile.write(choices), file: "c.csv") == choices)
    }

    @Test func personsAreReadBackAndPlacedInOrder() throws {
        func place(_ position: Int, _ id: ChoiceID) -> ListPlace {
            ListPlace(
                list: "p", position: position,
                person: ListedPerson(id: id, name: Multilingual(id.rawValue), preferenceVotes: 7, sex: .male))
        }
        let places = [Entry(place(2, "b"), .derived), Entry(place(1, "a"), .derived)]
        #expect(try PersonFile.read(PersonFile.write(places), file: "p.csv") == places)
        let lists = PersonFile.place(
            places.map(\.value),
            on: [
                Choice(id: "p", kind: .list, name: Multilingual("P")),
                Choice(id: "q", kind: .list, name: Multilingual("Q")),
            ])
        #expect(lists[0].persons.map(\.id) == ["a", "b"])
        #expect(lists[1].persons.isEmpty)
    }

    @Test func membershipsAndBallotsAreReadBack() throws {
        let memberships = [Entry(Membership(candidate: "c-1", party: "p"), .reconstructed)]
        #expect(try MembershipFile.read(MembershipFile.write(memberships), file: "m.csv") == memberships)
        let ballots = [Entry(Ballot(tier: "list", district: "national", round: 2, choices: ["q", "p"]), .official)]
        #expect(try BallotFile.read(BallotFile.write(ballots), file: "b.csv") == ballots)
    }

    @Test func badStationsAreNamedByLine() {
        let text = """
            station,region,district,kind,electronic,electors,status
            1,r,d,ordinary,yes,100,official
            2,r,d,floating,yes,100,official
            1,r,d,ordinary,no,100,official
            3,r,d,ordinary,maybe,,guessed
            4,r,d,ordinary,no,4294967296,official
            5,r,d,ordinary
            """
        #expect(
            mistakes { try StationFile.read(Array(text.utf8), file: "s.csv") } == [
                "3 kind", "4 station", "5 electors", "5 electronic", "5 status", "6 electors", "7 ",
            ])
    }

    @Test func badCandidatesPersonsAndBallotsAreNamedByLine() {
        let candidates = """
            choice,kind,tier,district,name_en,name_ru,name_kk,nominator,registration_order,birth_date,sex,connected_list,status
            a,candidate,t,d,A,,,,1,2004-02-30,male,,official
            a,candidate,t,d,,,,,x,,other,,official
            """
        #expect(
            mistakes { try CandidateFile.read(Array(candidates.utf8), file: "c.csv") } == [
                "2 birth_date", "3 name_en", "3 registration_order", "3 sex",
            ])
        let persons = """
            list,position,person,name_en,name_ru,name_kk,district,birth_date,sex,preference_votes,status
            p,1,a,A,,,,,,,official
            p,1,b,B,,,,,,,official
            p,2,a,A,,,,,,,official
            """
        #expect(
            mistakes { try PersonFile.read(Array(persons.utf8), file: "p.csv") } == ["3 position", "4 person"])
        let ballots = """
            tier,district,round,choices,status
            t,d,1,a b,official
            t,d,1,a b,official
            t,e,0,a b,official
            t,f,1,a a,official
            """
        #expect(
            mistakes { try BallotFile.read(Array(ballots.utf8), file: "b.csv") } == [
                "3 district", "4 round", "5 choices",
            ])
    }

    @Test func missingColumnsAreNamed() {
        let found = mistakes { try DistrictFile.read(Array("district,tier\n1,t\n".utf8), file: "d.csv") }
        #expect(found == ["1 name_en, name_ru, name_kk, region, seats, status"])
    }
}

/// Line and field of each mistake.
func mistakes(_ body: () throws -> some Any) -> [String] {
    do {
        _ = try body()
        return []
    } catch let error as Mistakes {
        return error.list.map { "\($0.line) \($0.field)" }
    } catch {
        return ["\(error)"]
    }
}
