"""Writes test/vectors/date-texts.json: date texts and what python-dateutil's parser makes of them.

Each row is the text and [year, month, day, seconds since midnight, offset in seconds], or null where `parse` raises.
A year of two digits is of this century, as drysend has no today. Texts without any member, and offsets of a day or
more, are left out. Needs python-dateutil 2.9.0: python3 scripts/date-texts.py
"""

import datetime
import json
import random
import warnings
from pathlib import Path

from dateutil.parser import ParserError, parser

warnings.simplefilter("ignore")
PARSER = parser()
PARSER.info._year = 2050
PARSER.info._century = 2000
RAISED = (ParserError, ValueError, OverflowError, IndexError, TypeError, AttributeError, ArithmeticError)
LEFT_OUT = "left out"

WRITTEN = """2024-03-04|2024/03/04|2024.03.04|20240304|20240304101112|202403041011|240304|24-03-04|03-04-24|13-04-24|04-13-24|31-12-99|12-31-99|32-12-01|99-12-31
4 March 2024|March 4 2024|March 4, 2024|Mar 4 2024|4 Mar|Mar 4|Mar 2024|2024 Mar|March|4|32|2024|99|4th of March 2024|4th March|1st Jan|2nd Feb 24|3rd|Jan of 05|Jan of 1999|Jan of 99|Feb of 100|January of 2005|Jan of x|Jan  of 05
Mon 4 Mar 2024|Monday, 4 March 2024|Tue|tues|thurs|sept 5|Sep 5 24|5 sept 2024|may 5|2024 4 March|4 2024 March|March 2024 4|2024 March 4|35 4 March|4 35 March|March 35 4|March 4 35
4-Mar-2024|Mar-04-2024|Mar-4|Mar/4|Mar/4/24|Mar-4/24|4/Mar/24|2024-Mar-04|04-03-Mar|Mar-4-Mar|4-Mar-Apr|01-02-03|1-2|1/2|13/2|2/13|32/1|1/32|31.12.2024|1.2.3|1.2|1.2.2024|1-|1/|1-at|1-x|1-2-x|1-2-|1-2/3|2024-13-01|2024-02-30|2023-02-29|29-02|30 Feb|31 April|2024-00-10|2024-10-00|0000-01-01|10000-01-01|0024-01-02|0099-1-2|1-2-0003
10:30|10:30:15|10:30:15.5|10:30:15.123456789|10:30:|10:|24:00|23:59:60|23:60|9:5|10:30 pm|10:30pm|10:30 am|12:00 am|12 am|12pm|13 pm|0 am|10 a|10 p|10p|10am|10 am 2024-03-04|2024-03-04 10 am|2024-03-04 13 pm|2024-03-04 10pm|2024-03-04 24|2024-03-04 10|2024-03-04T10|2024-03-04T1030|2024-03-04T103015|2024-03-04T103015.25|2024-03-04T2359|2024-03-04 1030:20|2024-03-04 10h|2024-03-04 1030h|20240304T10|20240304T1030|20240304T103015|20240304103015.5|240304103015|103015.25|103015
10h|10h30|10h30m|10h30m15s|10 h|10 h 30|10 h 30 m|10 hours 30 minutes 5 seconds|10.5h|10.25 hours|10h30.5|30 m|30.5m|30.25 minutes|15 s|15.5s|10h 30|h30|5 h x|12h04|10 hour|7 minute|8 second|5 m 6|5 s 6|1.75h2.5m|10.5h30m
2024-03-04T10:30Z|2024-03-04T10:30z|2024-03-04T10:30 UTC|2024-03-04T10:30 GMT|2024-03-04T10:30+03|2024-03-04T10:30+0300|2024-03-04T10:30+03:00|2024-03-04T10:30-03:30|2024-03-04T10:30-0330|2024-03-04T10:30+3|2024-03-04T10:30+030|2024-03-04T10:30+03000|2024-03-04T10:30+|2024-03-04T10:30+x|2024-03-04T10:30+03:x|2024-03-04T10:30+03:|2024-03-04T10:30 EST|2024-03-04T10:30 EST+3|2024-03-04T10:30 EST-3|2024-03-04T10:30 GMT+3|2024-03-04T10:30 UTC-03:00|2024-03-04T10:30 Z+3|2024-03-04T10:30 +03:00 (EAT)|2024-03-04T10:30 -0300 (BRST)|2024-03-04T10:30+03 (EA)|2024-03-04T10:30+03 (EAST)|2024-03-04T10:30+03 (eat)|2024-03-04T10:30+03 (EAT|2024-03-04T10:30+03(EAT)|2024-03-04T10:30+03,(EAT)|2024-03-04T10:30+03 (UTC)|2024-03-04T10:30 utc|2024-03-04T10:30 est|2024-03-04T10:30 EST EDT|2024-03-04T10:30 ABCDEF|2024-03-04T10:30 A|10:30 PST 2024|EST 10:30|10:30+24:00|10:30+23:59|10:30+00:60|10:30-00:00|10:30 +03 EST|10:30 EST+|10:30 +03+04|2024-03-04 10:30:00.000-05:00
||  |.|,|-|x|today|noon|nan|inf|infinity|NaN|1e5|4 x|and|at|4 at 10:30|on 4 March|4 March, 2024 at 10:30|4 March;2024|4|m|t|T|2024-03-04 t 10:30|2024-03-04t10:30|of|1 2 3 4|1 2 3|1 2|32 1 2|1 32 2|1 2 32|13 2 3|1 13 2|40 50|50 5|5 50|100|101|1000 5 6|5 1000|5 6 1000|1000 1001|5,6|5,06|10,5|10:30:15,5|10:30:15,25 pm|2024,03|03.04.2024 10:30|1.5|100.5|2024-03-04 10.30|10.30 am|10.30.15|4.March.2024|4.Mar|Mar.4|Mar.4.2024|a.m|10 a.m.|10:30 a.m.|10:30 p. m.|4 Mar Apr|Mar 4 Apr|Mon Tue|2024 2025|٤ March|２０２４-03-04|2024‐03‐04|2024-03-04\t10:30|2024-03-04\n10:30|4\u00a0March|2024-0304|2024-064|2024-3|2024-03|03-2024|2024/3|3/2024|13/2024|2024-31|2024/31/12|31/2024/12|2024 12 31|2024 31 12|12 2024 31|31 12 2024|12 31 2024|5 of March|5 of|March 5th, 2024 10:30:15.5 PM EST|20240304 10:30|240304 1030|123456|1234567|12345|1234|123|12|00|0|000000|00000000|99999999|999999|1234567890|123456789012|12345678901234|123456789012345|123456.5|123456.123456|12345678.5|1:2:3|1:2:3:4|1:x|1:2:x|1:2.5|1:2.5:3|25:00|10:30 25|(4)|4!|4?|"4"|2024-03-04 (10:30)|2024_03_04|march4|4march|4march2024|mar4th|10h5|10h5s|1h2h|5m5m|5s5s|10:30 10:45|10 pm 11 pm|pm|pm 10|am 4|10:30 am pm"""


def read(text):
    try:
        result, _ = PARSER._parse(text)
        if result is None:
            return None
        if len(result) == 0:
            return LEFT_OUT
        PARSER._build_naive(result, datetime.datetime(2024, 1, 1))
    except RAISED:
        return None
    is_utc = result.tzname is not None and result.tzname.lower() in ("utc", "gmt", "z")
    offset = 0 if is_utc else result.tzoffset
    if offset is not None and abs(offset) >= 86400:
        return LEFT_OUT
    seconds = (result.hour or 0) * 3600 + (result.minute or 0) * 60 + (result.second or 0)
    return [result.year, result.month, result.day, seconds + (result.microsecond or 0) / 1e6, offset]


def any_text(chance):
    """Numbers, words and marks in any order."""
    numbers = "1 2 4 5 9 12 13 28 29 30 31 32 40 00 01 03 2024 1999 0024 100 101 6.5 10.25 1030 2359 240304 103015 20240304 202403041030 20240304103015 103015.5"
    words = "Jan february Mar MAY sept Dec Mon friday am pm a p AM h m s hours minute sec second of at on and T t Z z UTC GMT EST eat st th nd ad x"
    marks = [" ", " ", " ", "-", "-", "/", ".", ",", ":", ":", "+", "(", ")", "'", ";", "T", " of ", " at ", ""]
    parts = []
    for _ in range(chance.randint(1, 7)):
        parts += [chance.choice((numbers if chance.random() < 0.68 else words).split()), chance.choice(marks)]
    return "".join(parts[:-1])


def likely_text(chance):
    """A date, a time and a zone."""
    date = chance.choice("2024-03-04|4 March 2024|03/04/24|20240304|Mar-4-24|4/Mar/2024|March 4th, 2024|31 12 1999|1999|Feb of 24||240304".split("|"))
    time = chance.choice("10:30|10:30:15|10:30:15.25|10h30|10 pm|10:30 am|1030|103015|10.5h|12 am|12:05 pm|23:59:59.999999|7h 5m 3.25s|T1030|24:00|".split("|"))
    zone = chance.choice("|Z| Z|z|+03|+0330|-03:30|+3| EST| EST+3| GMT-2| UTC+05:30| +0100 (CET)|-05:00 (EST)| -2 (x)|+030| utc|+03:".split("|"))
    between = chance.choice([" ", "T", " at ", ", ", " on ", " ; "])
    parts = [date, time] if chance.random() < 0.8 else [time, date]
    return between.join(part for part in parts if part) + zone


NUMBERS = "0 1 2 3 9 10 11 12 13 14 22 23 24 25 28 29 30 31 32 33 49 50 51 58 59 60 61 68 69 98 99 100 101 102 999 1000 1001 1999 2024 9999 10000 00 01 007 012 0024".split()
PLACES = "{}|{} March|March {}|{} March 5|March {} 5|March 5 {}|{} 5 March|5 {} March|5 March {}|Jan of {}|{}h|{}m|{}s|{} h|{} m 5|{}.5h|{}.5m|{}.5s|{} am|{} pm|{}am|10 {}|2024-03-04 {}|2024-03-04 {} am|2024-03-04 {} pm|{}:30|10:{}|10:30:{}|10:30:15.{}|{}:30 pm|2024-{}-05|2024-05-{}|{}-05-06|05-{}-06|05-06-{}|{}/2|2/{}|{}.2.3|2.{}|1 {} 3|1 2 {}|{} 2 3|{} 40 2|{} 13 14|2024-03-04T10:30+{}|2024-03-04T10:30-{}:30|2024-03-04T10:30+03:{}|{}th March|Mar-{}|Mar-{}-5|Mar-5-{}|{}-Mar|{}-Mar-5|5-Mar-{}|{}T10|Mon {}|{}h{}|{}h {}m|{} {} {}".split("|")


def rows():
    chance = random.Random(11)
    texts = WRITTEN.replace("\n", "|").split("|")
    texts += [place.replace("{}", number) for place in PLACES for number in NUMBERS]
    drawn = [any_text(chance) for _ in range(4000)] + [likely_text(chance) for _ in range(500)]
    found = [(text, read(text)) for text in dict.fromkeys(texts + drawn)]
    kept = [(text, result) for text, result in found if result != LEFT_OUT]
    refused = 0
    for text, result in kept:
        refused += result is None
        if result is not None or refused <= 2000:
            yield json.dumps([text, result], ensure_ascii=False)


target = Path(__file__).parent.parent / "test/vectors/date-texts.json"
target.write_text("[\n" + ",\n".join(rows()) + "\n]\n", encoding="utf-8")
