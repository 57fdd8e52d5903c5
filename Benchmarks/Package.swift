// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "SailauBenchmarks",
    dependencies: [.package(name: "Sailau", path: "..")],
    targets: [
        .systemLibrary(
            name: "CPeerSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .executableTarget(
            name: "SeatBenchmark", dependencies: [.product(name: "Sailau", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "VotingBenchmark", dependencies: ["CPeerSodium", .product(name: "Sailau", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "ArchiveBenchmark",
            dependencies: [
                .product(name: "Sailau", package: "Sailau"), .product(name: "RenderedElections", package: "Sailau"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "UrnBenchmark",
            dependencies: [
                .product(name: "Sailau", package: "Sailau"), .product(name: "ElectronicUrn", package: "Sailau"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "StationBenchmark", dependencies: [.product(name: "ElectronicStations", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "ObserverBenchmark", dependencies: [.product(name: "ObservedElections", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "CountBenchmark", dependencies: [.product(name: "CountedElections", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
