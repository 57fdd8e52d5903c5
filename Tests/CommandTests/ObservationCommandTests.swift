import Foundation
import Testing

/// Forensic counts, quick counts and media monitoring as observers run them.
@Suite struct ObservationCommandTests {
    @Test func forensicsOfTheReconstruction() throws {
        let folder = try TemporaryFolder()
        let run = try Program.run(
            "forensics", "kazakhstan-2004", "--runs", "40", "--json", "--out", "\(folder.path)/pages")
        #expect(run.status == 0, "\(run.errors)")
        let json = try run.json()
        #expect(json["format"] as? String == "sailau-forensics/1")
        let control = try #require(json["control"] as? [String: Any])
        #expect(control["stations"] as? Int == 3668)
        // Calibration stands before what was found.
        let calibration = try #require(run.output.range(of: "\"calibration\""))
        let found = try #require(run.output.range(of: "\"whole_percents\""))
        #expect(calibration.lowerBound < found.lowerBound)
        #expect(json["swaps"] as? Int != nil && (json["kinds"] as? [String: Any])?["strata"] as? Int ?? 0 > 0)
        for language in ["en", "ru", "kk"] {
            let page = String(decoding: folder.bytes("pages/\(language)/index.html") ?? Data(), as: UTF8.self)
            #expect(page.contains("<svg") && !page.contains("<script") && page.contains("data/turnout.csv"))
            #expect(page.components(separatedBy: "class=\"notice\"").count == 3)
            let text = try Program.run("forensics", "kazakhstan-2004", "--runs", "19", "--lang", language)
            #expect(text.status == 0 && !text.output.lowercased().contains("fraud"))
            // The arithmetic of the protocols stands in both.
            let arithmetic = text.output.split(separator: "\n").filter { $0.contains("3 %") }
            #expect(arithmetic.count == 1 && page.contains(arithmetic[0]), "\(arithmetic)")
        }
        #expect(folder.names(under: "pages/data").count == 5)
        for name in folder.names(under: "pages/data") {
            let rows = String(decoding: folder.bytes("pages/data/\(name)") ?? Data(), as: UTF8.self).split(
                separator: "\n")
            #expect(rows[0].hasSuffix(",status") && rows[1].hasSuffix(",reconstructed"), "\(name)")
        }
        #expect(json["status"] as? String == "reconstructed")
    }

    @Test func forensicsOfATable() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "station,region,commission,voters,given,received,leader,invalid\na,n,1,1000,600,598,300,5\nb,n,1,900,500,502,x,4\n",
            to: "s.csv")
        let wrong = try Program.run("forensics", "\(folder.path)/s.csv")
        #expect(wrong.status == 2 && wrong.errors.contains("s.csv:3: leader"), "\(wrong.errors)")
        try folder.edit("s.csv", replacing: "502,x", by: "502,250")
        let right = try Program.run("forensics", "\(folder.path)/s.csv", "--json").json()
        let relations = try #require(right["relations"] as? [String: Any])
        #expect(relations["fewer"] as? Int == 1 && relations["more"] as? Int == 1)
        #expect(relations["invalid"] as? [Int] == [2, 0, 0, 0])
    }

    @Test func quickCount() throws {
        let folder = try TemporaryFolder()
        var frame = "station,stratum\n"
        for index in 0..<200 { frame += "s\(index),\(index % 4)\n" }
        try folder.write(frame, to: "frame.csv")
        let list = "\(folder.path)/list.txt"
        let plan = try Program.run(
            "quickcount", "plan", "\(folder.path)/frame.csv", "--size", "40", "--sample-seed", "1234567890", "--out",
            list,
            "--json"
        ).json()
        let hash = try #require(plan["hash"] as? String)
        #expect(plan["size"] as? Int == 40)
        let sample = String(decoding: folder.bytes("list.txt") ?? Data(), as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("\t") }.map { String($0.dropFirst()) }
        var reports = "station,arrival,base,Left,Right\n"
        for (index, station) in sample.dropLast(4).enumerated() {
            reports += "\(station),\(20 + index / 30):\(10 + index % 30),100,\(55 + index % 5),\(40 - index % 5)\n"
        }
        try folder.write(reports, to: "evening.csv")
        let into = "\(folder.path)/reports.csv"
        let enter = try Program.run("quickcount", "enter", list, "\(folder.path)/evening.csv", "--into", into)
        #expect(enter.status == 0, "\(enter.errors)")
        let twice = try Program.run("quickcount", "enter", list, "\(folder.path)/evening.csv", "--into", into)
        #expect(twice.status == 2 && twice.errors.contains("evening.csv:2"), "\(twice.errors)")
        try folder.write("station,arrival,base,Left,Right\nstranger,20:00,10,5,5\n", to: "stray.csv")
        let stray = try Program.run("quickcount", "enter", list, "\(folder.path)/stray.csv", "--into", into)
        #expect(stray.status == 2 && stray.errors.contains("stray.csv:2") && stray.errors.contains("stranger"))
        let report = try Program.run("quickcount", "report", list, into, "--hash", hash, "--json").json()
        #expect(report["reported"] as? Int == 36 && report["drawn"] as? Int == 40)
        let first = try #require((report["choices"] as? [[String: Any]])?.first)
        #expect(first["choice"] as? String == "Left" && (first["majority"] as? String).flatMap(Double.init) ?? 0 > 0.99)
        let other = try Program.run("quickcount", "report", list, into, "--hash", String(repeating: "0", count: 64))
        #expect(other.status == 1 && other.errors.contains(hash))
        for language in ["en", "ru", "kk"] {
            let text = try Program.run("quickcount", "report", list, into, "--lang", language)
            #expect(text.status == 0 && text.output.contains("Left"), "\(text.errors)")
        }
    }

    @Test func mediaMonitoring() throws {
        let folder = try TemporaryFolder()
        let header =
            "unit,coder,outlet,ownership,date,programme,start,subject,subject_kind,seconds,square_centimetres,format,direct_speech,tone,topic\n"
        try folder.write(
            header + "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,positive,\n"
                + "u2,A,Khabar,state,2004-09-01,News,20:05,Ak Zhol,party,60,,free time,yes,negative,\n", to: "a.csv")
        try folder.write(
            header + "u1,B,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,positive,\n"
                + "u2,B,Khabar,state,2004-09-01,News,20:05,Ak Zhol,party,60,,free time,yes,neutral,\n", to: "b.csv")
        try folder.write("outlet,subject,seconds\nKhabar,Ak Zhol,900\n", to: "quota.csv")
        let out = "\(folder.path)/media.csv"
        let added = try Program.run(
            "media", "import", "\(folder.path)/a.csv", "\(folder.path)/b.csv", "--out", out, "--json")
        #expect(try added.json()["codings"] as? Int == 4, "\(added.errors)")
        let twice = try Program.run("media", "import", "\(folder.path)/a.csv", "\(folder.path)/a.csv", "--out", out)
        #expect(twice.status == 2)
        let report = try Program.run("media", "report", out, "--quota", "\(folder.path)/quota.csv", "--json").json()
        #expect(report["double_coded"] as? Int == 2 && report["alpha_nominal"] as? String != nil)
        #expect((report["quota"] as? [[String: Any]])?.first?["given"] as? Int == 60)
        for language in ["en", "ru", "kk"] {
            let text = try Program.run(
                "media", "report", out, "--quota", "\(folder.path)/quota.csv", "--lang", language)
            #expect(text.status == 0 && text.output.contains("Khabar"), "\(text.errors)")
        }
        let pages = "\(folder.path)/pages"
        let site = try Program.run(
            "media", "report", out, "--quota", "\(folder.path)/quota.csv", "--out", pages, "--title", "Test")
        #expect(site.status == 0, "\(site.errors)")
        for language in ["en", "ru", "kk"] {
            let page = String(decoding: folder.bytes("pages/\(language)/index.html") ?? Data(), as: UTF8.self)
            #expect(page.contains("<svg") && !page.contains("<script") && page.contains("data/weeks.csv"))
        }
        #expect(
            folder.names(under: "pages/data") == [
                "codings.csv", "kinds.csv", "outlets.csv", "ownership.csv", "quota.csv", "weeks.csv",
            ])
        // What is downloaded is what was read.
        #expect(folder.bytes("pages/data/codings.csv") == folder.bytes("media.csv"))
    }
}
