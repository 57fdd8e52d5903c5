import ElectionModel

/// One constituency as it is being drawn.
struct ConstituencyDraft {
    var region: Int
    var electors: Int
    /// Electors in towns, in percent.
    var urban: Int
    var hasRunOff: Bool
}

/// One polling station as it is being drawn.
struct StationDraft {
    var constituency: Int
    var kind: PollingStation.Kind
    var isUrban: Bool
    var isElectronic = false
    /// Only its relation to others matters until electors are shared out.
    var weight: Int
    var electors = 0
}

/// What every stage of a reconstruction starts from. Each stage draws from its own stream.
struct Workshop {
    var published: PublishedFigures
    var parameters: ReconstructionParameters
    var seed: UInt64

    enum Stage: UInt64 {
        case constituencies = 1
        case stations, candidacies, persons, turnout, listVotes, constituencyVotes, runOffs, counting
    }

    func generator(_ stage: Stage) -> Generator {
        Generator(seed: seed, stream: stage.rawValue)
    }
}

extension Workshop {
    /// Draws constituencies with their electors: within 15 per cent of their region's average (article 21(2)), the run-off
    /// ones with the electors published for the second round.
    func constituencies() throws(ReconstructionFault) -> [ConstituencyDraft] {
        var generator = generator(.constituencies)
        let regions = parameters.regions
        guard regions.reduce(0, { $0 + $1.constituencies }) == published.constituencies else {
            throw .impossible(parameter: "region.constituencies")
        }
        let regionOf = regions.indices.flatMap { [Int](repeating: $0, count: regions[$0].constituencies) }
        for _ in 0..<5000 {
            let regionSizes = regions.map { $0.size * generator.near(1000, spread: 20) }
            let weights = regionOf.map {
                regionSizes[$0] / 100 * generator.near(100, spread: parameters.constituencySpread)
            }
            let runOffs = Set(generator.shuffled(regionOf.indices).prefix(published.runOffs))
            guard
                let electors = share(weights, runOffs), isBalanced(electors, regionOf)
            else { continue }
            return regionOf.indices.map { index in
                let region = regions[regionOf[index]]
                let urban = region.urban == 100 ? 100 : min(98, max(4, generator.near(region.urban, spread: 70)))
                return ConstituencyDraft(
                    region: regionOf[index], electors: electors[index], urban: urban,
                    hasRunOff: runOffs.contains(index))
            }
        }
        throw .notFound(stage: "constituencies")
    }

    /// Shares the electors out so that those of the run-offs have their published sum; nil where this would make them
    /// visibly larger or smaller than the others.
    private func share(_ weights: [Int], _ runOffs: Set<Int>) -> [Int]? {
        let indices = weights.indices.filter { runOffs.contains($0) }
        let others = weights.indices.filter { !runOffs.contains($0) }
        let natural = weights.reduce(0, +)
        let drawn = indices.reduce(0) { $0 + weights[$1] }
        let due = Int(Int128(natural) * Int128(published.secondRoundRegistered) / Int128(published.registered))
        guard abs(drawn - due) * 1000 <= 20 * due,
            let first = apportion(published.secondRoundRegistered, by: indices.map { weights[$0] / 1000 }),
            let second = apportion(
                published.registered - published.secondRoundRegistered, by: others.map { weights[$0] / 1000 })
        else { return nil }
        var electors = [Int](repeating: 0, count: weights.count)
        for (place, index) in indices.enumerated() { electors[index] = first[place] }
        for (place, index) in others.enumerated() { electors[index] = second[place] }
        return electors
    }

    private func isBalanced(_ electors: [Int], _ regionOf: [Int]) -> Bool {
        parameters.regions.indices.allSatisfy { region in
            let own = electors.indices.filter { regionOf[$0] == region }.map { electors[$0] }
            let sum = own.reduce(0, +)
            return own.allSatisfy { abs($0 * own.count - sum) * 100 <= 14 * sum }
        }
    }

    /// Draws the polling stations in the order of constituencies.
    func stations(_ constituencies: [ConstituencyDraft]) throws(ReconstructionFault) -> [StationDraft] {
        let ordinary = parameters.stations - parameters.specialStations - parameters.abroadStations
        guard parameters.specialStations + parameters.abroadStations <= parameters.stations / 10,
            published.electronicStations < ordinary
        else { throw .impossible(parameter: "stations") }
        var generator = generator(.stations)
        let counts = try stationCounts(ordinary, constituencies)
        for _ in 0..<20 {
            var stations: [StationDraft] = []
            for (index, constituency) in constituencies.enumerated() {
                draw(counts[index], index, constituency, &stations, &generator)
            }
            chooseElectronic(constituencies, counts, &stations, &generator)
            addSpecial(constituencies.count, &stations, &generator)
            if shareElectors(constituencies, &stations, &generator) {
                return stations.enumerated().sorted {
                    ($0.element.constituency, $0.offset) < ($1.element.constituency, $1.offset)
                }
                .map(\.element)
            }
        }
        throw .notFound(stage: "stations")
    }

    /// Ordinary stations by constituency: as typical for the region, but enough for all electors.
    private func stationCounts(
        _ ordinary: Int, _ constituencies: [ConstituencyDraft]
    ) throws(ReconstructionFault) -> [Int] {
        let least = constituencies.map { $0.electors * 10 / (published.greatestStation * 9) + 1 }
        var counts = [Int](repeating: 0, count: constituencies.count)
        var open = Array(constituencies.indices)
        var left = ordinary
        while true {
            let weights = open.map {
                constituencies[$0].electors * 100 / parameters.regions[constituencies[$0].region].station
            }
            guard left >= 0, let parts = apportion(left, by: weights) else { throw .impossible(parameter: "stations") }
            let short = open.indices.filter { parts[$0] < least[open[$0]] }
            if short.isEmpty {
                for (place, index) in open.enumerated() { counts[index] = parts[place] }
                return counts
            }
            for place in short {
                counts[open[place]] = least[open[place]]
                left -= least[open[place]]
            }
            open = open.indices.filter { !short.contains($0) }.map { open[$0] }
        }
    }

    private func draw(
        _ count: Int, _ index: Int, _ constituency: ConstituencyDraft, _ stations: inout [StationDraft],
        _ generator: inout Generator
    ) {
        // A station in a village has half the electors of one in a town.
        let urbanCount = count * constituency.urban / (constituency.urban + 2 * (100 - constituency.urban))
        let isUrban = generator.shuffled((0..<count).map { $0 < urbanCount })
        for urban in isUrban {
            // The product of two bell-shaped numbers leans towards small stations, as registers do.
            let spread = parameters.stationSpread
            let size = generator.near(100, spread: spread) * generator.near(100, spread: spread)
            let typical = parameters.regions[constituency.region].station * (urban ? 14 : 7)
            stations.append(
                StationDraft(
                    constituency: index, kind: .ordinary, isUrban: urban, weight: max(1, typical * size / 100_000)))
        }
    }

    /// Chooses electronic stations, in towns first. They have fewer electors than the others could take, so that only so
    /// many of a constituency can be electronic as leave room for all of its electors.
    private func chooseElectronic(
        _ constituencies: [ConstituencyDraft], _ counts: [Int], _ stations: inout [StationDraft],
        _ generator: inout Generator
    ) {
        let order =
            generator.shuffled(stations.indices.filter { stations[$0].isUrban })
            + generator.shuffled(stations.indices.filter { !stations[$0].isUrban })
        let large = published.greatestStation * 9 / 10
        let mean = published.registered * published.electronicTenths / 1000 / max(1, published.electronicStations)
        let small = min(large - 1, mean * 3 / 4)
        var room = constituencies.indices.map { (large * counts[$0] - constituencies[$0].electors) / (large - small) }
        var left = published.electronicStations
        for index in order where left > 0 && room[stations[index].constituency] > 0 {
            stations[index].isElectronic = true
            room[stations[index].constituency] -= 1
            left -= 1
        }
    }

    /// Special stations anywhere; those abroad in the first constituency, where the Foreign Ministry lies.
    private func addSpecial(_ constituencies: Int, _ stations: inout [StationDraft], _ generator: inout Generator) {
        for _ in 0..<parameters.specialStations {
            var station = StationDraft(
                constituency: generator.below(constituencies), kind: .special, isUrban: true, weight: 0)
            station.electors = max(25, generator.near(330, spread: 380))
            stations.append(station)
        }
        for _ in 0..<parameters.abroadStations {
            var station = StationDraft(constituency: 0, kind: .abroad, isUrban: true, weight: 0)
            station.electors = max(20, generator.near(210, spread: 230))
            stations.append(station)
        }
    }

    /// First the electronic stations share their part of the country's electors, then the others of each constituency what
    /// is left there.
    private func shareElectors(
        _ constituencies: [ConstituencyDraft], _ stations: inout [StationDraft], _ generator: inout Generator
    ) -> Bool {
        let electronic = stations.indices.filter { stations[$0].isElectronic }
        guard electronic.count == published.electronicStations else { return false }
        let tolerated = published.registered * published.electronicTolerance / 1000
        let total =
            published.registered * published.electronicTenths / 1000 + generator.near(0, spread: tolerated * 2 / 3)
        guard
            let sizes = apportion(
                total, by: electronic.map { stations[$0].weight }, within: 120...published.greatestStation)
        else { return false }
        for (place, index) in electronic.enumerated() { stations[index].electors = sizes[place] }
        var left = constituencies.map(\.electors)
        for station in stations where station.electors > 0 { left[station.constituency] -= station.electors }
        var open = [[Int]](repeating: [], count: constituencies.count)
        for index in stations.indices where stations[index].electors == 0 {
            open[stations[index].constituency].append(index)
        }
        for (constituency, indices) in open.enumerated() {
            guard
                let sizes = apportion(
                    left[constituency], by: indices.map { stations[$0].weight }, within: 20...published.greatestStation)
            else { return false }
            for (place, index) in indices.enumerated() { stations[index].electors = sizes[place] }
        }
        return true
    }
}
