#!/usr/bin/env python3
"""Runs a command where every packet that it and its children send to another machine is captured.

usage: check_traffic.py [--] COMMAND ARGUMENT...

The command runs in a network of its own. Besides the loopback device that has one device, which leads nowhere but to this program, and
all addresses of the world, of both versions of the protocol, are said to be behind it: whatever is sent to another machine arrives
here. First a datagram to 192.0.2.1 and one to 2001:db8::1 are sent and must arrive, so that a capture that sees nothing is found. A
question to a name server counts as well where it stays on the loopback device. Result: the command's own, 1 where a packet was
meant for another machine. Where the system gives no network of one's own, the command runs without a capture, and that is said.
"""
import fcntl
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
SET_DEVICE, PLAIN_DEVICE = 0x400454CA, 0x1001  # TUNSETIFF; IFF_TUN | IFF_NO_PI
ALL_PROTOCOLS = 3
INSIDE = "SAILAU_TRAFFIC"
NETWORK = """
    link set lo up
    link set outside up
    addr add 198.51.100.2/32 dev outside
    route add default dev outside
    -6 addr add 2001:db8:ffff::2/128 dev outside nodad
    -6 route add default dev outside
"""


def target(packet):
    """The address and port to which a packet is meant to go; nil for what is no packet, or what the system itself asks of its neighbours."""
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= 20:
        header, protocol, address = 4 * (packet[0] & 15), packet[9], ipaddress.ip_address(packet[16:20])
    elif version == 6 and len(packet) >= 40:
        header, protocol, address = 40, packet[6], ipaddress.ip_address(packet[24:40])
        if protocol not in (socket.IPPROTO_TCP, socket.IPPROTO_UDP) and address.is_multicast:
            return None
    else:
        return None
    ports = packet[header:header + 4]
    has_ports = protocol in (socket.IPPROTO_TCP, socket.IPPROTO_UDP) and len(ports) == 4
    return str(address), struct.unpack(">HH", ports)[1] if has_ports else 0


class Capture:
    """Takes what leaves by the device to the outside, and looks at the loopback device."""

    def __init__(self):
        self.outside = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(self.outside, SET_DEVICE, struct.pack("16sH", b"outside", PLAIN_DEVICE))
        for line in NETWORK.strip().splitlines():
            subprocess.run(["ip"] + line.split(), check=True, capture_output=True)
        self.loopback = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL_PROTOCOLS))
        self.loopback.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 26)
        self.loopback.bind(("lo", 0))
        self.packets, self.found, self.seen = 0, {}, set()
        for take in (self.take_outside, self.take_loopback):
            threading.Thread(target=take, daemon=True).start()

    def take_outside(self):
        while True:
            meant = target(os.read(self.outside, 65536))
            if meant in CONTROLS:
                self.seen.add(meant)
            elif meant is not None:
                self.note(meant)

    def take_loopback(self):
        while True:
            meant = target(self.loopback.recv(128))
            self.packets += 1
            if meant is not None and meant[1] in NAMES:
                self.note(meant)

    def note(self, meant):
        self.found[meant] = self.found.get(meant, 0) + 1


def main():
    arguments = sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]
    if not arguments:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    if os.environ.pop(INSIDE, None) is None:
        unshare = ["unshare", "--net"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
        here = unshare + [sys.executable, __file__, "--"]
        environment = {**os.environ, INSIDE: "yes"}
        if subprocess.run(here + ["true"], env=environment, capture_output=True).returncode != 0:
            print("packets are not captured: the system gives no network of one's own")
            sys.exit(subprocess.run(arguments).returncode)
        sys.exit(subprocess.run(here + arguments, env=environment).returncode)
    capture = Capture()
    for control in CONTROLS:
        family = socket.AF_INET6 if ":" in control[0] else socket.AF_INET
        socket.socket(family, socket.SOCK_DGRAM).sendto(b"control", control)
    result = subprocess.run(arguments).returncode
    time.sleep(0.2)  # What was sent last arrives, too.
    for (address, port), count in sorted(capture.found.items()):
        print(f"{count} packets to {address}, port {port}", file=sys.stderr)
    if capture.seen != CONTROLS:
        print("the capture does not see each datagram that was sent on purpose", file=sys.stderr)
    print(f"{capture.packets} packets stayed on this machine, {sum(capture.found.values())} were meant for others")
    sys.exit(result or (1 if capture.found or capture.seen != CONTROLS else 0))


main()
