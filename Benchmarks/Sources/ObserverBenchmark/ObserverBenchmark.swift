import ElectionModel
import Foundation
import Observation

// 100,000 stations through every count that looks at single stations, in processor seconds on one core: those of Georgia 2016, over
// and over, each time in commissions of another name. Prints lines of name, value and what is asked; `ObserverBenchmark STATIONS`
// takes another number.

let home = ProcessInfo.processInfo.environment["SAILAU_HOME"] ?? "."
let wanted = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000

let file = "Elections/georgia-2016/list-stations.csv"
let real = try StationTable.read([UInt8](Data(contentsOf: URL(filePath: "\(home)/\(file)"))), file: file)
let stations = (0..<wanted).map { number in
    var station = real[number % real.count]
    station.commission = "\(number / real.count)/\(station.commission)"
    return station
}

func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

var times: [Double] = []
for _ in 0..<5 {
    let start = processorSeconds()
    let analysis = StationAnalysis(stations)
    times.append(processorSeconds() - start)
    guard analysis.stations == wanted else { fatalError("\(analysis.stations) stations") }
}
print("stations in the counts\t\(wanted)\t")
print("all counts over single stations, s\t\(times.sorted()[2])\t2")
