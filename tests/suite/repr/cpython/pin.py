"""Writes floats.txt and strings.txt, the table that holds where no python3 is installed.

    python3 tests/suite/repr/cpython/pin.py

One case a line: the input (bits of the double, UTF-8 bytes; both in hex), a tab, CPython's repr.
Characters that CPython's Unicode tables do not know are left out, since rustc's are younger.
"""

import pathlib
import random
import struct
import unicodedata

HERE = pathlib.Path(__file__).parent
random.seed(20240607)


def doubles():
    yield from [0.0, -0.0, 1.0, -1.0, 3.0, 0.1, 0.2 + 0.1, 1 / 3, 100.0, 123456.789]
    yield from [float("inf"), float("-inf"), float("nan"), 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]
    for exponent in range(-8, 20):
        for digits in (1.0, 9.999999999999999, 1.2345678901234567):
            yield digits * 10.0**exponent
            yield -digits * 10.0**exponent
    for exponent in range(-1074, 1024, 29):
        yield 2.0**exponent
    # Exact halves of the last shortest digit: CPython rounds them to even.
    found = 0
    while found < 120:
        value = random.getrandbits(53) * 2.0 ** random.randint(-6, 0)
        shortest, exact = repr(value), f"{value:.40f}".rstrip("0")
        if len(exact) == len(shortest) + 1 and exact.endswith("5") and "e" not in shortest:
            found += 1
            yield value
    for _ in range(300):
        yield struct.unpack("<d", random.randbytes(8))[0]


def strings():
    quotes = ["", "'", '"', "'\"", "''", '""', "it's", 'say "it"', "it's \"it\"", "\\'", '\\"', "a\\b", "\\"]
    yield from quotes
    for code in range(0x100):
        yield chr(code)
        yield f"x{chr(code)}'"
    for code in (0x300, 0x301, 0x345, 0x378, 0x600, 0x61C, 0x200B, 0x200D, 0x2028, 0x2029, 0x202E, 0x2060, 0x3000,
                 0xA000, 0xD7FF, 0xE000, 0xF8FF, 0xFE0F, 0xFEFF, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1D173,
                 0x1F600, 0x1F3FB, 0x20000, 0xE0001, 0xE0100, 0xF0000, 0x10FFFF):
        yield chr(code)
        yield f"a{chr(code)}b"
        yield f'"{chr(code)}'
    pool = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000 and unicodedata.category(chr(c)) != "Cn"]
    for _ in range(300):
        length = random.randint(1, 6)
        yield "".join(random.choice(pool if random.random() < 0.6 else "'\"\\\n\t a\x00\x7f") for _ in range(length))


def known(text):
    # U+xxFFFE and U+xxFFFF are unassigned for good.
    return all(unicodedata.category(c) != "Cn" or ord(c) & 0xFFFE == 0xFFFE for c in text)


with open(HERE / "floats.txt", "w", encoding="utf-8", newline="\n") as out:
    for value in doubles():
        out.write(f"{struct.pack('>d', value).hex()}\t{value!r}\n")

with open(HERE / "strings.txt", "w", encoding="utf-8", newline="\n") as out:
    for text in strings():
        if known(text):
            out.write(f"{text.encode().hex()}\t{text!r}\n")
