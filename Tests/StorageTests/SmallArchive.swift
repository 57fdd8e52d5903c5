import VerifiableVoting

/// Archives whose contents nobody verifies: records, chain and grammar are all that storage looks at.
enum SmallArchive {
    static let path = "/folder/archive.bel"

    static let setup = ArchiveBuilder.setup(
        election: Array("{\"election\":1}".utf8), trustees: Array("[]".utf8), credentials: Array("[\"x\"]".utf8),
        timestamp: 1_700_000_000)

    static func ballot(_ number: Int, bytes: Int = 40, after head: ArchiveHead) throws -> ArchiveAddition {
        let body = Array("{\"ballot\":\"\(number)\",\"rest\":\"".utf8) + [UInt8](repeating: 0x61, count: bytes)
        return try ArchiveBuilder.addition(.ballot, data: [body + Array("\"}".utf8)], after: head)
    }

    static func events(_ bytes: [UInt8]) throws -> Int {
        let extent = try ArchiveExtent(MemoryArchive(bytes))
        return extent.fault == nil ? extent.head?.events ?? 0 : -1
    }
}
