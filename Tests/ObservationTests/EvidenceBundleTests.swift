import Counting
import ElectionModel
import Observation
import Testing
import VerifiableVoting

/// What a bundle says of stations, and what it is refused for.
@Suite struct EvidenceBundleTests {
    static let contest = Observation.ContestKey(tier: "list", district: "national")
    static let choices: [ChoiceID] = ["a", "b"]

    static func filled(_ station: StationID, _ votes: [UInt32], channel: ElectionModel.`Protocol`.Channel = .paper)
        -> ElectionModel.`Protocol`
    {
        let all = votes.reduce(0, +)
        return ElectionModel.`Protocol`(
            station: station, tier: contest.tier, district: contest.district, channel: channel, electorsOnList: 200,
            electorsGivenBallots: all + 1, ballotsGivenByMember: [all + 1], tookPart: all + 1,
            votes: zip(choices, votes).map { .init($0, $1) }, invalid: 1, ballotsReceived: 201,
            ballotsCancelled: 200 - all, provenance: .simulated)
    }

    /// Station 1 is electronic.
    static func sources(_ change: (inout EvidenceSources) -> Void = { _ in }) -> EvidenceSources {
        let stations = ["1", "2", "3"].map {
            PollingStation(
                id: StationID($0), region: "r", district: "d", isElectronic: $0 == "1", electors: 200)
        }
        let context = CheckContext(
            stations: stations,
            ballots: [Ballot(tier: contest.tier, district: contest.district, choices: choices)])
        var sources = EvidenceSources(
            election: "small", context: context, protocols: stations.map { filled($0.id, [60, 40]) })
        change(&sources)
        return sources
    }

    static let files = [EvidenceBundle.File("protocols/x.csv", .bundle, size: 3, digest: Digest(of: "abc"))]

    static func bundle(_ change: (inout EvidenceSources) -> Void = { _ in }) -> EvidenceBundle {
        EvidenceBundle(sources(change), files: files)
    }

    static func verdict(
        _ part: EvidencePart, _ station: String = "2", _ change: (inout EvidenceSources) -> Void = { _ in }
    ) -> EvidenceVerdict? {
        bundle(change).stations.first { $0.station.rawValue == station }?.line(part)?.verdict
    }

    private func e1(_ official: UInt64, _ found: UInt64) -> EvidenceDifference {
        EvidenceDifference(Self.contest, "E1", .choice("a"), official: official, found: found)
    }

    @Test("Nothing but protocols: checks agree, an archive is owed, the rest was not examined")
    func bare() throws {
        let bundle = Self.bundle()
        #expect(bundle.stations.map(\.station.rawValue) == ["1", "2", "3"] && bundle.provenance == .simulated)
        for station in bundle.stations {
            for line in station.lines where line.part != .checks && line.part != .archive {
                #expect(line.verdict == .notExamined, "\(line.part)")
            }
            #expect(station.line(.checks)?.verdict == .agrees)
        }
        #expect(Self.verdict(.archive, "1") == .missing([.archive]) && Self.verdict(.archive) == .notExamined)
        #expect(bundle.count(.missing, in: .electronic) == 1 && bundle.count(.agrees, in: .paper) == 3)
    }

    @Test("A protocol that breaks a rule differs, with the rule's code")
    func checks() throws {
        let verdict = Self.verdict(.checks) { $0.protocols[1].tookPart = 150 }
        guard case .differs(let found)? = verdict else {
            Issue.record("\(String(describing: verdict))")
            return
        }
        #expect(found.allSatisfy { $0.contest == Self.contest && $0.field.first == "A" || $0.field.first == "B" })
        #expect(Self.verdict(.checks, "3") { $0.protocols[1].tookPart = 150 } == .agrees)
        #expect(Self.verdict(.checks) { $0.protocols.remove(at: 1) } == .missing([.officialProtocol]))
    }

    @Test("An observer's copy is held against every field that it fills in")
    func copies() throws {
        #expect(Self.verdict(.copy) { $0.copies = [Self.filled("2", [60, 40])] } == .agrees)
        let changed = Self.verdict(.copy) { sources in
            sources.copies = [Self.filled("2", [59, 41])]
            sources.copies[0].invalid = nil
        }
        #expect(
            changed
                == .differs([e1(60, 59), EvidenceDifference(Self.contest, "E2", .choice("b"), official: 40, found: 41)])
        )
        #expect(
            Self.verdict(.copy) { $0.copies = [Self.filled("2", [60, 40], channel: .electronic)] }
                == .missing([.officialProtocol]))
    }

    @Test("A photograph needs two readings, and both have to say what the protocol does")
    func readings() throws {
        let picture = [StationID("2"): [Digest(of: "picture")]]
        let right = Self.filled("2", [60, 40])
        #expect(Self.verdict(.photograph) { $0.photographs = picture } == .missing([.firstReading, .secondReading]))
        #expect(
            Self.verdict(.photograph) {
                ($0.photographs, $0.firstReading, $0.secondReading) = (picture, [right], [right])
            } == .agrees)
        #expect(
            Self.verdict(.photograph) { ($0.firstReading, $0.secondReading) = ([right], [right]) }
                == .missing([.photograph]))
        #expect(
            Self.verdict(.photograph) {
                ($0.photographs, $0.firstReading) = (picture, [right])
                $0.secondReading = [Self.filled("2", [61, 40])]
            }.map { $0.kind } == .differs)
    }

    private static func archive(
        votes: [UInt64] = [60, 40], anchors: Set<VerificationStatement.Anchor> = [.manifest, .closing],
        isCommissions: Bool = true
    ) -> ArchivedStation {
        ArchivedStation(
            "1", digest: Digest(of: "archive"),
            .verified(
                stage: .decrypted, head: Digest(of: "head"), anchors: anchors, isCommissions: isCommissions,
                counted: 101,
                counts: [.init(zip(choices, votes).map { Tally.ChoiceVotes($0, $1) }, blank: 1)]))
    }

    @Test("An archive agrees with all its anchors and the protocol's votes")
    func archives() throws {
        func verdict(_ archive: ArchivedStation) -> EvidenceVerdict? {
            Self.verdict(.archive, "1") { $0.archives = [archive] }
        }
        #expect(verdict(Self.archive()) == .agrees)
        #expect(verdict(Self.archive(votes: [61, 40])) == .differs([e1(60, 61)]))
        #expect(verdict(Self.archive(anchors: [.manifest])) == .missing([.closing]))
        #expect(verdict(Self.archive(anchors: [])) == .missing([.manifest, .closing]))
        #expect(verdict(Self.archive(isCommissions: false)) == .missing([.commissionKey]))
        #expect(
            verdict(ArchivedStation("1", digest: Digest(of: "archive"), .broken(.ballotSignature)))
                == .differs([EvidenceDifference(nil, "ballot-signature")]))
    }

    @Test("What observers saw")
    func observation() throws {
        let form = try ObservationForm.read(Array(FormTests.form.utf8), file: "form.yaml")
        func report(_ overall: String) throws -> ReportedForm {
            let rows = "report,station,observer,item,answer\n1,2,A,overall,\(overall)\n"
            return ReportedForm(form, try ObservationReportTable.read(Array(rows.utf8), file: "r.csv", form: form))
        }
        let (good, bad) = (try report("good"), try report("bad"))
        #expect(Self.verdict(.forms) { $0.forms = [good] } == .agrees)
        #expect(
            Self.verdict(.forms) { $0.forms = [bad] }
                == .differs([
                    EvidenceDifference(
                        nil, "\(form.id).overall", .item(Multilingual("Overall")), official: 1, found: 1)
                ]))
        // Who was there and wrote down no incident has seen none.
        #expect(Self.verdict(.incidents) { $0.forms = [good] } == .agrees)
        let rows = """
            i1,2004-09-19,,School,2,vote buying,,,told so,a report,observer,,,
            i2,2004-09-19,,School,2,vote buying,,,told so,a newspaper,media,,,i1
            i3,2004-09-18,,Almaty,,pressure,,,told to vote,a newspaper,media,,,
            i4,2004-09-19,,School,2,written act,,,the act,a report,observer,,,s2/1
            i5,2004-09-19,,School,2,written act,,,the act,a newspaper,media,,,i4

            """
        let table = Array((IncidentTests.header + rows).utf8)
        let incidents = try IncidentTable.read(table, file: "i.csv", stations: ["2"], acts: ["s2/1"])
        // A thing once, whoever tells of it; what touches no station, on no station.
        #expect(
            Self.verdict(.incidents) { $0.incidents = incidents }
                == .differs([EvidenceDifference(nil, "i1: vote buying"), EvidenceDifference(nil, "i4: written act")]))
        // An act of the record has its own line.
        let act = ReportedAct(id: "s2/1", station: "2", contest: Self.contest, isAttached: true, isConfirmed: nil)
        let withAct = Self.bundle { ($0.incidents, $0.acts) = (incidents, [act]) }.stations[1]
        #expect(withAct.line(.incidents)?.verdict == .differs([EvidenceDifference(nil, "i1: vote buying")]))
        #expect(withAct.line(.acts)?.verdict == .missing([.decision]))
        #expect(withAct.line(.acts)?.facts.map(\.value) == [.count(1), .count(1)])
        for (isAttached, isConfirmed, expected) in [
            (true, false, EvidenceVerdict.agrees),
            (true, true, .differs([EvidenceDifference(Self.contest, "s2/1: confirmed")])),
            (false, nil, .differs([EvidenceDifference(Self.contest, "s2/1: refused")])),
            (false, true, .differs([EvidenceDifference(Self.contest, "s2/1: confirmed")])),
        ] as [(Bool, Bool?, EvidenceVerdict)] {
            var act = act
            (act.isAttached, act.isConfirmed) = (isAttached, isConfirmed)
            let acts = [act]
            #expect(Self.verdict(.acts) { $0.acts = acts } == expected)
            #expect(Self.verdict(.acts, "3") { $0.acts = acts } == .notExamined)
        }
        for (decision, expected) in [
            (ReportedComplaint.Decision.open, EvidenceVerdict.missing([.decision])), (.rejected, .agrees),
            (.other, .agrees),
            (.upheld, .differs([EvidenceDifference(nil, "c1: 43(8)")])),
        ] {
            #expect(
                Self.verdict(.complaints) {
                    $0.complaints = [ReportedComplaint(id: "c1", station: "2", article: "43(8)", decision: decision)]
                } == expected)
        }
    }

    @Test("Cards that an audit drew contradict a protocol that reports fewer of a choice, or whose cards are not there")
    func cards() throws {
        var scene = try AuditScene(stations: 10)
        func line(_ audit: AuditState, _ station: StationID = "station 1") -> EvidenceLine? {
            let context = CheckContext(
                stations: [PollingStation(id: station, region: "r", district: "d", electors: 500)], ballots: [])
            var sources = EvidenceSources(election: "scene", context: context, protocols: [])
            sources.audit = audit
            return EvidenceBundle(sources, files: []).stations[0].line(.cards)
        }
        var audit = try scene.committed(.polling)
        #expect(line(audit)?.verdict == .notExamined)
        try scene.round(&audit, cards: 400)
        let right = try #require(line(audit))
        #expect(right.verdict == .agrees)
        #expect(right.facts.map(\.name) == [.containers, .cards, .drawn, .read])
        #expect(right.facts[2].value == right.facts[3].value)
        // The same draw, and every card is for the smallest list, which has six votes at each station.
        var wrong = try scene.committed(.polling)
        for name in scene.cards.keys {
            scene.cards[name] = scene.cards[name]?.map { key, mark in
                (key, key == AuditScene.list ? .choice("Tiny") : mark)
            }
        }
        try scene.round(&wrong, cards: 400)
        guard case .differs(let found)? = line(wrong)?.verdict else {
            Issue.record("\(String(describing: line(wrong)))")
            return
        }
        #expect(found.map(\.field) == ["E4"] && found[0].official == 6 && (found[0].found ?? 0) > 6)
        // One of them is not read by a second person.
        var open = try scene.committed(.polling)
        try open.apply(.draw([ContestDraw(AuditScene.seat, cards: 400), ContestDraw(AuditScene.list, cards: 400)]))
        #expect(line(open)?.verdict == .missing([.reading]))
        for place in open.toRead {
            for reader in ["A", "B"] { try open.apply(.reading(CardReading(place, reader: reader, .notFound))) }
        }
        guard case .differs(let gone)? = line(open)?.verdict else {
            Issue.record("\(String(describing: line(open)))")
            return
        }
        #expect(gone.map(\.field) == ["cards not found"])
    }

    // MARK: The text

    private static func full() -> EvidenceBundle {
        bundle { sources in
            sources.copies = [filled("2", [60, 40]), filled("3", [50, 50])]
            sources.archives = [archive()]
            sources.complaints = [ReportedComplaint(id: "c", station: "3", article: "20(6)", decision: .open)]
        }
    }

    @Test("A text is read back, and its head is about it alone")
    func text() throws {
        let bundle = Self.full()
        let text = EvidenceText.bytes(bundle)
        #expect(text == EvidenceText.bytes(Self.full()))
        let recorded = try RecordedEvidence(text)
        #expect(recorded.files == bundle.files && recorded.stations == 3 && recorded.contests == 1)
        try recorded.compare(bundle)
        let head = try EvidenceHead(of: text)
        #expect(head.root == recorded.root && head.evidence == Digest(of: text))
        #expect(try EvidenceHead(bytes: head.bytes) == head)
        try head.check(text)
        let other = EvidenceText.bytes(Self.bundle())
        #expect(throws: BundleRefusal.otherHead("evidence")) { try head.check(other) }
    }

    @Test("Whatever byte of the text is changed, it is refused, though its root is made anew")
    func everyByte() throws {
        let bundle = Self.full()
        let text = EvidenceText.bytes(bundle)
        let head = try EvidenceHead(of: text)
        for place in text.indices {
            var changed = text
            changed[place] = changed[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
            #expect(throws: BundleRefusal.self, "byte \(place)") { try head.check(changed) }
            // Without the head: either the root does not fit, or what the files give is something else.
            #expect(throws: BundleRefusal.self, "byte \(place)") { try RecordedEvidence(changed).compare(bundle) }
        }
    }

    @Test("What the files give otherwise is named with its place")
    func places() throws {
        let recorded = try RecordedEvidence(EvidenceText.bytes(Self.full()))
        let made = Self.bundle { sources in
            sources.copies = [Self.filled("2", [60, 40]), Self.filled("3", [51, 49])]
            sources.archives = [Self.archive()]
            sources.complaints = [ReportedComplaint(id: "c", station: "3", article: "20(6)", decision: .open)]
        }
        do {
            try recorded.compare(made)
            Issue.record("Another copy was accepted.")
        } catch BundleRefusal.differs(let place, let first, let second) {
            #expect(place == "stations · 3 · paper · parts · copy · differs · E1 · found")
            #expect((first, second) == ("50", "51"))
        }
    }

    @Test("Groups sign the head; a signature of another text does not hold")
    func signatures() throws {
        let text = EvidenceText.bytes(Self.full())
        var signed = SignedEvidenceHead(try EvidenceHead(of: text))
        let secrets = [SignerSecret(), SignerSecret()]
        for secret in secrets { signed.sign(with: secret) }
        let read = try SignedEvidenceHead(bytes: signed.bytes)
        #expect(try read.document.signers() == secrets.compactMap(\.publicKey))
        var other = SignedEvidenceHead(try EvidenceHead(of: EvidenceText.bytes(Self.bundle())))
        other.sign(with: secrets[0])
        // The signature of one head under another.
        let lines = signed.bytes.split(separator: UInt8(ascii: "\n"))
        let foreign = other.bytes.split(separator: UInt8(ascii: "\n"))
        let mixed = try SignedEvidenceHead(
            bytes: Array(lines[0]) + [UInt8(ascii: "\n")] + Array(foreign[1]) + [UInt8(ascii: "\n")])
        #expect { try mixed.document.signers() } throws: { ($0 as? Violation)?.rule == .evidenceSignature }
        let longer = Array("{\"x\":1}\n".utf8)
        #expect { try SignedEvidenceHead(bytes: longer) } throws: { ($0 as? Violation)?.rule == .evidenceFormat }
    }
}
