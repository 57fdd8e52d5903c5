/// The labels of IPU PARLINE pages, in English and French.
enum ParlineLabel: Hashable {
    case chamber, parliament, structure, chamberName, related
    case heldIn, returnLink, dates, purpose, background, statistics, round, votes, seats, sex, age, profession, comments
    case source, copyright, furniture, contextTitle
    case registered, voters, invalid, valid
    case men, women, womenShare

    /// Longer labels first where one begins another.
    static let all: [(text: String, label: ParlineLabel)] = [
        ("Parliamentary Chamber", .chamber), ("Parliament name (generic / translated)", .parliament),
        ("Parliament name", .parliament), ("Structure of parliament", .structure),
        ("Chamber name (generic / translated)", .chamberName), ("Chamber name", .chamberName), ("Chamber", .chamber),
        ("Related chambers (for bicameral parliaments)", .related),
        ("Related chamber (for bicameral parliaments)", .related), ("ELECTIONS HELD IN", .heldIn),
        ("Dates of elections / renewal (from/to)", .dates), ("Dates of election / renewal (from/to)", .dates),
        ("Purpose of elections", .purpose), ("Timing and scope of renewal", .purpose),
        ("Background and outcome of elections", .background), ("BACKGROUND", .contextTitle),
        ("LAST ELECTIONS", .contextTitle), ("ELECTORAL SYSTEM", .contextTitle), ("STATISTICS", .statistics),
        ("Voter turnout", .statistics), ("Rounds of voting", .statistics), ("RESULTS", .statistics),
        ("Distribution of votes", .votes), ("Distribution of seats according to sex", .sex),
        ("Distribution of seats according to age", .age),
        ("Distribution of seats according to profession", .profession), ("Distribution of seats", .seats),
        ("Comments", .comments), ("Source", .source), ("Copyright", .copyright), ("©", .copyright),
        ("Number of registered electors", .registered), ("Voters", .voters),
        ("Blank or invalid ballot papers", .invalid), ("Valid votes", .valid), ("Percent of women", .womenShare),
        ("Men", .men), ("Women", .women), ("Print this page", .furniture), (">>> VERSION", .furniture),
        ("See also", .furniture), ("IPU Logo", .furniture), ("New search", .furniture), ("HOME ->", .furniture),
        ("Nom du parlement (générique / traduit)", .parliament), ("Nom du parlement", .parliament),
        ("Structure du parlement", .structure), ("Nom de la chambre (générique / traduit)", .chamberName),
        ("Nom de la chambre", .chamberName), ("Chambre relative (pour les parlements bicaméraux)", .related),
        ("Autre chambre (pour les parlements bicaméraux)", .related), ("CONTEXTE", .contextTitle),
        ("Dernières élections / renouvellement (de/à)", .dates), ("But des élections", .purpose),
        ("RESULTATS DES ELECTIONS", .statistics), ("Tours de votes", .statistics),
        ("Participation", .statistics), ("Répartition des votes", .votes),
        ("Répartition des sièges entre hommes et femmes", .sex), ("Répartition des sièges selon l'âge", .age),
        ("Répartition des sièges selon la profession", .profession), ("Répartition des sièges", .seats),
        ("Commentaires", .comments), ("Nombre d'électeurs inscrits", .registered), ("Votants", .voters),
        ("Bulletins blancs ou nuls", .invalid), ("Suffrages valables", .valid), ("Pourcentage de femmes", .womenShare),
        ("Hommes", .men), ("Femmes", .women), ("Imprimer cette page", .furniture),
    ]

    /// The label at the start of a line, with its bytes.
    static func read(_ text: PageText, _ line: Range<Int>) -> (label: ParlineLabel, span: Range<Int>)? {
        if text.begins(line, with: "<<<") { return (.returnLink, line) }
        for (words, label) in all where text.begins(line, with: words) {
            let end = line.lowerBound + words.utf8.count
            // "Women" must not begin "Women's list"; a label ends at a colon, a space, a pipe or the line's end.
            if end < line.upperBound, ![58, 32, 124, 40, 115].contains(text.bytes[end]),
                text.spaceLength(at: end, end: line.upperBound) == 0
            {
                continue
            }
            // "Men Women Percent of women" is a head above figures, "Men: 69" a label.
            if [.men, .women, .womenShare].contains(label), !text.hasDigit(end..<line.upperBound),
                text.trimmed(end..<line.upperBound, of: "|").count > 1
            {
                return nil
            }
            return (label, line.lowerBound..<end)
        }
        return nil
    }

    /// Labels under which lines of names and numbers stand, so that a name that begins like a small label stays a name.
    var holdsRows: Bool {
        switch self {
        case .votes, .seats, .age, .profession: true
        default: false
        }
    }

    /// Labels that only count within the figures of a round.
    var isFigure: Bool {
        switch self {
        case .registered, .voters, .invalid, .valid, .men, .women, .womenShare, .source, .comments: true
        default: false
        }
    }
}
