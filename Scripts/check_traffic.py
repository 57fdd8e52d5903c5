#!/usr/bin/env python3
"""Runs a command where every packet that it and its children send is captured, and finds each one that is meant for another machine.

usage: check_traffic.py [--] COMMAND ARGUMENT...

The command runs in a network of its own that has the loopback device alone, with the default route through it: whatever is sent to
any address in the world leaves by that device, is captured there, and arrives nowhere. First a datagram to 192.0.2.1 and one to
2001:db8::1 are sent and must be among the captured packets, so that a capture that sees nothing is found. A question to a name
server counts as meant for elsewhere, wherever it listens. Result: the command's own, 1 where a packet was
meant for elsewhere. Where the system gives no network of one's own, the command runs without a capture, and that is said.
"""
import ipaddress
import os
import socket
import struct
import subprocess
import sys
import threading
import time

CONTROLS = {("192.0.2.1", 9), ("2001:db8::1", 9)}  # RFC 5737 and RFC 3849: for documentation, nobody's.
NAMES = (53, 853, 5353)
ALL_PROTOCOLS = 3
INSIDE = "SAILAU_TRAFFIC"


def inside_a_network_of_its_own(arguments):
    """Starts this program again in a new network namespace; None where the system refuses one."""
    unshare = ["unshare", "--net"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    trial = "ip link set lo up && ip route add default dev lo && ip -6 addr add 2001:db8::2/128 dev lo nodad && ip -6 route add default dev lo src 2001:db8::2"
    if subprocess.run(unshare + ["sh", "-c", trial], capture_output=True).returncode != 0:
        return None
    return subprocess.run(
        unshare + ["sh", "-c", trial + ' && exec "$@"', "sh", sys.executable, __file__, "--"] + arguments,
        env={**os.environ, INSIDE: "yes"}).returncode


class Capture(threading.Thread):
    """Counts the packets of the loopback device by where they are meant to go."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL_PROTOCOLS))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 26)
        self.socket.bind(("lo", 0))
        self.packets, self.outside, self.seen = 0, {}, set()

    def run(self):
        while True:
            packet = self.socket.recv(128)
            self.packets += 1
            target, port = self.target(packet)
            if target is None or target.is_loopback and port not in NAMES:
                continue
            if (str(target), port) in CONTROLS:
                self.seen.add((str(target), port))
            else:
                self.outside[f"{target}:{port}"] = self.outside.get(f"{target}:{port}", 0) + 1

    @staticmethod
    def target(packet):
        version = packet[0] >> 4 if packet else 0
        if version == 4 and len(packet) >= 20:
            header, address = 4 * (packet[0] & 15), ipaddress.ip_address(packet[16:20])
            has_ports = packet[9] in (socket.IPPROTO_TCP, socket.IPPROTO_UDP)
        elif version == 6 and len(packet) >= 40:
            header, address = 40, ipaddress.ip_address(packet[24:40])
            has_ports = packet[6] in (socket.IPPROTO_TCP, socket.IPPROTO_UDP)
        else:
            return None, 0
        ports = packet[header:header + 4]
        return address, struct.unpack(">HH", ports)[1] if has_ports and len(ports) == 4 else 0

    def lost(self):
        """Packets that the system dropped because they were not taken in time."""
        statistics = self.socket.getsockopt(263, 6, 8)  # SOL_PACKET, PACKET_STATISTICS
        return struct.unpack("II", statistics)[1]


def main():
    arguments = sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]
    if not arguments:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    if os.environ.pop(INSIDE, None) is None:
        result = inside_a_network_of_its_own(arguments)
        if result is None:
            print("packets are not captured: the system gives no network of one's own")
            result = subprocess.run(arguments).returncode
        sys.exit(result)
    capture = Capture()
    capture.start()
    for control in CONTROLS:
        family = socket.AF_INET6 if ":" in control[0] else socket.AF_INET
        socket.socket(family, socket.SOCK_DGRAM).sendto(b"control", control)
    result = subprocess.run(arguments).returncode
    time.sleep(0.2)  # What was sent last is taken, too.
    lost = capture.lost()
    for target, count in sorted(capture.outside.items()):
        print(f"{count} packets to {target}", file=sys.stderr)
    if capture.seen != CONTROLS:
        print("the capture does not see each datagram that was sent on purpose", file=sys.stderr)
    if lost:
        print(f"{lost} packets were lost to the capture", file=sys.stderr)
    print(f"{capture.packets} packets captured, {sum(capture.outside.values())} to other machines")
    sys.exit(result or (1 if capture.outside or lost or capture.seen != CONTROLS else 0))


main()
