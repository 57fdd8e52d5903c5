/// Runs the operations on secrets with their numbers poisoned, under valgrind's memcheck, which reports every branch and
/// every address that depends on them (the method of A. Langley's ctgrind, 2010).
///
///     ConstantTimeCheck            every secret operation; silent if all take constant time
///     ConstantTimeCheck leaks      names of the deliberate leaks
///     ConstantTimeCheck leak NAME  one of them, which memcheck must report
///
/// Scripts/check_constant_time.sh runs all of them. Exit: 0 done, 1 a wrong result or a result that lost its poison,
/// 2 wrong arguments or not under valgrind.
import CMemcheck

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

let arguments = CommandLine.arguments.dropFirst()
switch Array(arguments) {
case ["leaks"]:
    for leak in Leak.allCases { print(leak.rawValue) }
case let words where words.isEmpty || (words.count == 2 && words[0] == "leak"):
    guard memcheck_is_running() != 0 else {
        print("run this under valgrind, built with valgrind's header installed: Scripts/check_constant_time.sh")
        exit(2)
    }
    if words.isEmpty {
        var check = SecretOperations()
        check.run()
        print("\(check.done) results of secret operations, \(check.failures) failures")
        exit(check.failures == 0 && check.done > 0 ? 0 : 1)
    }
    guard let leak = Leak(rawValue: words[1]) else { exit(2) }
    leak.run()
default:
    print("usage: ConstantTimeCheck [leaks | leak NAME]")
    exit(2)
}
