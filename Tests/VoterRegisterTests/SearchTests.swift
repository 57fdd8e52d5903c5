import ElectionModel
import Testing
import VoterRegister

@Suite struct SearchTests {
    /// Everybody in whose words every part stands: the slow way.
    private func expected(_ query: String, _ entries: [RegisterEntry]) -> Set<VoterNumber> {
        let parts = NameFolding.readings(query)
        return Set(
            entries.filter { entry in
                let words =
                    NameFolding.words(entry.name.kazakh, as: .cyrillic)
                    + NameFolding.words(entry.name.russian, as: .cyrillic)
                    + NameFolding.words(entry.name.latin, as: .latin)
                return parts.allSatisfy { readings in
                    readings.contains { reading in words.contains { contains($0, reading) } }
                }
            }.map(\.number))
    }

    private func contains(_ word: [UInt8], _ part: [UInt8]) -> Bool {
        word.count >= part.count
            && (0...word.count - part.count).contains { Array(word[$0..<$0 + part.count]) == part }
    }

    @Test(arguments: 1...8)
    func searchesFindWhatLookingAtEverybodyFinds(seed: UInt64) throws {
        let entries = SmallRegisters.entries(40, seed: seed)
        let image = try SmallRegisters.image(entries)
        var random = Random(seed)
        for _ in 0..<300 {
            let name = entries.randomElement(using: &random)!.name
            let text = [name.kazakh, name.russian, name.latin].randomElement(using: &random)!
            let words = text.split(separator: " ").shuffled(using: &random).prefix(.random(in: 1...3, using: &random))
            let query = words.map { word in
                let start = Int.random(in: 0..<word.count, using: &random)
                return String(word.dropFirst(start).prefix(.random(in: 2...9, using: &random)))
            }.joined(separator: " ")
            guard NameFolding.readings(query).allSatisfy({ $0.allSatisfy { $0.count >= 2 } }),
                !NameFolding.readings(query).isEmpty
            else { continue }
            let found = try image.find(name: query)
            #expect(found.isComplete && found.entries.count == Set(found.entries.map(\.number)).count)
            #expect(Set(found.entries.map(\.number)) == expected(query, entries), "\(query)")
        }
    }

    @Test func resultsAreBoundedAndSaySo() throws {
        let entries = SmallRegisters.entries(400, seed: 3)
        let image = try SmallRegisters.image(entries)
        let all = try image.find(name: "нұр")
        #expect(all.entries.count == RegisterImage.mostMatches && !all.isComplete)
        let few = try image.find(name: "нұр", limit: 3)
        #expect(few.entries == Array(all.entries.prefix(3)) && !few.isComplete)
        #expect(try image.find(name: "нұр", limit: 1000).entries.count == RegisterImage.mostMatches)
        #expect(try image.find(name: "нұр", limit: -1).entries.count == 1)
        #expect(try image.find(name: "абракадабра") == NameMatches(entries: [], isComplete: true))
    }

    @Test(arguments: ["", " ", "а", "н у", "ъь", "1234", "\u{0}", "нур а"])
    func tooLittleIsNotLookedFor(query: String) throws {
        let image = try SmallRegisters.image(SmallRegisters.entries(5, seed: 3))
        #expect(throws: SearchRefusal.tooShort) { try image.find(name: query) }
    }

    @Test func tooMuchIsNotLookedFor() throws {
        let image = try SmallRegisters.image(SmallRegisters.entries(5, seed: 3))
        #expect(throws: SearchRefusal.tooLong) { try image.find(name: String(repeating: "ab", count: 101)) }
        #expect(throws: SearchRefusal.tooLong) { try image.find(name: "аб аб аб аб аб аб аб") }
    }

    @Test func lookAlikesAndOtherScriptsFind() throws {
        let entry = RegisterEntry(
            number: try #require(VoterNumber("990000000017")),
            name: VoterName(kazakh: "Шығыс Қайсар", russian: "Шыгыс Кайсар", latin: "Shyghys Kaisar"),
            birthDate: try #require(CalendarDate("1956-02-29")), address: "x", station: "1")
        let image = try SmallRegisters.image([entry])
        // The third has a Latin a and c, the fourth is Latin altogether, the last the alphabet of 2021.
        for query in [
            "шығыс", "ШЫГ", "кaйcap", "kaisar shy", "Şyğys Qaısar", "ысар шығ".replacing("ысар", with: "йсар"),
        ] {
            #expect(try image.find(name: query).entries == [entry], "\(query)")
        }
    }

    /// Whatever bytes a file has: refused or read, never a crash.
    @Test func damagedFilesAreRefusedOrRead() throws {
        let entries = SmallRegisters.entries(12, seed: 9)
        var file: [UInt8] = []
        _ = try RegisterImport.run(from: SmallRegisters.pieces(SmallRegisters.csv(entries), of: 99), to: { file += $0 })
        var random = Random(9)
        func use(_ bytes: [UInt8]) {
            guard let image = try? RegisterImage(UnsafeRegisterMemory(copying: bytes)) else { return }
            _ = try? image.find(name: "нұр")
            _ = try? image.find(name: "ка мир")
            _ = try? image.entry(entries[3].number)
            if image.count > 0 { _ = try? image.entry(at: image.count - 1) }
            for station in image.stations { _ = try? image.leaves(of: station) }
            _ = try? image.leaf(of: entries[0])
        }
        for length in stride(from: 0, to: file.count, by: 7) { use(Array(file.prefix(length))) }
        for _ in 0..<4000 {
            var changed = file
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                changed[Int.random(in: 0..<file.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            use(changed)
        }
        // Numbers in the table are where damage hurts most.
        for index in file.count - 300..<file.count {
            for value in [0, 1, 127, 128, 255] as [UInt8] {
                var changed = file
                changed[index] = value
                use(changed)
            }
        }
        #expect(throws: RegisterDamage.notARegister) { try RegisterImage(UnsafeRegisterMemory(copying: [])) }
        file[8] = 2
        #expect(throws: RegisterDamage.newer(version: 2)) { try RegisterImage(UnsafeRegisterMemory(copying: file)) }
    }
}
