"""Loads a running `sailau serve` as people do: typists who sign in, open a sheet, type it and send it, and observers who look at
public pages. Prints figures as JSON.

    service_load.py PORT CERTIFICATE ACCOUNTS PROTOCOLS [--sheets N] [--observers N] [--seconds S]

ACCOUNTS is a folder with the files that `sailau accounts add --out` wrote, PROTOCOLS one that `sailau reconstruct` wrote. Each
person has an address of their own on the loopback (127.x.y.z), since the service limits what one address may do.
"""
import argparse
import asyncio
import base64
import csv
import glob
import hashlib
import hmac
import html
import json
import os
import random
import re
import ssl
import struct
import time
import urllib.parse


class Person:
    """One browser: a connection that is kept, cookies, an address."""

    addresses = iter(f"127.{a}.{b}.{c}" for a in range(1, 250) for b in range(1, 250) for c in range(1, 250))

    def __init__(self, port, context):
        self.port, self.context = port, context
        self.cookies, self.reader, self.writer, self.sent = {}, None, None, 0
        self.address = next(Person.addresses)

    async def connect(self):
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=self.context, server_hostname="localhost", local_addr=(self.address, 0))

    def move(self):
        """Another address: what one address may do is limited, and this person stands for many."""
        if self.writer:
            self.writer.close()
        self.address, self.writer, self.sent = next(Person.addresses), None, 0

    async def ask(self, method, path, fields=None):
        if self.writer is None or self.writer.is_closing():
            await self.connect()
        body = urllib.parse.urlencode(fields).encode() if fields is not None else b""
        head = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Language: en"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            head += ["Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin",
                     f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        self.sent += 1
        status = int((await self.reader.readline()).split(b" ")[1])
        headers, length, chunked = {}, 0, False
        while (line := (await self.reader.readline()).decode().strip()):
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip()
            headers[name] = value
            if name == "set-cookie":
                name, _, value = value.split(";")[0].partition("=")
                self.cookies[name] = value
                if not value:
                    del self.cookies[name]
        content = b""
        if headers.get("transfer-encoding") == "chunked":
            while (size := int((await self.reader.readline()).strip(), 16)):
                content += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        else:
            content = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return status, headers, content.decode()


def hidden(page):
    """The hidden fields of the forms of a page."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        attributes = {name: html.unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', tag)}
        if attributes.get("type") == "hidden":
            found[attributes["name"]] = attributes["value"]
    return found


def one_time_password(secret, at):
    """RFC 6238."""
    digest = hmac.new(secret, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Typist(Person):
    def __init__(self, port, context, account):
        super().__init__(port, context)
        self.account = account

    async def sign_in(self):
        _, _, page = await self.ask("GET", "/office/en/sign-in")
        status, headers, _ = await self.ask("POST", "/office/en/sign-in", {
            **hidden(page), "account": self.account["name"], "password": self.account["password"]})
        assert status == 303, f"password: {status}"
        _, _, page = await self.ask("GET", headers["location"])
        status, headers, _ = await self.ask("POST", headers["location"], {
            **hidden(page), "code": one_time_password(self.account["secret"], time.time())})
        assert status == 303 and headers["location"].endswith("/home"), f"one-time password: {status}"

    async def enter(self, sheet, pause=0.0, note=lambda *_: None):
        """Opens a sheet, types it, sends it; looks at it again where the service doubts a figure."""
        if self.sent > 250:
            self.move()
        path, figures = sheet
        began = time.perf_counter()
        status, _, page = await self.ask("GET", path)
        note("open a sheet", time.perf_counter() - began)
        assert status == 200, f"{path}: {status}"
        if pause:
            await asyncio.sleep(pause)
        fields = {**hidden(page), **figures, "copy": "1", "stamped": "yes", "pages": "1", "step": "send"}
        began = time.perf_counter()
        status, _, page = await self.ask("POST", path, fields)
        note("send a sheet", time.perf_counter() - began)
        if status == 422:
            fields["as-on-paper"] = "yes"
            status, _, page = await self.ask("POST", path, {**fields, **hidden(page)})
        assert status == 303, f"{path}: {status} {re.sub('<[^>]*>', ' ', page)[-600:]}"


def accounts(folder):
    for path in sorted(glob.glob(f"{folder}/*.txt")):
        text = open(path).read()
        address = re.search(r"otpauth://\S+", text).group()
        secret = urllib.parse.parse_qs(urllib.parse.urlparse(address).query)["secret"][0]
        yield {"name": os.path.basename(path)[:-4], "password": password(text),
               "secret": base64.b32decode(secret + "=" * (-len(secret) % 8))}


def password(text):
    return re.search(r"(?im)^password:?\s+(\S+)", text).group(1)


def sheets(folder, count):
    """The sheets of the first ballot: one for each station and contest, in the order of the files."""
    electronic = {row["station"] for path in glob.glob(f"{folder}/protocols-*-1.csv")
                  for row in csv.DictReader(open(path)) if row["channel"] == "summary"}
    result = []
    for path in sorted(glob.glob(f"{folder}/protocols-*-1.csv")):
        for row in csv.DictReader(open(path)):
            if row["channel"] != ("summary" if row["station"] in electronic else "paper"):
                continue
            figures = {"A": row["electors_on_list"], "B": row["electors_given_ballots"], "D": row["took_part"],
                       "F": row["invalid"], "G": row["ballots_received"],
                       "H": str(int(row["ballots_cancelled"] or 0) + int(row["ballots_spoiled"] or 0))}
            for letter, column in (("C", "ballots_given_by_member"), ("E", "votes"), ("R", "mobile_requests"),
                                   ("M", "mobile_ballots")):
                for place, value in enumerate(row[column].split(), 1):
                    if value != "-":
                        figures[f"{letter}{place}"] = value
            place = "/".join(urllib.parse.quote(row[name], safe="") for name in ("station", "tier", "round", "channel"))
            result.append((f"/office/en/stations/{place}/entry", figures))
    return result[:count] if count else result


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] * 1000


async def crowd(typists, observers, work, seconds):
    """Everybody at once at the pace of people; milliseconds of each kind of request, and by whom each sheet was typed."""
    times, typed = {}, {}

    def note(kind, taken):
        times.setdefault(kind, []).append(taken)

    end = time.perf_counter() + seconds
    queue = iter(enumerate(work))

    async def types(number, typist):
        await asyncio.sleep(random.uniform(0, 3))
        while time.perf_counter() < end and (item := next(queue, None)):
            place, sheet = item
            await typist.enter(sheet, pause=random.uniform(1, 3), note=note)
            typed[place] = number

    async def looks(person):
        await asyncio.sleep(random.uniform(0, 2))
        while time.perf_counter() < end:
            began = time.perf_counter()
            status, _, _ = await person.ask("GET", "/en/index.html")
            assert status == 200, f"public page: {status}"
            note("public page", time.perf_counter() - began)
            await asyncio.sleep(random.uniform(0.5, 1.5))

    await asyncio.gather(*(types(number, typist) for number, typist in enumerate(typists)), *map(looks, observers))
    return times, typed


async def intake(typists, work, typed):
    """Every sheet typed once by somebody, where nobody has, then once by somebody else, as fast as the service takes them.

    Gives the number of entries."""
    entries = 0
    for turn in (0, 1):
        parts = [[] for _ in typists]
        for place, sheet in enumerate(work):
            first = typed.get(place, place % len(typists))
            if turn == 1 or place not in typed:
                parts[(first + turn) % len(typists)].append(sheet)
        entries += sum(map(len, parts))

        async def types(typist, part):
            for sheet in part:
                await typist.enter(sheet)

        await asyncio.gather(*(types(typist, part) for typist, part in zip(typists, parts)))
    return entries


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("certificate")
    parser.add_argument("accounts")
    parser.add_argument("protocols")
    parser.add_argument("--sheets", type=int, default=0)
    parser.add_argument("--observers", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    random.seed(2004)
    context = ssl.create_default_context(cafile=options.certificate)
    typists = [Typist(options.port, context, account) for account in accounts(options.accounts)]
    for start in range(0, len(typists), 4):
        await asyncio.gather(*(typist.sign_in() for typist in typists[start:start + 4]))
    observers = [Person(options.port, context) for _ in range(options.observers)]
    await asyncio.gather(*(observer.ask("GET", "/en/index.html") for observer in observers))
    work = sheets(options.protocols, options.sheets)
    times, typed = await crowd(typists, observers, work, options.seconds)
    figures = {}
    for kind, taken in times.items():
        figures[f"{kind}, median ms"] = percentile(taken, 0.5)
        figures[f"{kind}, p99 ms"] = percentile(taken, 0.99)
        figures[f"{kind}, requests"] = len(taken)
    began = time.perf_counter()
    entries = await intake(typists, work, typed)
    taken = time.perf_counter() - began
    figures["entries through HTTP"] = entries + len(typed)
    figures["of them as fast as they come"] = entries
    figures["these, s"] = taken
    figures["entries a second"] = entries / taken
    print(json.dumps(figures, indent=2))


asyncio.run(main())
