import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { readBeside } from '../../src/lab/server/offered.ts';
import { blockText } from '../../src/lab/session/block-text.ts';
import { Draft } from '../../src/lab/session/draft.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { openStory } from '../../src/lab/session/opened-story.ts';
import { savedText } from '../../src/lab/session/save.ts';
import { planOf } from '../../src/lab/session/scenario-text.ts';
import { planFrom } from '../../src/scenario/load.ts';
import { clinic } from './lab-client.ts';

const nothing = () => ({ problem: 'nothing is read here' });

/** A plan as plain data, without where its parts stand in a file. */
const plain = (plan: Plan): unknown =>
  JSON.parse(
    JSON.stringify(plan, (key, value) => {
      if (key === 'source' || key === 'textPlaces') return undefined;
      if (value instanceof Map) return [...value];
      return value instanceof Set ? [...value] : value;
    }),
  );

const acts: readonly object[] = [
  { verb: 'register', register: 'rina' },
  { verb: 'register', register: 'new', case: { type: 'woman', name: 'New', parent: { case: 'asha' } } },
  { verb: 'update', update: { new: { village: 'Bon', contact_phone_number: '8801712345670' } } },
  { verb: 'gateway', gateway: { GATE: { down: 'yes' } } },
  { verb: 'gateway', gateway: { GATE: { fail_next: '2' } } },
  { verb: 'alert', alert: { evening: 'off' } },
  { verb: 'inbound', inbound: { from: 'asha', text: 'yes: "no" # {x}\n- y' } },
  { verb: 'settings', settings: { daily_limit: '10' } },
  { verb: 'user', user: { nurse: { language: 'fr' } } },
];

describe('what is done by hand', () => {
  test('makes the plan that the whole text makes, act by act', async () => {
    const session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
    for (const act of acts) {
      session.act(act as Record<string, unknown>);
      expect(plain(session.plan)).toEqual(plain(planOf('scenario', await session.text(), nothing)));
    }
  });

  test('is read beside cases that were read before, with all that there is to say of those', async () => {
    const text = `
scenario: Said of cases
project: {time_zone: UTC, languages: [en]}
users: {nurse: {phones: ["8801712345600"]}}
cases:
  a: {type: woman, name: Asha, contact_phone_number: "8801712345678", owner: nurse}
  b: {type: woman, name: ASHA, contact_phone_number: "8801712345678", parent: {case: a}}
  c: {type: woman, name: C, phone_number: "8801712345679", language_code: fr}
alerts:
  dose: {case_type: woman, to: case, send: {daily: {at: "09:00"}}, sms: {en: "{case.village} {case.parent.name}"}}
timeline:
  - {at: 2026-03-01 09:00, register: [a, b, c]}
`;
    const session = new LiveSession({ id: 'x', path: 'scenario', text, read: nothing });
    expect(session.plan.notices.length).toBeGreaterThan(2);
    for (const act of [
      { verb: 'note', note: 'x' },
      { verb: 'register', register: 'd', case: { type: 'woman', name: 'asha', parent: { case: 'a' } } },
      { verb: 'update', update: { d: { contact_phone_number: '8801712345678', village: 'Bon' } } },
    ]) {
      session.act(act);
      expect(plain(session.plan)).toEqual(plain(planOf('scenario', await session.text(), nothing)));
    }
    expect(() => session.act({ verb: 'update', update: { nobody: { x: '1' } } })).toThrow();
  });

  test('saved and gone on with, again and again, loses nothing of the text', async () => {
    const session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
    const once = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
    for (const act of acts) {
      session.act(act as Record<string, unknown>);
      once.act(act as Record<string, unknown>);
      await savedText(session);
      await session.text();
    }
    expect(await session.text()).toBe(await once.text());
  });

  test('is taken up again from the base and the acts', async () => {
    const { draft } = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
    const session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
    for (const act of acts) session.act(act as Record<string, unknown>);
    const kept = JSON.parse(JSON.stringify(session.draft.acts));
    const again = new Draft(openStory('scenario', session.draft.base, nothing), kept);
    expect(await again.text()).toBe(await session.text());
    expect(plain(again.plan)).toEqual(plain(session.plan));
    expect(await draft.text()).toBe(await new Draft(openStory('scenario', clinic, nothing)).text());
  });

  test('goes into a scenario that uses files, imports cases and has examples, which are read once', async () => {
    const asked: string[] = [];
    const files: Readonly<Record<string, string>> = {
      'x/base.yaml':
        'gateways: {GATE: {type: twilio, number: "+15005550006"}}\nrouting: {global: {"*": GATE}}\n',
      'x/women.csv': 'case_id,name,contact_phone_number\nc-1,Eva,8801712345670\n',
    };
    const read = (path: string) => {
      asked.push(path);
      const text = files[path];
      return text === undefined ? { problem: 'no such file' } : { text };
    };
    const text = `scenario: All at once {{word}}
use: base.yaml
import: [{file: women.csv, type: woman, register_at: 2026-06-01 09:00, key: case_id}]
alerts:
  hello: {case_type: woman, to: case, send: immediately, sms: {en: "{{word}} {case.name}"}}
starts: 2026-06-01 09:00
ends: 2026-06-02 09:00
examples: [{word: Hello}, {word: Bye}]
`;
    const session = new LiveSession({ id: 'x', path: 'x/story.yaml', text, read });
    session.act({ verb: 'update', update: { 'c-1': { village: 'Bon' } } });
    session.act({ verb: 'register', register: 'fay', case: { type: 'woman', name: 'Fay' } });
    expect(plain(session.plan)).toEqual(plain(planOf('x/story.yaml', await session.text(), read)));
    expect([...session.plan.cases.keys()].sort()).toEqual(['c-1', 'fay']);
    const before = asked.length;
    session.act({ verb: 'note', note: 'x' });
    expect(asked.length).toBe(before);
  });

  test('of a key that is there already is refused', async () => {
    const session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: nothing });
    const act = { verb: 'register', register: 'asha', case: { type: 'woman', name: 'Another' } };
    expect(() => session.act(act)).toThrow('a case called asha is there already');
    expect(await session.text()).toBe(await new Draft(openStory('scenario', clinic, nothing)).text());
  });
});

const files = ['two-way', 'maternal-health', 'gateways', 'settings'].flatMap((folder) => {
  try {
    return readdirSync(join('scenarios', folder)).map((name) => join('scenarios', folder, name));
  } catch {
    return [];
  }
});
test.each(files.filter((name) => name.endsWith('.yaml')))('%s reads in the lab as in a run', (file) => {
  const text = readFileSync(file, 'utf8');
  const draft = new Draft(openStory(file, text, readBeside('scenarios')));
  expect(plain(draft.plan)).toEqual(plain(planOf(file, text, readBeside('scenarios'))));
});

test.each([
  ['plain'],
  ['2026-06-01T09:00:00.000Z'],
  ['+8801712345678'],
  ['a, b (c)'],
  ['a: b'],
  ['a :b'],
  ['a #b'],
  ['#a'],
  ['- a'],
  ['a:'],
  [' a '],
  [''],
  ['~'],
  ['"a"'],
  ["it's"],
  ['two\nlines\n'],
  ['tab\there'],
  ['{a}'],
  ['[a]'],
  ['*a'],
  ['&a'],
  ['!a'],
  ['|'],
  ['>'],
  ['%a'],
  ['@a'],
  ['`a`'],
  ['שלום'],
  ['🌸 \\n'],
  ['a\u2028b'],
  ['?a'],
  ['...'],
  ['---'],
])('the text %j is read back as it was written', (text) => {
  const story = `scenario: x\nstarts: 2026-06-01 09:00\ntimeline:${blockText([{ at: '2026-06-01 09:00', note: text }], 2)}`;
  const loaded = planFrom(story);
  const act = 'plans' in loaded ? loaded.plans[0]?.timeline[0]?.act : loaded.problems;
  expect(act).toEqual({ verb: 'note', text });
});
