/// Changes deep inside a value.
extension Node {
    /// The value at a path of names and positions, joined by slashes.
    subscript(path path: some Collection<Substring>) -> Node? {
        guard let step = path.first else { return self }
        let inner = Int(step).map { self[$0] } ?? self[String(step)]
        return inner.flatMap { $0[path: path.dropFirst()] }
    }

    /// Changes what stands at a path; changes nothing where there is no such place.
    mutating func edit(_ path: String, _ change: (inout Node) -> Void) {
        edit(path.split(separator: "/")[...], change)
    }

    mutating func edit(_ path: ArraySlice<Substring>, _ change: (inout Node) -> Void) {
        guard let step = path.first else { return change(&self) }
        if let index = Int(step) {
            var inner = self[index]
            inner.edit(path.dropFirst(), change)
            self[index] = inner
        } else if var inner = self[String(step)] {
            inner.edit(path.dropFirst(), change)
            self[String(step)] = inner
        }
    }

    /// Leaves only the first items of an array.
    mutating func keep(_ count: Int) { self = .array(Array((items ?? []).prefix(count))) }

    /// Appends an item once more that stands at an index.
    mutating func repeatItem(_ index: Int) { self = .array((items ?? []) + [self[index]]) }
}
