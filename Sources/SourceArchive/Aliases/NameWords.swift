/// The common words of parties' names, in the languages of the sources. They say what kind of thing a name names or what it
/// stands for, and so never tell two names apart or make them one by themselves.
enum NameWords {
    /// What a name is made of besides its own words: kinds of organisation and words that join others.
    static let kinds: Set<String> = words(
        """
        party parties partei parti partie partido partito partia partiia partiiasi партия партии партиясы \
        bloc blok block блок блогы election electoral избирательный сайлау coalition alliance alians \
        of the for and de la le du des del e y und der die i и және мен үшін за на political политическая саяси
        """)

    /// Words of a programme by the idea for which they stand, so that `Демократическая`, `Демократиялық` and `Democratic`
    /// are one.
    static let ideas: [String: String] = {
        var table: [String: String] = [:]
        for line in ideaLines {
            let spelled = line.split(separator: " ").map(String.init)
            for word in spelled { for sound in SoundKey.words(of: word) { table[sound] = spelled[0] } }
        }
        return table
    }()

    private static let ideaLines = [
        "democratic democrat democrats democracy démocratique démocrate демократическая демократиялық демократический",
        "republican republicans républicain республиканская республикалық республиканский",
        "people people's peoples popular народная халықтық халық народный populaire",
        "social socialdemocratic социальная социал әлеуметтік",
        "socialist socialists socialiste социалистическая социалистік",
        "communist communists communiste коммунистическая коммунистік коммунистов коммунистер",
        "agrarian agricultural peasants farmers аграрная аграрлық agraire",
        "civic citizens civil гражданская азаматтық",
        "industrial индустриальный индустрияльный индустриялық индустриалдық",
        "union unions союз одағы одақ",
        "workers working labour labor труда трудящихся еңбек еңбекшілер еңбекшілердің",
        "liberal liberals либеральная либералдық",
        "national nationalist nationalists national ұлттық национальная nationale",
        "conservative conservatives консервативная",
        "christian christians chrétien христианская",
        "green greens ecological ecologists зелёные жасылдар",
        "patriotic patriots патриотов патриоттар патриоттары патриотическая",
        "movement движение қозғалысы mouvement", "front фронт майданы", "congress конгресс конгресі",
        "opposition оппозиционный оппозициялық", "united unified объединённая біріккен", "new новая жаңа nouveau",
        "progressive progress прогрессивная", "independent independents независимые тәуелсіз", "reform reformist",
        "unity единство бірлік", "justice", "freedom liberty", "development", "renewal revival возрождения",
        "youth молодёжь", "women женщин", "rural", "left", "right", "centre center", "radical", "federation федерация",
    ]

    /// The words of a country's official name that say what kind of state it is. `democratic` and `people's` are none: they
    /// tell two Koreas and two Congos apart.
    static let states: Set<String> = words(
        "republic kingdom state principality sultanate commonwealth of the république royaume republica республика "
            + "республикасы королевство de la du")

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(separator: " ").flatMap { SoundKey.words(of: String($0)) })
    }
}
