import Foundation
import Testing
import VerifiableVoting

/// A small election that is run by commands, in a folder that is gone afterwards.
final class BallotElection {
    let folder: TemporaryFolder
    let uuid: String
    let group: String
    /// Folders of the trustees' keys.
    let trustees: [String]

    var archive: String { path("\(uuid).bel") }
    var credentials: String { path("registrar/private_creds.txt") }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Voters a,3 b c: one question of three answers with blank, one of two without, up to two of them.
    static let questions = """
        name: Совет "№ 1"
        description: Two questions
        questions:
          - question: Who?
            answers: [A, B, C]
            blank: yes
          - question: Which?
            answers: [X, Y]
            min: 0
            max: 2
        """

    init(
        group: String = "Ed25519", questions: String = BallotElection.questions, voters: String = "a,3\nb,1\nc,1\n",
        trustees: Int = 2, threshold: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        self.group = group
        try folder.write(questions, to: "election.yaml")
        try folder.write(voters, to: "voters.txt")
        let made = try Program.run(
            "ballot", "credentials", "--voters", "\(folder.path)/voters.txt", "--group", group, "--out",
            "\(folder.path)/registrar", "--json")
        #expect(made.status == 0, "\(made.errors)")
        uuid = try made.json()["uuid"] as? String ?? ""
        var names: [String] = []
        var publicKeys: [String] = []
        for number in 0..<(threshold == nil ? trustees : 0) {
            let name = "\(folder.path)/trustee\(number + 1)"
            let key = try Program.run("ballot", "trustee", "key", "--group", group, "--out", name, "--json")
            #expect(key.status == 0, "\(key.errors)")
            names.append(try key.json()["private_key"] as? String ?? "")
            publicKeys.append(try key.json()["public_key"] as? String ?? "")
        }
        self.trustees = names
        let setup = try Program.run(
            [
                "ballot", "setup", "\(folder.path)/election.yaml", "--credentials",
                "\(folder.path)/registrar/public_creds.json", "--group", group, "--out", folder.path,
            ] + (threshold.map { ["--threshold", $0] } ?? ["--trustee"] + publicKeys))
        #expect(setup.status == 0, "\(setup.errors)")
    }

    @discardableResult func cast(_ voter: String, _ choices: String..., also: [String] = []) throws -> Program {
        try Program.run(
            ["ballot", "cast", archive, "--credential", credentials, "--voter", voter, "--json"]
                + choices.flatMap { ["--choice", $0] } + also)
    }

    func tally() throws -> Program { try Program.run("ballot", "tally", archive, "--json") }

    func decrypt(
        _ key: String, message: String? = nil, typing text: String? = nil, archive: String? = nil
    ) throws -> Program {
        try Program.run(
            ["ballot", "decrypt", archive ?? self.archive, "--key", key, "--without-anchors", "--json"]
                + (message.map { ["--message", $0] } ?? []), input: "\(text ?? uuid)\n")
    }

    func verify(_ options: String...) throws -> Program { try Program.run(["ballot", "verify", archive] + options) }

    func stage() throws -> String { try verify("--json").json()["stage"] as? String ?? "" }

    /// Counts of all questions.
    static func counts(_ run: Program) throws -> [[Int]] {
        let rows = try run.json()["result"] as? [[String: Any]] ?? []
        return rows.map { row in (row["counts"] as? [[String: Any]] ?? []).compactMap { $0["count"] as? Int } }
    }

    func bytes() -> [UInt8] { Array(FileManager.default.contents(atPath: archive) ?? Data()) }

    func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: archive)) }
}
