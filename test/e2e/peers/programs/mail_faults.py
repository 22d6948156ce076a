"""Sends a mail to each recipient by smtplib, as Django does for HQ, sixteen at once; prints what HQ makes of each.

python3 mail_faults.py PORT < [{"to": ADDRESS, "html": BOOLEAN}, ...]
"""

import json
import smtplib
import sys
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

TIMEOUT_SECONDS = 2


def outcome(mail):
    message = EmailMessage()
    message["From"] = "clinic@example.org"
    message["To"] = mail["to"]
    message["Subject"] = "Visit"
    message.set_content("Visit on Tuesday")
    if mail["html"]:
        message.add_alternative("<b>Visit on Tuesday</b>", subtype="html")
    try:
        connection = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=TIMEOUT_SECONDS)
        bytes_of_mail = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
        connection.sendmail("clinic@example.org", [mail["to"]], bytes_of_mail)
    except smtplib.SMTPDataError:
        # HQ tries a mail with HTML again, and gives a plain one up.
        return "retry" if mail["html"] else "final"
    except (smtplib.SMTPException, OSError):
        return "retry"
    return "sent"


with ThreadPoolExecutor(max_workers=16) as pool:
    print(json.dumps(list(pool.map(outcome, json.load(sys.stdin)))))
