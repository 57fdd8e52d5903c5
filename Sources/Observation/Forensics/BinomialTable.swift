/// The numbers that a station could have reported if each of so many persons chose with the probability that it reported: made once, drawn
/// from often.
struct BinomialTable {
    /// The smallest number that has a weight.
    private(set) var least: UInt32 = 0
    /// Sums of probabilities up to each number, in 2^-64ths; the last is as large as can be.
    private var sums: [UInt64] = []
    private var weights: [Double] = []

    /// Binomial probabilities are made from the most likely number outwards by their ratios, until they no longer count.
    mutating func fill(_ part: UInt32, of whole: UInt32) {
        sums.removeAll(keepingCapacity: true)
        weights.removeAll(keepingCapacity: true)
        least = part
        guard part > 0, part < whole else {
            sums.append(.max)
            return
        }
        let odds = Double(part) / Double(whole - part)
        var weight = 1.0
        var number = part
        while number > 0, weight > 1e-12 {
            weight *= Double(number) / (odds * Double(whole - number + 1))
            number -= 1
            weights.append(weight)
        }
        least = number
        weights.reverse()
        weights.append(1)
        weight = 1
        number = part
        while number < whole, weight > 1e-12 {
            weight *= odds * Double(whole - number) / Double(number + 1)
            number += 1
            weights.append(weight)
        }
        let scale = 0x1p63 / weights.reduce(0, +)
        var sum = 0.0
        for weight in weights {
            sum += weight
            sums.append(UInt64(min(sum * scale, 0x1p63)) << 1)
        }
        sums[sums.count - 1] = .max
    }

    /// The number at a place between 0 and 2^64.
    func number(at place: UInt64) -> UInt32 {
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] >= place { high = middle } else { low = middle + 1 }
        }
        return least + UInt32(low)
    }
}
