/** Whose text it is, where several projects and several contacts may have the number. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const one = { type: 'c', contact_phone_number: '999123' };
const two = { ...one, contact_phone_number_is_verified: '1' };

/** Who the text is from, and who handled it. */
function from(parts: Json, register: readonly string[], ...before: readonly Json[]) {
  const { of } = play({
    ...parts,
    timeline: [
      { at: AT, register },
      ...before,
      { after: '1m', inbound: { from: '999123', via: 'G', text: 'x' } },
    ],
  });
  const last = of('inbound').at(-1);
  return [last?.contact, last?.handled_by];
}

describe('without leniency', () => {
  test('it is that of the contact who owns the number two-way, in whatever project', () => {
    const pilot = { other_projects: { pilot: { cases: { far: two } } } };
    expect(from({ cases: { ana: two, ben: two } }, ['ana', 'ben'])).toEqual(['ana', 'default_reply']);
    expect(from({ cases: { ana: one } }, ['ana'])).toEqual([undefined, undefined]);
    expect(from({ cases: { ana: one }, ...pilot }, ['ana', 'pilot/far'])).toEqual([
      'pilot/far',
      'default_reply',
    ]);
  });
});

describe('with leniency', () => {
  const lenient = (gateway: Json, more: Json = {}, own: Json = {}) => ({
    project: { name: 'home', inbound_leniency: 'yes', ...own },
    gateways: { G: { type: 'test', number: '1', scope: 'project', ...gateway } },
    routing: { project: { '*': 'G' } },
    cases: { ana: one, ben: one },
    ...more,
  });

  test('it is that of a contact of the gateway’s own project, one-way too, the oldest first', () => {
    expect(from(lenient({}), ['ben', 'ana'])).toEqual(['ben', 'default_reply']);
    expect(from(lenient({}), ['ana', 'ben'])).toEqual(['ana', 'default_reply']);
  });

  test('a two-way contact comes before older ones', () => {
    expect(from(lenient({}, { cases: { ana: one, ben: two } }), ['ana', 'ben'])).toEqual([
      'ben',
      'default_reply',
    ]);
  });

  test('nobody of another project has it, two-way or not', () => {
    const pilot = { cases: {}, other_projects: { pilot: { cases: { far: two } } } };
    expect(from(lenient({}, pilot), ['pilot/far'])).toEqual([undefined, undefined]);
  });

  test('a global gateway has no project whose leniency would count', () => {
    expect(from(lenient({ scope: 'global' }), ['ana'])).toEqual([undefined, undefined]);
  });

  test('that of the owner counts for a gateway that is lent', () => {
    const lent = (accepted: string, owner: Json) => ({
      project: { name: 'home' },
      gateways: { G: { type: 'test', number: '1', scope: 'shared', shared: { from: 'pilot', accepted } } },
      routing: { project: { '*': 'G' } },
      cases: { ana: one },
      other_projects: { pilot: { cases: { far: one }, ...owner } },
    });
    const yes = { inbound_leniency: 'yes' };
    expect(from(lent('yes', {}), ['ana'])).toEqual([undefined, undefined]);
    expect(from(lent('yes', yes), ['ana'])).toEqual(['ana', 'default_reply']);
    expect(from(lent('no', yes), ['ana'])).toEqual([undefined, undefined]);
    expect(from(lent('yes', yes), ['ana', 'pilot/far'])).toEqual(['ana', 'default_reply']);
    expect(from(lent('no', yes), ['ana', 'pilot/far'])).toEqual(['pilot/far', 'default_reply']);
  });

  describe('where many contacts share a number', () => {
    const asked = (own: Json) =>
      lenient(
        {},
        {
          surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'text' }], expires_after: '5' } },
          alerts: {
            a: { case_type: 'c', when: { ask: 'yes' }, to: 'case', send: 'immediately', survey: 's' },
          },
        },
        { one_number_many_contacts: 'yes', ...own },
      );
    const ask = { after: '1m', update: { ben: { ask: 'yes' } } };

    test('it is that of the one who was asked last, for 30 days', () => {
      expect(from(asked({}), ['ana', 'ben'])).toEqual(['ana', 'default_reply']);
      expect(from(asked({}), ['ana', 'ben'], ask)).toEqual(['ben', 'survey']);
      expect(from(asked({}), ['ana', 'ben'], ask, { after: '29 days', note: 'x' })).toEqual([
        'ben',
        'default_reply',
      ]);
      expect(from(asked({}), ['ana', 'ben'], ask, { after: '31 days', note: 'x' })).toEqual([
        'ana',
        'default_reply',
      ]);
    });

    test('an HQ of before 13 May 2022 remembers nobody', () => {
      const of = (date: string) => from(asked({ hq: { as_of: date } }), ['ana', 'ben'], ask)[0];
      expect([of('2022-05-12'), of('2022-05-13')]).toEqual(['ana', 'ben']);
    });

    test('nobody is remembered where numbers are not shared', () => {
      const parts = asked({ one_number_many_contacts: 'no' });
      expect(from({ ...parts, cases: { ana: one, ben: one } }, ['ana', 'ben'], ask)[0]).toBe('ana');
    });
  });
});
