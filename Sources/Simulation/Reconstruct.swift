import ElectionFiles
import ElectionModel

/// Makes a reconstruction. The same seed and parameters give the same values, and so the same bytes.
///
/// - Throws: `ReconstructionFault` where the parameters contradict the published figures.
public func reconstruct(
    _ published: PublishedFigures = .kazakhstan2004, parameters: ReconstructionParameters = ReconstructionParameters(),
    seed: UInt64
) throws(ReconstructionFault) -> Reconstruction {
    let workshop = Workshop(published: published, parameters: parameters, seed: seed)
    let constituencies = try workshop.constituencies()
    let stations = try workshop.stations(constituencies)
    let contests = try workshop.contests(constituencies)
    var listCounts = workshop.listCounts(stations, constituencies)
    var constituencyCounts = workshop.constituencyCounts(stations, listCounts)
    var runOffCounts = workshop.runOffCounts(stations, constituencies, listCounts)
    try workshop.addListVotes(&listCounts, stations, constituencies)
    try workshop.addConstituencyVotes(&constituencyCounts, stations, contests)
    try workshop.addRunOffVotes(&runOffCounts, stations, contests)
    let persons = try workshop.persons(contests)
    var writer = ProtocolWriter(workshop, constituencies, stations, contests)
    return Reconstruction(
        seed: seed, parameters: parameters, stations: writer.pollingStations(), districts: writer.districts(),
        candidates: writer.candidates(persons), persons: writer.listPlaces(persons),
        memberships: writer.memberships(), ballots: writer.ballots(),
        protocols: writer.protocols(listCounts, constituencyCounts, runOffCounts))
}

/// Turns drafts into the values of the model, with their names.
private struct ProtocolWriter {
    let workshop: Workshop
    let constituencies: [ConstituencyDraft]
    let stations: [StationDraft]
    let contests: [ContestDraft]
    let stationIDs: [StationID]
    var generator: Generator

    init(
        _ workshop: Workshop, _ constituencies: [ConstituencyDraft], _ stations: [StationDraft],
        _ contests: [ContestDraft]
    ) {
        self.workshop = workshop
        self.constituencies = constituencies
        self.stations = stations
        self.contests = contests
        generator = workshop.generator(.counting)
        var numbers = [Int](repeating: 0, count: constituencies.count)
        stationIDs = stations.map { station in
            numbers[station.constituency] += 1
            return StationID("\(padded(station.constituency + 1, 2))-\(padded(numbers[station.constituency], 3))")
        }
    }

    private var lists: [PublishedFigures.List] { workshop.published.lists }

    private func districtID(_ constituency: Int) -> DistrictID { DistrictID(padded(constituency + 1, 2)) }

    private func candidateNumber(_ constituency: Int, _ candidate: Int) -> String {
        "\(padded(constituency + 1, 2))-\(padded(candidate + 1, 2))"
    }

    private func candidateID(_ constituency: Int, _ candidate: Int) -> ChoiceID {
        ChoiceID("c-\(candidateNumber(constituency, candidate))")
    }

    private func placeholder(_ number: String) -> Multilingual {
        Multilingual("Candidate \(number)", russian: "Кандидат \(number)", kazakh: "Кандидат \(number)")
    }

    private func region(_ constituency: Int) -> RegionID {
        workshop.parameters.regions[constituencies[constituency].region].id
    }

    func pollingStations() -> [PollingStation] {
        stations.enumerated().map { index, station in
            PollingStation(
                id: stationIDs[index], region: region(station.constituency), district: districtID(station.constituency),
                kind: station.kind, isElectronic: station.isElectronic, electors: UInt32(station.electors))
        }
    }

    func districts() -> [District] {
        let single = constituencies.indices.map { index in
            District(
                id: districtID(index), tier: Reconstruction.constituencyTier,
                name: Multilingual(
                    "Constituency No. \(index + 1)", russian: "Избирательный округ № \(index + 1)",
                    kazakh: "№ \(index + 1) сайлау округі"),
                region: region(index))
        }
        return single + [
            District(
                id: Reconstruction.national, tier: Reconstruction.listTier,
                name: Multilingual(
                    "The whole country", russian: "Единый общенациональный округ",
                    kazakh: "Біртұтас жалпыұлттық округ"),
                seats: lists.reduce(0) { $0 + $1.seats })
        ]
    }

    mutating func candidates(_ persons: PersonDrafts) -> [Choice] {
        var choices: [Choice] = []
        for (constituency, contest) in contests.enumerated() {
            let order = generator.shuffled(1...contest.candidates.count)
            for (index, candidate) in contest.candidates.enumerated() {
                let person = persons.candidates[constituency][index]
                let list = candidate.list.map { lists[$0].id }
                choices.append(
                    Choice(
                        id: candidateID(constituency, index), kind: .candidate,
                        name: placeholder(candidateNumber(constituency, index)),
                        nominator: list.map { PartyID($0) }, district: districtID(constituency),
                        registrationOrder: order[index], birthDate: person.birthDate, sex: person.sex,
                        connectedList: list))
            }
        }
        return choices
    }

    func listPlaces(_ persons: PersonDrafts) -> [ListPlace] {
        lists.enumerated().flatMap { index, list in
            persons.listed[index].enumerated().map { place, person in
                let number = "\(list.id)-\(padded(place + 1, 2))"
                return ListPlace(
                    list: list.id, position: place + 1,
                    person: ListedPerson(
                        id: ChoiceID("p-\(number)"), name: placeholder(number), birthDate: person.birthDate,
                        sex: person.sex))
            }
        }
    }

    func memberships() -> [Membership] {
        contests.enumerated().flatMap { constituency, contest in
            contest.candidates.enumerated().compactMap { index, candidate in
                candidate.member.map {
                    Membership(
                        candidate: candidateID(constituency, index), party: PartyID(lists[$0].id))
                }
            }
        }
    }

    func ballots() -> [Ballot] {
        let national = Ballot(
            tier: Reconstruction.listTier, district: Reconstruction.national, choices: lists.map(\.id))
        let first = contests.enumerated().map { constituency, contest in
            Ballot(
                tier: Reconstruction.constituencyTier, district: districtID(constituency),
                choices: contest.candidates.indices.map { candidateID(constituency, $0) })
        }
        let second = contests.enumerated().compactMap { constituency, contest -> Ballot? in
            guard constituencies[constituency].hasRunOff else { return nil }
            return Ballot(
                tier: Reconstruction.constituencyTier, district: districtID(constituency), round: 2,
                choices: contest.finalists.map { candidateID(constituency, $0) })
        }
        return [national] + first + second
    }

    mutating func protocols(
        _ listCounts: [CountDraft], _ constituencyCounts: [CountDraft], _ runOffCounts: [CountDraft?]
    ) -> [Protocol] {
        let names = ballots()
        let first = names[1...].prefix(constituencies.count).map(\.choices)
        let second = Dictionary(
            names.filter { $0.round == 2 }.map { ($0.district, $0.choices) }, uniquingKeysWith: { first, _ in first })
        var lists: [Protocol] = []
        var singles: [Protocol] = []
        var runOffs: [Protocol] = []
        for (index, station) in stations.enumerated() {
            let district = districtID(station.constituency)
            let box = mobileBox(station, listCounts[index])
            let members = byMember(listCounts[index].given)
            lists.append(
                form(
                    index, Reconstruction.listTier, Reconstruction.national, 1, names[0].choices, listCounts[index],
                    box, members))
            singles.append(
                form(
                    index, Reconstruction.constituencyTier, district, 1, first[station.constituency],
                    constituencyCounts[index], box, members))
            if let count = runOffCounts[index], let choices = second[district] {
                runOffs.append(
                    form(
                        index, Reconstruction.constituencyTier, district, 2, choices, count, mobileBox(station, count),
                        byMember(count.given)))
            }
        }
        return lists + singles + runOffs
    }

    /// Fills in the form of article 43(4) for one count.
    private mutating func form(
        _ index: Int, _ tier: TierID, _ district: DistrictID, _ round: Int, _ choices: [ChoiceID], _ count: CountDraft,
        _ box: Protocol.MobileBox?, _ members: [Int]
    ) -> Protocol {
        let electors = stations[index].electors
        // Article 37: one ballot for each elector and a reserve of 0.1 per cent.
        let received = electors + (electors + 999) / 1000
        // Paper and electronic ballots of a station come in one protocol: three of them are documented for 2005 only.
        let spoiled = min(received - count.given, generator.happens(300) ? generator.within(1...3) : 0)
        return Protocol(
            station: stationIDs[index], tier: tier, district: district, round: round,
            channel: stations[index].isElectronic ? .summary : .paper, electorsOnList: UInt32(electors),
            electorsGivenBallots: UInt32(count.given), ballotsGivenByMember: members.map { UInt32($0) },
            tookPart: UInt32(count.tookPart),
            votes: zip(choices, count.votes).map { Protocol.ChoiceCount($0, UInt32($1)) },
            invalid: UInt32(count.invalid), ballotsReceived: UInt32(received),
            ballotsCancelled: UInt32(received - count.given - spoiled), ballotsSpoiled: UInt32(spoiled),
            mobileBoxes: box.map { [$0] } ?? [], provenance: .reconstructed)
    }

    /// Five of the seven members give ballots: neither chair nor secretary may (article 41(5)).
    private mutating func byMember(_ given: Int) -> [Int] {
        var weights: [Int] = []
        for _ in 0..<5 { weights.append(generator.near(100, spread: 60)) }
        return apportion(given, by: weights) ?? []
    }

    /// One box for voting at home at most ordinary stations, never with more ballots than requests.
    private mutating func mobileBox(_ station: StationDraft, _ count: CountDraft) -> Protocol.MobileBox? {
        guard station.kind == .ordinary, generator.happens(850) else { return nil }
        let requests = station.electors * generator.within(2...28) / 1000
        let found = min(count.tookPart / 3, max(0, requests - generator.below(3)))
        return requests == 0 ? nil : Protocol.MobileBox(requests: UInt32(requests), ballotsFound: UInt32(found))
    }
}

/// The number with zeros before it.
private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
