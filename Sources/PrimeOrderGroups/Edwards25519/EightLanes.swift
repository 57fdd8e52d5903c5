import CVectorKernels

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Operations on eight points at once, where the processor has AVX-512 IFMA; public data only.
///
/// They give the same points as the operations on one, perhaps with other coordinates. `SAILAU_NO_VECTORS=1` in the
/// environment turns them off.
package enum EightLanes {
    package static let count = 8

    /// Whether the processor and the operating system have what is needed, and the environment allows it.
    package static let areAvailable: Bool =
        vectors_supported() != 0 && getenv("SAILAU_NO_VECTORS").map { String(cString: $0) } != "1"

    /// False in tests that compare with the operations on one point.
    @TaskLocal package static var areAllowed = true

    static var areUsed: Bool { areAvailable && areAllowed }

    /// Points from which on eight lanes, some of them idle, cost less than each point alone.
    static let fewest = 3

    /// Each of up to eight points times each of the numbers below 2^255: `results[8 i + lane]`, those of idle lanes neutral.
    package static func multiply(_ points: [EdwardsPoint], by numbers: [[Limbs256]]) -> [EdwardsPoint] {
        precondition(
            points.count <= count && numbers.allSatisfy { $0.count == points.count }, "a number for each point")
        guard !numbers.isEmpty else { return [] }
        let idle = count - points.count
        let lanes = points + Array(repeating: .neutral, count: idle)
        let factors = numbers.flatMap { $0 + Array(repeating: .zero, count: idle) }
        return [EdwardsPoint](unsafeUninitializedCapacity: factors.count) { results, filled in
            withWords(lanes) { lanes in
                withWords(factors) { factors in
                    vectors_multiply(lanes, numbers.count, factors, words(results))
                }
            }
            filled = factors.count
        }
    }

    /// Adds to each of eight points its number times the table's base.
    package static func add(
        _ numbers: [Scalar<Edwards25519Order>], of table: EdwardsTable, to points: inout ArraySlice<EdwardsPoint>
    ) {
        precondition(points.count == count && numbers.count <= count, "eight points and a number for each")
        guard numbers.contains(where: { !$0.isZero }) else { return }
        let factors = numbers.map(\.limbs) + Array(repeating: .zero, count: count - numbers.count)
        points.withUnsafeMutableBufferPointer { points in
            withWords(table.points) { table in
                withWords(factors) { vectors_add_fixed(words(points), table, $0) }
            }
        }
    }

    /// The points of canonical texts, as `EdwardsPoint.init(text:)` reads them.
    static func points(texts: [UnsafeBufferPointer<UInt8>]) -> [EdwardsPoint?] {
        let numbers = texts.map { EdwardsPoint.number(text: $0) }
        var points = [EdwardsPoint?](repeating: nil, count: texts.count)
        for start in stride(from: 0, to: numbers.count, by: count) {
            let batch = numbers[start..<min(start + count, numbers.count)]
            if batch.count < 2 {
                for index in batch.indices { points[index] = EdwardsPoint(text: texts[index]) }
                continue
            }
            // The number 1 is the neutral element's encoding.
            let lanes = batch.map { $0 ?? .one } + Array(repeating: .one, count: count - batch.count)
            var valid: UInt32 = 0
            let decoded = [EdwardsPoint](unsafeUninitializedCapacity: count) { points, filled in
                withWords(lanes) { valid = vectors_decode($0, words(points)) }
                filled = count
            }
            for index in batch.indices where numbers[index] != nil && valid >> UInt32(index - start) & 1 == 1 {
                points[index] = decoded[index - start]
            }
        }
        return points
    }

    /// The points whose eighths have these coordinates, as `SubgroupPoint.read` gives them.
    static func points(eighths bytes: UnsafeBufferPointer<UInt8>, count: Int) -> [SubgroupPoint]? {
        let scratchWords = (count + Self.count - 1) / Self.count * Int(EIGHTHS_SCRATCH_WORDS)
        return withUnsafeTemporaryAllocation(
            byteCount: scratchWords * MemoryLayout<UInt64>.size, alignment: 64
        ) { scratch in
            var isValid = false
            let points = [SubgroupPoint](unsafeUninitializedCapacity: count) { points, filled in
                let scratch = scratch.baseAddress?.assumingMemoryBound(to: UInt64.self)
                isValid = vectors_read_eighths(bytes.baseAddress, count, scratch, words(points)) == 1
                filled = isValid ? count : 0
            }
            return isValid ? points : nil
        }
    }

    /// The words of which numbers and points consist, in the order of their declarations: the layouts of vector_kernels.h.
    static func withWords<Value, Result>(_ values: [Value], _ body: (UnsafePointer<UInt64>) -> Result) -> Result {
        values.withUnsafeBufferPointer { body(words($0)) }
    }

    static func words<Value>(_ values: UnsafeBufferPointer<Value>) -> UnsafePointer<UInt64> {
        guard let start = values.baseAddress else { preconditionFailure("kernels are called with at least one value") }
        return UnsafeRawPointer(start).assumingMemoryBound(to: UInt64.self)
    }

    static func words<Value>(_ values: UnsafeMutableBufferPointer<Value>) -> UnsafeMutablePointer<UInt64> {
        guard let start = values.baseAddress else { preconditionFailure("kernels are called with at least one value") }
        return UnsafeMutableRawPointer(start).assumingMemoryBound(to: UInt64.self)
    }
}
