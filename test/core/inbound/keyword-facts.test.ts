/** Facts of docs/hq/contacts-and-messages.md#s4-7 about the words around a keyword, one conversation each. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const twoWay = { type: 'c', contact_phone_number: '999123', contact_phone_number_is_verified: '1' };
const surveys = {
  s: {
    questions: [
      { id: 'name', ask: 'Name?', type: 'text' },
      { id: 'age', ask: 'Age?', type: 'int', required: 'yes' },
    ],
  },
};

function write(structured: Json, text: string) {
  const { of } = play({
    cases: { amy: twoWay },
    surveys,
    keywords: { R: { structured: { survey: 's', ...structured } } },
    timeline: [
      { at: AT, register: 'amy' },
      { after: '1m', inbound: { from: 'amy', via: 'G', text } },
    ],
  });
  const stored = of('survey').findLast(({ state }) => state === 'completed')?.answers;
  return { replies: of('sent').map(({ text: words }) => words), stored };
}

describe('structured keywords', () => {
  const named = { form: 'named', separator: '=', names: { who: 'name', Years: 'age' } };

  test('a missing required argument is called by its name in the named form', () => {
    expect(write(named, 'r who=joe').replies).toEqual(["Field 'YEARS': This field is required."]);
  });

  test('a missing required argument is called by its name in the prefix form', () => {
    const prefix = { form: 'prefix', names: { w: 'name', y: 'age' } };
    expect(write(prefix, 'r wjoe').replies).toEqual(["Field 'Y': This field is required."]);
  });

  test('a missing required argument of no name is called by the question’s id', () => {
    expect(write({}, 'r joe').replies).toEqual(["Field 'age': This field is required."]);
  });

  test('a prefix is as long as its capitals, which is how HQ keeps it', () => {
    const prefix = { form: 'prefix', names: { ß: 'name', y: 'age' } };
    expect(write(prefix, 'r ssjoe y5').stored).toEqual({ name: 'joe', age: '5' });
  });

  test('blanks before #START take nothing from the words behind the keyword', () => {
    expect(write({}, '  \u0085#start r joe 5').stored).toEqual({ name: 'joe', age: '5' });
  });
});

test('a prompt has no blanks of its own around it, and keeps those of the values it shows', () => {
  const { of } = play({
    cases: { amy: { ...twoWay, blank: ' ' } },
    surveys: { s: { questions: [{ id: 'a', ask: '  Hello{case.blank}', type: 'text' }] } },
    keywords: { R: { survey: 's' } },
    timeline: [
      { at: AT, register: 'amy' },
      { after: '1m', inbound: { from: 'amy', via: 'G', text: 'r' } },
    ],
  });
  expect(of('sent').map(({ text }) => text)).toEqual(['Hello ']);
});

describe('the global map', () => {
  const two = (pilot: Json, routing: Json) =>
    play({
      gateways: { G: { type: 'test' }, H: { type: 'test' } },
      routing,
      other_projects: { pilot: { cases: { amy: twoWay }, default_reply: 'Pilot', ...pilot } },
      timeline: [
        { at: AT, register: 'pilot/amy' },
        { after: '1m', inbound: { from: 'pilot/amy', via: 'G', text: 'x' } },
      ],
    })
      .of('sent')
      .map(({ via }) => via);

  test('is one for all projects: another project without routing is served by it', () => {
    expect(two({}, { global: { '*': 'H' } })).toEqual(['H']);
  });

  test('comes after the map of the other project', () => {
    expect(two({ routing: { project: { '999': 'G' } } }, { global: { '*': 'H' } })).toEqual(['G']);
  });

  test('may be written by the other project too', () => {
    expect(two({ routing: { global: { '*': 'H' } } }, {})).toEqual(['H']);
  });

  test('the file’s own map is not the other project’s', () => {
    expect(two({}, { project: { '*': 'H' } })).toEqual([]);
  });
});
