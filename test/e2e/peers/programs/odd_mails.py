"""Writes mails, one JSON object a line: the bytes, and what was put into them. The same seed gives the same mails."""

import base64
import json
import quopri
import random
import sys
from email.header import Header

COUNT, SEED = int(sys.argv[1]), int(sys.argv[2])
draw = random.Random(SEED)

# Charset → words that it has.
WORDS = {
    "us-ascii": "Visit clinic Tuesday at=nine 100% .dots ..two From a~b".split(),
    "utf-8": "Visit café मंगलवार को 診療所 😀 naïve ✓".split(),
    "iso-8859-1": "Visite café naïve Größe ¿mañana? ½ £5".split(),
    "iso-8859-15": "Visite café œuvre 5€ Š".split(),
    "windows-1252": "Visite “café” — 5€ naïve…".split(),
    "iso-8859-2": "Návštěva příští úterý žluťoučký Łódź".split(),
    "iso-8859-7": "Επίσκεψη την Τρίτη".split(),
    "koi8-r": "Визит во вторник".split(),
    "windows-1251": "Визит у вівторок №5".split(),
    "windows-1256": "زيارة يوم الثلاثاء".split(),
    "shift_jis": "診療所 火曜日 カタカナ ひらがな".split(),
    "euc-jp": "診療所 火曜日 カタカナ".split(),
    "iso-2022-jp": "診療所 火曜日 カタカナ".split(),
    "gb2312": "星期二 诊所 访问".split(),
    "gbk": "星期二 診所 访问".split(),
    "gb18030": "星期二 診所 访问".split(),
    "big5": "星期二 診所 訪問".split(),
    "euc-kr": "화요일 진료소 방문".split(),
    "utf-16": "Visite café 診療所".split(),
    "utf-16-le": "Visite café 診療所".split(),
}
LABELS = {"utf-16-le": "utf-16le", "us-ascii": draw.choice(["us-ascii", "US-ASCII"])}
NAMES = ["ana.txt", "plan (1).pdf", "x.png"]


def words_in(charset, mark):
    words = [draw.choice(WORDS[charset]) for _ in range(draw.randint(1, 30))]
    lines, line = [], [mark]
    for word in words:
        line.append(word)
        if draw.random() < 0.2:
            lines.append(" ".join(line))
            line = []
    return "\r\n".join([*lines, " ".join(line)]) if line else "\r\n".join(lines)


def any_case(name):
    return "".join(draw.choice([c.lower(), c.upper(), c]) for c in name)


def encoded(content, charset):
    """The encoding's name, and the bytes."""
    data = content.encode(charset)
    is_wide = charset.startswith("utf-16")
    is_plain = max(data, default=0) < 128 and not is_wide
    choices = ["base64"] if is_wide else ["quoted-printable", "base64", "8bit"]
    encoding = draw.choice(choices + (["7bit", ""] if is_plain else []))
    if encoding == "base64":
        data = base64.encodebytes(data).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return draw.choice([encoding, encoding.upper()]), data


def text_part(kind, content, charset):
    label = LABELS.get(charset, charset)
    label = draw.choice([label, f'"{label}"', label.upper()])
    encoding, data = encoded(content, charset)
    sign = draw.choice([";", "; ", ";\r\n "])
    head = [any_case("Content-Type") + f": text/{kind}{sign}charset={label}"]
    if encoding:
        head.append(any_case("Content-Transfer-Encoding") + ": " + encoding)
    draw.shuffle(head)
    return "\r\n".join(head).encode(), data


def attachment():
    name = draw.choice(NAMES)
    data = base64.encodebytes(draw.randbytes(draw.randint(0, 200))).replace(b"\n", b"\r\n")
    head = f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\nContent-Transfer-Encoding: base64'
    return head.encode(), data


def multipart(kind, parts, depth):
    boundary = f"=_{draw.choice(['b', 'a b', '(c)', 'd:e', 'f'])}{depth}{draw.randint(0, 9999)}"
    head = f'Content-Type: multipart/{kind};{draw.choice([" ", chr(13) + chr(10) + chr(9)])}boundary="{boundary}"'
    mark = b"--" + boundary.encode()
    lines = [draw.choice([b"", b"This is a mail in several parts.\r\n"])]
    for part_head, data in parts:
        lines.append(mark + b"\r\n" + part_head + b"\r\n\r\n" + data + b"\r\n")
    lines.append(mark + b"--\r\n" + draw.choice([b"", b"The end.\r\n"]))
    return head.encode(), b"".join(lines)


def escaped(text):
    named = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"&#{ord(c)};" if ord(c) > 127 and draw.random() < 0.1 else c for c in named)


def html_of(text):
    lines = [f"<p>{escaped(line)}</p>" for line in text.split("\r\n")]
    style = "<style>p { color: red }</style>" if draw.random() < 0.5 else ""
    return f"<html><head><title>no words</title>{style}</head><body><!-- none -->" + "\r\n".join(lines) + "</body></html>"


def mail(number):
    mark = f"zq{number}k"
    charset = draw.choice(list(WORDS))
    text = words_in(charset, mark)
    shape = draw.choice(["plain", "plain", "html", "alternative", "mixed", "nested"])
    plain = text_part("plain", text, charset)
    html = text_part("html", html_of(text), charset)
    if shape == "plain":
        head, body = plain
    elif shape == "html":
        head, body = html
    elif shape == "alternative":
        head, body = multipart("alternative", [plain, html], 0)
    elif shape == "mixed":
        first = draw.choice([plain, html])
        shape = "html" if first is html else "mixed"
        head, body = multipart("mixed", [first, attachment(), attachment()], 0)
    else:
        part = multipart("alternative", [plain, html], 0)
        for depth in range(1, draw.randint(2, 6)):
            part = multipart(draw.choice(["mixed", "related"]), [part, attachment()], depth)
        head, body = part
    subject = " ".join(draw.choice(WORDS[charset]) for _ in range(draw.randint(1, 8)))
    is_raw = charset in ("utf-8", "us-ascii") and draw.random() < 0.5
    label = charset if not charset.startswith("utf-16") else "utf-8"
    written = subject if is_raw else Header(subject, label, maxlinelen=60).encode(linesep="\r\n")
    odd = [f"value {at} {draw.choice(['', 'a:b', chr(9) + 'tab'])}".strip() for at in range(draw.randint(2, 4))]
    lines = [
        b"From: Clinic <clinic@example.org>",
        b"To: ana@example.org",
        (any_case("Subject") + ": " + written).encode(),
        *[f"X-Odd: {value}".encode() for value in odd],
        b"X-Folded: one\r\n two\r\n\tthree",
        b"MIME-Version: 1.0",
        *([head] if head else []),
    ]
    if draw.random() < 0.3:
        lines.reverse()
        odd.reverse()
    source = b"\r\n".join(lines) + b"\r\n\r\n" + body
    if not source.endswith(b"\r\n"):
        source += b"\r\n"
    return {
        "source": base64.b64encode(source).decode(),
        "mark": mark,
        "text": text,
        "subject": subject,
        "isHtml": shape == "html",
        "odd": odd,
        "about": f"{number}: {shape} {charset}",
    }


for number in range(COUNT):
    print(json.dumps(mail(number)))
