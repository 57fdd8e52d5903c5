import Counting
public import ElectionConduct
public import ElectionModel
public import ElectionRecord
public import Wording

extension ConductState {
    /// The stations of a contest by the lines of their accepted protocols, with their sums (article 43(8-2)).
    ///
    /// - Parameter constituency: only stations of this constituency, for a contest of the whole country.
    public func stationTable(
        _ contest: ContestID, round: Int, constituency: DistrictID? = nil, at position: RecordHead?, _ wording: Wording
    ) -> TablePaper {
        let frame = PaperFrame(source: paperSource(at: position), wording: wording)
        let choices = ballot(of: contest, round: round)
        let lines = SumLine.all(on: setting.form, choices.count)
        var rows: [TablePaper.Row] = []
        var sums = Sums(lines.count)
        var counted = 0
        let stations = stations(in: contest, round: round).filter {
            constituency == nil || $0.station.district == constituency
        }
        let accepted = protocolsThatCount(tier: contest.tier, round: round)
        for station in stations {
            let id = station.station.id
            let own = accepted[id] ?? []
            if own.isEmpty {
                rows.append(TablePaper.Row(name: id.rawValue, figures: lines.map { _ in nil }))
                continue
            }
            counted += 1
            for item in own {
                let figures = lines.map { $0.figure(of: item) }
                sums.add(figures)
                let name = own.count > 1 ? "\(id) (\(wording.name(of: item.channel)))" : id.rawValue
                rows.append(TablePaper.Row(name: name, figures: figures))
            }
        }
        let district = wording.names.district(contest.district, wording.language)
        let within = constituency.map { $0 == contest.district ? [] : [wording.names.district($0, wording.language)] }
        return TablePaper(
            source: frame.source, title: frame.term("table.stations"),
            place: [wording.names.tier(contest.tier, wording.language), district] + (within ?? []) + [
                wording.round(round)
            ],
            rowHead: frame.term("label.station"),
            columns: lines.map { $0.column(on: setting.form, choices, wording) }, rows: rows, sums: sums.values,
            counted: counted, all: stations.count)
    }

    /// The constituencies of the country with the sums of their stations. Votes for candidates are added up by who nominated
    /// them, those for lists stand by list.
    public func constituencyTable(
        tier: TierID, round: Int, at position: RecordHead?, _ wording: Wording
    ) -> TablePaper {
        let frame = PaperFrame(source: paperSource(at: position), wording: wording)
        let contests = contestIDs(of: tier).filter { round == 1 || self.contests[$0]?.runOff != nil }
        let groups = groups(contests, round: round, wording)
        let lines = SumLine.all(on: setting.form, 0)
        var perDistrict: [DistrictID: Sums] = [:]
        var sums = Sums(lines.count + groups.names.count)
        var countedStations: [DistrictID: Int] = [:]
        var allStations: [DistrictID: Int] = [:]
        let accepted = protocolsThatCount(tier: tier, round: round)
        for contest in contests {
            for station in stations(in: contest, round: round) {
                let district = station.station.district
                allStations[district, default: 0] += 1
                let own = accepted[station.station.id] ?? []
                if !own.isEmpty { countedStations[district, default: 0] += 1 }
                for item in own {
                    let figures = lines.map { $0.figure(of: item) } + groups.figures(of: item)
                    perDistrict[district, default: Sums(figures.count)].add(figures)
                    sums.add(figures)
                }
            }
        }
        let order = setting.election.districts.map(\.id).filter { allStations[$0] != nil }
        let rows = order.map { district in
            let name = wording.names.district(district, wording.language)
            let all = allStations[district] ?? 0
            let counted = countedStations[district] ?? 0
            return TablePaper.Row(
                name: counted == all ? name : "\(name) (\(counted)/\(all))",
                figures: perDistrict[district]?.values ?? Array(repeating: nil, count: lines.count + groups.names.count)
            )
        }
        return TablePaper(
            source: frame.source, title: frame.term("table.country"),
            place: [wording.names.tier(tier, wording.language), wording.round(round)],
            rowHead: frame.term("label.district"),
            columns: lines.map { $0.column(on: setting.form, [], wording) }
                + groups.names.enumerated().map { TablePaper.Column(letter: "\($0 + 1)", meaning: $1) },
            rows: rows, sums: sums.values, counted: countedStations.values.reduce(0, +),
            all: allStations.values.reduce(0, +))
    }

    /// The accepted protocols of a tier and round by station; a summary stands for the channels that it adds up.
    private func protocolsThatCount(tier: TierID, round: Int) -> [StationID: [Protocol]] {
        var all: [StationID: [Protocol]] = [:]
        for item in protocols.accepted where item.tier == tier && item.round == round {
            all[item.station, default: []].append(item)
        }
        return all.mapValues { own in
            own.contains { $0.channel == .summary } ? own.filter { $0.channel == .summary } : own
        }
    }

    private func groups(_ contests: [ContestID], round: Int, _ wording: Wording) -> ChoiceGroups {
        var groups = ChoiceGroups()
        let language = wording.language
        for contest in contests {
            for choice in ballot(of: contest, round: round) {
                guard let nomination = nominations[choice] else { continue }
                if nomination.nominated.isList {
                    groups.add(choice, named: wording.names.choice(choice, language), key: choice.rawValue)
                } else if let party = nomination.nominator {
                    groups.add(choice, named: wording.names.party(party, language), key: party.rawValue)
                } else {
                    // Nominators have identifiers that are not empty.
                    groups.add(choice, named: wording.term("papers.table.self-nominated"), key: "")
                }
            }
        }
        return groups
    }
}

/// Choices that share a column.
private struct ChoiceGroups {
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]
    private var groupOf: [ChoiceID: Int] = [:]

    mutating func add(_ choice: ChoiceID, named name: String, key: String) {
        let place = places[key] ?? names.count
        if place == names.count {
            names.append(name)
            places[key] = place
        }
        groupOf[choice] = place
    }

    func figures(of item: Protocol) -> [UInt64?] {
        var figures: [UInt64?] = Array(repeating: 0, count: names.count)
        for line in item.votes {
            guard let place = groupOf[line.choice], let sum = figures[place] else { continue }
            figures[place] = line.votes.map { sum + UInt64($0) }
        }
        return figures
    }
}

/// Sums that are open where a part is.
private struct Sums {
    var values: [UInt64?]

    init(_ count: Int) { values = Array(repeating: 0, count: count) }

    mutating func add(_ figures: [UInt64?]) {
        for index in values.indices {
            guard let sum = values[index], let part = figures[index] else {
                values[index] = nil
                continue
            }
            values[index] = sum + part
        }
    }
}

/// A line of a form that can be added up over stations.
private struct SumLine {
    var field: ProtocolField

    static func all(on form: ProtocolForm, _ choices: Int) -> [SumLine] {
        form.lines.flatMap { line -> [SumLine] in
            switch line.kind {
            case .electorsOnList: [SumLine(field: .electorsOnList)]
            case .electorsGivenBallots: [SumLine(field: .electorsGivenBallots)]
            case .tookPart: [SumLine(field: .tookPart)]
            case .votes: (0..<choices).map { SumLine(field: .votes(line: $0 + 1)) }
            case .invalid: [SumLine(field: .invalid)]
            case .ballotsReceived: [SumLine(field: .ballotsReceived)]
            case .ballotsCancelled: [SumLine(field: .ballotsCancelled)]
            case .ballotsSpoiled: [SumLine(field: .ballotsSpoiled)]
            // Those of each member and of each box belong to the station alone.
            case .ballotsGivenByMember, .mobileBoxes: []
            }
        }
    }

    func figure(of item: Protocol) -> UInt64? { item[field].map(UInt64.init) }

    func column(on form: ProtocolForm, _ choices: [ChoiceID], _ wording: Wording) -> TablePaper.Column {
        let meaning: String
        if case .votes(let line) = field {
            meaning = wording.names.choice(choices[line - 1], wording.language)
        } else {
            meaning = form.line(field.line).map { wording.label(of: $0) } ?? ""
        }
        return TablePaper.Column(letter: form.printed(field), meaning: meaning)
    }
}
