/// Writes the inputs with which fuzzing begins, a folder for each reader:
///
///     FuzzingSeeds FOLDER
import FuzzedReaders
import Storage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

guard CommandLine.arguments.count == 2 else {
    print("usage: FuzzingSeeds FOLDER")
    exit(2)
}
mkdir(CommandLine.arguments[1], 0o755)
for reader in FuzzedReader.allCases {
    let folder = "\(CommandLine.arguments[1])/\(reader.rawValue)"
    mkdir(folder, 0o755)
    for (name, bytes) in try await reader.seeds() { try WholeFile.write(bytes, to: "\(folder)/\(name)") }
}
