/// Sorts words of 64 bits where they stand, by their bytes from the highest (P. McIlroy, K. Bostic and M. D. McIlroy, "Engineering
/// radix sort", 1993): a sort that needs as much memory again would be the largest thing that an import holds.
package func radixSort(_ values: inout [UInt64]) {
    values.withUnsafeMutableBufferPointer { radixSort($0, shift: 56) }
}

private func radixSort(_ values: UnsafeMutableBufferPointer<UInt64>, shift: UInt64) {
    guard values.count > 64 else {
        var values = values
        values.sort()
        return
    }
    func digit(_ value: UInt64) -> Int { Int(value >> shift & 255) }
    var starts = [Int](repeating: 0, count: 257)
    for value in values { starts[digit(value) + 1] += 1 }
    for index in 0..<256 { starts[index + 1] += starts[index] }
    var next = starts
    for bucket in 0..<256 {
        while next[bucket] < starts[bucket + 1] {
            // What stands here is taken to its own bucket, and what stood there next, until one comes that belongs here.
            var value = values[next[bucket]]
            while digit(value) != bucket {
                let place = next[digit(value)]
                next[digit(value)] += 1
                swap(&value, &values[place])
            }
            values[next[bucket]] = value
            next[bucket] += 1
        }
    }
    guard shift > 0 else { return }
    for bucket in 0..<256 where starts[bucket + 1] - starts[bucket] > 1 {
        radixSort(
            UnsafeMutableBufferPointer(rebasing: values[starts[bucket]..<starts[bucket + 1]]), shift: shift - 8)
    }
}
