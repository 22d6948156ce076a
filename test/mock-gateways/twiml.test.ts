import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repliesIn } from '../../mock-gateways/twilio/twiml.ts';
import { escapeXml } from '../../mock-gateways/xml.ts';

const arrived = { id: '1', from: '+27831234567', to: '+27870000001', text: 'HI', at: 0 };
const replies = (body: string, type = 'text/xml; charset=utf-8', status = 200) =>
  repliesIn({ status, headers: { 'content-type': type }, body }, arrived);
const texts = (body: string) => replies(body).messages.map(({ text }) => text);

test.each([
  ['<Response/>', []],
  ['<Response></Response>', []],
  ['', []],
  ['<Response><Message>Hi</Message></Response>', ['Hi']],
  ['<Response>\n  <Message>\n Hi  there\n </Message>\n</Response>', ['Hi  there']],
  ['<Response><Message><Body>Hi</Body></Message><Sms>Old</Sms></Response>', ['Hi', 'Old']],
  ['<Response><Message>a<Body>b</Body><Media>http://x/</Media></Message></Response>', ['b']],
])('%s sends %j', (body, sent) => {
  expect(texts(body)).toEqual(sent);
  expect(replies(body).problem).toBeUndefined();
});

test('a message goes where and from whom it says', () => {
  const body =
    '<Response><Message to="+1" from="+2" statusCallback="http://127.0.0.1/s?a=1&amp;b=2">Hi</Message></Response>';
  expect(replies(body).messages).toEqual([
    { to: '+1', from: '+2', text: 'Hi', receiptUrl: 'http://127.0.0.1/s?a=1&b=2' },
  ]);
});

test('what is known is sent though something else is not', () => {
  const told = replies('<Response><Redirect>http://x/</Redirect><Message>Hi</Message></Response>');
  expect(told.messages).toHaveLength(1);
  expect(told.problem).toContain('12200');
});

test.each(['text/xml', 'application/xml', 'text/html'])('%s is TwiML', (type) => {
  expect(replies('<Response><Message>Hi</Message></Response>', type).messages).toHaveLength(1);
});

test('no more than a hundred messages are sent', () => {
  expect(texts(`<Response>${'<Message>Hi</Message>'.repeat(1000)}</Response>`)).toHaveLength(100);
});

test('any words come through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (words) => {
      const sent = texts(`<Response><Message>${escapeXml(words)}</Message></Response>`);
      expect(sent).toEqual(words.trim() === '' ? [] : [words.trim()]);
    }),
  );
});

test('nothing that an application answers throws', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '/',
      '</',
      '<!',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '?>',
      '&',
      '&amp;',
      '&#x41;',
      ';',
      '"',
    ],
    ...[
      'Response',
      'Message',
      ' ',
      '=',
      "'",
      '<Response>',
      '</Response>',
      '<Message>',
      '</Message>',
      'é',
      '\0',
    ],
  );
  const bodies = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(bodies, (body) => {
      expect(() => replies(body)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
