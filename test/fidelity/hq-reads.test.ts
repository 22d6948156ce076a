/** Any answer means at each kind what HQ's own rules, as data, make of it: statuses and odd bodies, each with each. */
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { inProcessGateways } from '../../src/adapters/in-process.ts';
import { aFault } from '../adapters/faults/faulty-servers.ts';
import { asRow, type ClientRow, handoverOf } from './helpers/hq-client-rows.ts';
import { decided, hqReads } from './helpers/hq-reads.ts';

const STATUSES = [
  200, 201, 202, 299, 300, 301, 302, 307, 400, 401, 402, 403, 404, 418, 429, 500, 501, 502, 503, 599,
];

const json = (...values: readonly unknown[]): readonly string[] =>
  values.map((value) => JSON.stringify(value));
const bodiesFor = (to: string): readonly string[] => [
  ...['', 'sorry', '<html>hello</html>', ' true ', 'TRUE', 'true\n', 'truex', 'NaN', '{"a": 1', '""'],
  ...json(
    {},
    [],
    null,
    true,
    false,
    0,
    1,
    'x',
    { error: null },
    { error: {} },
    { id: 5 },
    [{ messages: 1 }],
    ['messages'],
  ),
  ...json({ messages: null }, { messages: {} }, { messages: [] }, { messages: [{}] }, { messages: [null] }),
  ...json({ messages: [{ messageId: null }] }, { messages: [{ messageId: 'm' }], requestError: {} }),
  ...json(
    { messages: [{ id: null }] },
    { messages: [{ id: 'a' }], errors: [] },
    { messages: [{ id: 'a' }], errors: null },
  ),
  ...json(
    { errors: [{ details: null }] },
    { errors: [{ details: 'x', code: 1006 }] },
    { errors: { details: 'x' } },
    { errors: [] },
  ),
  ...json({ code: 21211 }, { code: '21211' }, { code: 63032 }, { code: 21610, message: 'x' }, { sid: null }, [
    { sid: 'S' },
  ]),
  ...json(
    { status: { code: '200' } },
    { status: { code: 200 } },
    { status: { code: '200 ' } },
    { status: [{ code: '200' }] },
  ),
  ...json(
    { statusCode: '0' },
    { statusCode: 0 },
    { statusCode: false },
    { statusCode: null },
    { statusCode: '00' },
    { statusCode: '' },
  ),
  ...json({ Status: 4 }, { Status: '4' }, { Status: 7 }, { Status: 0 }, [{ Status: 4 }]),
  ...json(
    { Result: { [to]: { MessageId: 'p' } } },
    { Result: { [to]: { MessageId: null } } },
    { Result: { [to]: {} } },
    { Result: null },
  ),
  ...json({ message: 'no', Message: 'NO' }, { Message: null }, { message: 5 }),
  ...[
    '570000001-2026_11_16',
    '570000001-2026_11_16\n',
    ' 570000001-2026_11_16',
    '570000001-1999_11_16',
    '1-2026_1_16',
  ],
  ...[
    'ES1001',
    'ES1002 x',
    'ES1004',
    'ES1007',
    'ES1013x',
    'ES1009',
    ' ES1009',
    'ES10091',
    'es1009',
    'ES1100 refused',
  ],
  ...['Message is blank', 'Message is blank ', 'Account is Expire', 'You have Exceeded your SMS Limit.'],
  ...[
    '+OK',
    ' +ok 1',
    '+ OK',
    '+OKAY',
    '-ERR 52',
    '-ERR 520',
    '-err\t59',
    '-ERRX 52',
    '-ERR x 52',
    '-ERR: 52',
    '-ERR',
  ],
  ...[
    'success=1',
    'Success=1',
    ' success=1',
    'invalid=',
    'error, 27 is not whitelisted x',
    'error, 27 is not whitelisted',
  ],
  ...['error,  1 is not whitelisted ', 'error,27 is not whitelisted x', 'error, +27 is not whitelisted x'],
  ...[
    '1001-2001',
    '1001-2001,1001-2002',
    '1001-2001, 1001-2002',
    '1001-2001\n',
    '1001-2001,',
    '1001-',
    '1001-2001-3',
  ],
  ...[
    'Invalid UserName',
    'invalid username',
    'Invalid Password',
    'Account Blocked',
    'Account Blocked ',
    'Please Validate IP',
  ],
  ...[
    'Insufficient Funds',
    'Insufficient Funds.',
    'SenderID Not Validated',
    'SenderID Not Approved',
    'Invalid Mobile Number',
  ],
  ...['0', ' 0 ', '00', '12', '', '0<b/>', '<![CDATA[0]]>', '&#48;'].map(
    (code) => `<a><resultCode>${code}</resultCode></a>`,
  ),
  ...[
    '<a><x><resultCode>0</resultCode></x></a>',
    '<resultCode>0</resultCode>',
    '<a xmlns="u"><resultCode>0</resultCode></a>',
  ],
  ...[
    '<a><resultCode>12</resultCode><resultCode>0</resultCode></a>',
    '<a><resultCode>0</resultCode>',
    '<a><resultCode>0</resultCode></a>x',
  ],
  ...['OK', 'OK ', 'Ok', 'ERR'].map(
    (word) => `<S xmlns="http://pmmsoapmessenger.com/"><Result>${word}</Result></S>`,
  ),
  ...['<S><Result>OK</Result></S>', '<S xmlns="http://pmmsoapmessenger.com/"><A><Result>OK</Result></A></S>'],
  '<x:S xmlns:x="http://pmmsoapmessenger.com/"><x:Result>OK</x:Result></x:S>',
];

test.each(Object.keys(hqReads))('%s', (kind) => {
  const to = gatewayCatalogue.get(kind)!.exampleNumber;
  const row: ClientRow = {
    ...{ id: kind, kind, to, text: 'Your visit is on Friday.', fault: null, outcome: 'sent' },
    ...{ code: null, detail: null, requests: 1, requests_taken: 1 },
  };
  const { gateway, ...handover } = handoverOf(row);
  const found = bodiesFor(to).flatMap((body) =>
    STATUSES.map((status) => {
      const faults = [aFault('status', { code: String(status), body })];
      const answer = inProcessGateways(gatewayCatalogue).deliver({
        ...handover,
        gateway: { ...gateway, faults },
      });
      const { outcome, code } = asRow(answer);
      return { status, body, means: code ?? outcome, wanted: decided(kind, { status, body, to }) };
    }),
  );
  expect(new Set(found.map(({ means }) => means)).size).toBeGreaterThan(1);
  expect(found.filter(({ means, wanted }) => means !== wanted)).toEqual([]);
});
