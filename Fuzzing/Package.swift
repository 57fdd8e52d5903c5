// swift-tools-version: 6.2
import PackageDescription

// The readers of strangers' bytes under libFuzzer: Scripts/fuzz.sh builds and runs them.
let readers = ["Archive", "Ballot", "Trustees", "Evidence", "Challenge", "Documents", "Pages"]

let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "Sailau", path: "..")],
    targets: readers.map { reader in
        .executableTarget(
            name: "Fuzz\(reader)", dependencies: [.product(name: "FuzzedReaders", package: "Sailau")],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                // libFuzzer brings the main function.
                .unsafeFlags(["-parse-as-library"]),
            ])
    }
)
