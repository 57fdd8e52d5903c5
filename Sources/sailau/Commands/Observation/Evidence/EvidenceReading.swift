import Counting
import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import Observation
import SeatAllocation
import Storage
import VerifiableVoting
import Wording

/// Reads the files of a bundle, replays the audit and verifies the archives: everything that is needed to make the bundle from its files.
struct EvidenceReading {
    let files: EvidenceFiles
    /// Where archives lie that the bundle does not hold.
    var archives: String?
    let wording: Wording

    struct Read {
        var inputs: EvidenceInputs
        var sources: EvidenceSources
        var folder: ElectionFolder
    }

    func read() async throws -> Read {
        var read = try inputs(try await recorded())
        for archive in try archiveRows(read) {
            read.sources.archives.append(try await verified(archive))
        }
        return read
    }

    /// What the record says, where the bundle has it; every event is verified and folded.
    private func recorded() async throws -> ConductState? {
        let path = files.path(EvidenceFiles.record)
        guard let election = try recordedElection() else { return nil }
        return try await ConductInput.fold(path, upTo: nil, in: election) { sealed in try check(sealed) }.state
    }

    /// The election of the record; nil where the bundle has none.
    @inline(never)
    private func recordedElection() throws -> String? {
        guard files.bytes(EvidenceFiles.record) != nil else { return nil }
        let name = files.path(EvidenceFiles.inputs)
        return files.election(try EvidenceInputs.read(files.needed(EvidenceFiles.inputs), file: name))
    }

    /// A bundle goes from hand to hand: names of persons are not for it.
    @inline(never)
    private func check(_ sealed: SealedEvent) throws {
        guard sealed.personal.allSatisfy({ $0 == nil }) else {
            throw RefusedInput(
                message: wording.term(
                    "evidence.refusal.personal", [Figure("file", .text(files.path(EvidenceFiles.record)))]))
        }
    }

    /// Everything but the archives.
    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func inputs(_ state: ConductState?) throws -> Read {
        let name = files.path(EvidenceFiles.inputs)
        let inputs = try EvidenceInputs.read(files.needed(EvidenceFiles.inputs), file: name)
        let count = try CountInput.load(
            files.election(inputs), protocols: files.path("protocols"), seed: LoadedElection.shownSeed)
        var sources = EvidenceSources(
            election: count.folder.election.id, context: count.context, protocols: count.protocols)
        sources.copies = try protocols("copies", count)
        sources.firstReading = try protocols("readings/1", count)
        sources.secondReading = try protocols("readings/2", count)
        try readPhotographs(into: &sources)
        try readAudit(into: &sources, count)
        try readObservation(state, into: &sources)
        try readCounts(inputs, into: &sources)
        try checkStations(sources)
        return Read(inputs: inputs, sources: sources, folder: count.folder)
    }

    /// The files of protocols that a folder has, of the same contests as the official ones.
    private func protocols(_ folder: String, _ count: CountInput) throws -> [ElectionModel.`Protocol`] {
        var read: [ElectionModel.`Protocol`] = []
        for name in Set(count.ballots.map { ProtocolFile.name(tier: $0.tier, round: $0.round) }).sorted() {
            guard let bytes = files.bytes("\(folder)/\(name)") else { continue }
            read += try ProtocolFile.read(bytes, file: files.path("\(folder)/\(name)"), ballots: count.ballots)
        }
        return read
    }

    private func readPhotographs(into sources: inout EvidenceSources) throws {
        let name = "photographs/photographs.csv"
        guard let bytes = files.bytes(name) else { return }
        for row in try ReportedTables.photographs(bytes, file: files.path(name)) {
            let picture = try files.needed("photographs/\(row.file)")
            sources.photographs[row.station, default: []].append(Digest(of: picture))
        }
    }

    private func readAudit(into sources: inout EvidenceSources, _ count: CountInput) throws {
        let name = "audit.json"
        guard let bytes = files.bytes(name) else { return }
        let audit: AuditState
        do throws(AuditTextError) {
            audit = try AuditText.replay(bytes)
        } catch {
            throw CheckFailed(message: wording.sentence(for: error, file: files.path(name)))
        }
        guard audit.election == sources.election else {
            throw CheckFailed(
                message: wording.term(
                    "evidence.refusal.other election",
                    [Figure("file", .text(files.path(name))), Figure("text", .text(audit.election.rawValue))]))
        }
        sources.audit = audit
        let tallies = Ledger.tabulate(count.protocols)
        let outcome = decideSeats(
            under: count.folder.law, of: count.folder.election, from: tallies, with: count.folder.decisions)
        sources.claims = auditClaims(
            of: outcome, under: count.folder.law, of: count.folder.election, from: tallies,
            with: count.folder.decisions)
    }

    private func readObservation(_ state: ConductState?, into sources: inout EvidenceSources) throws {
        for name in files.names(in: "forms", ending: ".yaml") {
            let form = try ObservationForm.read(files.needed(name), file: files.path(name))
            let table = name.dropLast(".yaml".count) + ".csv"
            let reports = try ObservationReportTable.read(
                files.needed(String(table)), file: files.path(String(table)), form: form)
            sources.forms.append(ReportedForm(form, reports))
        }
        if let bytes = files.bytes("incidents.csv") {
            sources.incidents = try IncidentTable.read(
                bytes, file: files.path("incidents.csv"), acts: Set((state?.reportedActs ?? []).map(\.id)))
        }
        if let bytes = files.bytes("complaints.csv") {
            sources.complaints = try ReportedTables.complaints(bytes, file: files.path("complaints.csv"))
        }
        guard let state else { return }
        if let twice = sources.complaints.first(where: { state.complaints[$0.id] != nil }) {
            throw RefusedInput(
                message: wording.term(
                    "evidence.refusal.complaint twice",
                    [
                        Figure("file", .text(files.path("complaints.csv"))), Figure("complaint", .text(twice.id)),
                    ]))
        }
        sources.complaints += state.reportedComplaints
        sources.acts = state.reportedActs
    }

    private func readCounts(_ inputs: EvidenceInputs, into sources: inout EvidenceSources) throws {
        guard let contest = inputs.contest else { return }
        sources.forensics = ForensicQuestion(
            contest, runs: inputs.runs, seed: inputs.seed,
            control: try ForensicsCommand.controlCounts(runs: inputs.runs, seed: inputs.seed))
        guard files.bytes("quickcount/list.txt") != nil else { return }
        let design = try QuickCountCommands.design(files.path("quickcount/list.txt"), wording)
        if let hash = inputs.quickCountHash, hash != design.hash {
            throw CheckFailed(
                message: wording.term(
                    "observation.quickcount.other hash", [Figure("hash", .text(design.hash.hexadecimal))]))
        }
        let reports = try QuickCountCommands.reports(files.path("quickcount/reports.csv"), design, wording)
        sources.quickCount = ReportedQuickCount(contest, design, reports)
    }

    /// Evidence about a station that the register does not have would be shown nowhere.
    private func checkStations(_ sources: EvidenceSources) throws {
        let known = Set(sources.context.stations.map(\.id))
        let named: [(String, [StationID])] = [
            ("protocols", sources.protocols.map(\.station)), ("copies", sources.copies.map(\.station)),
            ("readings/1", sources.firstReading.map(\.station)), ("readings/2", sources.secondReading.map(\.station)),
            ("photographs/photographs.csv", sources.photographs.keys.sorted()),
            ("forms", sources.forms.flatMap { $0.reports.map { StationID($0.station) } }),
            ("incidents.csv", sources.incidents.compactMap(\.station)),
            ("complaints.csv", sources.complaints.map(\.station)), (EvidenceFiles.record, sources.acts.map(\.station)),
        ]
        for (file, stations) in named {
            if let other = stations.first(where: { !known.contains($0) }) { throw unknownStation(other, file) }
        }
    }

    private func unknownStation(_ station: StationID, _ file: String) -> CheckFailed {
        CheckFailed(
            message: wording.term(
                "evidence.refusal.unknown station",
                [Figure("file", .text(files.path(file))), Figure("station", .text(station.rawValue))]))
    }

    // MARK: Archives

    private struct ArchiveRow {
        var station: StationID
        var path: String
        var anchors: String
    }

    /// `electronic/archives.csv`: station,archive.
    @inline(never)
    private func archiveRows(_ read: Read) throws -> [ArchiveRow] {
        let name = "electronic/archives.csv"
        guard let bytes = files.bytes(name) else { return [] }
        let known = Set(read.sources.context.stations.map(\.id))
        return try ReportedTables.archives(bytes, file: files.path(name)).map { row in
            guard known.contains(row.station) else { throw unknownStation(row.station, name) }
            let own = files.path("electronic/\(row.file)")
            let path = WholeFile.exists(own) ? own : EvidenceFiles.path(row.file, below: archives ?? files.folder)
            return ArchiveRow(station: row.station, path: path, anchors: own)
        }
    }

    private func verified(_ row: ArchiveRow) async throws -> ArchivedStation {
        let digest: Digest
        do {
            digest = try Self.digest(row.path)
            let anchors = try anchors(row)
            var verifier = ArchiveVerifier(cores: BallotFiles.cores)
            verifier.anchors = anchors
            let statement = try await verifier.verify(ArchiveFile(path: row.path))
            return ArchivedStation(row.station, digest: digest, Self.outcome(statement, anchors.manifest))
        } catch let violation as Violation {
            return ArchivedStation(row.station, digest: try Self.digest(row.path), .broken(violation.rule))
        } catch let error as StorageError {
            throw error.asResult(wording)
        }
    }

    @inline(never)
    private static func digest(_ path: String) throws -> Digest { Digest(of: try WholeFile.read(path)) }

    /// The anchors that lie beside the archive; those of all archives have fixed names.
    @inline(never)
    private func anchors(_ row: ArchiveRow) throws -> Anchors {
        let manifest = try files.bytes("electronic/day.manifest").map { try SignedManifest(bytes: $0) }
        let commission =
            WholeFile.exists(files.path("electronic/commission.signpub"))
            ? try BallotFiles.signer(files.path("electronic/commission.signpub")).key : nil
        let challenges = AnchorOptions.file(beside: row.anchors, ".challenges")
        return try Anchors(
            manifest: manifest, commission: commission,
            closing: AnchorOptions.file(beside: row.anchors, ".closing").map {
                try SignedClosing(bytes: WholeFile.read($0))
            }, challenges: challenges.map { try ArchiveFile(path: $0) },
            station: manifest == nil ? nil : row.station.rawValue,
            voids: files.names(in: "electronic", ending: ".void").map { try SignedVoid(bytes: files.needed($0)) })
    }

    private static func outcome(_ statement: VerificationStatement, _ manifest: Manifest?) -> ArchivedStation.Outcome {
        let announced = manifest?.elections.first { $0.uuid == statement.uuid }
        let counts = zip(announced?.questions ?? [], statement.result?.counts ?? []).map { question, counts in
            let votes = question.blank ? counts.dropFirst() : counts[...]
            return ArchivedStation.Count(
                zip(question.answers, votes).map { Tally.ChoiceVotes(ChoiceID($0.candidate), $1) },
                blank: question.blank ? counts.first ?? 0 : 0)
        }
        return .verified(
            stage: statement.stage, head: statement.head, anchors: statement.anchors,
            isCommissions: statement.manifestSigner?.isGiven ?? false, counted: statement.counted, counts: counts)
    }
}
