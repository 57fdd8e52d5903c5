import PrimeOrderGroups
import SlowArithmetic

extension BigNumber {
    convenience init(_ limbs: Limbs256) { self.init(words: [limbs.l0, limbs.l1, limbs.l2, limbs.l3]) }

    /// The limbs of a number from 0 to 2^256 - 1.
    var limbs: Limbs256 {
        let words = words
        return Limbs256(words[0], words[1], words[2], words[3])
    }
}
