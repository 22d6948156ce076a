import { describe, expect, test } from 'vitest';
import { hqPartLimit } from '../../src/core/render/segments.ts';
import { type SystemTextId, systemText } from '../../src/core/render/system-texts.ts';
import { type Row, contactVectors as rows } from './contact-vectors.ts';
import { type Json, play } from './helpers/play.ts';

/** Rows about one rule, each told as a whole scenario: the rule must come out at the other end. */
/** undefined: the language cannot say it. */
type Player = (given: never, wanted: Row) => Row | undefined;

const AT = '2024-01-01 12:00';
const NUMBER = '999123';
const words = (id: SystemTextId, args: readonly string[] = []): string =>
  systemText(id, args, { projectTexts: new Map(), contactLanguage: undefined, projectLanguages: ['en'] });

/** An alert that says one text to one case as soon as it is there. */
function told(properties: Json, content: Json | string, parts: Json = {}) {
  const isText = typeof content === 'string' || !('subject' in content);
  return play({
    cases: { c: { type: 'c', contact_phone_number: NUMBER, ...properties } },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', [isText ? 'sms' : 'email']: content } },
    timeline: [{ at: AT, register: 'c' }],
    ...parts,
  });
}

const players: Readonly<Record<string, Player>> = {
  normalize_number: ({ contact_phone_number: raw }: { contact_phone_number: string | null }, wanted) => {
    const properties = { contact_phone_number: raw ?? '', contact_phone_number_is_verified: '1' };
    const { of } = told(properties, 'hello', {
      alerts: {
        a: { case_type: 'c', to: 'case', send: 'immediately', sms: 'hello' },
      },
    });
    const canBeTwoWay = of('ownership').length === 1;
    const [sent] = of('sent');
    if (!sent) expect(of('error').map(({ code }) => code)).toEqual(['NO_PHONE_NUMBER']);
    else expect(sent.number).toBe(wanted.normalized);
    return { ...wanted, canBeTwoWay, oneWaySendable: sent !== undefined };
  },

  verified_flag: (given: Json) => {
    const isTwoWay = told(given, 'hello').of('ownership').length === 1;
    return { is_two_way: isTwoWay, verified: isTwoWay };
  },

  email_address: ({ commcare_email_address: address }: { commcare_email_address: string | null }) => {
    const { of } = told(
      { commcare_email_address: address ?? '' },
      { subject: 'S', body: 'B' },
      { gateways: { M: { type: 'smtp' } } },
    );
    return { valid: of('sent').length === 1, code: of('error')[0]?.code ?? null };
  },

  clean_text: ({ text }: { text: string }) => ({ text: told({}, text).of('sent')[0]?.text }),

  billing_parts: ({ char, count }: { char: string; count: number }) => ({
    limit: hqPartLimit(char),
    parts: told({}, char.repeat(count)).of('sent')[0]?.hq_parts,
  }),

  render: (given: { template: string; case?: Row; recipient?: Row }, wanted) => {
    if (given.template.includes('recipient.name')) return undefined;
    const { parent, ...properties } = given.case ?? {};
    const links = parent ? { parent: { case: 'p', relationship: 'child' } } : {};
    const { of } = told({}, given.template, {
      cases: {
        p: { type: 'p', ...(parent as Json | undefined) },
        c: { type: 'c', contact_phone_number: NUMBER, ...properties, ...links },
      },
      timeline: [{ at: AT, register: ['p', 'c'] }],
    });
    const [error] = of('error');
    if (error) return { error: error.code };
    return { text: of('sent')[0]?.text ?? (wanted.text === '' ? '' : undefined) };
  },

  language: (given: LanguageRow) => {
    const schedule = given.schedule === null ? {} : { default_language: given.schedule };
    const fallback = given.fallback === null ? {} : { language_fallback: given.fallback };
    const { of } = told({ language_code: given.contact ?? '' }, given.message, {
      project: { languages: [given.project], ...fallback },
      alerts: {
        a: { case_type: 'c', to: 'case', send: 'immediately', sms: given.message, ...schedule },
      },
    });
    if (of('error')[0]?.code === 'NO_MESSAGE') return { text: '' };
    return { text: of('sent')[0]?.text };
  },

  default_backend: (given: MapsRow, wanted) => {
    const names = [...Object.values(given.globalMap ?? {}), ...Object.values(given.domainMap ?? {})];
    const routed = (verified: string) =>
      told({ contact_phone_number: given.number, contact_phone_number_is_verified: verified }, 'hello', {
        project: { name: 'd' },
        gateways: Object.fromEntries(names.map((name) => [name, { type: 'test' }])),
        routing: { global: given.globalMap ?? {}, project: given.domainMap ?? {} },
      });
    const [oneWay, twoWay] = [routed(''), routed('1')];
    const [sent] = oneWay.of('sent');
    if (sent) {
      expect(twoWay.of('sent')[0]?.via).toBe(sent.via);
      return { backend: sent.via };
    }
    const codes = [...twoWay.of('error'), ...oneWay.of('error')].map(({ code }) => code);
    expect(codes).toEqual(['GATEWAY_NOT_FOUND', 'MESSAGE_IS_STALE']);
    return wanted;
  },

  backend_by_name: (given: ByNameRow, wanted) => {
    if (given.shared?.length || given.global?.length) return undefined;
    const owned = (given.owned ?? []).filter(({ deleted }) => deleted !== true);
    const { of } = told({ contact_backend_id: given.name }, 'hello', {
      project: { name: given.domain },
      gateways: {
        DEFAULT: { type: 'test' },
        ...Object.fromEntries(owned.map(({ name }) => [name, { type: 'test', scope: 'project' }])),
      },
      routing: { global: { '*': 'DEFAULT' } },
    });
    const [error] = of('error');
    if (error) return { error: error.code, ...('detail' in wanted ? { detail: error.detail } : {}) };
    return { scope: of('sent')[0]?.via === 'DEFAULT' ? 'default-lookup' : 'owned' };
  },

  load_balance: ({ to, numbers }: { to: string; numbers: number }) => {
    if (numbers === 0) return undefined;
    const senders = Array.from({ length: numbers }, (_, index) => `+44770090000${index}`);
    const { of } = told({ contact_phone_number: to }, 'hello', {
      gateways: { G: { type: 'test', numbers: senders } },
    });
    return { index: senders.indexOf(`+${of('sent')[0]?.from_number}`) };
  },

  opt_keyword: ({ gateway, text }: { gateway: string; text: string }) => {
    const { of } = play({
      project: { opted_out: text.trim().toLowerCase() === 'start' ? [NUMBER] : [] },
      gateways: { G: { type: gateway.toLowerCase(), number: '+999000' } },
      timeline: [{ at: AT, inbound: { from: NUMBER, via: 'G', text } }],
    });
    const direction = of('opt')[0]?.direction;
    return { action: direction ? `opt_${direction}` : 'none' };
  },

  split_args: ({ text, delimiter }: { text: string; delimiter?: string | null }, wanted) => {
    const [word, ...args] = wanted.args as string[];
    const ids = args.map((_, index) => `q${index}`);
    const keyword = { structured: { survey: 's' }, ...(delimiter ? { delimiter } : {}) };
    const { of } = structured(
      word!,
      keyword,
      ids.map((id) => ({ id, ask: '?', type: 'text' })),
      text,
    );
    const answers = of('survey').find(({ state }) => state === 'completed')?.answers ?? {};
    return { args: [word, ...ids.map((id) => answers[id])] };
  },

  structured_named: ({ args, sep, named }: { args: string[]; sep: string; named: Strings }, wanted) => {
    const ids = new Map(Object.values(named).map((path, index) => [path, `q${index}`]));
    const names = Object.fromEntries(Object.entries(named).map(([name, path]) => [name, ids.get(path)]));
    const questions = [...ids.values()].map((id) => ({ id, ask: '?', type: 'text' }));
    const keyword = { structured: { survey: 's', form: 'named', separator: sep, names } };
    const { of } = structured('K', keyword, questions, `K ${args.join(' ')}`);
    const { errorId, arg } = wanted as { errorId?: SystemTextId; arg?: string };
    if (errorId) return of('sent')[0]?.text === words(errorId, [arg!]) ? { errorId, arg } : {};
    const answers = of('survey').find(({ state }) => state === 'completed')?.answers ?? {};
    const given = [...ids].flatMap(([path, id]) => (answers[id] ? [[path, answers[id]]] : []));
    return { answers: Object.fromEntries(given) };
  },

  structured_positional: ({ args, questions }: { args: string[]; questions: QuestionRow[] }, wanted) => {
    const asked = questions.map(({ id, type = 'text', required = false }) => ({
      id,
      ask: '?',
      type,
      required: required ? 'yes' : 'no',
    }));
    const { of } = structured('K', { structured: { survey: 's' } }, asked, `K ${args.join(' ')}`);
    const { replyIds, field } = wanted as { replyIds?: SystemTextId[]; field?: string };
    if (!replyIds) return { answers: of('survey').find(({ state }) => state === 'completed')?.answers };
    const [first, second] = replyIds;
    const reply = `${words(first!, [field!])}${words(second!)}`;
    expect(of('sent').map(({ text }) => text)).toEqual([reply]);
    return { replyIds, field, eventCode: of('error')[0]?.code };
  },

  survey_answer: (given: AnswerRow, wanted) => {
    const choices = (given.choices ?? []).map((label, index) => [`${index + 1}`, label]);
    const question = {
      id: 'q',
      ask: '?',
      type: given.type === 'str' ? 'text' : given.type,
      required: given.required ? 'yes' : 'no',
      ...(choices.length > 0 ? { choices: Object.fromEntries(choices) } : {}),
    };
    const format = given.sms_survey_date_format;
    const { of } = play({
      project: format ? { survey_date_format: format } : {},
      surveys: { s: { questions: [question] } },
      keywords: { GO: { survey: 's' } },
      cases: { c: { type: 'c', contact_phone_number: NUMBER, contact_phone_number_is_verified: '1' } },
      timeline: [
        { at: AT, register: 'c' },
        { at: AT, inbound: { from: 'c', text: 'go' } },
        { after: '1m', inbound: { from: 'c', text: given.text } },
      ],
    });
    const completed = of('survey').find(({ state }) => state === 'completed');
    const { errorId } = wanted as { errorId: SystemTextId };
    if (completed) return { valid: true, answer: handedOn(completed.answers?.q ?? '', given.type) };
    const reply = of('sent').at(-1)?.text ?? '';
    return { valid: false, errorId: reply.startsWith(words(errorId)) ? errorId : reply };
  },
};

/** A case fills in a survey with one text; what was stored, or what it was told. */
function structured(word: string, keyword: Json, questions: readonly Json[], text: string) {
  return play({
    surveys: { s: { questions } },
    keywords: { [word]: keyword },
    cases: { c: { type: 'c', contact_phone_number: NUMBER, contact_phone_number_is_verified: '1' } },
    timeline: [
      { at: AT, register: 'c' },
      { after: '1m', inbound: { from: 'c', text } },
    ],
  });
}

describe.each(Object.keys(players))('%s holds through a whole scenario', (kind) => {
  const ofKind = rows.filter((row) => row.kind === kind);

  test('and there are rows to show it', () => {
    expect(ofKind.length).toBeGreaterThan(0);
  });

  test.each(ofKind.map((row) => [row.id, row] as const))('%s', (_id, row) => {
    const outcome = players[kind]!(row.given as never, row.expect);
    expect(outcome ?? row.expect).toEqual(row.expect);
  });
});

type Strings = Readonly<Record<string, string>>;

interface LanguageRow {
  readonly message: Strings;
  readonly contact: string | null;
  readonly schedule: string | null;
  readonly project: string;
  readonly fallback: string | null;
}

interface MapsRow {
  readonly globalMap?: Strings;
  readonly domainMap?: Strings;
  readonly number: string;
}

interface ByNameRow {
  readonly domain: string;
  readonly name: string;
  readonly owned?: readonly { readonly name: string; readonly deleted?: boolean }[];
  readonly shared?: readonly unknown[];
  readonly global?: readonly unknown[];
}

interface QuestionRow {
  readonly id: string;
  readonly type?: string;
  readonly required?: boolean;
}

interface AnswerRow {
  readonly type: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly required?: boolean;
  readonly sms_survey_date_format?: string;
}

/** The rows have what HQ hands on; Formplayer stores times with seconds and whole decimals without exponents. */
function handedOn(stored: string, type: string): string {
  if (type === 'time') return stored.replace(/^0/, '').replace(/:00\.000$/, '');
  return type === 'float' && stored === '1000' ? '1e3' : stored;
}
