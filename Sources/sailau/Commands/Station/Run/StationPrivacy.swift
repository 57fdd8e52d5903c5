import ElectionModel
import ElectronicStation
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// A user of this computer.
struct SystemUser: Equatable, Sendable {
    let name: String
    let identifier: uid_t
    let group: gid_t

    init?(_ name: String) {
        guard let found = getpwnam(name) else { return nil }
        self.init(found.pointee)
    }

    /// Who runs this program.
    static var current: SystemUser? { getpwuid(geteuid()).map { SystemUser($0.pointee) } }

    private init(_ entry: passwd) {
        name = String(cString: entry.pw_name)
        (identifier, group) = (entry.pw_uid, entry.pw_gid)
    }
}

/// Whether the programs of a station are kept apart: each with a user of its own, and no folder that others can read.
struct StationPrivacy {
    private let wording: Wording

    init(_ wording: Wording) { self.wording = wording }

    private func refusal(_ key: String, _ figures: KeyValuePairs<String, String>) -> RefusedInput {
        RefusedInput(message: wording.term("slips.programs.\(key)", figures.map { Figure($0, .text($1)) }))
    }

    private func name(_ part: StationPart) -> String { StationPrograms.name(of: part, wording) }

    /// The user of each part; nil for whoever runs this program. Throws `RefusedInput` where two would share one.
    func users(of parts: [StationPlan.Privacy]) throws -> [SystemUser?] {
        guard geteuid() == 0 else {
            for part in parts {
                guard let user = part.user, user != SystemUser.current?.name else { continue }
                throw refusal("not root", ["part": name(part.part), "user": user])
            }
            return parts.map { _ in nil }
        }
        var users: [SystemUser] = []
        for part in parts {
            guard let wanted = part.user else { throw refusal("name missing", ["part": name(part.part)]) }
            guard let user = SystemUser(wanted) else {
                throw refusal("no user", ["user": wanted, "remedy": "adduser --system --group \(wanted)"])
            }
            guard user.identifier != 0 else { throw refusal("root", ["part": name(part.part), "user": wanted]) }
            guard !users.contains(where: { $0.identifier == user.identifier }) else {
                throw refusal("same user", ["user": wanted])
            }
            users.append(user)
        }
        return users
    }

    /// Throws `RefusedInput` for the first folder that others than its part's user can read, or that lies inside another part's.
    func check(_ parts: [StationPlan.Privacy], users: [SystemUser?]) throws {
        var seen: [(path: String, part: StationPart)] = []
        for (part, user) in zip(parts, users) {
            for folder in part.folders {
                let path = try real(folder)
                try refuseOpen(folder, path, user)
                for other in seen where other.part != part.part {
                    if Self.lies(path, in: other.path) {
                        throw refusal("inside", ["file": folder, "other": other.path])
                    }
                    if Self.lies(other.path, in: path) {
                        throw refusal("inside", ["file": other.path, "other": folder])
                    }
                }
                seen.append((path, part.part))
            }
        }
    }

    /// The mode tells of access lists, too: their mask stands in the place of the group.
    private func refuseOpen(_ folder: String, _ path: String, _ user: SystemUser?) throws {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw refusal("no folder", ["file": folder])
        }
        let owner = user ?? SystemUser.current
        let isOwned = status.st_uid == owner?.identifier ?? geteuid()
        guard !isOwned || status.st_mode & 0o077 != 0 else { return }
        let name = owner?.name ?? String(geteuid())
        throw refusal(
            "open", ["file": folder, "user": name, "remedy": "chown -R \(name): \(folder) && chmod 700 \(folder)"])
    }

    /// Whoever can change the file can have any command run.
    func refuseChangeable(_ file: String) throws {
        var status = stat()
        guard stat(file, &status) == 0, status.st_uid != geteuid() && status.st_uid != 0 || status.st_mode & 0o022 != 0
        else { return }
        let owner = SystemUser.current?.name ?? String(geteuid())
        throw refusal("changeable", ["file": file, "remedy": "chown \(owner): \(file) && chmod 644 \(file)"])
    }

    private func real(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else { throw refusal("no folder", ["file": path]) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func lies(_ path: String, in folder: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
    }
}
