"""Writes test/vectors/email-addresses.json: addresses, and whether `validate_email` of Django 5.2 takes them.

`accepted` are those that it takes, `refused` those that it refuses. Most are written out by what they are about: each sign of ASCII
and its neighbours in each place, each length around a limit; the others are drawn. Needs Django 5.2 on Python 3.13:
python3.13 scripts/email-addresses.py
"""

import json
import random
from pathlib import Path

import django
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

assert django.VERSION[:2] == (5, 2), "needs Django 5.2"

SIGNS = [chr(code) for code in range(0x80)] + list("\x80\xa0\xa1\xaaªéßİıſK٣²😀\u2028\ud7ff\ue000\uffff\U00010000")
X = "x" * 400

WRITTEN = """ana@example.org|ana@localhost|ana@LOCALHOST|ana@local|@|ana|@x.org|ana@||a@b@x.org|a@b.c|a@b.cd|a@x.c-d|a@x.-cd|a@x.cd-|a@x.1c|a@x.c1|a@.org|a@x..org|a@x.org.|a@-x.org|a@x-.org|a@x-y.org|a@1.org|a@x.y.z.org
.a@x.org|a.@x.org|a..b@x.org|a.b@x.org|a.b.c@x.org|.@x.org|""@x.org|"@x.org|"a"@x.org|"a@x.org|a"@x.org|"a"b@x.org|"a".b@x.org|"\\"@x.org|"\\\\"@x.org|"\\""@x.org|"a\\"@x.org|"a b"@x.org|"a\\ b"@x.org|"a@b"@x.org|"."@x.org|".."@x.org
a@x.xn--|a@x.xn--a|a@x.XN--A|a@x.Xn--a1|a@x.xN--1|a@x.xn--a-b|a@x.xn-a|a@x.xn--é|a@x.xn--ı|a@x.xn--1-|a@xn--a.org|a@x.yn--1|a@x.xn_-1|a@x.xm--a1|a@x.xn--a.b
a@[1.2.3.4]|a@[1.2.3]|a@[1.2.3.4.5]|a@[256.1.1.1]|a@[255.255.255.255]|a@[1.2.3.04]|a@[01.2.3.4]|a@[0.0.0.0]|a@[00.0.0.0]|a@[1.2.3.1000]|a@[1.2.3.x]|a@[x1.2.3.4]|a@[1.2.3.4x]|a@[1..3.4]|a@[]|a@[|a@]|a@[1.2.3.4|a@1.2.3.4]|a@1.2.3.4|a@[ 1.2.3.4]|a@x[1.2.3.4]|a@[1.2.3.4].org
a@[::]|a@[::1]|a@[1::]|a@[:]|a@[:1]|a@[1:]|a@[:::]|a@[1:::2]|a@[1::2::3]|a@[1:2:3:4:5:6:7:8]|a@[1:2:3:4:5:6:7]|a@[1:2:3:4:5:6:7:8:9]|a@[1:2:3:4:5:6:7::]|a@[::2:3:4:5:6:7:8]|a@[1:2:3:4:5:6:7:8::]|a@[1:2:3::5:6:7:8]|a@[1:2:3::4:5:6:7:8]|a@[abcd::ABCD]|a@[g::1]|a@[1::g]|a@[12345::1]|a@[0000::1]|a@[00000::1]|a@[::1.2.3.4]|a@[::1.2.3]|a@[::1.2.3.256]|a@[1:2:3:4:5:6:1.2.3.4]|a@[1:2:3:4:5:6:7:1.2.3.4]|a@[1:2:3:4:5:1.2.3.4]|a@[1.2.3.4::]|a@[1.2.3.4:1]|a@[::1.2.3.4:1]|a@[:1.2.3.4]|a@[1:2:3:4:5:6::1.2.3.4]|a@[1:2:3:4:5::1.2.3.4]|a@[1:2:3:4:5:6:7:1.2.3.4]|a@[::ffff:1.2.3.4]|a@[::1x]|a@[x::1]|a@[1::2:]|a@[:1::2]|a@[::-1]|a@[1:2:3:4:5:6:7:]|a@[:2:3:4:5:6:7:8]|a@[IPv6:::1]|a@[::%1]"""


def addresses():
    yield from WRITTEN.replace("\n", "|").split("|")
    for sign in SIGNS:
        yield f"a{sign}b@x.org"
        yield f"{sign}@x.org"
        yield f'"a{sign}b"@x.org'
        yield f'"\\{sign}"@x.org'
        yield f'"{sign}"@x.org'
        yield f"a@x{sign}y.org"
        yield f"a@{sign}y.org"
        yield f"a@x{sign}.org"
        yield f"a@x.o{sign}g"
        yield f"a@x.{sign}rg"
        yield f"a@x.or{sign}"
        yield f"a@x.xn--a{sign}1"
    for length in (1, 2, 3, 58, 59, 60, 62, 63, 64, 65):
        yield f"a@{X[:length]}.org"
        yield f"a@{X[:length]}.y.org"
        yield f"a@y.{X[:length]}"
        yield f"a@y.xn--{X[:length]}1"
        yield f"{X[:length]}@y.org"
        yield f"a@{'é' * length}.org"
    for length in (318, 319, 320, 321, 322):
        yield f"{X[: length - 6]}@y.org"
        yield f"{'😀' * 2}{X[: length - 8]}@y.org"
        yield f'"{X[: length - 8]}"@y.org'
        yield f"a@{'.'.join([X[:60]] * 5)}.{X[: length - 307]}"
    chance = random.Random(3)
    parts = ["a", "b", "1", ".", ".", "-", "_", "@", "@", "x.org", "[", "]", ":", '"', "\\", " ", "é", "+", "xn--", "localhost", "org", "::", "255"]
    for _ in range(600):
        yield "".join(chance.choice(parts) for _ in range(chance.randint(1, 7)))


def is_accepted(address):
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


every = dict.fromkeys(address for address in addresses() if not any(0xD800 <= ord(char) < 0xE000 for char in address))
groups = {"accepted": [], "refused": []}
for each in every:
    groups["accepted" if is_accepted(each) else "refused"].append(each)
lines = [f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(each) for each in rows) + "\n]" for name, rows in groups.items()]
target = Path(__file__).parent.parent / "test/vectors/email-addresses.json"
target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
