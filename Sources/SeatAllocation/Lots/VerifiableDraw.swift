import Crypto
public import ElectionModel

/// A random selection that anybody can repeat from a published seed: RFC 3797, sections 4 and 6, step by step.
///
/// The pool is numbered and published before the sources of the seed are known; the sources are events that nobody can
/// arrange, such as lottery numbers of a later day. The i-th selection (from 0) takes MD5 over the seed between two copies
/// of `i` in 16 bits, reads it as one number with the highest byte first, and divides it by the number of those that are
/// left: the remainder says which of them is drawn. MD5 serves for spreading only; nobody who can't choose the seed gains
/// anything from its collisions.
public enum VerifiableDraw {
    /// The most selections that an index of 16 bits can tell apart.
    public static let most = 65_536

    /// The seed made of several sources as RFC 3797, section 4.1 writes them: the numbers of each source in ascending
    /// order, each followed by a full stop, and a stroke after each source.
    public static func seed(_ sources: [[UInt64]]) -> String {
        sources.map { source in source.sorted().map { "\($0)." }.joined() + "/" }.joined()
    }

    /// The numbers drawn, from 1 up to `pool`, in the order of drawing.
    ///
    /// - Precondition: `count` is at most `pool`, and `pool` at most 65,536.
    public static func numbers(seed: String, pool: Int, count: Int) -> [Int] {
        precondition(count >= 0 && count <= pool, "nobody can draw more than there are")
        precondition(pool <= most, "an index of 16 bits counts 65,536 selections")
        var left = Array(1...max(1, pool))
        return (0..<count).map { index in
            let position = Int(digest(seed, index: index) % UInt128(left.count))
            return left.remove(at: position)
        }
    }

    /// MD5 of the index, the seed and the index again, as a number.
    static func digest(_ seed: String, index: Int) -> UInt128 {
        let frame = [UInt8(truncatingIfNeeded: index >> 8), UInt8(truncatingIfNeeded: index)]
        return Insecure.MD5.hash(data: frame + Array(seed.utf8) + frame).reduce(0) { $0 << 8 | UInt128($1) }
    }
}

extension Tie {
    /// The lot that a published seed draws: the choices of the tie are numbered in ballot order, from 1.
    ///
    /// Ties that are drawn with the same seed and have as many choices are drawn alike; give each its own seed, for
    /// instance by `seed(sources:)`.
    public func lot(seed: String) -> Decisions.Lot {
        let numbers = VerifiableDraw.numbers(seed: seed, pool: among.count, count: number)
        return Decisions.Lot(
            tier: tier, district: district, among: among, drawn: numbers.map { among[$0 - 1] })
    }

    /// A seed of this tie's own: the common sources, then the tier and the district as two sources more.
    public func seed(sources: [[UInt64]]) -> String {
        VerifiableDraw.seed(sources) + "\(tier.rawValue)/\(district.rawValue)/"
    }
}
