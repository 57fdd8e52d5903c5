// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "SailauBenchmarks",
    dependencies: [.package(name: "Sailau", path: "..")],
    targets: [
        .executableTarget(
            name: "SeatBenchmark", dependencies: [.product(name: "Sailau", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "VotingBenchmark", dependencies: [.product(name: "Sailau", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
