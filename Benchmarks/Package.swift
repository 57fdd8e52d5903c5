// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "SailauBenchmarks",
    dependencies: [.package(name: "Sailau", path: "..")],
    targets: [
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .executableTarget(
            name: "SeatBenchmark", dependencies: [.product(name: "Sailau", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "VotingBenchmark", dependencies: ["CSodium", .product(name: "Sailau", package: "Sailau")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "ArchiveBenchmark",
            dependencies: [
                .product(name: "Sailau", package: "Sailau"), .product(name: "RenderedElections", package: "Sailau"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
