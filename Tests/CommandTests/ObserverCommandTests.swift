import Foundation
import Testing
import VerifiableVoting

/// Forms, reports, deployment and incidents as observers and their coordinators run them.
@Suite struct ObserverCommandTests {
    /// A report as the form in the browser writes it.
    static func report(
        _ name: String, station: String = "17-3", observer: String, overall: String, day: String = "2004-09-19"
    ) -> String {
        let version = Digest(of: (try? Data(contentsOf: Program.root.appending(path: "Forms/voting.yaml"))) ?? Data())
        let line =
            #"{"format":"sailau-observer-report/1","report":"\#(name)","form":"voting","form_sha256":"\#(version)","#
            + #""language":"ru","station":"\#(station)","observer":"\#(observer)","team":"T1","day":"\#(day)","#
            + #""signed_off":{"by":"\#(observer)","at":"\#(day)T10:00"},"answers":[{"item":"arrived","answer":"08:00"},"#
            + #"{"item":"overall","answer":"\#(overall)"},{"item":"electronic","answer":"yes"},"#
            + #"{"item":"group-voting","answer":"don't know"},{"item":"voted-so-far","answer":"120"},"#
            + #"{"item":"left","answer":"08:45"}],"photographs":[]}"#
        return "\(line)\nsha256 \(Digest(of: line).hexadecimal)\n"
    }

    static func deployed() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            accreditation,name,organisation,from,through
            A1,Placeholder 1,Group,2004-09-01,2004-09-20
            A2,Placeholder 2,Group,2004-09-01,2004-09-20

            """, to: "observers.csv")
        try folder.write("team,first,second\nT1,A1,A2\n", to: "teams.csv")
        try folder.write("team,station,day,from,until\nT1,17-3,2004-09-19,07:30,09:00\n", to: "visits.csv")
        try folder.write(Self.report("r1", observer: "A1", overall: "good"), to: "1.report")
        try folder.write(Self.report("r2", observer: "A2", overall: "bad"), to: "2.report")
        try folder.write(Self.report("r3", station: "17-9", observer: "A1", overall: "good"), to: "3.report")
        return folder
    }

    @Test func formAsAFolder() throws {
        let folder = try TemporaryFolder()
        for (language, name) in [("en", "Voting"), ("ru", "Голосование"), ("kk", "Дауыс беру")] {
            let out = "\(folder.path)/\(language)"
            let run = try Program.run("observe", "form", "voting", "--lang", language, "--out", out)
            #expect(run.status == 0, "\(run.errors)")
            #expect(folder.names(under: language) == ["index.html", "observer.js", "style.css"])
            let page = String(decoding: folder.bytes("\(language)/index.html") ?? Data(), as: UTF8.self)
            #expect(
                page.contains("<h1>\(name)</h1>") && page.contains("default-src 'none'".replacing("'", with: "&#39;")))
            #expect(!page.contains("style=") && !page.contains("onclick") && !page.contains("http:"))
            #expect(page.components(separatedBy: "<script").count == 2 && page.contains("<script src=\"observer.js\""))
        }
        let again = try Program.run("observe", "form", "voting", "--lang", "kk", "--out", "\(folder.path)/again")
        #expect(again.status == 0 && folder.bytes("again/index.html") == folder.bytes("kk/index.html"))
        let json = try Program.run("observe", "form", "Forms/counting.yaml", "--out", "\(folder.path)/c", "--json")
            .json()
        #expect(json["form"] as? String == "counting" && (json["files"] as? [String])?.count == 3)
        #expect(try Program.run("observe", "form", "nothing", "--out", "\(folder.path)/x").status == 2)
    }

    @Test func reportsAreChecked() throws {
        let folder = try Self.deployed()
        let reports = (1...3).map { "\(folder.path)/\($0).report" }
        let table = "\(folder.path)/reports.csv"
        let run = try Program.run(
            ["observe", "check", "voting"] + reports + ["--deployment", folder.path, "--out", table, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let checked = try #require(try run.json()["reports"] as? [[String: Any]])
        #expect(checked.compactMap { $0["valid"] as? Bool } == [true, true, true])
        #expect(checked.compactMap { $0["notes"] as? [String] } == [[], [], ["not deployed"]])
        for language in ["en", "ru", "kk"] {
            let text = try Program.run(
                ["observe", "check", "voting"] + reports + ["--deployment", folder.path, "--lang", language])
            #expect(text.status == 0 && text.output.contains("17-9"), "\(text.errors)")
        }
        // Two observers of one station are two records, here and in the figures.
        let report = try Program.run(
            "observe", "report", "voting", table, "--rules", "Forms/Rules/standard.yaml", "--deployment", folder.path,
            "--frame", "100", "--json"
        ).json()
        #expect(report["reports"] as? Int == 2 && report["stations"] as? Int == 1 && report["left_out"] as? Int == 1)
        #expect(report["disagreeing_stations"] as? [String] == ["17-3"])
        let rules = try #require(report["rules"] as? [[String: Any]])
        #expect(rules.compactMap { $0["left_out"] as? Int } == [0, 0, 1, 0, 0])
        let overall = try #require((report["items"] as? [[String: Any]])?.first { $0["item"] as? String == "overall" })
        #expect(overall["good"] as? Int == 1 && overall["answered"] as? Int == 2)
        // One team is no sample of teams.
        #expect(overall["least_95"] is NSNull)
        let one = try Program.run(
            "observe", "report", "voting", table, "--rules", "Forms/Rules/one-a-station.yaml", "--deployment",
            folder.path, "--json"
        ).json()
        #expect(one["reports"] as? Int == 1)
        let missing = try Program.run("observe", "report", "voting", table, "--rules", "Forms/Rules/standard.yaml")
        #expect(missing.status == 2 && missing.errors.contains("--deployment"), "\(missing.errors)")
    }

    @Test func whatIsNotTaken() throws {
        let folder = try Self.deployed()
        let first = "\(folder.path)/1.report"
        try folder.edit("1.report", replacing: "\"good\"", by: "\"bad\"")
        let changed = try Program.run("observe", "check", "voting", first, "\(folder.path)/2.report", "--json")
        #expect(changed.status == 1 && changed.errors.contains("1.report:2: sha256"), "\(changed.errors)")
        let valid = (try changed.json()["reports"] as? [[String: Any]])?.compactMap { $0["valid"] as? Bool }
        #expect(valid == [false, true])
        let other = try Program.run("observe", "check", "counting", "\(folder.path)/2.report")
        #expect(other.status == 1 && other.errors.contains("voting"), "\(other.errors)")
        try folder.write("sailau-part-1 nothing\n", to: "parts.txt")
        let parts = try Program.run("observe", "check", "voting", "\(folder.path)/parts.txt")
        #expect(parts.status == 1 && parts.errors.contains("parts.txt"), "\(parts.errors)")
        // The same name for two reports is a question for the observer, not a choice of the program.
        try folder.write(Self.report("r2", observer: "A2", overall: "very good"), to: "4.report")
        let twice = try Program.run(
            "observe", "report", "voting", "\(folder.path)/2.report", "\(folder.path)/4.report")
        #expect(twice.status == 2 && twice.errors.contains("r2"), "\(twice.errors)")
        try folder.edit("teams.csv", replacing: "A1,A2", by: "A1,A1")
        let teams = try Program.run("observe", "check", "voting", "--deployment", folder.path)
        #expect(teams.status == 2 && teams.errors.contains("teams.csv:2: second"), "\(teams.errors)")
    }

    @Test func answersWithDenominators() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "report,station,observer,item,answer\n1,a,A,overall,good\n1,a,A,secrecy,yes\n2,b,B,overall,very bad\n",
            to: "r.csv")
        let words = ["observe", "report", "Forms/voting.yaml", "\(folder.path)/r.csv", "--entering", "every"]
        let report = try Program.run(words + ["--frame", "50", "--json"]).json()
        let overall = try #require((report["items"] as? [[String: Any]])?.first { $0["item"] as? String == "overall" })
        #expect(overall["good"] as? Int == 1 && overall["answered"] as? Int == 2)
        #expect((overall["least_95"] as? String).flatMap(Double.init) ?? 1 < 0.05)
        #expect(overall["clusters"] as? String == "stations" && overall["cluster_count"] as? Int == 2)
        for language in ["en", "ru", "kk"] {
            let text = try Program.run(words + ["--lang", language])
            // The share and its denominator stand in one sentence.
            #expect(text.status == 0 && text.output.contains { $0 == "2" }, "\(text.errors)")
            #expect(text.output.contains("50"), "\(text.output)")
        }
        try folder.edit("r.csv", replacing: "very bad", by: "awful")
        let wrong = try Program.run("observe", "report", "voting", "\(folder.path)/r.csv")
        #expect(wrong.status == 2 && wrong.errors.contains("r.csv:4: answer"), "\(wrong.errors)")
    }

    @Test func incidentsAndTheBanOnPolls() throws {
        let folder = try TemporaryFolder()
        let header =
            "entry,date,time,place,station,kind,who,affected,what,source,source_kind,evidence,complaint,same_as\n"
        try folder.write(
            header + "i1,2004-09-13,,Almaty,,poll,an institute,,a poll,the institute,document,,,\n"
                + "i2,2004-09-14,,Almaty,,poll,a newspaper,,a poll,the newspaper,media,,,\n"
                + "i3,2004-09-19,10:00,Almaty,,pressure,a manager,workers,told to vote,report r1,observer,,C-1,\n",
            to: "i.csv")
        let report = try Program.run(
            "observe", "incidents", "\(folder.path)/i.csv", "--election", "kazakhstan-2004", "--json"
        ).json()
        let bans = try #require(report["poll_bans"] as? [[String: Any]])
        // One before the first ballot, one before the run-off.
        #expect(bans.compactMap { $0["through"] as? String } == ["2004-09-19", "2004-10-03"])
        #expect(bans[0]["from"] as? String == "2004-09-14" && bans[0]["published"] as? [String] == ["i2"])
        #expect(report["complaints_joined"] as? Bool == false)
        for language in ["en", "ru", "kk"] {
            let text = try Program.run(
                "observe", "incidents", "\(folder.path)/i.csv", "--election", "kazakhstan-2004", "--lang", language)
            #expect(text.status == 0 && text.output.contains("i2"), "\(text.errors)")
        }
        try folder.edit("i.csv", replacing: "Almaty,,pressure", by: "Almaty,nowhere,pressure")
        let wrong = try Program.run(
            "observe", "incidents", "\(folder.path)/i.csv", "--election", "kazakhstan-2004")
        #expect(wrong.status == 2 && wrong.errors.contains("i.csv:4: station"), "\(wrong.errors)")
    }
}
