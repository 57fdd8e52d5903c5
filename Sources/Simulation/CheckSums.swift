import Counting
import ElectionModel

extension ReconstructionCheck {
    /// The published sums of the list vote and of the second round.
    func sums() -> [Constraint] {
        let list = tallies[ContestKey(Reconstruction.listTier, Reconstruction.national, 1)]
        let second = tallyOrder.filter { $0.round == 2 }
        func sum(_ figure: (Tally) -> UInt64?) -> Int { second.reduce(0) { $0 + Int(figure($1) ?? 0) } }
        return [
            Constraint(.registered, is: published.registered, found: Int(list?.registered ?? 0)),
            Constraint(.tookPart, is: published.tookPart, found: Int(list?.cast ?? 0)),
            Constraint(.invalid, is: published.invalid, found: Int(list?.invalid ?? 0)),
        ]
            + published.lists.map {
                Constraint(.listVotes, $0.id.rawValue, is: $0.votes, found: Int(list?.votes(for: $0.id) ?? 0))
            } + [
                Constraint(.secondRoundRegistered, is: published.secondRoundRegistered, found: sum(\.registered)),
                Constraint(.secondRoundTookPart, is: published.secondRoundTookPart, found: sum(\.cast)),
            ]
    }

    func geography() -> [Constraint] {
        let stations = reconstruction.stations
        let parameters = reconstruction.parameters
        func count(_ kind: PollingStation.Kind) -> Int { stations.count { $0.kind == kind } }
        let home = parameters.regions.first?.id
        let constituencies = reconstruction.districts.filter { $0.tier == Reconstruction.constituencyTier }
        let order = constituencies.map { district in
            parameters.regions.firstIndex { $0.id == district.region } ?? parameters.regions.count
        }
        let regionOf = Dictionary(
            constituencies.map { ($0.id, $0.region) }, uniquingKeysWith: { first, _ in first })
        let fixed = published.fixedPoints.count { point in
            constituencies.indices.contains(point.constituency - 1)
                && Int(constituencies[point.constituency - 1].id.rawValue) == point.constituency
                && constituencies[point.constituency - 1].region == point.region
        }
        return [
            Constraint(.stations, is: parameters.stations, found: stations.count),
            Constraint(
                .electronicStations, is: published.electronicStations, found: stations.count(where: \.isElectronic)),
            Constraint(
                .greatestStation, target: .atMost(Int64(published.greatestStation)),
                found: Int(stations.map(\.electors).max() ?? 0)),
            Constraint(
                .ordinaryStations, is: parameters.stations - parameters.specialStations - parameters.abroadStations,
                found: count(.ordinary)),
            Constraint(.specialStations, is: parameters.specialStations, found: count(.special)),
            Constraint(.abroadStations, is: parameters.abroadStations, found: count(.abroad)),
            Constraint(
                .abroadElsewhere, is: 0, found: stations.count { $0.kind == .abroad && regionOf[$0.district] != home }),
            Constraint(.regions, is: published.regions, found: Set(stations.map(\.region)).count),
            Constraint(.constituencies, is: published.constituencies, found: Set(stations.map(\.district)).count),
            Constraint(.numberingBreaks, is: 0, found: zip(order, order.dropFirst()).count { $0 > $1 }),
            Constraint(.fixedPoints, is: published.fixedPoints.count, found: fixed),
            Constraint(.unevenConstituencies, is: 0, found: unevenConstituencies(constituencies)),
            Constraint(.misplacedStations, is: 0, found: stations.count { regionOf[$0.district] != $0.region }),
        ] + electronic()
    }

    private func unevenConstituencies(_ constituencies: [District]) -> Int {
        var electors: [DistrictID: Int] = [:]
        for station in reconstruction.stations { electors[station.district, default: 0] += Int(station.electors) }
        return reconstruction.parameters.regions.reduce(0) { sum, region in
            let own = constituencies.filter { $0.region == region.id }.map { electors[$0.id] ?? 0 }
            let total = own.reduce(0, +)
            return sum + own.count { abs($0 * own.count - total) * 100 > 15 * total }
        }
    }

    private func electronic() -> [Constraint] {
        let electors = reconstruction.stations.reduce(0) { $0 + ($1.isElectronic ? Int($1.electors) : 0) }
        let all = reconstruction.stations.reduce(0) { $0 + Int($1.electors) }
        let least = published.electronicTenths - published.electronicTolerance
        let greatest = published.electronicTenths + published.electronicTolerance
        var votes: [ChoiceID: Int] = [:]
        var valid = 0
        for item in reconstruction.protocols where item.tier == Reconstruction.listTier {
            guard stations[item.station]?.isElectronic == true else { continue }
            for line in item.votes {
                votes[line.choice, default: 0] += Int(line.votes ?? 0)
                valid += Int(line.votes ?? 0)
            }
        }
        return [
            Constraint(
                .electronicElectors, target: .between(Int64((all * least + 999) / 1000), Int64(all * greatest / 1000)),
                found: electors)
        ]
            + published.lists.compactMap { list in
                list.electronicTenths.map { tenths in
                    // Rounded half up, in whole numbers.
                    let share = valid == 0 ? 0 : (2000 * (votes[list.id] ?? 0) + valid) / (2 * valid)
                    return Constraint(.electronicShare, list.id.rawValue, is: tenths, found: share)
                }
            }
    }
}
