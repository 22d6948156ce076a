/** The two libraries that HQ's gateways send with, and curl, through the proxy. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aGateway,
  aTwilio,
  messagesOf,
  type OpenProxy,
  openProxy,
  SID,
  TOKEN,
} from '../../adapters/proxy/open-proxy.ts';
import { isLeftOut } from '../sdk/programs.ts';
import { isPythonLeftOut, pythonWith, runProgram } from './run-program.ts';

const TWILIO_URL = `https://api.twilio.com${messagesOf(SID)}`;
const MACH_URL =
  'http://smsgw.a2p.mme.syniverse.com/sms.php?id=demo&pw=demo&snr=Clinic&dnr=27831234567&msg=Visit%20caf%E9';

let proxy: OpenProxy;
beforeAll(async () => {
  proxy = await openProxy([aTwilio('TWILIO', SID), aGateway('MACH', 'mach')]);
});
beforeEach(() => proxy.forget());
afterAll(() => proxy.close());

const only = () => {
  const all = proxy.recorded();
  expect(all).toHaveLength(1);
  return all[0];
};

describe.skipIf(isLeftOut('curl', 'curl'))('curl', () => {
  const form = ['To=+27831234567', 'From=+15005550006', 'Body=Visit Tuesday ✓'];
  const curl = (...more: string[]) =>
    runProgram('curl', ['--silent', '--show-error', '--proxy', proxy.url, ...more], {});
  const sendForm = [
    '--user',
    `${SID}:${TOKEN}`,
    '--write-out',
    '\n%{http_code}',
    ...form.flatMap((field) => ['--data-urlencode', field]),
    TWILIO_URL,
  ];

  test('sends over https, and the recorder has it', async () => {
    const { code, out } = await curl('--cacert', proxy.certificatePath, ...sendForm);
    expect([code, out]).toEqual([0, expect.stringMatching(/"status":"queued"[\s\S]*\n201$/)]);
    expect(only()).toMatchObject({ gateway: 'TWILIO', verdict: 'taken', text: 'Visit Tuesday ✓' });
  });

  test('without the certificate fails, sends nothing, and is heard of', async () => {
    const { code, errors } = await curl(...sendForm);
    expect([code, errors]).toEqual([60, expect.stringContaining('certificate')]);
    expect(proxy.recorded()).toEqual([]);
    await expect
      .poll(() => proxy.brokenOff)
      .toEqual([expect.stringMatching(/^api\.twilio\.com: ERR_SSL_.*UNKNOWN_CA$/)]);
  });

  test('sends over http', async () => {
    expect(await curl(MACH_URL)).toMatchObject({ code: 0, out: expect.stringContaining('+OK') });
    expect(only()).toMatchObject({ gateway: 'MACH', verdict: 'taken', text: 'Visit café' });
  });

  test.each(['https://bank.example/', 'http://bank.example/'])('does not get out to %s', async (url) => {
    const { out, errors } = await curl('--write-out', '%{http_code} %{http_connect}', url);
    expect(out + errors).toMatch(/403/);
    expect(only()).toMatchObject({ verdict: 'unmatched', response: { status: 403 } });
  });
});

const interpreter = pythonWith('requests');

const python = (lines: string) =>
  runProgram(interpreter, ['-c', lines], {
    http_proxy: proxy.url,
    https_proxy: proxy.url,
    REQUESTS_CA_BUNDLE: proxy.certificatePath,
    SSL_CERT_FILE: proxy.certificatePath,
    PYTHONIOENCODING: 'utf-8',
  });

describe.skipIf(isLeftOut('python3', 'python3'))('Python’s urllib', () => {
  test('sends over http, in absolute form', async () => {
    const { code, out, errors } = await python(
      `import urllib.request; print(urllib.request.urlopen('${MACH_URL}').read())`,
    );
    expect([code, errors, out]).toEqual([0, '', expect.stringContaining('+OK')]);
    expect(only()).toMatchObject({ gateway: 'MACH', verdict: 'taken', text: 'Visit café' });
  });

  test('sends over https', async () => {
    const { code, out, errors } = await python(`
import base64, urllib.parse, urllib.request
form = urllib.parse.urlencode({'To': '+27831234567', 'From': '+15005550006', 'Body': 'Visit Tuesday ✓'}).encode()
request = urllib.request.Request('${TWILIO_URL}', form)
request.add_header('Authorization', 'Basic ' + base64.b64encode(b'${SID}:${TOKEN}').decode())
print(urllib.request.urlopen(request).status)`);
    expect([code, errors, out.trim()]).toEqual([0, '', '201']);
    expect(only()).toMatchObject({ gateway: 'TWILIO', verdict: 'taken', text: 'Visit Tuesday ✓' });
  });
});

describe.skipIf(isPythonLeftOut('requests', 'python3-requests'))('Python’s requests', () => {
  test('sends over https', async () => {
    const { code, out } = await python(`
import requests
form = {'To': '+27831234567', 'From': '+15005550006', 'Body': 'Visit Tuesday ✓'}
answer = requests.post('${TWILIO_URL}', data=form, auth=('${SID}', '${TOKEN}'))
print(answer.status_code, answer.json()['status'])`);
    expect([code, out.trim()]).toEqual([0, '201 queued']);
    expect(only()).toMatchObject({ gateway: 'TWILIO', verdict: 'taken', text: 'Visit Tuesday ✓' });
  });

  test('is told of a host of nobody', async () => {
    const { code, errors } = await python(`import requests; requests.get('https://bank.example/')`);
    expect([code, errors]).toEqual([1, expect.stringContaining('403 Forbidden')]);
    expect(only()).toMatchObject({ verdict: 'unmatched', request: { path: 'bank.example:443' } });
  });
});
