import { expect, test } from 'vitest';
import { play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';

test('each line about a message names its cause, and under its own name what has one', () => {
  const { of } = play({
    project: { default_reply: 'Sorry?' },
    cases: { ana: { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' } },
    users: { uma: { username: 'uma', phone: '999222' } },
    surveys: { ask: { questions: [{ id: 'q', ask: 'Q?', type: 'int' }] } },
    keywords: { GO: { survey: 'ask' } },
    alerts: { hello: { case_type: 'c', to: 'case', send: 'immediately', sms: 'Hi' } },
    broadcasts: { news: { to: { user: 'uma' }, send: 'immediately', sms: 'News' } },
    timeline: [
      { at: AT, register: 'ana' },
      { after: '1m', broadcast: 'news' },
      { after: '1m', inbound: { from: 'ana', via: 'G', text: 'what' } },
      { after: '1m', inbound: { from: 'ana', via: 'G', text: 'go' } },
      { after: '1m', inbound: { from: 'ana', via: 'G', text: 'x' } },
      { after: '1m', send: { to: 'ana', text: 'By hand' } },
      { after: '1m', update: { ana: { contact_phone_number: '' } } },
      { after: '1m', send: { to: 'ana', text: 'To nobody' } },
    ],
  });
  const named = (kind: 'queued' | 'sent' | 'error') =>
    of(kind).map(({ cause, name, alert, broadcast, keyword, survey }) => [
      cause,
      name,
      alert,
      broadcast,
      keyword,
      survey,
    ]);
  const none = undefined;
  const wanted = [
    ['alert', 'hello', 'hello', none, none, none],
    ['broadcast', 'news', none, 'news', none, none],
    ['default_reply', 'default_reply', none, none, none, none],
    ['keyword', 'GO', none, none, 'GO', none],
    ['survey', 'ask', none, none, none, 'ask'],
    ['chat', 'chat', none, none, none, none],
  ];
  expect(named('queued')).toEqual(wanted);
  expect(named('sent')).toEqual(wanted);
  expect(named('error')).toEqual([['chat', 'chat', none, none, none, none]]);
});
