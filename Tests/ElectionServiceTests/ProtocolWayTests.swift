import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectionService
import NIOHTTP1
import SmallElection
import Testing

/// A protocol from the first key to its acceptance and after it, over HTTPS, in a record.
@Suite("Office: the way of a protocol", .serialized)
struct ProtocolWayTests {
    /// Types twice alike, confirms, signs, receives and accepts.
    private static func accept(_ service: TestService) async throws {
        for typist in ["t1", "t2"] {
            let sent = try await Desk(typist, service).take("entry", Desk.typed())
            #expect(sent.status == 303 && sent.location == Desk.sheet, "\(sent.text)")
        }
        try await sign(service)
        let above = try await Desk("a1", service)
        #expect(try await above.take("receive").status == 303)
        try await above.answerForAll()
        let accepted = try await above.take("accept")
        #expect(accepted.status == 303, "\(accepted.text)")
    }

    private static func sign(_ service: TestService, coordinator: String = "c1") async throws {
        let desk = try await Desk(coordinator, service)
        try await desk.answerForAll()
        let confirmed = try await desk.take("approve")
        #expect(confirmed.status == 303, "\(confirmed.text)")
        let signed = try await Desk("m1", service).take(
            "sign", ["signed-1": "yes", "signed-2": "yes", "signed-3": "yes", "signed-5": "yes"])
        #expect(signed.status == 303, "\(signed.text)")
    }

    @Test func fromTheFirstKeyToAcceptance() async throws {
        try await Desk.with { service in
            let before = service.keeper?.now.head.height ?? 0
            try await Self.accept(service)
            #expect(service.state == .accepted)
            let state = try #require(service.keeper?.now.state)
            #expect(state.tally(of: Scene.singles, round: 1)?.votes.map(\.votes) == [312, 207, 104])
            let item = try #require(service.item)
            #expect(item.typists == ["t1", "t2"] && item.steps.map(\.person).contains("m1"))
            #expect((service.keeper?.now.head.height ?? 0) - before == item.steps.count)
            #expect(item.documentInForce?.header.signed == 4)
            // The page shows figures, signatures and who did what.
            let page = try await Desk("r-auditor", service).open("")
            for text in ["312", "precinct:s1/1", "acceptance", "t1", "accepted"] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(!page.text.contains("What you can do now"))
            // The small election is made up, and every page says so.
            #expect(page.text.contains("<strong>simulated</strong>"))
        }
    }

    /// There is nothing to print before two persons have typed the same, and nothing ever for whoever types.
    @Test func papersToPrint() async throws {
        try await Desk.with { service in
            _ = try await Desk("t1", service).take("entry", Desk.typed())
            #expect(try await Desk("c1", service).open("papers/protocol.pdf").status == 404)
            _ = try await Desk("t2", service).take("entry", Desk.typed())
            let coordinator = try await Desk("c1", service)
            let page = try await coordinator.open("")
            #expect(page.text.contains("papers/protocol.pdf") && !page.text.contains("papers/corrigendum"))
            for name in ["protocol.pdf", "findings.pdf"] {
                let paper = try await coordinator.open("papers/\(name)")
                #expect(paper.status == 200 && paper.headers.first(name: "Content-Type") == "application/pdf")
                #expect(paper.body.starts(with: Array("%PDF-".utf8)) && paper.body.count > 10_000)
            }
            for name in [
                "corrigendum-1.pdf", "corrigendum-01.pdf", "other.pdf", "protocol.pdf%00", "..%2Fprotocol.pdf",
            ] {
                #expect(try await coordinator.open("papers/\(name)").status == 404, "\(name)")
            }
            #expect(try await Desk("t1", service).open("papers/protocol.pdf").status == 403)
            #expect(try await !Desk("t1", service).open("").text.contains("papers/"))
        }
    }

    @Test func aThirdTypesWhatDiffers() async throws {
        try await Desk.with { service in
            _ = try await Desk("t1", service).take("entry", Desk.typed())
            _ = try await Desk("t2", service).take("entry", Desk.typed { $0[.votes(line: 2)] = 270 })
            #expect(service.state == .differing)
            // Whoever typed the field already has nothing to type.
            #expect(try await Desk("t1", service).open("entry").status == 409)
            let third = try await Desk("t3", service)
            let page = try await third.open("entry")
            #expect(
                page.text.contains("id=\"E2\"") && !page.text.contains("id=\"E1\"") && !page.text.contains("id=\"A\""))
            #expect(try await third.send("entry", page, ["E2": "207", "step": "send"]).status == 303)
            #expect(service.state == .entered)
            #expect(service.item?.state.document?.counts[.votes(line: 2)] == 207)
        }
    }

    @Test func sentBackCorrectedAndAcceptedAnew() async throws {
        try await Desk.with { service in
            for typist in ["t1", "t2"] { _ = try await Desk(typist, service).take("entry", Desk.typed()) }
            try await Self.sign(service)
            let above = try await Desk("a1", service)
            _ = try await above.take("receive")
            #expect(try await above.take("send-back", ["reason": ""]).status == 422)
            #expect(
                try await above.take("send-back", ["reason": "line 2 is not what the photograph shows"]).status == 303)
            #expect(service.state == .returned)
            let corrected = try await Desk("c1", service).take(
                "correct", ["E2": "206", "F": "11", "number": "7", "day": "2004-09-20", "reason": "counted again"])
            #expect(corrected.status == 303, "\(corrected.text)")
            #expect(service.item?.versions.count == 2)
            // Who wrote the new figures neither confirms nor accepts them.
            let own = try await Desk("c1", service).open("approve")
            #expect(own.status == 409 && own.text.contains("may neither confirm nor accept it"))
            try await Self.sign(service, coordinator: "c2")
            _ = try await above.take("receive")
            try await above.answerForAll()
            #expect(try await above.take("accept").status == 303)
            let page = try await Desk("r-auditor", service).open("")
            for text in ["<strong>206</strong>", "207", "counted again", "version 2 (counts)"] {
                #expect(page.text.contains(text), "\(text)")
            }
        }
    }

    @Test func otherStepsOfTheWay() async throws {
        try await Desk.with { service in
            let first = try await Desk("t1", service)
            _ = try await first.take("entry", Desk.typed())
            #expect(try await first.take("discard", ["reason": "another sheet"]).status == 303)
            #expect(service.state == .awaitingEntry)
            for typist in ["t1", "t2"] { _ = try await Desk(typist, service).take("entry", Desk.typed()) }
            let coordinator = try await Desk("c1", service)
            #expect(try await coordinator.take("reopen", ["open-E1": "yes", "reason": "smudged"]).status == 303)
            #expect(service.state == .differing)
            for typist in ["t3", "t1"] {
                let sent = try await Desk(typist, service).take("entry", ["E1": "312", "step": "send"])
                #expect(sent.status == 303, "\(sent.text)")
            }
            #expect(service.state == .entered)
            let heading = try await coordinator.open("heading")
            #expect(heading.text.contains("value=\"23:10\""))
            let amended = try await coordinator.send(
                "heading", heading,
                [
                    "copy": "2", "stamped": "yes", "signed-day": "2004-09-19", "signed-time": "23:40", "pages": "1",
                    "reason": "the second copy",
                ])
            #expect(amended.status == 303, "\(amended.text)")
            #expect(service.item?.state.document?.header.copyNumber == 2)
            let member = try await Desk("m1", service)
            for (name, valid) in [("pile 1", "3"), ("pile 1", "4")] {
                let voted = try await member.take(
                    "vote", ["matter": name, "ballots": "2", "choice": "k1", "for-valid": valid, "for-invalid": "3"])
                #expect(voted.status == 303, "\(voted.text)")
            }
            #expect(service.item?.disputes.count == 2)
            #expect(
                try await member.take("recount", ["number": "3", "day": "", "reason": "doubts"]).status == 303)
            #expect(service.state == .recountOrdered)
        }
    }

    /// The whole commission above, and no other.
    @Test func onlyTheCommissionAboveReceives() async throws {
        try await Desk.with { service in
            for typist in ["t1", "t2"] { _ = try await Desk(typist, service).take("entry", Desk.typed()) }
            try await Self.sign(service)
            let other = try await Desk("a3", service)
            let page = try await other.open("receive")
            #expect(page.status == 409)
            let home = try await other.open("")
            let sent = try await other.send("receive", home, ["seen": "\(service.item?.steps.count ?? 0)"])
            #expect(sent.status == 409 && sent.text.contains("not for the commission"))
            #expect(service.state == .signed)
        }
    }
}
