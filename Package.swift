// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the house, with the rooms above it that it may use; Documentation/README.md tells a vote's way through them.
func room(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: strict)
}

func tests(of name: String, uses: [Target.Dependency] = [], without data: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + uses, exclude: data, swiftSettings: strict)
}

let package = Package(
    name: "Sailau",
    products: [
        .executable(name: "sailau", targets: ["sailau"]),
        .library(
            name: "Sailau",
            targets: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "PrimeOrderGroups", "SourceArchive",
            ]),
        .library(
            name: "CountedElections",
            targets: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "ElectionRecord", "ElectionConduct", "ElectionFiles", "Simulation", "Wording", "Publication",
            ]),
        .library(name: "ObservedElections", targets: ["Observation", "ElectionModel"]),
        .library(name: "RenderedElections", targets: ["RenderedElections"]),
        .library(name: "FuzzedReaders", targets: ["FuzzedReaders"]),
        .library(name: "ElectronicUrn", targets: ["Urn", "ElectronicStation", "Storage", "VerifiableVoting"]),
        .library(name: "ElectronicStations", targets: ["Booth", "VoterRegister", "Storage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    ],
    targets: [
        room("ElectionModel"),
        room("DataFormats", uses: ["ElectionModel", .product(name: "Yams", package: "Yams")]),
        room("ElectoralLaw", uses: ["ElectionModel", "DataFormats"]),
        room("Counting", uses: ["ElectionModel"]),
        room(
            "SeatAllocation",
            uses: ["ElectionModel", "ElectoralLaw", .product(name: "Crypto", package: "swift-crypto")]),
        .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
        .target(name: "CVectorKernels"),
        room("PrimeOrderGroups", uses: ["CGMP", "CVectorKernels"]),
        room("VerifiableVoting", uses: ["PrimeOrderGroups", .product(name: "Crypto", package: "swift-crypto")]),
        room("ElectionRecord", uses: ["ElectionModel", "VerifiableVoting"]),
        room(
            "SourceArchive",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "SeatAllocation",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        room(
            "Accounts",
            uses: [
                "ElectionModel", "VerifiableVoting", "CSodium", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "VoterRegister",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "VerifiableVoting", "Accounts",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "ElectronicStation",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "VerifiableVoting", "PrimeOrderGroups",
                "Accounts", "VoterRegister", "ElectionRecord", "ElectionConduct", "CSodium",
            ]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room(
            "Storage",
            uses: [
                "ElectionModel", "PrimeOrderGroups", "VerifiableVoting", "SourceArchive", "ElectionRecord", "Accounts",
                "ElectronicStation", "CPostgreSQL", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        room(
            "Urn",
            uses: [
                "VerifiableVoting", "ElectronicStation", "Storage", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        room(
            "ElectionConduct",
            uses: [
                "ElectionModel", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting", "ElectionRecord",
            ]),
        .target(name: "CProcessLimits"),
        room(
            "Booth",
            uses: [
                "ElectionModel", "DataFormats", "ElectronicStation", "VerifiableVoting", "PrimeOrderGroups",
                "CProcessLimits", .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        room(
            "Observation",
            uses: ["ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting"]),
        // Programs that check others; ./test runs them.
        .target(name: "CMemcheck"),
        .executableTarget(
            name: "ConstantTimeCheck", dependencies: ["PrimeOrderGroups", "CMemcheck"], swiftSettings: strict),
        room("ElectionFiles", uses: ["ElectionModel", "DataFormats", "ElectoralLaw", "Counting"]),
        room(
            "Simulation",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "ElectionRecord",
                "ElectionConduct", "ElectionFiles", "VerifiableVoting", "PrimeOrderGroups", "VoterRegister",
                "ElectronicStation",
            ]),
        room(
            "StationDay",
            uses: [
                "ElectionModel", "Counting", "ElectionConduct", "ElectionRecord", "VoterRegister", "Accounts",
                "ElectronicStation", "Urn", "Storage", "Simulation", "VerifiableVoting", "PrimeOrderGroups",
            ]),
        room(
            "Wording",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "Simulation",
                "VerifiableVoting", "SourceArchive", "ElectionRecord", "ElectionConduct", "VoterRegister",
                "ElectronicStation", "Observation",
            ]),
        room(
            "Publication",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "ElectionRecord", "ElectionConduct", "ElectionFiles", "Wording", "SourceArchive", "Observation",
            ]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        room("Typesetting", uses: ["CPango", "CQRCode"]),
        room(
            "Papers",
            uses: [
                "ElectionModel", "ElectoralLaw", "Counting", "ElectionRecord", "ElectionConduct", "VoterRegister",
                "ElectronicStation", "Wording", "Typesetting",
            ]),
        room(
            "ElectionService",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "ElectionRecord", "ElectionConduct", "ElectionFiles", "Accounts", "VoterRegister", "ElectronicStation",
                "Storage", "Wording", "Publication", "Papers", "Typesetting", "Observation",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .executableTarget(
            name: "sailau",
            dependencies: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "ElectionFiles",
                "Simulation", "Wording", "Publication", "PrimeOrderGroups", "VerifiableVoting", "SourceArchive",
                "ElectionRecord", "ElectionConduct", "Accounts", "Storage", "ElectionService", "Papers", "Typesetting",
                "VoterRegister", "ElectronicStation", "Urn", "Booth", "StationDay", "Observation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .target(
            name: "MistakeWords", dependencies: ["DataFormats", "Wording"], path: "Tests/MistakeWords",
            swiftSettings: strict),
        .target(
            name: "FuzzedReaders", dependencies: ["VerifiableVoting", "PrimeOrderGroups", "SourceArchive"],
            path: "Tests/FuzzedReaders", swiftSettings: strict),
        .executableTarget(
            name: "FuzzingSeeds", dependencies: ["FuzzedReaders", "Storage"], path: "Tests/FuzzingSeeds",
            swiftSettings: strict),
        .target(
            name: "LargeTests", path: "Tests/LargeTests", exclude: ["sizes.csv"], swiftSettings: strict),
        tests(of: "ElectionModel"),
        tests(of: "DataFormats", uses: ["ElectionModel", "MistakeWords"]),
        tests(of: "ElectoralLaw", uses: ["ElectionModel", "DataFormats", "SeatAllocation", "MistakeWords"]),
        tests(of: "Counting", uses: ["ElectionModel"]),
        tests(of: "SeatAllocation", uses: ["ElectionModel", "ElectoralLaw", "LargeTests"]),
        .target(name: "SlowArithmetic", dependencies: ["CGMP"], path: "Tests/SlowArithmetic", swiftSettings: strict),
        tests(
            of: "PrimeOrderGroups",
            uses: [
                "CGMP", "CSodium", "LargeTests", "SlowArithmetic", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests(
            of: "VerifiableVoting",
            uses: [
                "PrimeOrderGroups", "LargeTests", "SlowArithmetic", .product(name: "Crypto", package: "swift-crypto"),
            ], without: ["Samples"]),
        .target(
            name: "RenderedElections", dependencies: ["ElectionModel", "SourceArchive"],
            path: "Tests/RenderedElections", swiftSettings: strict),
        tests(
            of: "SourceArchive",
            uses: ["ElectionModel", "DataFormats", "ElectoralLaw", "LargeTests", "RenderedElections"],
            without: ["Pages"]),
        .target(
            name: "RecordedEvents", dependencies: ["ElectionModel", "ElectionRecord", "VerifiableVoting"],
            path: "Tests/RecordedEvents", swiftSettings: strict),
        .target(name: "TestDatabases", path: "Tests/TestDatabases", swiftSettings: strict),
        .executableTarget(
            name: "RecordingDisk",
            dependencies: [
                "ElectionRecord", "RecordedEvents", "Storage", "VerifiableVoting",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], path: "Tests/RecordingDisk", swiftSettings: strict),
        .executableTarget(
            name: "RecordWriters", dependencies: ["ElectionRecord", "RecordedEvents", "Storage", "VerifiableVoting"],
            path: "Tests/RecordWriters", swiftSettings: strict),
        tests(of: "ElectionRecord", uses: ["ElectionModel", "VerifiableVoting", "RecordedEvents"]),
        .target(
            name: "SmallElection",
            dependencies: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "VerifiableVoting", "ElectionRecord",
                "ElectionConduct",
            ], path: "Tests/SmallElection", swiftSettings: strict),
        tests(
            of: "ElectionConduct",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "ElectionRecord", "SmallElection",
            ]),
        tests(of: "Accounts", uses: ["ElectionModel", "VerifiableVoting"]),
        tests(
            of: "VoterRegister",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "VerifiableVoting", "Accounts", "Storage",
                "Simulation",
                "LargeTests",
            ]),
        .executableTarget(
            name: "DeskWriters",
            dependencies: [
                "ElectionModel", "Counting", "ElectionRecord", "ElectionService", "ElectronicStation", "SmallStation",
                "Storage", "VerifiableVoting", "VoterRegister",
            ], path: "Tests/DeskWriters", swiftSettings: strict),
        tests(
            of: "ElectionService",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "ElectionRecord", "ElectionConduct", "ElectionFiles", "Accounts", "Storage", "Wording", "Simulation",
                "Publication", "VoterRegister", "ElectronicStation", "SmallElection", "SmallStation", "LargeTests",
                "DeskWriters", "Observation",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .target(
            name: "SmallStation",
            dependencies: [
                "ElectionModel", "DataFormats", "Counting", "VerifiableVoting", "Accounts", "VoterRegister",
                "ElectionRecord", "ElectionConduct", "ElectronicStation",
            ], path: "Tests/SmallStation", swiftSettings: strict),
        tests(
            of: "ElectronicStation",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "VerifiableVoting", "Accounts",
                "VoterRegister", "ElectionRecord", "ElectionConduct", "Storage", "SmallStation", "LargeTests",
            ]),
        .target(
            name: "SampleBooth",
            dependencies: [
                "Booth", "ElectionModel", "DataFormats", "ElectronicStation", "VerifiableVoting", "PrimeOrderGroups",
            ], path: "Tests/SampleBooth", swiftSettings: strict),
        .executableTarget(
            name: "BoothStation",
            dependencies: [
                "Booth", "ElectionModel", "DataFormats", "ElectronicStation", "VerifiableVoting", "PrimeOrderGroups",
                "SampleBooth",
            ], path: "Tests/BoothStation", swiftSettings: strict),
        tests(
            of: "Booth",
            uses: [
                "BoothStation", "SampleBooth", "ElectionModel", "DataFormats", "ElectronicStation",
                "VerifiableVoting", "PrimeOrderGroups",
            ]),
        tests(
            of: "Observation",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "LargeTests",
            ],
            without: ["Data"]),
        tests(of: "FuzzedReaders"),
        .target(name: "LostPower", dependencies: ["Storage"], path: "Tests/LostPower", swiftSettings: strict),
        .target(
            name: "SmallUrn",
            dependencies: ["PrimeOrderGroups", "VerifiableVoting", "ElectronicStation", "Storage", "Urn"],
            path: "Tests/SmallUrn", swiftSettings: strict),
        .executableTarget(
            name: "UrnWriters", dependencies: ["VerifiableVoting", "ElectronicStation", "Storage", "Urn"],
            path: "Tests/UrnWriters", swiftSettings: strict),
        tests(
            of: "StationDay",
            uses: [
                "ElectionModel", "ElectronicStation", "PrimeOrderGroups", "Simulation", "VerifiableVoting",
                "VoterRegister",
            ]),
        tests(
            of: "Urn",
            uses: [
                "PrimeOrderGroups", "VerifiableVoting", "ElectronicStation", "Storage", "SmallUrn", "UrnWriters",
                "LostPower", "LargeTests", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        tests(
            of: "Storage",
            uses: [
                "ElectionModel", "VerifiableVoting", "PrimeOrderGroups", "SourceArchive", "ElectionRecord",
                "Accounts", "ElectronicStation", "LostPower", "RecordedEvents", "RecordWriters", "RecordingDisk",
                "RenderedElections",
                "TestDatabases", "LargeTests",
            ]),
        tests(
            of: "ElectionFiles",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "Observation",
                "MistakeWords",
            ]),
        tests(
            of: "Simulation",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "ElectionFiles",
                "VerifiableVoting", "PrimeOrderGroups", "ElectionRecord", "ElectionConduct", "LargeTests",
            ]),
        tests(
            of: "Wording",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "Simulation",
                "VerifiableVoting", "MistakeWords", "SourceArchive", "ElectionConduct", "VoterRegister",
                "ElectronicStation", "Observation", "LargeTests",
            ]),
        tests(
            of: "Publication",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "SeatAllocation", "VerifiableVoting",
                "ElectionRecord", "ElectionConduct", "ElectionFiles", "Wording", "Simulation", "SourceArchive",
                "Observation", "SmallElection",
            ]),
        .target(name: "PrintedPapers", path: "Tests/PrintedPapers", swiftSettings: strict),
        tests(of: "Typesetting", uses: ["PrintedPapers"]),
        tests(
            of: "Papers",
            uses: [
                "ElectionModel", "DataFormats", "ElectoralLaw", "Counting", "ElectionRecord", "ElectionConduct",
                "VerifiableVoting", "VoterRegister", "ElectronicStation", "SmallStation", "Wording", "Typesetting",
                "PrintedPapers",
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "sailau", "VerifiableVoting", "PrimeOrderGroups", "ElectronicStation", "Storage", "TestDatabases",
                "PrintedPapers", "LargeTests",
            ],
            swiftSettings: strict),
    ]
)
