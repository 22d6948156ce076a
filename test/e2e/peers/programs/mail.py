"""Sends one mail by the client that is named, as its documentation says and with nothing switched off."""

import sys
from email.message import EmailMessage

client, port = sys.argv[1], int(sys.argv[2])

mail = EmailMessage()
mail["From"] = "clinic@example.org"
mail["To"] = "ana@example.org"
mail["Subject"] = "Visit ✓"
mail.set_content("Tuesday ✓")

if client == "smtplib":
    import smtplib

    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)
elif client == "smtplib-starttls":
    import smtplib
    import ssl

    with smtplib.SMTP("127.0.0.1", port) as server:
        server.starttls(context=ssl.create_default_context())
        server.send_message(mail)
elif client == "aiosmtplib":
    import asyncio

    import aiosmtplib

    asyncio.run(aiosmtplib.send(mail, hostname="127.0.0.1", port=port))
elif client == "django":
    from django.conf import settings

    settings.configure(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)
    from django.core.mail import send_mail

    send_mail("Visit ✓", "Tuesday ✓", "clinic@example.org", ["ana@example.org"])
