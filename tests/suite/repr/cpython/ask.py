"""The other side of the differential test: reads questions, one a line, and answers with CPython's repr.

    f <bits of a double in hex>     s <UTF-8 in hex>     p <bytes of a path in hex>     b <bytes in hex>
    e <an expression; text('hex')>  u (which characters are printable, one digit each; 2 when unassigned)

A string with a character that this Python does not know yet is answered by `?`.
"""

import os
import struct
import sys
import unicodedata


def unassigned(char):
    return unicodedata.category(char) == "Cn" and ord(char) & 0xFFFE != 0xFFFE


class Unknown(Exception):
    pass


def text(hex):
    value = bytes.fromhex(hex).decode("utf-8")
    if any(map(unassigned, value)):
        raise Unknown
    return value


def answer(kind, question):
    if kind == "f":
        return repr(struct.unpack(">d", bytes.fromhex(question))[0])
    if kind == "s":
        return repr(text(question))
    if kind == "p":
        return repr(bytes.fromhex(question).decode("utf-8", "surrogateescape"))
    if kind == "b":
        return repr(bytes.fromhex(question))
    if kind == "e":
        return repr(eval(question))
    chars = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    return "".join("2" if unassigned(char) else str(int(char.isprintable())) for char in chars)


out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
for line in open(sys.stdin.fileno(), encoding="ascii", closefd=False):
    kind, _, question = line.rstrip("\n").partition(" ")
    try:
        print(answer(kind, question), file=out)
    except Unknown:
        print("?", file=out)
out.flush()
