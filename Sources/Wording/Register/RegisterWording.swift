import ElectionModel
public import VoterRegister

extension RegisterFault.Code: WordedValue { package static var termGroups: [String] { ["register.fault"] } }
extension SearchRefusal: WordedValue { package static var termGroups: [String] { ["register.search"] } }

extension Wording {
    /// One fault of a register that was handed in: file, line and column, what was expected, what to do.
    public func sentence(for fault: RegisterFault, file: String) -> String {
        var figures = fault.detail.isEmpty ? [] : [Figure("text", .text(fault.detail))]
        switch fault.code {
        case .missingColumn: figures = [Figure("columns", .text(RegisterTable.columns.joined(separator: ",")))]
        case .notUTF8: figures = [Figure("encoding", .text("UTF-8"))]
        case .numberTwice:
            let parts = fault.detail.split(separator: " ").map(String.init)
            figures = [
                Figure("number", .text(parts.first ?? "")), Figure("line", .text(parts.count > 1 ? parts[1] : "")),
            ]
        default: break
        }
        let place = fault.field.isEmpty ? "\(file):\(fault.line)" : "\(file):\(fault.line): \(fault.field)"
        return "\(place): " + term("register.fault.\(fault.code.rawValue)", figures)
    }

    /// Everything that is wrong, a line each; how many more there are where not all are named.
    public func sentences(for faults: RegisterFaults, file: String) -> String {
        var lines = faults.list.map { sentence(for: $0, file: file) }
        let rest = faults.count - faults.list.count
        if rest > 0 { lines.append(term("register.line.moreFaults", [Figure("count", .count(UInt64(rest)))])) }
        return lines.joined(separator: "\n")
    }

    /// Why bytes are no register.
    public func sentence(for damage: RegisterDamage, file: String) -> String {
        let place = Figure("file", .text(file))
        return switch damage {
        case .notARegister: term("register.damage.notARegister", [place])
        case .newer(let version): term("register.damage.newer", [place, Figure("version", .text("\(version)"))])
        case .section(let name): term("register.damage.section", [place, Figure("name", .text(name))])
        case .entry(let index): term("register.damage.entry", [place, Figure("place", .text("\(index)"))])
        }
    }

    public func sentence(for refusal: SearchRefusal) -> String { name(of: refusal) }
}
