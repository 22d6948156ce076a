import { describe, expect, test } from 'vitest';
import { isEmailAddress } from '../../src/core/contact/email-address.ts';
import { isVerifiedFlag, normalizeNumber } from '../../src/core/contact/number.ts';
import { readAnswer } from '../../src/core/inbound/answers.ts';
import { type Given, namedAnswers, optWord, splitArgs } from '../../src/core/inbound/keyword-args.ts';
import type { Gateway, GatewayScope } from '../../src/core/model/gateway.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from '../../src/core/model/instant.ts';
import type { LanguageFallback } from '../../src/core/model/project.ts';
import type { QuestionType } from '../../src/core/model/survey.ts';
import { chooseText } from '../../src/core/render/language.ts';
import { cleanText, hqPartLimit, hqParts } from '../../src/core/render/segments.ts';
import { type Node, renderTemplate } from '../../src/core/render/template.ts';
import { gatewayByName, gatewayByPrefix } from '../../src/core/route/choose-gateway.ts';
import { senderIndex } from '../../src/core/route/load-balance.ts';
import { firstAllowed } from '../../src/core/route/windows.ts';
import { isoUtc } from '../../src/core/time/format.ts';
import { parseClock } from '../../src/core/time/parse-time.ts';
import { zoneNamed } from '../../src/core/time/zone.ts';
import { aGateway } from '../core/route/a-gateway.ts';
import { type Row, contactVectors as rows } from './contact-vectors.ts';

/** Each kind of row, read by the function it is about; the result is compared with the row's `expect`. */
type Reader = (given: never, wanted: Row) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  normalize_number: ({ contact_phone_number: raw }: { contact_phone_number: string | null }) => {
    const { normalized, valid, entry, canBeTwoWay, sendable } = normalizeNumber(raw ?? undefined);
    return { normalized, valid, phoneEntry: entry, canBeTwoWay, oneWaySendable: sendable };
  },

  verified_flag: (given: { contact_phone_number: string; contact_phone_number_is_verified: string }) => {
    const isTwoWay =
      normalizeNumber(given.contact_phone_number).canBeTwoWay &&
      isVerifiedFlag(given.contact_phone_number_is_verified);
    return { is_two_way: isTwoWay, verified: isTwoWay };
  },

  email_address: ({ commcare_email_address: address }: { commcare_email_address: string | null }) => {
    if (!address) return { valid: false, code: 'NO_EMAIL_ADDRESS' };
    const valid = isEmailAddress(address);
    return { valid, code: valid ? null : 'ERROR_INVALID_EMAIL_ADDRESS' };
  },

  survey_answer: (given: AnswerRow) => {
    const shape = {
      type: (given.type === 'str' ? 'text' : given.type) as QuestionType,
      required: given.required ?? false,
      choices: given.choices ?? [],
    };
    const read = readAnswer(shape, given.text, given.sms_survey_date_format);
    return 'errorId' in read ? { valid: false, errorId: read.errorId } : { valid: true, answer: read.answer };
  },

  render: (given: { template: string; case?: Json; recipient?: Json }) => {
    const roots = {
      case: given.case && nodeOf(given.case),
      recipient: given.recipient && nodeOf(given.recipient),
    };
    const rendered = renderTemplate(given.template, roots);
    return 'problem' in rendered ? { error: 'CANNOT_RENDER_MESSAGE' } : { text: rendered.text };
  },

  language: (given: LanguageRow) => {
    const languages = {
      contact: given.contact ?? undefined,
      schedule: given.schedule ?? undefined,
      project: given.project,
    };
    const texts = new Map(Object.entries(given.message));
    return { text: chooseText(texts, languages, given.fallback ?? 'UNTRANSLATED')?.text ?? '' };
  },

  clean_text: ({ text }: { text: string }) => ({ text: cleanText(text) }),

  billing_parts: ({ char, count }: { char: string; count: number }) => {
    const text = char.repeat(count);
    return { limit: hqPartLimit(text), parts: hqParts(text) };
  },

  opt_keyword: ({ keywords = {}, text }: { keywords?: Partial<OptRow>; text: string }) => {
    const words = {
      optIn: keywords.in ?? [],
      optOut: keywords.out ?? [],
      passThrough: keywords.pass ?? [],
    };
    return { action: optWord(text, words) ?? 'none' };
  },

  load_balance: ({ to, numbers }: { to: string; numbers: number }, wanted) => {
    if ('index' in wanted) return { index: senderIndex(to, numbers) };
    expect(() => senderIndex(to, numbers)).toThrow(RangeError);
    return wanted;
  },

  backend_by_name: (given: ByNameRow, wanted) => {
    if (given.name.trim() === '') return { scope: 'default-lookup' };
    const found = gatewayByName(given.name, given.domain, gatewaysFrom(given));
    if ('problem' in found) {
      return { error: 'GATEWAY_NOT_FOUND', ...('detail' in wanted ? { detail: found.problem } : {}) };
    }
    return { scope: scopeOf(found.gateway) };
  },

  default_backend: (given: { globalMap?: Strings; domainMap?: Strings; number: string }, wanted) => {
    const routing = { project: mapOf(given.domainMap), global: mapOf(given.globalMap) };
    const names = new Set([...routing.project.values(), ...routing.global.values()]);
    const gateways = [...names].map((name) => aGateway({ name }));
    const found = gatewayByPrefix(given.number, 'd', routing, gateways);
    if (!('problem' in found)) return { backend: found.gateway.name };
    expect(found.problem).toBe(`No suitable backend found for phone number and domain +${given.number}, d`);
    return { ...wanted, error: 'BadSMSConfig' };
  },

  split_args: ({ text, delimiter }: { text: string; delimiter?: string | null }) => ({
    args: splitArgs(text, delimiter ?? undefined),
  }),

  structured_named: ({ args, sep, named }: { args: string[]; sep: string; named: Strings }) =>
    givenAsRow(namedAnswers(args, sep, mapOf(named))),

  structured_positional: ({ args, questions }: { args: string[]; questions: PositionalRow[] }, wanted) => {
    for (const [place, { id, type = 'text', required = false }] of questions.entries()) {
      const read = readAnswer({ type, required, choices: [] }, args[place] ?? '');
      if (!('errorId' in read)) continue;
      return { ...wanted, replyIds: ['sms.survey.fielddescriptor', read.errorId], field: id };
    }
    return { answers: Object.fromEntries(questions.map(({ id }, place) => [id, args[place]])) };
  },

  restricted_window: (given: WindowRow) => {
    const windows = given.allowedWindows.map(({ day, start, end }) => ({
      day,
      from: parseClock(start ?? '') ?? null,
      to: parseClock(end ?? '') ?? null,
    }));
    const queuedAt = Date.parse(given.queuedAt);
    const zone = zoneNamed(given.projectTimeZone)!;
    const at = firstAllowed(queuedAt, windows, zone, 15 * MS_PER_MINUTE, 7 * MS_PER_DAY);
    return at === undefined
      ? { final: 'MESSAGE_IS_STALE after 7 days' }
      : { sentAt: isoUtc(at).replace('.000Z', 'Z') };
  },
};

describe.each(Object.keys(readers))('%s is as in HQ', (kind) => {
  const ofKind = rows.filter((row) => row.kind === kind);

  test('and there are rows to show it', () => {
    expect(ofKind.length).toBeGreaterThan(0);
  });

  test.each(ofKind.map((row) => [row.id, row] as const))('%s', (_id, row) => {
    expect(readers[kind]!(row.given as never, row.expect)).toEqual(row.expect);
  });
});

type Strings = Readonly<Record<string, string>>;
type Json = { readonly [name: string]: string | null | Json };

interface AnswerRow {
  readonly type: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly required?: boolean;
  readonly sms_survey_date_format?: 'YYYYMMDD' | 'MMDDYYYY' | 'DDMMYYYY';
}

interface LanguageRow {
  readonly message: Strings;
  readonly contact: string | null;
  readonly schedule: string | null;
  readonly project: string;
  readonly fallback: LanguageFallback | null;
}

interface OptRow {
  readonly in: readonly string[];
  readonly out: readonly string[];
  readonly pass: readonly string[];
}

interface PositionalRow {
  readonly id: string;
  readonly type?: QuestionType;
  readonly required?: boolean;
}

interface WindowRow {
  readonly allowedWindows: readonly {
    readonly day: number;
    readonly start?: string;
    readonly end?: string;
  }[];
  readonly projectTimeZone: string;
  readonly queuedAt: string;
}

interface GatewayRow {
  readonly name: string;
  readonly deleted?: boolean;
  readonly domain?: string;
  readonly accepted?: boolean;
}

interface ByNameRow {
  readonly domain: string;
  readonly name: string;
  readonly owned?: readonly GatewayRow[];
  readonly shared?: readonly GatewayRow[];
  readonly global?: readonly GatewayRow[];
}

const mapOf = (strings: Strings = {}): ReadonlyMap<string, string> => new Map(Object.entries(strings));

function nodeOf(values: Json): Node {
  return {
    get(name) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value !== null && typeof value === 'object' ? nodeOf(value) : value;
    },
  };
}

function givenAsRow(given: Given): Row {
  return 'errorId' in given
    ? { errorId: given.errorId, arg: given.args[0] }
    : { answers: Object.fromEntries(given) };
}

function gatewaysFrom({ domain, owned = [], shared = [], global = [] }: ByNameRow): Gateway[] {
  const made = (row: GatewayRow, scope: GatewayScope): Gateway =>
    aGateway({ name: row.name, project: domain, scope, deleted: row.deleted ?? false });
  return [
    ...owned.map((row) => made(row, { kind: 'project' })),
    ...shared.map((row) =>
      made(row, { kind: 'shared', from: row.domain ?? 'other', accepted: row.accepted ?? true }),
    ),
    ...global.map((row) => made(row, { kind: 'global' })),
  ];
}

const scopeOf = ({ scope }: Gateway): string => (scope.kind === 'project' ? 'owned' : scope.kind);
