"""Writes the pinned text tables from the Python that HQ runs (3.13, Unicode 15.1).

`python3.13 scripts/text-tables.py` writes src/core/text/generated/text-tables.ts. Deterministic: the same Python
gives the same bytes. test/core/text/python.test.ts holds the tables to the Python that is there.
"""

import json
import re._casefix
import sys
import unicodedata
import _sre
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/core/text/generated/text-tables.ts"
CODES = range(0x110000)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number):
    if number < 0:
        return "-" + base36(-number)
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if number == 0:
            return text


def category_runs():
    """Two letters and a length for each stretch of one general category."""
    runs = []
    for code in CODES:
        category = unicodedata.category(chr(code))
        if runs and runs[-1][0] == category:
            runs[-1][1] += 1
        else:
            runs.append([category, 1])
    return "".join(category + base36(length) + " " for category, length in runs).strip()


def ranges(holds):
    """Gap and length for each stretch of characters that the test takes."""
    out, end, code = [], 0, 0
    while code < 0x110000:
        if not holds(code):
            code += 1
            continue
        start = code
        while code < 0x110000 and holds(code):
            code += 1
        out += [base36(start - end), base36(code - start)]
        end = code
    return " ".join(out)


def case_runs(change):
    """Start, count, stride and distance for each stretch of characters that change alike, one for one."""
    pairs = [(code, ord(change(chr(code)))) for code in CODES if change(chr(code)) != chr(code) and len(change(chr(code))) == 1]
    runs = []
    for code, to in pairs:
        last = runs[-1] if runs else None
        if last and last[3] == to - code:
            stride = code - (last[0] + last[2] * (last[1] - 1))
            if last[1] == 1 and stride <= 2 or last[1] > 1 and stride == last[2]:
                last[1] += 1
                last[2] = stride
                continue
        runs.append([code, 1, 1, to - code])
    return " ".join(",".join(base36(each) for each in run) for run in runs)


def long_changes(change):
    """Characters that become several."""
    changes = [chr(code) + change(chr(code)) for code in CODES if len(change(chr(code))) > 1]
    return json.dumps(" ".join(changes))


def alike_in_re():
    """Letters that re.IGNORECASE takes for one another and that lower() and upper() alone do not join."""
    group = {}

    def join(one, other):
        joined = group.get(one, {one}) | group.get(other, {other})
        for each in joined:
            group[each] = joined

    for code in CODES:
        lower = _sre.unicode_tolower(code)
        if lower != code:
            join(code, lower)
    for code, others in re._casefix._EXTRA_CASES.items():
        for other in others:
            join(code, other)
    plain = {}
    for code in CODES:
        char = chr(code)
        plain[code] = {code, *(ord(text) for text in (char.lower(), char.upper()) if len(text) == 1)}
    groups = {tuple(sorted(each)) for each in group.values() if any(plain[code] != each for code in each)}
    return json.dumps(" ".join("".join(map(chr, each)) for each in sorted(groups)))


def is_cased(code):
    return (". " + chr(code) + "\u03a3").lower()[-1] == "\u03c2"


def is_ignored(code):
    return not is_cased(code) and ("a" + chr(code) + "\u03a3").lower()[-1] == "\u03c2"


def is_word_else(code):
    """isalnum() beyond the letters and numbers of the general category, or short of them."""
    return chr(code).isalnum() != (unicodedata.category(chr(code))[0] in "LN")


def written():
    assert not any(is_word_else(code) for code in CODES)
    assert not any(chr(code).isalpha() != (unicodedata.category(chr(code))[0] == "L") for code in CODES)
    assert not any(chr(code).isdecimal() != (unicodedata.category(chr(code)) == "Nd") for code in CODES)
    tables = [
        ("CATEGORIES", "General categories from U+0000 on: two letters and the length of each stretch.", f"'{category_runs()}'"),
        ("LOWER", "`lower()` of one character: start, count, stride, distance.", f"'{case_runs(str.lower)}'"),
        ("LOWER_LONG", "A character, then the several that `lower()` makes of it.", long_changes(str.lower)),
        ("UPPER", "`upper()` of one character: start, count, stride, distance.", f"'{case_runs(str.upper)}'"),
        ("UPPER_LONG", "A character, then the several that `upper()` makes of it.", long_changes(str.upper)),
        ("ALIKE", "Letters that `re.IGNORECASE` takes for one another beyond `lower()` and `upper()`.", alike_in_re()),
        ("CASED", "What makes a following capital sigma a final one: gap and length.", f"'{ranges(is_cased)}'"),
        ("CASE_IGNORED", "What is passed over when a final sigma is told.", f"'{ranges(is_ignored)}'"),
        ("NAME_STARTS", "What an identifier may begin with.", f"'{ranges(lambda code: chr(code).isidentifier())}'"),
        ("NAME_PARTS", "What an identifier may go on with.", f"'{ranges(lambda code: ('a' + chr(code)).isidentifier())}'"),
    ]
    lines = [
        "/** Written by scripts/text-tables.py from the tables of Python 3.13; do not edit. Numbers are base 36. */",
        "",
        f"export const UNICODE_VERSION = '{unicodedata.unidata_version}';",
    ]
    for name, meaning, value in tables:
        lines += ["", f"/** {meaning} */", f"export const {name} =", f"  {value};"]
    return "\n".join(lines) + "\n"


assert sys.version_info[:2] == (3, 13) and unicodedata.unidata_version == "15.1.0", "wants Python 3.13"
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text(written(), encoding="utf-8")
