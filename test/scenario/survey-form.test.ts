/** A survey from an XForm: how the file is found and read, and what the run makes of it. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/core/model/entry.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { loadScenarios } from '../../src/scenario/load.ts';
import { type FormParts, formText } from '../helpers/xform.ts';

const CASE =
  '<case case_id="" xmlns="http://commcarehq.org/case/transaction/v2"><update><temp/></update></case>';

const form: FormParts = {
  data: `<hello/><temp/>${CASE}`,
  model: `<bind nodeset="/data/temp" type="xsd:int" constraint=". &lt; 50" jr:constraintMsg="Too hot."/>
    <bind nodeset="/data/case/update/temp" calculate="/data/temp"/>
    <setvalue event="xforms-ready" ref="/data/case/@case_id" value="instance('commcaresession')/session/data/case_id"/>`,
  body: `<trigger ref="/data/hello"><label>Hello.</label></trigger><input ref="/data/temp"><label>Temperature?</label></input>`,
};

const story = (survey: string, texts: readonly string[] = [], more = ''): string => `
scenario: A form
project: {languages: [en]}
gateways: {TW: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": TW}}
cases: {ann: {type: child, name: Ann, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1", temp: "36"}}
surveys: {fever: ${survey}}
alerts: {check: {case_type: child, to: case, send: immediately, survey: fever}}
keywords: {T: {structured: {survey: fever}, overrides_open_surveys: yes}}
${more}
starts: 2026-03-05 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-05 09:00, register: ann}
${texts.map((text, index) => `  - {at: 2026-03-05 09:0${index + 1}, inbound: {from: ann, via: TW, text: "${text}"}}`).join('\n')}
`;

function load(text: string, formFile: string | undefined) {
  return loadScenarios({ path: 'stories/form.yaml', text }, (path) =>
    path === 'stories/fever.xml' && formFile !== undefined
      ? { text: formFile }
      : { problem: 'there is no such file' },
  );
}

/** What was said, and the case's property at the end. */
function played(parts: FormParts, texts: readonly string[], survey = '{form: fever.xml}', more = '') {
  const loaded = load(story(survey, texts, more), formText(parts));
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const run = rehearsePlan(loaded.plans[0]!);
  const entries: Entry[] = [...run.journal.entries()];
  const of = (kind: Entry['kind']): Entry[] => entries.filter((entry) => entry.kind === kind);
  return {
    said: of('sent').map((entry) => ('text' in entry ? entry.text : undefined)),
    errors: of('error').map((entry) => ('code' in entry ? entry.code : undefined)),
    warnings: of('warning').map((entry) => ('message' in entry ? entry.message : undefined)),
    states: of('survey').map((entry) => ('state' in entry ? entry.state : undefined)),
    saved: of('updated').length,
    digest: run.digest,
  };
}

describe('the file', () => {
  const problems = (survey: string, text: string | undefined): readonly string[] => {
    const loaded = load(story(survey), text);
    return 'problems' in loaded
      ? loaded.problems.map(({ file, line, found }) => `${file}:${line} ${found}`)
      : [];
  };

  test('that is not there is named where the story names it', () => {
    expect(problems('{form: other.xml}', formText(form))).toEqual([
      'stories/form.yaml:7 "stories/other.xml": there is no such file',
    ]);
  });

  test('that is wrong is named by its own lines', () => {
    const wrong = { ...form, model: '<bind nodeset="/data/temp" calculate="frob(1)"/>' };
    expect(problems('{form: fever.xml}', formText(wrong))).toEqual([
      'stories/fever.xml:4 the unknown function frob() in "frob(1)"',
    ]);
  });

  test.each(['languages: [en]', 'questions: []', 'on_submit: {close: yes}'])(
    'stands alone: not beside %s',
    (key) => {
      expect(problems(`{form: fever.xml, ${key}}`, formText(form))[0]).toContain('beside form');
    },
  );

  test('or questions there must be', () => {
    expect(problems('{expires_after: 5 minutes}', undefined)[0]).toContain('a survey without questions');
  });

  test('says at the start of a run what of it is not followed', () => {
    const upload = { ...form, body: `${form.body}<upload ref="/data/hello"><label>Photo?</label></upload>` };
    expect(played(upload, []).warnings[0]).toBe(
      'stories/fever.xml:8: a media question: it cannot be answered by SMS',
    );
  });
});

describe('the run', () => {
  test('asks, refuses by the constraint’s message alone, and changes the case', () => {
    const { said, states } = played(form, ['abc', '60', '38']);
    expect(said).toEqual(['Hello. Temperature?', 'Invalid integer entered. Temperature?', 'Too hot.']);
    expect(states).toEqual(['opened', 'answered', 'completed']);
  });

  test('a structured text fills it in; its constraint speaks without a descriptor', () => {
    expect(played(form, ['T 39']).states).toEqual(['opened', 'closed', 'completed']);
    expect(played(form, ['T 60']).said).toEqual(['Hello. Temperature?', 'Too hot.']);
    expect(played(form, ['T x']).said.at(-1)).toBe("Field 'temp': Invalid integer entered.");
  });

  test('a partial submission changes the case only when it is told to', () => {
    const saves = (survey: string): number => played(form, [], survey).saved;
    expect(saves('{form: fever.xml, submit_partial: yes}')).toBe(0);
    expect(saves('{form: fever.xml, submit_partial: yes, partial_case_updates: yes}')).toBe(1);
  });

  test('a form that fails when it opens is an error of configuration, told with its reason', () => {
    const broken = { ...form, model: `<bind nodeset="/data/hello" calculate="date('x')"/>` };
    const { errors, said } = played(broken, []);
    expect({ errors, said }).toEqual({ errors: ['TOUCHFORMS_ERROR'], said: [] });
  });

  test.each([
    ['a calculation', '<bind nodeset="/data/hello" calculate="if(/data/temp = 38, date(\'x\'), \'\')"/>', ''],
    [
      'the next text',
      '',
      '<trigger ref="/data/hello"><label><output value="if(/data/temp = 38, date(\'x\'), 1)"/>!</label></trigger>',
    ],
  ])('%s that fails at an answer keeps nothing of it, and the question open', (_title, model, label) => {
    const failing = { ...form, model: form.model + model, body: form.body + label };
    const { said, states, warnings } = played(failing, ['38', '38', '37']);
    const down = 'Our system is down for a moment. Please try again later.';
    expect(said.slice(1, 3)).toEqual([down, down]);
    expect(states.at(-1)).toBe('completed');
    expect(warnings.filter((message) => message?.includes('"x" cannot be converted to a date'))).toHaveLength(
      2,
    );
  });

  test('chance in a form is that of the seed', () => {
    const drawn = {
      ...form,
      model: `${form.model}<bind nodeset="/data/hello" calculate="uuid()"/>`,
      body: `<trigger ref="/data/hello"><label><output value="/data/hello"/></label></trigger>${form.body}`,
    };
    const [once, twice] = [played(drawn, ['38']), played(drawn, ['38'])];
    expect(once.said[0]).toMatch(/^[0-9a-f-]{36} /);
    expect(twice.digest).toBe(once.digest);
  });
});
