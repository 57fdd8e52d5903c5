public import Simulation
public import VoterRegister

extension InventedRegister {
    /// The invented register with its look-up, in memory: for one station. Throws what an import or a damaged register throws, each of
    /// them a fault of the program.
    public func image() throws -> RegisterImage {
        var (table, file): ([UInt8], [UInt8]) = ([], [])
        try write(to: { table += $0 })
        var rest: [UInt8]? = table
        _ = try RegisterImport.run(
            from: {
                defer { rest = nil }
                return rest
            }, to: { file += $0 })
        return try RegisterImage(UnsafeRegisterMemory(copying: file))
    }
}
