import { expect, test } from 'vitest';
import { smtp } from '../../mock-gateways/smtp/index.ts';
import { aGateway, aHandover, contextOf, requestOf } from './a-handover.ts';

const gateway = aGateway('smtp');

test('a plain mail goes out with HQ’s header', () => {
  expect(requestOf(smtp, aHandover(gateway))).toEqual({
    method: 'MAIL',
    path: 'ines@example.org',
    headers: {
      'envelope-from': 'clinic@example.org',
      'mime-version': '1.0',
      'content-type': 'text/plain; charset="utf-8"',
      subject: 'Visit',
      from: 'clinic@example.org',
      to: 'ines@example.org',
      'x-commcarehq-message-id': 'm-0001',
    },
    body: 'Visit on Tuesday',
  });
});

test('a mail with html has both as alternatives, and its text is what is measured', () => {
  const limited = aGateway('smtp', { maxLength: 16 });
  const handover = aHandover(limited, { html: '<p>Visit on Tuesday, at nine.</p>' });
  const request = requestOf(smtp, handover);
  expect(request.headers['content-type']).toBe('multipart/alternative; boundary="=_m-0001"');
  expect(request.body).toContain('<p>Visit on Tuesday, at nine.</p>');
  expect(smtp.respond(request, contextOf(handover)).verdict).toBe('taken');
});

test.each([
  ['rejects', { rejects: ['*@example.org'] }, 550, 'rcpt'],
  ['max_length', { maxLength: 5 }, 552, 'mail'],
])('%s is refused at its own stage', (_story, given, status, stage) => {
  const handover = aHandover(aGateway('smtp', given));
  const said = smtp.respond(requestOf(smtp, handover), contextOf(handover));
  expect(said.response).toMatchObject({ status, headers: { stage } });
});

test('a good mail is queued', () => {
  const handover = aHandover(gateway);
  const { response } = smtp.respond(requestOf(smtp, handover), contextOf(handover));
  expect(response.status).toBe(250);
  expect(response.body).toMatch(/^2\.0\.0 Ok: queued as [0-9a-f]{16}$/);
});
