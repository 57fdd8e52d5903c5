/// A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.
///
/// Any point of the curve, also one outside the subgroup of prime order: who reads a point asks for its membership. The
/// formulas are complete: no input is special. H. Hisil, K. Wong, G. Carter, E. Dawson, Twisted Edwards curves revisited
/// (2008); names of the intermediate values as in RFC 8032, section 5.1.4.
public struct EdwardsPoint: Equatable, Sendable {
    package var x, y, z, t: FieldElement

    @inline(__always)
    init(x: FieldElement, y: FieldElement, z: FieldElement, t: FieldElement) {
        (self.x, self.y, self.z, self.t) = (x, y, z, t)
    }

    /// Affine coordinates known to lie on the curve.
    init(x: FieldElement, y: FieldElement) { self.init(x: x, y: y, z: .one, t: x * y) }

    public static let neutral = EdwardsPoint(x: .zero, y: .one)

    /// Whether two points are the same; the coordinates may differ by a factor. Variable time.
    public static func == (a: EdwardsPoint, b: EdwardsPoint) -> Bool {
        a.x * b.z == b.x * a.z && a.y * b.z == b.y * a.z
    }

    public var isNeutral: Bool { x.isZero && y == z }

    public static prefix func - (a: EdwardsPoint) -> EdwardsPoint {
        EdwardsPoint(x: -a.x, y: a.y, z: a.z, t: -a.t)
    }

    public static func + (a: EdwardsPoint, b: EdwardsPoint) -> EdwardsPoint { a + CachedPoint(b) }
    public static func - (a: EdwardsPoint, b: EdwardsPoint) -> EdwardsPoint { a - CachedPoint(b) }

    @inline(__always)
    static func + (p: EdwardsPoint, q: CachedPoint) -> EdwardsPoint {
        let c = p.t * q.doubleDT
        let d = p.z * q.doubleZ
        return sum(a: (p.y - p.x) * q.minus, b: (p.y + p.x) * q.plus, f: d - c, g: d + c)
    }

    @inline(__always)
    static func - (p: EdwardsPoint, q: CachedPoint) -> EdwardsPoint {
        let c = p.t * q.doubleDT
        let d = p.z * q.doubleZ
        return sum(a: (p.y - p.x) * q.plus, b: (p.y + p.x) * q.minus, f: d + c, g: d - c)
    }

    @inline(__always)
    static func + (p: EdwardsPoint, q: AffineCachedPoint) -> EdwardsPoint {
        let c = p.t * q.doubleDXY
        let d = p.z + p.z
        return sum(a: (p.y - p.x) * q.minus, b: (p.y + p.x) * q.plus, f: d - c, g: d + c)
    }

    @inline(__always)
    static func - (p: EdwardsPoint, q: AffineCachedPoint) -> EdwardsPoint {
        let c = p.t * q.doubleDXY
        let d = p.z + p.z
        return sum(a: (p.y - p.x) * q.plus, b: (p.y + p.x) * q.minus, f: d + c, g: d - c)
    }

    @inline(__always)
    private static func sum(a: FieldElement, b: FieldElement, f: FieldElement, g: FieldElement) -> EdwardsPoint {
        let e = b - a
        let h = b + a
        return EdwardsPoint(x: e * f, y: g * h, z: f * g, t: e * h)
    }

    @inline(__always)
    var doubled: EdwardsPoint { doubled(times: 1) }

    /// 2^count times the point; T is made only at the end. `count` at least 1.
    @inline(__always)
    package func doubled(times count: Int) -> EdwardsPoint {
        var (x, y, z) = (self.x, self.y, self.z)
        var remaining = count
        while true {
            let a = x.squared
            let b = y.squared
            let zz = z.squared
            let h = a + b
            let e = h - (x + y).squared
            let g = a - b
            let f = zz + zz + g
            remaining -= 1
            x = e * f
            y = g * h
            z = f * g
            if remaining == 0 { return EdwardsPoint(x: x, y: y, z: z, t: e * h) }
        }
    }

    static func select(_ mask: UInt64, _ a: EdwardsPoint, _ b: EdwardsPoint) -> EdwardsPoint {
        EdwardsPoint(
            x: .select(mask, a.x, b.x), y: .select(mask, a.y, b.y), z: .select(mask, a.z, b.z),
            t: .select(mask, a.t, b.t))
    }
}

/// A summand prepared for many additions: Y + X, Y - X, 2Z, 2dT.
struct CachedPoint: Sendable {
    var plus, minus, doubleZ, doubleDT: FieldElement

    @inline(__always)
    init(_ point: EdwardsPoint) {
        plus = (point.y + point.x).carried
        minus = point.y - point.x
        doubleZ = (point.z + point.z).carried
        doubleDT = point.t * EdwardsCurve.doubleD
    }
}

/// The same with Z = 1: y + x, y - x, 2dxy. One multiplication less an addition, 120 bytes.
package struct AffineCachedPoint: Sendable {
    var plus, minus, doubleDXY: FieldElement

    @inline(__always)
    package init(x: FieldElement, y: FieldElement) {
        plus = (y + x).carried
        minus = y - x
        doubleDXY = x * y * EdwardsCurve.doubleD
    }

    @inline(__always)
    init(plus: FieldElement, minus: FieldElement, doubleDXY: FieldElement) {
        (self.plus, self.minus, self.doubleDXY) = (plus, minus, doubleDXY)
    }

    static let neutral = AffineCachedPoint(x: .zero, y: .one)

    @inline(__always)
    static func select(_ mask: UInt64, _ a: AffineCachedPoint, _ b: AffineCachedPoint) -> AffineCachedPoint {
        AffineCachedPoint(
            plus: .select(mask, a.plus, b.plus), minus: .select(mask, a.minus, b.minus),
            doubleDXY: .select(mask, a.doubleDXY, b.doubleDXY))
    }

    /// The opposite point where `mask` is all ones.
    @inline(__always)
    func negated(where mask: UInt64) -> AffineCachedPoint {
        AffineCachedPoint(
            plus: .select(mask, minus, plus), minus: .select(mask, plus, minus),
            doubleDXY: .select(mask, -doubleDXY, doubleDXY))
    }
}
