import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Storage
import Wording

/// Photographs of a protocol's sheet: taken in, shown beside the entry, given to those who may see the station.
extension Office {
    func photographPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn), let photographs else { return try noStation(turn) }
        guard turn.ticket.route.method == .post else { return photographPage(turn, visit, FormView()) }
        let words = sheetWording(turn, visit)
        func again(_ sentence: String, status: Int) -> OfficeResponse {
            var view = FormView()
            view.faults.append(FormView.Fault(field: "photograph", sentence: sentence))
            return photographPage(turn, visit, view, status: status)
        }
        guard let file = turn.ticket.file else {
            return again(words.term("service.problem.missing"), status: 422)
        }
        if let (problem, status) = pictureProblem(file) {
            return again(words.term("service.\(problem)"), status: status)
        }
        guard let hash = try? photographs.keep(file), let record else {
            return again(words.term("service.notice.unavailable"), status: 503)
        }
        let done = OfficeResponse.seeOther(visit.path(turn.language))
        // The same picture again is there already.
        if visit.state.protocols.photographs[visit.key]?.contains(where: { $0.hash == hash }) == true { return done }
        let actor = ConductKeeper.Actor(person: visit.person, role: visit.account.role)
        switch record.add(ProtocolPhotographed(visit.key, photograph: hash), by: actor) {
        case .done, .refused(.alreadyThere): return done
        case .refused(let refusal): return again(words.sentence(for: refusal), status: 409)
        case .overtaken, .unavailable: return again(words.term("service.notice.unavailable"), status: 503)
        }
    }

    private func photographPage(
        _ turn: Turn, _ visit: SheetVisit, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        page("photograph", turn, status: status, names: names(visit.state)) { words in
            summary(view, words) { _ in words.term("service.label.photograph") }
            place(visit, words)
            pictures(turn, visit, words)
            form(turn, turn.request.path, isFile: true) {
                picture(view, words)
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.title.photograph"))
                    tag(.a, ["href": visit.path(turn.language)], words.term("service.label.to protocol"))
                }
            }
        }
    }

    /// Where a photograph is chosen.
    func picture(_ view: FormView, _ words: Wording) -> Node {
        let problem = view.fault("photograph")
        return tag(.div, ["class": problem == nil ? "field" : "field wrong"]) {
            tag(.fieldLabel, ["for": "photograph"], words.term("service.label.photograph"))
            tag(.p, ["class": "hint", "id": "photograph-hint"], words.term("service.hint.photograph"))
            if let problem { tag(.p, ["class": "problem", "id": "photograph-problem"], problem) }
            tag(
                .input,
                [
                    "type": "file", "id": "photograph", "name": "photograph", "accept": "image/jpeg,image/png",
                    "aria-describedby": problem == nil ? "photograph-hint" : "photograph-hint photograph-problem",
                ])
        }
    }

    /// Why a file is not taken, by its text in `service`, and the status that says so; nil for a picture.
    func pictureProblem(_ file: [UInt8]) -> (text: String, status: Int)? {
        guard PhotographShelf.Format(file) != nil else { return ("problem.not a picture", 422) }
        return file.count <= PhotographShelf.mostBytes ? nil : ("refusal.size", 413)
    }

    /// The photographs of a sheet, each a link to itself.
    func pictures(_ turn: Turn, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        guard photographs != nil, visit.mayHavePictures else { return [] }
        let all = visit.state.protocols.photographs[visit.key] ?? []
        return all.enumerated().map { place, photograph in
            let path = "\(visit.path(turn.language))/photograph/\(photograph.hash)"
            return tag(.figure, ["class": "photograph"]) {
                tag(.a, ["href": path]) {
                    tag(
                        .img,
                        [
                            "src": path,
                            "alt": words.term(
                                "service.label.picture", [Figure("number", .count(UInt64(place + 1)))]),
                        ])
                }
                tag(
                    .figcaption, [:],
                    words.term(
                        "service.label.pictured",
                        [
                            Figure("person", .text(photograph.person.rawValue)),
                            Figure("time", .text(visit.local(photograph.time.clock) ?? "–")),
                        ]))
            }
        }
    }

    /// The bytes of a photograph that the record names for this protocol, and of no other file.
    func photographFile(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn), let photographs else { return try noStation(turn) }
        guard let hash = turn.values["photograph"], visit.mayHavePicture(hash),
            let file = photographs.photograph(hash)
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        return OfficeResponse(status: 200, type: file.format.rawValue, body: file.bytes)
    }
}

extension SheetVisit {
    /// Whoever types reads the photograph as the paper.
    fileprivate var mayHavePictures: Bool { account.role == .typist || !hidesFigures }

    /// Of the sheet, of an observer's copy of it or of a written act; whoever types sees no figures of others on a copy either.
    fileprivate func mayHavePicture(_ hash: String) -> Bool {
        if mayHavePictures, state.protocols.photographs[key]?.contains(where: { $0.hash == hash }) == true {
            return true
        }
        return copies.contains { $0.submitted.photograph == hash }
            || (mayHavePapersOfActs && writtenActs.contains { $0.received.file == hash })
    }
}
