/// Different words, numbered as they come: a hash table with open addresses over their bytes.
struct WordTable {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [UInt32] = [0]
    private var slots: [UInt32]
    private var mask: Int

    init() {
        slots = [UInt32](repeating: .max, count: 1 << 12)
        mask = slots.count - 1
    }

    var count: Int { starts.count - 1 }

    func word(_ index: Int) -> ArraySlice<UInt8> { bytes[Int(starts[index])..<Int(starts[index + 1])] }

    /// The number of a word, which is new or not.
    mutating func number(of word: ArraySlice<UInt8>) -> UInt32 {
        var slot = Int(truncatingIfNeeded: Self.hash(word)) & mask
        while slots[slot] != .max {
            if self.word(Int(slots[slot])).elementsEqual(word) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let number = UInt32(count)
        slots[slot] = number
        bytes += word
        starts.append(UInt32(bytes.count))
        if count * 2 > slots.count { grow() }
        return number
    }

    /// FNV-1a, mixed once more; only places depend on it, never an order.
    static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9 >> 16
    }

    private mutating func grow() {
        mask = slots.count * 2 - 1
        slots = [UInt32](repeating: .max, count: mask + 1)
        for index in 0..<count {
            var slot = Int(truncatingIfNeeded: Self.hash(word(index))) & mask
            while slots[slot] != .max { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index)
        }
    }

    /// The words in the order of their bytes: for each place in it the number of a word.
    func sorted() -> [UInt32] {
        (0..<UInt32(count)).sorted { word(Int($0)).lexicographicallyPrecedes(word(Int($1))) }
    }
}
