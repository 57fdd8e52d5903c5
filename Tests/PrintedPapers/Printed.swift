public import Foundation

/// A PDF as other programs read it: poppler's tools and zbar, which `./test` installs.
public struct Printed {
    public let file: URL
    private let folder: URL

    public init(_ bytes: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = folder.appending(path: "paper.pdf")
        try Data(bytes).write(to: file)
    }

    public func remove() { try? FileManager.default.removeItem(at: folder) }

    public static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(program: program, status: process.terminationStatus) }
        return String(decoding: data, as: UTF8.self)
    }

    public struct Failure: Error {
        public var program: String
        public var status: Int32
    }

    /// The text of all pages, with white space of any kind as one space.
    ///
    /// - Parameter byRows: what stands beside each other follows each other, also in a table without lines.
    public func text(byRows: Bool = false) throws -> String {
        let text = try Self.run("pdftotext", (byRows ? ["-layout"] : []) + ["-enc", "UTF-8", file.path, "-"])
        return text.split { $0.isWhitespace || $0 == "\u{202F}" || $0 == "\u{A0}" }.joined(separator: " ")
    }

    public func information() throws -> String { try Self.run("pdfinfo", [file.path]) }

    public func pages() throws -> Int {
        let line = try information().split(separator: "\n").first { $0.hasPrefix("Pages:") }
        return Int(line?.split(separator: " ").last ?? "") ?? 0
    }

    public struct Word {
        public var left, top, right, bottom: Double
        public var text: String
    }

    /// Every word with its place on its page.
    public func words() throws -> [Word] {
        let page = try Self.run("pdftotext", ["-bbox", file.path, "-"])
        return page.matches(
            of: /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/
        ).compactMap { match in
            guard let left = Double(match.1), let top = Double(match.2), let right = Double(match.3),
                let bottom = Double(match.4)
            else { return nil }
            return Word(left: left, top: top, right: right, bottom: bottom, text: String(match.5))
        }
    }

    /// What the codes on the pages say.
    public func codes() throws -> [String] {
        _ = try Self.run("pdftoppm", ["-r", "200", "-gray", "-png", file.path, folder.appending(path: "page").path])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".png") }
        return names.sorted().flatMap { name in
            // zbarimg ends with 4 where a page has no code.
            let text =
                (try? Self.run(
                    "zbarimg",
                    ["-q", "--raw", "-Sbinary", "-Sdisable", "-Sqrcode.enable", folder.appending(path: name).path]))
                ?? ""
            return text.isEmpty ? [] : [text]
        }
    }
}
