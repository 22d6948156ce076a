/** Mailers with their default settings: each meets a server without TLS, and one whose certificate it is told to trust. */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { Message } from '../../../src/adapters/recorder/message.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../../src/adapters/standalone/open-standalone.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { isPythonLeftOut, pythonWith, runProgram } from '../proxy/run-program.ts';
import { isLeftOut } from '../sdk/programs.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');
const program = (name: string): string => join(PROGRAMS, name);

let plain: StandaloneGateways;
let secured: StandaloneGateways;
beforeAll(async () => {
  const wanted = {
    gateways: [plainGateway('MAIL', 'smtp', 'demo')],
    gatewayKinds: gatewayCatalogue,
    now: () => Date.now(),
  };
  plain = await openStandaloneGateways(wanted);
  const authorityFolder = mkdtempSync(join(tmpdir(), 'drysend-mailers-'));
  secured = await openStandaloneGateways({ ...wanted, proxy: { port: 0, authorityFolder } });
});
afterAll(async () => {
  await plain.close();
  await secured.close();
});

const portOf = ({ mailPorts }: StandaloneGateways): string => String(mailPorts.get('MAIL'));

/** Runs a mailer; what the recorder has of it. */
async function sent(
  servers: StandaloneGateways,
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>> = {},
) {
  servers.recorder.remove(() => true);
  const [name, ...args] = command;
  const { code, errors } = await runProgram(name, args, environment);
  const mails = [...servers.recorder.all()].map((recorded) => {
    const { subject, recipient, text } = new Message(recorded);
    return `${recorded.verdict} ${recipient.Address} ${subject} ${text.trim()}`;
  });
  return { code, mails, errors };
}

const MAIL = 'taken ana@example.org Visit ✓ Tuesday ✓';
const taken = { code: 0, mails: [MAIL] };

const isPhpLeftOut = (library: string, debianPackage: string): boolean => {
  if (isLeftOut('php', 'php-cli')) return true;
  if (existsSync(library) || process.env.CI) return false;
  console.warn(`left out, as there is no ${library} here: apt-get install ${debianPackage}`);
  return true;
};

const isJavaLeftOut = (): boolean => {
  if (isLeftOut('javac', 'default-jdk-headless')) return true;
  if (existsSync('/usr/share/java/javax.mail.jar') || process.env.CI) return false;
  console.warn('left out, as there is no JavaMail here: apt-get install libmail-java');
  return true;
};

/** Name, how it is run for a port, whether it starts TLS by itself, and whether it is not here. */
const mailers: readonly (readonly [
  name: string,
  command: (port: string) => readonly [string, ...string[]],
  startsTls: boolean,
  isLeftOut: boolean,
])[] = [
  ['nodemailer', (port) => [process.execPath, program('nodemailer.mjs'), port], true, false],
  [
    'smtplib',
    (port) => ['python3', program('mail.py'), 'smtplib', port],
    false,
    isPythonLeftOut('smtplib', 'python3'),
  ],
  [
    'aiosmtplib',
    (port) => [pythonWith('aiosmtplib'), program('mail.py'), 'aiosmtplib', port],
    true,
    isPythonLeftOut('aiosmtplib', 'python3-aiosmtplib'),
  ],
  [
    'Django',
    (port) => [pythonWith('django'), program('mail.py'), 'django', port],
    false,
    isPythonLeftOut('django', 'python3-django'),
  ],
  [
    'PHPMailer',
    (port) => ['php', program('mail.php'), 'phpmailer', port],
    true,
    isPhpLeftOut('/usr/share/php/libphp-phpmailer/autoload.php', 'libphp-phpmailer'),
  ],
  [
    'Symfony Mailer',
    (port) => ['php', program('mail.php'), 'symfony', port],
    true,
    isPhpLeftOut('/usr/share/php/Symfony/Component/Mailer/autoload.php', 'php-symfony-mailer'),
  ],
  ['Go', (port) => ['go', 'run', program('mail.go'), port], true, isLeftOut('go', 'golang-go')],
  ['Ruby', (port) => ['ruby', program('mail.rb'), port], true, isLeftOut('ruby', 'ruby')],
  [
    'JavaMail',
    (port) => [
      'java',
      '-cp',
      '/usr/share/java/javax.mail.jar:/usr/share/java/javax.activation.jar',
      program('Mail.java'),
      port,
    ],
    false,
    isJavaLeftOut(),
  ],
];

describe.each(mailers)('%s', (_name, command, startsTls, isMissing) => {
  test.skipIf(isMissing)('sends with its default settings', async () => {
    expect(await sent(plain, command(portOf(plain)))).toMatchObject(taken);
  });

  test.skipIf(isMissing)('sends over a server with a certificate that it is told to trust', async () => {
    const certificate = secured.proxy?.certificatePath ?? '';
    const trusting = { SSL_CERT_FILE: certificate, NODE_EXTRA_CA_CERTS: certificate };
    expect(await sent(secured, command(portOf(secured)), trusting)).toMatchObject(taken);
  });

  if (!startsTls) return;
  test.skipIf(isMissing)('starts TLS by itself: without that trust it sends nothing', async () => {
    const { code, mails, errors } = await sent(secured, command(portOf(secured)));
    expect([code, mails, errors]).toEqual([
      expect.not.toBeOneOf([0]),
      [],
      expect.stringMatching(/certificate/i),
    ]);
  });
});

describe.skipIf(isLeftOut('swaks', 'swaks'))('swaks', () => {
  const swaks = (servers: StandaloneGateways, ...more: string[]): readonly [string, ...string[]] => [
    'swaks',
    ...[
      '--server',
      `127.0.0.1:${portOf(servers)}`,
      '--from',
      'clinic@example.org',
      '--to',
      'ana@example.org',
    ],
    ...['--header', 'Subject: =?UTF-8?B?VmlzaXQg4pyT?=', '--body', 'Tuesday ✓', ...more],
  ];

  test('sends with its default settings', async () => {
    expect(await sent(plain, swaks(plain))).toMatchObject(taken);
  });

  test('uses TLS where it is there, and verifies', async () => {
    const verifying = ['--tls', '--tls-verify', '--tls-ca-path', secured.proxy?.certificatePath ?? ''];
    expect(await sent(secured, swaks(secured, ...verifying))).toMatchObject(taken);
    expect(await sent(plain, swaks(plain, '--tls-optional-strict'))).toMatchObject(taken);
  });
});

describe.skipIf(isLeftOut('msmtp', 'msmtp'))('msmtp', () => {
  const msmtp = (servers: StandaloneGateways, ...more: string[]): readonly [string, ...string[]] => {
    const options = ['--host=127.0.0.1', `--port=${portOf(servers)}`, '--from=clinic@example.org', ...more];
    const text =
      'To: ana@example.org\\nSubject: =?UTF-8?B?VmlzaXQg4pyT?=\\nContent-Type: text/plain; charset=utf-8\\n\\nTuesday ✓\\n';
    return ['sh', '-c', `printf '${text}' | msmtp "$@" ana@example.org`, 'sh', ...options];
  };

  test('sends with its default settings', async () => {
    expect(await sent(plain, msmtp(plain))).toMatchObject(taken);
  });

  test('sends over TLS that it verifies', async () => {
    const verifying = ['--tls=on', `--tls-trust-file=${secured.proxy?.certificatePath}`];
    expect(await sent(secured, msmtp(secured, ...verifying))).toMatchObject(taken);
  });
});

test('a server without an authority says that it has no TLS', async () => {
  const { code, errors } = await sent(plain, [
    'python3',
    program('mail.py'),
    'smtplib-starttls',
    portOf(plain),
  ]);
  expect([code, errors]).toEqual([1, expect.stringContaining('STARTTLS extension not supported')]);
});
