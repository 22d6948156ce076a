"""Writes test/vectors/python-patterns.json: patterns, and which of a list of texts `re.match` of Python 3.13 finds them in.

`patterns` has each pattern with `1` for each text that it matches and `0` for each other one, or null where `re` refuses the
pattern. Most are written out, by what they are about; the others are drawn. Needs Python 3.13: python3.13 scripts/python-patterns.py
"""

import json
import random
import re
import sys
import warnings
from pathlib import Path

assert sys.version_info[:2] == (3, 13), "needs Python 3.13"
warnings.simplefilter("ignore")

TEXTS = ["", "a", "b", "ab", "ba", "aa", "aab", "abc", "aaaa", "A", "aB", "ABC", "a\n", "\na", "a\nb", "b\na\n", "a b", " a", "a-b", "-", "_", "]", "[", "^", "}", "{", "a{", "a{x}", "a{,}", "a{1", "{1}", "a{ 1}", "a#", "#", "\\", "0", "1", "12", "٣", "a1", "8", "\x00", "\x007", "\x008", "\x07", "\x08", "\x0a3", "\x0b", "\x0c", "\r", "\t", "\x1c", "\x85", "\xa0", "S", "S1", "é", "É", "éa", "ß", "ſ", "s", "k", "K", "µ", "μ", "İ", "ı", "i", "I", "ÿ", "ĀA", "😀", "😀a", "²", "٣a", "a٣", "\u3000", "Q", "z", "@", "`", "{a", "/", ":"]

WRITTEN = {
    "repeats": "a* a+ a? a{2} a{2}$ a{1,2}$ a{,2}$ a{2,}$ a{,}$ a{0}$ a{0,0}b a{2,1} a{1 a{ a{} a{x} a{,x} a{1,x} a{1;2} a{ 1} {1} {,1} { a{1}{ a{1}} a{1}{2} a** a*+ a++ a?+ a{1}+ a*? a+? a?? a{1,2}? a*?? a*?* a{1}?{1} (?:ab)* (?:ab){2} (?:a|b){2}$ (?:a|b)+$ (?:a?){3}b (?:a*)*b (?:)* (?:)*a () ()* a{01}$ a{00002}$ a{2}b a{1,2}b * + ? {1}a |* a|* (*) (+a) (?:?) ^* $* \\b* \\B+ \\A? \\Z{2} (?=a)* (?=a)+a (?!b)*a (?<=a)* (?:^)*a (?:a{2}){2}$ (a{0,2}){2}$ a{1000}$ .{3}$ .{2,3}$ [ab]{3}$ \\d{2} \\w{2}$ a{3,5}$ (?:aa){1,}$ a+b (a+)+b (a|ab)(c|$)",
    "sets": "[a] [ab]$ [^a] [^ab] [] []] []]$ [^]] [^] [^^] [a^] [a-c]$ [a-c]+$ [^a-c] [c-a] [a-a] [a-] [-a] [a-]$ [-a]$ [a-c-] [a-c-z] [--a] [a--] [+--] [\\w-a] [a-\\w] [\\d-] [\\d-9] [0-\\d] [\\s\\d] [^\\s\\d] [\\W] [^\\W] [\\D] [\\S]+$ [\\]] [\\[] [\\^] [\\\\] [\\-] [a\\-c] [\\b] [\\B] [\\A] [\\Z] [\\z] [\\q] [\\x41] [\\x41-\\x43]+ [\\u0041-C]+ [\\U00000041] [\\x4] [\\x4g] [\\7] [\\07] [\\007] [\\0] [\\08] [\\8] [\\377] [\\400] [\\477] [\\a] [\\f] [\\n] [\\r] [\\t] [\\v] [a [a- [a-c [^ [ [\\ [a\\ [.] [*] [$] [(] [|] [{] [a|b]+ [[] [[a] [[a]]] [^\\n]+$ [😀] [a-😀] [^😀] [é-ÿ] [\\N{DIGIT_ONE}] [\\N] [a-b-c] [b-] [^-a] [^a-] [\\x00-\\x1f] [\\000-\\037] [\\t-\\r]",
    "escapes": "\\a \\f \\n \\r \\t \\v \\b \\B \\A \\Z \\z \\d \\D \\s \\S \\w \\W \\0 \\07 \\007 \\0123 \\012 \\08 \\0a \\1 (a)\\1 (a)\\2 (\\1) (a)(\\1) (a)(\\2) (a)\\10 \\8 \\9 \\11 \\101 \\111 \\123 \\123\\1 \\177 \\377 \\400 \\477 \\777 \\378 \\118 (a)\\118 (a)\\1188 (a)\\18 \\x \\x4 \\x41 \\x411 \\x4g \\xg4 \\u \\u004 \\u0041 \\u00e9 \\u00E9 \\u00g1 \\U \\U0041 \\U00000041 \\U0001F600 \\U00110000 \\U0010ffff \\U0010FFFFa \\N \\N{DIGIT_ONE} \\c \\e \\E \\g \\h \\i \\j \\k \\l \\L \\m \\o \\p \\p{L} \\P \\q \\Q \\y \\_ \\- \\/ \\: \\@ \\` \\{ \\} \\[ \\] \\( \\) \\. \\* \\\\ \\é \\😀 \\# \\^ \\$ \\| a\\ \\ a\\{1} \\d+$ \\D+$ \\w+$ \\W+$ \\s+$ \\S+$ \\da \\wé \\x61{2}",
    "places": "^a ^b ^$ a^ a$ a$\\n a\\Z a\\n\\Z $ \\Z \\A \\Aa a\\A ^^a a$$ \\ba a\\b \\Ba a\\B a\\Ba a\\b. \\b \\B \\b$ \\B$ ^\\B$ ^\\b \\bé é\\b ٣\\b \\b_ .\\b. .\\B. (?m)^a (?m)a$ (?m)a$\\nb (?m)\\n^a (?m)\\na$ (?m)a\\Z (?m)\\Aa (?m)b$\\n^a$ (?m)$ (?m)^$ (?m)^ (?m).+$\\n (?a)\\bé (?a)é\\b (?a)\\Bé (?a)a\\b. (?m)a\\n$ a\\n$ a$. (?s)a$. (?s)a.$ (?s).^a (?ms).^a (?m:^)a \\n(?m:^a) \\n^a",
    "flags": "(?i)a (?i)A (?i)ab (?i)[a-b]+$ (?i)[^a] (?i)[A-C]+$ (?i)é (?i)É (?i)s (?i)ſ (?i)k (?i)K (?i)µ (?i)μ (?i)ß (?i)İ (?i)ı (?i)i (?i)[h-j] (?i)[^i] (?i)\\u0130 (?i)\\x41 (?i)\\101 (?ai)s (?ai)k (?ai)é (?i)[ſ] (?i)[à-ý] (?s). (?s).b (?s)a.b (?s).+$ . .+$ a.b (?s:.)a (?s:.). .(?s:.) (?s-s:.) (?-s:.) (?s)(?-s:.) (?s)a(?-s:.)b (?x)a#b (?x)#a\\nb (?x)_a_b_ (?x)a\\_b (?x)[_#]a (?x)a_{2} (?x)a_*b (?x)(a_b) (?x)\\# (?x:a_b)c (?x:a_b)_c (?x)(?-x:a_b) (?x)a#|b (?x)(?#c)a (?x)a#c) (?x)__ (?x)a|_b (?x)(_?:a) (?x)(?_:a) (?a)\\w (?a)\\W (?a)\\d (?a)\\D (?a)\\s (?a)\\S (?a)[\\w] (?a)[^\\d]+$ (?a)\\w+$ (?u)\\w (?u)\\d (?u)a (?au)a (?ua)a (?a)(?u)a (?u)(?a)\\w (?a:\\w) (?u:\\w) (?a)(?u:\\w) (?a:\\d)a (?a)\\d(?u:a) (?L)a (?L:a) (?i)(?i)a (?i)(?s)A. (?ii)a (?im)^a (?msx)a_b (?i (?i: (?i:a (?i:a)b (?i:a)B a(?i:b) a(?i)b a(?i) |(?i)a (?i)|a (?:(?i)a) ((?i)a) (?#c)(?i)A (?x)_(?i)A _(?i)A (?:)(?i)a (?=a)(?i)a (?i-:a) (?-:a) (?-) (?-i) (?-i)a (?i-s) (?i-s)a (?i-s:a) (?i-i:a) (?-i:a) (?i)(?-i:a) (?i)(?-i:a)B (?i)a(?-i:b) (?im-sx:a) (?-ims:a) (?-a:a) (?-u:a) (?i-a:a) (?z) (?z:a) (?iz:a) (?I)a (?) (? (?i)) (?m-m:a) (?i-m-s:a) (?i:(?-i:a)b) (?i:a(?i)b)",
    "groups": "(a) (a)b (ab|b)a ((a)b) (a (a)) a) ) ( (a|b (a|) (|a) (|a)b | || a| |a |a$ a|b b|a$ ab|a ab|a$ (?:a) (?:a|b)b (?:a (?: (?a (?P (?P< (?P<a (?P<a> (?P<a>) (?P<a>a) (?P<a>a)b (?P<_1>a) (?P<a1>a) (?P<1>a) (?P<1a>a) (?P<a-b>a) (?P<é>a) (?P<²>a) (?P<>a) (?P<a>a)(?P<a>b) (?P<a>a)(?P<b>b) (?P=a) (?P<a>a)(?P=a) (?P<a>a)(?P=b) (?P<a>(?P=a)) (?P=a (?P>a) (?Pa) (?<a>b) (?<a (?< (?<x)a (?(1)a|b) (a)?(?(1)b|c) (?>a) (?>a)b (?#) (?#)a (?#a (?#a)b a(?#c)b a(?#c)* a(?#c)*b (?#c)* (?#\\))a (?#(a)b ((((a)))) ((a)|(b))+$ (a)(b)(c) ((a)(b))c ()a a()b (?:)a (a*)(b) (?!) (?=) a(?=) a(?!)",
    "looks": "(?=a) (?=a)a (?=a)b (?=ab)a (?=.*b)a (?!a) (?!a). (?!b)a (?!ab)a a(?=b) a(?!b) a(?=b)b a(?=$) a(?=\\n) (?=a|b). (?=(?=a)a)ab (?=(?!b)).b (?!(?=a)).a (?!(?!a))a (?<=a) (?<=a)b a(?<=a)b ab(?<=ab) ab(?<=b) ab(?<=a) a(?<!a)b a(?<!b)b ab(?<!ab) ab(?<!a) .(?<=a)b .(?<!a)a (?<!a)a (?<!b)a (?<=^)a (?<!^)a a(?<!^) a(?<=^a) (?<=)a (?<!)a (?<=a+)b (?<=a*)b (?<=a?)b (?<=a{2})b a(?<=a{1})b aa(?<=a{2})b (?<=a{1,2})b (?<=a|b)a .(?<=a|b). (?<=a|bc)d (?<=ab|ba). ..(?<=ab|ba) .(?<=(?:a|b)). (?<=(?:a|bc)). (?<=(?:a|)). (?<=(?:a|b){2}) ..(?<=(?:a|b){2}) ..(?<=(a)(b)) .(?<=\\b)b .(?<=(?=b))b .(?<=(?<=a))b .(?<=(?!b)a) (?<=a$) a(?<=$) a\\n(?<=$) (?<=(?:)*)a (?<=(?:^)*)a (?<=(?:a{0})*)a (?<=(?:a*){0})a (?<=(?:a?)) (?<=(?:a{1}){2}) aa(?<=(?:a{1}){2}) (?<a)b (?<= (?<=a (?<! (?= (?=a (?! (?!a (?<=[ab]). .(?<=[ab])b .(?<=.)b .(?<=\\w)b .(?<=😀)a .(?<=\\d)a (?<=\\Aa) a(?<=\\Aa)b (?i).(?<=A)b (?i)(?=A). (?s).(?<=.)a (?m).(?<=^)a ..(?<=a.)$ ..(?<=.b)$ ...(?<=ab.) ..(?<!ba)$ aa(?<=a(?=a)a)",
}
# In these lines a blank stands between patterns, so that `_` is a blank in those with the flag x.
VERBOSE = re.compile(r"\(\?[imsx]*x|\(\?_|\(_|^_\(|\(\?-x")

ALPHABET = ["a", "a", "b", "b", "c", "A", ".", "\\w", "\\W", "\\d", "\\s", "\\S", "[ab]", "[^a]", "[a-c]", "^", "$", "\\b", "\\B", "\\A", "\\Z", "é", "1", "-", "\\n", "[\\w-]", "😀", "_"]
REPEATS = ["", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "*?", "+?", "??", "{0,3}?"]
GROUPS = ["(%s)", "(?:%s)", "(?:%s)", "(?=%s)", "(?!%s)", "(?<=%s)", "(?<!%s)", "(?i:%s)", "(?s:%s)", "(?m:%s)"]
BROKEN = ["(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "-", "^", ",", "1", "a", ":", "<", "=", "P", "!", ">", "#", "i"]


def drawn(chance, depth=0):
    parts = []
    for _ in range(chance.randint(1, 4 if depth == 0 else 2)):
        if depth < 3 and chance.random() < 0.35:
            parts.append(chance.choice(GROUPS) % drawn(chance, depth + 1) + chance.choice(REPEATS))
        else:
            parts.append(chance.choice(ALPHABET) + chance.choice(REPEATS))
        if chance.random() < 0.12:
            parts.append("|")
    return "".join(parts)


def broken(chance):
    """Marks in any order: most are no patterns."""
    return "".join(chance.choice(BROKEN) for _ in range(chance.randint(2, 7)))


def bits(pattern):
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, ValueError):
        return None
    return "".join("01"[compiled.match(text) is not None] for text in TEXTS)


def rows():
    chance = random.Random(5)
    groups = {}
    for name, line in WRITTEN.items():
        groups[name] = [each.replace("_", " ") if VERBOSE.search(each) else each.replace("DIGIT_", "DIGIT ") for each in line.split(" ")]
    groups["drawn"] = [drawn(chance) for _ in range(400)]
    groups["marks"] = [broken(chance) for _ in range(300)]
    seen = set()
    for name, patterns in groups.items():
        yield name, [[each, bits(each)] for each in patterns if not (each in seen or seen.add(each))]


lines = []
for name, patterns in rows():
    lines.append(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in patterns) + "\n]")
text = '{"texts": ' + json.dumps(TEXTS, ensure_ascii=False) + ',\n"patterns": {\n' + ",\n".join(lines) + "\n}}\n"
target = Path(__file__).parent.parent / "test/vectors/python-patterns.json"
target.write_text(text, encoding="utf-8")
