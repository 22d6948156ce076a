import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import type { Line, Person } from '../../src/lab/web/state/answers.ts';
import { type Call, callerOf, sessionOf } from './lab-client.ts';
import { twoWayClinic } from './two-way-clinic.ts';

describe('everything about a contact', () => {
  let lab: Lab;
  let call: Call;
  let at: string;
  beforeAll(async () => {
    lab = await serveLab({ port: 0 });
    call = callerOf(() => lab);
    at = await sessionOf(call, twoWayClinic);
  });
  afterAll(() => lab?.close());

  const personNamed = async (key: string): Promise<Person> =>
    (await call('GET', `${at}/person?key=${key}`)).body;
  const amy = () => personNamed('amy');
  const storedValue = async (name: string) => (await amy()).properties.find((one) => one.name === name);
  const jump = (to: string) => call('POST', `${at}/clock`, { do: 'jump', to });

  test('what a case came with is of the story', async () => {
    await jump('2026-06-01 09:30');
    expect(await storedValue('village')).toMatchObject({
      value: 'Kibera',
      changes: [{ wall: expect.stringContaining('2026-06-01 09:00'), by: { kind: 'story' } }],
    });
  });

  test('a survey under way has its question, its answers, its reminders and its end', async () => {
    await jump('2026-06-01 10:20');
    expect((await amy()).surveys).toMatchObject([
      {
        survey: 'wellbeing',
        question: 'What do you need?',
        answers: { mood: 'bad' },
        expires: { wall: expect.stringContaining('2026-06-08 10:00') },
      },
    ]);
  });

  test('a survey that an alert began says which reminders are to come', async () => {
    const { surveys } = await personNamed('ruth');
    expect(surveys[0]?.reminders.map(({ wall }) => wall)).toEqual(['2026-06-01 10:30']);
    expect(surveys[0]?.expires.wall).toBe('2026-06-02 09:00');
  });

  test('an answer is a value with the survey that brought it, and stands first', async () => {
    await jump('2026-06-01 12:30');
    expect((await amy()).surveys).toEqual([]);
    expect(
      (await amy()).properties
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['mood', 'need']);
    expect(await storedValue('need')).toMatchObject({
      value: 'A visit',
      changes: [{ value: 'A visit', by: { kind: 'survey', name: 'wellbeing' } }],
    });
  });

  test('what is changed by hand says what it was, and by a rule which', async () => {
    await call('POST', `${at}/act`, { verb: 'update', update: { amy: { village: 'Mathare' } } });
    const village = await storedValue('village');
    expect(village?.changes.map(({ value, before, by }) => [value, before, by.kind])).toEqual([
      ['Kibera', undefined, 'story'],
      ['Mathare', 'Kibera', 'hand'],
    ]);
    await jump('2026-06-03 12:00');
    expect((await storedValue('follow_up'))?.changes[0]?.by).toEqual({ kind: 'rule', name: 'mark' });
  });

  test('words that a property has filled in are marked, and say since when and by whom', async () => {
    const { entries } = (await call('GET', `${at}/entries?limit=500`)).body;
    const sent = (entries as Line[]).find(({ kind, to, alert }) => kind === 'sent' && to === 'amy' && alert);
    const { parts, values } = (await call('GET', `${at}/filled?seq=${sent?.seq}`)).body;
    expect(parts).toEqual([
      { text: 'Good evening ' },
      { text: 'Amy', path: 'case.name' },
      { text: ' of ' },
      { text: 'Mathare', path: 'case.village' },
      { text: ', 100 %' },
    ]);
    expect(values[1]).toMatchObject({ path: 'case.village', by: { kind: 'hand' } });
  });

  test('who is nobody is refused, as is a line that there is not', async () => {
    expect((await call('GET', `${at}/person?key=nobody`)).status).toBe(404);
    expect((await call('GET', `${at}/filled?seq=99999`)).status).toBe(404);
  });
});
