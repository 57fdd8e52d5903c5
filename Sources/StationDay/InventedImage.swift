public import Simulation
public import VoterRegister

extension InventedRegister {
    /// The invented register with its look-up, as a file: for one station. Throws what an import throws, which is a fault of the program.
    public func imageBytes() throws -> [UInt8] {
        var (table, file): ([UInt8], [UInt8]) = ([], [])
        try write(to: { table += $0 })
        var rest: [UInt8]? = table
        _ = try RegisterImport.run(
            from: {
                defer { rest = nil }
                return rest
            }, to: { file += $0 })
        return file
    }

    /// The same in memory. Throws what an import or a damaged register throws.
    public func image() throws -> RegisterImage {
        try RegisterImage(UnsafeRegisterMemory(copying: imageBytes()))
    }
}
