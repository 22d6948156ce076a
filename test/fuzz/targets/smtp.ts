/** Sessions with a mail gateway, byte by byte: each line is answered in SMTP, and the next client is served. */
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { LONG_PATIENCE_MS, talk } from '../sockets.ts';
import { must, type Target } from '../target.ts';

const sessionWith = (mail: string, more = ''): string =>
  `EHLO client\r\n${more}MAIL FROM:<clinic@example.org> SIZE=500\r\nRCPT TO:<asha@example.org>\r\nDATA\r\n${mail}\r\n.\r\nQUIT\r\n`;

const plain =
  'From: Clinic <clinic@example.org>\r\nTo: asha@example.org\r\nSubject: Visit\r\n\r\nTuesday\r\n';
const parts = [
  'From: =?utf-8?B?4KSG4KS24KS+?= <clinic@example.org>\r\nTo: "Asha, M." <asha@example.org>\r\nSubject: =?iso-8859-1?Q?caf=E9?=',
  'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-16\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n\r\nH=C3=A9llo=\r\n\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p onclick=x>Hi</p>',
  "--b1\r\nContent-Type: application/pdf; name*0*=utf-8''a%20; name*1=b.pdf\r\nContent-Disposition: attachment\r\n",
  'Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b1\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nx\r\n--b1--',
].join('\r\n');

export const smtp: Target = {
  name: 'smtp',
  isBytes: true,
  atOnce: 16,
  seeds: () => [
    sessionWith(plain),
    sessionWith(parts),
    sessionWith(plain, 'AUTH PLAIN AGFwcABwdw==\r\n'),
    sessionWith(plain, 'AUTH LOGIN\r\nYXBw\r\ncHc=\r\n'),
    `HELO a\r\nNOOP\r\nRSET\r\nVRFY asha\r\nHELP\r\nSTARTTLS\r\nQUIT\r\n`,
    `EHLO [127.0.0.1]\r\nMAIL FROM:<> BODY=8BITMIME SMTPUTF8\r\nRCPT TO:<asha@example.org> NOTIFY=NEVER\r\nRCPT TO:<"a b"@example.org>\r\nDATA\r\n\r\n..\r\n.\r\nQUIT\r\n`,
  ],
  words: [
    ...[
      '\r\n',
      '\n',
      '\r',
      '\0',
      '\r\n.\r\n',
      '\n.\n',
      '\r\n.\n',
      '.',
      '..',
      'EHLO ',
      'HELO ',
      'MAIL FROM:',
      'RCPT TO:',
      'DATA\r\n',
    ],
    ...[
      'BDAT 5 LAST\r\n',
      'AUTH PLAIN ',
      'AUTH CRAM-MD5\r\n',
      'STARTTLS\r\n',
      'RSET\r\n',
      'QUIT\r\n',
      'XCLIENT ADDR=1.2.3.4\r\n',
    ],
    ...[
      '<',
      '>',
      '@',
      '"',
      'SIZE=99999999999',
      'SMTPUTF8',
      'BODY=BINARYMIME',
      '<@a,@b:c@d>',
      '\xff',
      '\xe0\xa4\x86',
      '\x16\x03\x01',
    ],
    ...[
      'Content-Type: multipart/mixed; boundary=',
      '--b1\r\n',
      '--b1--\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      '=?utf-8?Q?=',
      '?=',
    ],
    ...[
      'Subject: ',
      'To: ',
      ': ',
      '\r\n ',
      '\t',
      '(((',
      'charset="',
      '=\r\n',
      '=ZZ',
      'name*0*=',
      'begin 644 a\r\n',
    ],
  ],
  async open() {
    const gateways = [plainGateway('MAIL', 'smtp', 'demo')];
    const opened = await openStandaloneGateways({ gateways, gatewayKinds: gatewayCatalogue, now: Date.now });
    const port = opened.mailPorts.get('MAIL')!;
    const say = async (bytes: string, patienceMs?: number): Promise<string> =>
      (
        await talk(port, bytes, { afterGreeting: true, patienceMs, waitsBehind: /(?<=\r\nDATA\r\n)/i })
      ).toString('latin1');
    return {
      async run(input) {
        const answer = await say(input);
        must(/^(?:\d{3}[ -][^\r\n]*\r\n)*$/.test(answer), 'what is answered are lines of SMTP');
      },
      async rest() {
        must((await say(sessionWith(plain), LONG_PATIENCE_MS)).includes('\r\n221 '), 'others are served');
        for (const exchange of opened.recorder.all()) must(exchange.seq > 0, 'what was recorded can be read');
        opened.recorder.remove(() => true);
        opened.fakes.reset();
      },
      close: opened.close,
    };
  },
};
