/// The statement in a report. What the election's file says is not repeated.
extension CanonicalText {
    mutating func statement(_ item: VerificationStatement) {
        let numbers: [(StaticString, UInt64)] = [
            ("{\"events\":", UInt64(item.events)), (",\"ballots\":", UInt64(item.ballots)),
            (",\"counted\":", UInt64(item.counted)), (",\"total_weight\":", item.totalWeight),
            (",\"bytes\":", item.bytes), (",\"credentials\":", UInt64(item.credentials)),
            (",\"trustees\":", UInt64(item.trustees)), (",\"partial_decryptions\":", UInt64(item.partialDecryptions)),
            (",\"ciphertexts\":", UInt64(item.ciphertexts)), (",\"proofs\":", UInt64(item.proofs)),
        ]
        for (name, value) in numbers {
            raw(name)
            whole(value)
        }
        raw(",\"stage\":")
        string(item.stage.code)
        raw(",\"head\":")
        string(item.head.hexadecimal)
        raw(",\"setup\":")
        string(item.setup.hexadecimal)
        raw(",\"credentials_fingerprint\":")
        string(item.credentialsFingerprint)
        raw(",\"end_ballots\":")
        string(item.endBallots?.hexadecimal ?? "")
        raw(",\"thresholds\":")
        list(item.thresholds) { text, threshold in
            text.raw("{\"needed\":")
            text.whole(threshold.needed)
            text.raw(",\"of\":")
            text.whole(threshold.of)
            text.raw("}")
        }
        raw(",\"result\":")
        optional(item.result) { text, result in text.string(String(decoding: result.bytes, as: UTF8.self)) }
        raw(",\"anchors\":")
        list(VerificationStatement.Anchor.allCases.filter(item.anchors.contains)) { $0.string($1.rawValue) }
        raw(",\"manifest_signer\":")
        optional(item.manifestSigner) { text, signer in
            text.raw("{\"key\":")
            text.string(signer.key.hexadecimal)
            text.raw(",\"is_commission\":")
            text.flag(signer.isGiven)
            text.raw("}")
        }
        raw(",\"closing_signers\":")
        list(item.closingSigners) { $0.string($1.hexadecimal) }
        raw(",\"evidence\":")
        optional(item.evidence) { text, report in text.evidence(report) }
        raw(",\"findings\":")
        list(item.findings) { text, finding in
            text.raw("{\"kind\":")
            text.string(finding.kind.rawValue)
            text.raw(",\"place\":")
            text.place(finding.place)
            text.raw("}")
        }
        raw("}")
    }

    private mutating func evidence(_ report: EvidenceReport) {
        raw("{\"used\":")
        whole(report.used)
        raw(",\"missing\":")
        whole(report.missing)
        raw(",\"wrong\":")
        whole(report.wrong)
        raw(",\"surplus\":")
        whole(report.surplus)
        raw(",\"abandoned\":")
        flag(report.abandoned)
        raw(",\"refused\":")
        string(report.refused?.rawValue ?? "")
        raw("}")
    }
}

extension VerificationStatement {
    /// Nil where a member is missing or of another kind; whether the text is the only one is for the report to test.
    init?(shard tree: JSONTree, description: ElectionDescription) {
        func number(_ name: String) -> Int? { tree.number(name).flatMap(Int.init(exactly:)) }
        func digest(_ name: String) -> Digest? { tree[name]?.string.flatMap { Digest(hexadecimal: $0) } }
        guard let events = number("events"), let ballots = number("ballots"), let counted = number("counted"),
            let weight = tree.number("total_weight"), let bytes = tree.number("bytes"),
            let credentials = number("credentials"), let trustees = number("trustees"),
            let decryptions = number("partial_decryptions"), let ciphertexts = number("ciphertexts"),
            let proofs = number("proofs"), let head = digest("head"), let setup = digest("setup"),
            let stage = ArchiveStage.allCases.first(where: { $0.code == tree["stage"]?.string }),
            let fingerprint = tree["credentials_fingerprint"]?.string, let thresholds = tree["thresholds"]?.items,
            let anchors = tree["anchors"]?.items, let signers = tree["closing_signers"]?.items,
            let findings = tree["findings"]?.items
        else { return nil }
        self.init(
            stage: stage, uuid: description.uuid, name: description.name, group: description.group,
            fingerprint: description.fingerprint, head: head, setup: setup, bytes: bytes, events: events,
            ballots: ballots, counted: counted, totalWeight: weight, credentials: credentials,
            credentialsFingerprint: fingerprint, trustees: trustees,
            thresholds: thresholds.compactMap { item in
                guard let needed = item.number("needed"), let of = item.number("of") else { return nil }
                return Threshold(needed: Int(truncatingIfNeeded: needed), of: Int(truncatingIfNeeded: of))
            },
            partialDecryptions: decryptions, ciphertexts: ciphertexts, proofs: proofs,
            questions: description.questions,
            result: tree["result"]?.string.flatMap {
                try? ElectionResult(bytes: Array($0.utf8), questions: description.questions)
            },
            findings: findings.compactMap(VerificationFinding.init(tree:)),
            anchors: Set(anchors.compactMap { $0.string.flatMap(Anchor.init(rawValue:)) }),
            evidence: tree["evidence"].flatMap(EvidenceReport.init(tree:)), endBallots: digest("end_ballots"),
            manifestSigner: tree["manifest_signer"].flatMap(ManifestSigner.init(tree:)),
            closingSigners: signers.compactMap { $0.string.flatMap { SignerKey(hexadecimal: $0) } })
    }
}

extension VerificationFinding {
    fileprivate init?(tree: JSONTree) {
        guard let kind = tree["kind"]?.string.flatMap(Kind.init(rawValue:)), let place = tree["place"] else {
            return nil
        }
        self.init(kind, Place(tree: place))
    }
}

extension EvidenceReport {
    fileprivate init?(tree: JSONTree) {
        func number(_ name: String) -> Int? { tree.number(name).flatMap(Int.init(exactly:)) }
        guard let used = number("used"), let missing = number("missing"), let wrong = number("wrong"),
            let surplus = number("surplus"), let abandoned = tree["abandoned"]?.bool,
            let refused = tree["refused"]?.string
        else { return nil }
        self.init()
        (self.used, self.missing, self.wrong, self.surplus) = (used, missing, wrong, surplus)
        (self.abandoned, self.refused) = (abandoned, EvidenceRefusal(rawValue: refused))
    }
}

extension ManifestSigner {
    fileprivate init?(tree: JSONTree) {
        guard let key = tree["key"]?.string.flatMap({ SignerKey(hexadecimal: $0) }),
            let given = tree["is_commission"]?.bool
        else { return nil }
        self.init(key: key, isGiven: given)
    }
}
