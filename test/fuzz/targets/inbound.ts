/**
 * Texts from phones, with keywords, opt words and surveys that they may meet: each line of an input is a phone and its text,
 * a few minutes after the line before. Every text is handled, no invariant breaks, and all of it happens the same twice.
 */

import { MS_PER_MINUTE } from '../../../src/core/model/instant.ts';
import type { Plan } from '../../../src/core/model/plan.ts';
import type { TimelineEntry } from '../../../src/core/model/timeline.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { loadScenarios } from '../../../src/scenario/load.ts';
import { plansFrom } from '../../helpers/plans-from.ts';
import { createRandom } from '../../lab/random.ts';
import { pick } from '../mutate.ts';
import { readShipped } from '../shipped.ts';
import { must, type Target } from '../target.ts';

const PHONES = 6;
const TEXTS_MAX = 12;

const phones = Array.from({ length: PHONES }, (_, phone) => phone);

/** Two contacts share the last number. */
const story = `
scenario: Texts
project: {inbound_leniency: yes, one_number_many_contacts: yes, default_reply: "Sorry, {case.name}?"}
gateways: {GW: {type: twilio, number: "100", scope: project}}
routing: {project: {"*": GW}}
cases:
${phones.map((phone) => `  c${phone}: {type: c, name: C${phone}, age: "${phone}", contact_phone_number: "25470000001${Math.min(phone, 4)}"${phone % 2 ? '' : ', contact_phone_number_is_verified: "1"'}}`).join('\n')}
surveys:
  health: {questions: [{id: hi, ask: Hello.}, {id: age, ask: "Age?", type: int, constraint: {at_least: "0", message: No.}}, {id: ill, ask: "Ill?", choices: {y: "yes", n: "no"}}, {id: days, ask: "Days?", type: float, if: {ill: y}}], on_submit: {update: {age: "{age}", days: "{days}", name: "{case.name}{age}"}}}
  day: {questions: [{id: d, ask: "When?", type: date}, {id: t, ask: "At?", type: time, required: yes}]}
  signs: {questions: [{id: m, ask: "Signs?", type: multiselect, choices: {f: fever, c: cough}}, {id: note, ask: "Note?", type: text}], on_submit: {update: {signs: "{m}"}}}
  big: {questions: [{id: n, ask: "Number?", type: longint}, {repeat: "2", questions: [{id: x, ask: "X?", type: text}]}]}
  fever: {form: fever.xml}
keywords:
  ASK: {survey: health}
  DAY: {survey: day, overrides_open_surveys: yes}
  BIG: {survey: big}
  FEVER: {survey: fever}
  HELP: {reply: "ok {case.name}", overrides_open_surveys: yes}
  REG: {structured: {survey: day}}
  NAMED: {structured: {survey: big, form: named, names: {N: n}}}
  PRE: {delimiter: ",", structured: {survey: health, form: prefix, names: {A: age, I: ill}}}
alerts:
  signs: {case_type: c, to: case, send: {daily: {at: "10:05", stop_after: "1"}}, survey: {form: signs, expires_after: 2 hours, reminders: [10, 20], submit_partial: yes, partial_case_updates: yes}}
starts: 2026-03-02 10:00
ends: 2026-03-03 10:00
timeline: [{at: 2026-03-02 10:00, register: [${phones.map((phone) => `c${phone}`).join(', ')}]}]
others: allowed
`;

const texts = [
  ...[
    'ask',
    'ASK me',
    'day',
    'big',
    'fever',
    'help',
    'reg 20240229 0930',
    'reg',
    'named n=7',
    'named n',
    'pre,a5,iyes',
  ],
  ...[
    '#start ask',
    '#stop',
    '#current',
    '#what',
    'stop',
    'STOPALL',
    'START',
    'unstop',
    'yes',
    'no',
    '1',
    '2',
    '08',
    '-3',
  ],
  ...[
    '1_0',
    '\uff11\uff12',
    '',
    ' ',
    '3.50',
    'nan',
    '1e400',
    '99999999999999999999',
    '20240229',
    '20240230',
    '0930',
    '9 30',
  ],
  ...[
    'fever cough',
    '2 1',
    '2, 1',
    '{case.name}',
    '{0}',
    'ASK\u00a0me',
    '\u202eksa',
    '\u0130',
    '123',
    'x'.repeat(2000),
  ],
];

export const inbound: Target = {
  name: 'inbound',
  seeds: () => [
    '0 ask\n0 5\n0 yes\n0 2\n',
    '4 fever\n4 1\n4 1\n4 2\n4 #stop\n',
    '1 pre,a5,iyes\n2 named n=7\n3 reg 20240229 0930\n',
  ],
  words: texts.flatMap((text) => [text, `${text}\n`]),
  made(seed) {
    const random = createRandom(seed);
    const count = 1 + Math.floor(random() * TEXTS_MAX);
    return Array.from(
      { length: count },
      () => `${pick([0, 0, 1, 2, 3, 4], random)} ${pick(texts, random)}\n`,
    ).join('');
  },
  async open() {
    const [base] = basePlans();
    return {
      run(input) {
        const plan = withTexts(base!, input);
        const { verdicts, digest, journal } = rehearsePlan(plan);
        const came = plan.timeline.length - 1;
        let handled = 0;
        for (const entry of journal.entries())
          if (entry.kind === 'inbound' && entry.handled_by !== '') handled += 1;
        must(handled === came, 'every text is handled by something');
        must(
          verdicts.every(({ kind, kept }) => kind !== 'invariant' || kept),
          'no invariant breaks',
        );
        must(rehearsePlan(plan).digest === digest, 'what happens again has the same digest');
      },
    };
  },
};

function basePlans(): readonly Plan[] {
  const loaded = loadScenarios({ path: 'texts.yaml', text: story }, readShipped);
  if ('plans' in loaded) return loaded.plans;
  return plansFrom(story);
}

function withTexts(base: Plan, input: string): Plan {
  let at = base.startsAt;
  const { source } = base;
  const entries = input
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, TEXTS_MAX)
    .map((line): TimelineEntry => {
      at += ((line.length * 7) % 40) * MS_PER_MINUTE;
      const from = `c${(Number.parseInt(line, 10) || 0) % PHONES}`.replace('-', '');
      const text = line.replace(/^\d+ ?/, '');
      return { at, source, act: { verb: 'inbound', from, fromKind: 'case', via: 'GW', text } };
    });
  return { ...base, timeline: [...base.timeline, ...entries] };
}
