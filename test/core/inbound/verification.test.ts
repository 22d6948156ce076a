import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';

function verify(parts: Json, ...acts: readonly Json[]) {
  const { of } = play({
    users: { uma: { username: 'uma@demo.commcarehq.org', phones: ['999111', '999222'] } },
    timeline: [{ at: AT, verify: { user: 'uma', number: '999111' } }, ...acts],
    ...parts,
  });
  return {
    texts: of('sent').map(({ text, number, cause }) => [text, number, cause]),
    refused: of('warning')
      .filter(({ code }) => code === 'VERIFICATION_NOT_STARTED')
      .map(({ message, about }) => [message, about]),
    handled: of('inbound').map(({ handled_by: by }) => by),
    owners: of('ownership').map(({ number, owner }) => `${number} ${owner}`),
  };
}

const reply = (text: string, from = '999111'): Json => ({ after: '1m', inbound: { from, via: 'G', text } });

describe('a verification', () => {
  test('asks the number, by the name before the @', () => {
    const { texts, refused, owners } = verify({});
    expect(texts).toEqual([[expect.stringContaining('uma'), '999111', 'verification']]);
    expect(texts[0]?.[0]).not.toContain('demo');
    expect([refused, owners]).toEqual([[], []]);
  });

  test.each(['reply_to', 'reply_to_phone_number'])('names the number that the gateway has as %s', (key) => {
    const gateways = { G: { type: 'http', number: '100', [key]: '555' } };
    expect(verify({ gateways }).texts[0]?.[0]).toContain('555');
    expect(verify({}).texts[0]?.[0]).not.toContain('555');
  });

  test('ends with the code, anywhere in the reply, and the number is the worker’s', () => {
    const { texts, handled, owners } = verify({}, reply('no'), reply('x123x'), reply('123'));
    expect(texts).toHaveLength(2);
    expect(texts[1]).toEqual([expect.any(String), '999111', 'verification']);
    expect(handled).toEqual([undefined, 'verification', 'default_reply']);
    expect(owners).toEqual(['999111 uma']);
  });

  test('is of one number: the code from another one of the worker’s does nothing', () => {
    expect(verify({}, reply('123', '999222')).handled).toEqual([undefined]);
  });

  test.each<[string, Json, Json[], string]>([
    [
      'of a number that is not the user’s',
      {},
      [{ at: AT, verify: { user: 'uma', number: '999333' } }],
      '999333 of uma is not verified: the user has no such number',
    ],
    [
      'of a number that somebody else has',
      {
        cases: { amy: { type: 'c', contact_phone_number: '999222', contact_phone_number_is_verified: '1' } },
      },
      [
        { at: AT, register: 'amy' },
        { at: AT, verify: { user: 'uma', number: '999222' } },
      ],
      '999222 of uma is not verified: the number is already in use by amy',
    ],
    [
      'of a number that is verified',
      {},
      [reply('123'), { after: '1m', verify: { user: 'uma', number: '999111' } }],
      '999111 of uma is not verified: the number is verified already',
    ],
    [
      'without a way to the number',
      { routing: { global: { '999111': 'G' } } },
      [{ at: AT, verify: { user: 'uma', number: '999222' } }],
      '999222 of uma is not verified: no route leads to it',
    ],
  ])('%s is refused, and told', (_what, parts, acts, message) => {
    const { refused } = verify(parts, ...acts);
    expect(refused).toEqual([[message, { user: 'uma', number: message.split(' ')[0] }]]);
  });
});
