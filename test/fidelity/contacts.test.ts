import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { processMessage } from '../../src/core/dispatch/process.ts';
import { settle } from '../../src/core/dispatch/settle.ts';
import { QuestionRun } from '../../src/core/form/question-run.ts';
import { splitArgs } from '../../src/core/inbound/keyword-args.ts';
import { originNow } from '../../src/core/inbound/reply.ts';
import { answerSurvey } from '../../src/core/inbound/survey.ts';
import type { Entry } from '../../src/core/model/entry.ts';
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../../src/core/model/instant.ts';
import { describeSmsStatus, labelOf } from '../../src/core/model/statuses.ts';
import { type SystemTextId, systemText } from '../../src/core/render/system-texts.ts';
import { formatDay } from '../../src/core/time/calendar.ts';
import { toLocal, zoneNamed } from '../../src/core/time/zone.ts';
import { type Row, contactVectors as rows } from './contact-vectors.ts';
import { clock, iso, type Json, play, stageAfter } from './helpers/play.ts';

/** What a row's scenario came to, in the row's own words. */
type Player = (given: never, wanted: Row) => Row;

const AT = '2024-01-01 12:00';
const NUMBER = '999123';
const twoWay = { type: 'c', contact_phone_number: NUMBER, contact_phone_number_is_verified: '1' };
const oneWay = { type: 'c', contact_phone_number: NUMBER };
const said = (text: string, more: Json = {}): Json => ({ at: AT, inbound: { from: 'c', text, ...more } });
const words = (id: SystemTextId, args: readonly string[] = []): string =>
  systemText(id, args, { projectTexts: new Map(), contactLanguage: undefined, projectLanguages: ['en'] });

const players: Readonly<Record<string, Player>> = {
  sync_sequence: ({ steps }: { steps: { set?: Json; close?: boolean }[] }) => {
    const after: { entries: number }[] = [];
    const timeline = steps.map(({ set }, index) => {
      if (!set) return { after: '1m', close: 'c' };
      return index === 0 ? { at: AT, register: 'c' } : { after: '1m', update: { c: set } };
    });
    stageAfter({ cases: { c: { type: 'c', ...steps[0]!.set } }, timeline }, ({ world }) => {
      after.push({ entries: world.phones.of('c').length });
    });
    return { after };
  },

  sync_conflict: (given: ConflictRow, wanted) => {
    const { case1, case2, then } = given;
    const key = case2.domain ? 'b/two' : 'two';
    const { stage: state } = stageAfter({
      cases: { one: numbered(case1), ...(case2.domain ? {} : { two: numbered(case2) }) },
      other_projects: case2.domain ? { b: { cases: { two: numbered(case2) } } } : {},
      timeline: [
        { at: AT, register: ['one', key] },
        ...(then ? [{ after: '1m', update: { two: { contact_phone_number: then['case2.number'] } } }] : []),
      ],
    });
    const entries = { case1: state.world.phones.of('one')[0]!, case2: state.world.phones.of(key)[0]! };
    return shapedLike(wanted, {
      case1: entryRow(entries.case1),
      case2: entryRow(entries.case2),
      'case1.two_way': entries.case1.twoWay,
      'case2.two_way': entries.case2.twoWay,
    });
  },

  sync_demotion: ({ set }: { set: Json }) => {
    const made: unknown[] = [];
    const { stage: state } = stageAfter(
      {
        cases: { c: twoWay },
        timeline: [
          { at: AT, register: 'c' },
          { after: '1m', update: { c: set } },
        ],
      },
      ({ world }) => made.push(world.phones.of('c')[0]),
    );
    const [entry] = state.world.phones.of('c');
    return {
      entry: entry === made[0] ? 'kept' : 'replaced',
      two_way: entry?.twoWay,
      verified: entry?.verified,
      pending: entry?.pending,
    };
  },

  sync_stale_update: ({ set }: { set: Json }) => {
    const { stage: state } = stageAfter({
      cases: { c: twoWay },
      timeline: [
        { at: AT, register: 'c' },
        { after: '1m', update: { c: { ...set, server_modified_on: '2023-12-31 12:00' } } },
      ],
    });
    return { entryChanged: state.world.phones.of('c')[0]?.number !== NUMBER };
  },

  inbound_entry: (given: InboundRow, wanted) => {
    const rows = given.rows ?? rowsBefore;
    rowsBefore = rows;
    const main = given.gateway?.domain ?? 'd1';
    const flags = given.flags ?? [];
    const caseOf = (row: InboundRow['rows'][number]): Json => ({
      type: row.owner === given.runningSessionContact ? 'asked' : 'c',
      contact_phone_number: row.number ?? NUMBER,
      contact_phone_number_is_verified: row.two_way ? '1' : '',
    });
    const casesIn = (project: string): Json =>
      Object.fromEntries(
        rows.flatMap((row) =>
          (row.domain ?? 'd1') === project ? [[`c${row.owner ?? ''}`, caseOf(row)]] : [],
        ),
      );
    const others = [...new Set(rows.map(({ domain = 'd1' }) => domain))].filter((each) => each !== main);
    const keyOf = (row: InboundRow['rows'][number]): string =>
      (row.domain ?? 'd1') === main ? `c${row.owner ?? ''}` : `${row.domain ?? 'd1'}/c${row.owner ?? ''}`;
    const { of } = play({
      project: {
        name: main,
        inbound_leniency: yesNo(flags.includes('INBOUND_SMS_LENIENCY')),
        one_number_many_contacts: yesNo(flags.includes('ONE_PHONE_NUMBER_MULTIPLE_CONTACTS')),
      },
      gateways: { G: { type: 'test', scope: given.gateway?.domain ? 'project' : 'global' } },
      other_projects: Object.fromEntries(others.map((name) => [name, { cases: casesIn(name) }])),
      cases: casesIn(main),
      surveys: { labels: { questions: [{ id: 'info', ask: 'Good day' }] } },
      alerts: { ask: { case_type: 'asked', to: 'case', send: 'immediately', survey: 'labels' } },
      timeline: [
        { at: AT, register: rows.map(keyOf) },
        { after: '1h', inbound: { from: given.from ?? NUMBER, via: 'G', text: 'hello' } },
      ],
    });
    const [{ contact, handled_by: handledBy } = {} as Entry] = of('inbound');
    if ('match' in wanted) return { match: contact ?? null, treatedAs: 'unregistered' };
    const owner = rows.find((row) => keyOf(row) === contact);
    return { owner: owner?.owner, scoped: owner?.two_way === false && handledBy !== undefined };
  },

  route: ({ contact, owned = [], domainMap }: RouteRow) => {
    const isCase = contact.type === 'case';
    const gateways = [...owned, ...Object.values(domainMap)].map((name) => [name, { type: 'test' }]);
    const { of } = play({
      gateways: Object.fromEntries(gateways),
      routing: { project: domainMap },
      cases: { c: { ...oneWay, contact_backend_id: contact.contact_backend_id ?? '' } },
      users: { u: { phone: '999456' } },
      timeline: [
        { at: AT, register: 'c' },
        { at: AT, send: { to: isCase ? 'c' : 'u', text: 'hello' } },
      ],
    });
    return { backend: of('sent')[0]?.via };
  },

  queue: (given: QueueRow, wanted) => {
    if (given.direction !== undefined) {
      expect(labelOf('INVALID_DIRECTION')).toBe('Unknown message direction.');
      return wanted;
    }
    if (given.optedOut) return optedOutRow(given);
    if (given.messageAgeHours !== undefined || given.case !== undefined) return heldRow(given);
    if (given.trial) return trialRow(given.sentSoFar!, wanted);
    const isDown = given.gateway !== undefined;
    const { of } = play({
      project: { outbound_sms: yesNo(given.domainPrivilege === undefined) },
      gateways: { G: { type: 'http', down: yesNo(isDown) } },
      cases: { c: oneWay },
      timeline: [
        { at: AT, register: 'c' },
        { at: AT, send: { to: 'c', text: 'hello' } },
      ],
    });
    const [error] = of('error');
    const attemptTimes = [...of('attempt'), error!].map(({ at }) => clock(at));
    const { code, attempts } = error!;
    return shapedLike(wanted, {
      attemptTimes,
      final: { error: true, processed: false, code, attempts },
      attempts,
      code,
    });
  },

  daily_limit: ({ projectTimeZone, now }: { projectTimeZone: string; now: string }) => {
    const { of } = play({
      project: { time_zone: projectTimeZone, daily_limit: '1' },
      starts: now,
      cases: { c: oneWay },
      timeline: [
        { at: now, register: 'c' },
        { at: now, send: { to: 'c', text: 'one' } },
        { at: now, send: { to: 'c', text: 'two' } },
      ],
    });
    const lastHour = of('held')[0]!.until! - MS_PER_HOUR;
    return { counterDate: formatDay(toLocal(zoneNamed(projectTimeZone)!, lastHour).day) };
  },

  restricted_window: (given: WindowRow, wanted) => {
    const hours = given.allowedWindows.map(({ start, end }) => ({ days: 'every day', from: start, to: end }));
    const scenario = {
      project: { time_zone: given.projectTimeZone, sending_hours: hours },
      starts: given.queuedAt,
      cases: { c: oneWay },
      timeline: [
        { at: given.queuedAt, register: 'c' },
        { at: given.queuedAt, send: { to: 'c', text: 'hello' } },
      ],
    };
    if (given.allowedWindows.some(({ start, end }) => start && end && start > end)) {
      expect(() => play(scenario), 'the language refuses a window across midnight').toThrow();
      return wanted;
    }
    return { sentAt: iso(play(scenario).of('sent')[0]!.at) };
  },

  chat_window: (given: ChatRow) => {
    const isChat = given.sendFromChatAt !== undefined;
    const { of } = play({
      project: { conversation_hold: { minutes: given.conversationMinutes, hours: [{ days: 'every day' }] } },
      cases: { c: twoWay },
      timeline: [
        { at: '2024-01-01 11:00', register: 'c' },
        { at: `2024-01-01 ${given.lastInbound}`, inbound: { from: 'c', text: 'hello' } },
        {
          at: `2024-01-01 ${given.sendFromChatAt ?? given.automatedSendAt}`,
          send: { to: 'c', text: 'hi', chat: yesNo(isChat) },
        },
      ],
    });
    return { sentAt: new Date(of('sent')[0]!.at).toISOString().slice(11, 19) };
  },

  gateway_error: (given: { twilioCode?: number; set_gateway_error?: string }) => {
    if (given.twilioCode !== undefined) {
      const { of } = play({
        gateways: { G: { type: 'twilio', number: '+999000', rejects: '*' } },
        cases: { c: oneWay },
        timeline: [
          { at: AT, register: 'c' },
          { at: AT, send: { to: 'c', text: 'hello' } },
        ],
      });
      return { code: of('error')[0]?.code, retried: of('attempt').length > 0 };
    }
    const { stage: state, entries, message } = aWaitingMessage();
    settle(state, message, { kind: 'refused', code: 'GATEWAY_ERROR', detail: given.set_gateway_error! });
    const stored = entries.at(-1)!.detail as string;
    const display = describeSmsStatus({
      direction: 'O',
      processed: false,
      error: true,
      errorMessage: stored,
    });
    return { stored, display, retried: state.outbox.size > 0 };
  },

  status_display: (given: StatusRow) => ({
    display: describeSmsStatus({
      direction: given.direction ?? 'O',
      processed: given.processed ?? false,
      error: given.error,
      errorMessage: given.system_error_message,
      forwarded: given.workflow === 'FORWARD',
    }),
  }),

  content_sms: ({ recipient, gatewayLaterFails }: { recipient: string; gatewayLaterFails?: boolean }) => {
    const number = /"(\d*)"/.exec(recipient)?.[1] ?? NUMBER;
    const { of } = play({
      gateways: { G: { type: 'http', down: yesNo(gatewayLaterFails === true) } },
      cases: { c: { type: 'c', contact_phone_number: number } },
      alerts: { hello: { case_type: 'c', to: 'case', send: 'immediately', sms: 'hello' } },
      timeline: [{ at: AT, register: 'c' }],
    });
    const [error] = of('error');
    if (!gatewayLaterFails) return { code: error?.code };
    return { subevent: of('queued').length === 1 ? 'CMP' : 'ERR', smsCode: error?.code };
  },

  content_survey: ({ form }: { form: string }, wanted) => {
    const { of } = play({
      users: { u: { phone: NUMBER, verified: 'yes' } },
      surveys: { s: { needs_case: 'yes', questions: [{ id: 'q', ask: 'Q?', type: 'text' }] } },
      broadcasts: {
        b: { to: { user: 'u' }, send: 'immediately', survey: form === 'missing' ? 'missing' : 's' },
      },
      timeline: [{ at: AT, broadcast: 'b' }],
    });
    const errors = of('error');
    const code = errors[0]?.code;
    return shapedLike(wanted, {
      code,
      eventCode: code,
      subevents: errors.filter(({ to }) => to !== undefined).length,
    });
  },

  content_custom: (given: { 'handler returns': string[] }, wanted) => {
    const { of } = play({
      cases: { c: oneWay },
      alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', custom: given['handler returns'] } },
      timeline: [{ at: AT, register: 'c' }],
    });
    const subevent = of('error').length === 0 ? 'CMP' : 'ERR';
    return shapedLike(wanted, { sms: of('sent').length, subevent });
  },

  email_send: (given: EmailRow, wanted) => {
    const total = (given.emailsSoFar ?? 0) + 1;
    const address = given.to ? 'gone@example.org' : 'c@example.org';
    const { of } = play({
      project: { trial: yesNo(given.trial === true), bounced: ['gone@example.org'] },
      gateways: { M: { type: 'smtp', down: yesNo(given.smtp !== undefined) } },
      cases: { c: { type: 'c', commcare_email_address: address } },
      alerts: {
        a: {
          case_type: 'c',
          to: 'case',
          send: { daily: { at: '13:00', stop_after: String(total) } },
          email: { subject: given.subject ?? 'S', body: given.message ?? 'B' },
        },
      },
      timeline: [{ at: AT, register: 'c' }],
    });
    const [error] = of('error');
    const attempts = of('attempt');
    const cause = attempts[0]?.answer ?? '';
    return shapedLike(wanted, {
      subject: of('sent')[0]?.subject,
      sent: of('sent').length > 0,
      code: error?.code,
      detail: error?.detail === address ? 'the address' : error?.detail,
      retries: attempts.length,
      everyMinutes: attempts[0] && (attempts[0].retry_at! - attempts[0].at) / MS_PER_MINUTE,
      // The journal keeps the error itself in each attempt, and when it will be retried beside it.
      detailWhileRetrying: attempts[0]?.retry_at && '"<error>. Sending will be retried."',
      detailAtEnd: typeof error?.detail === 'string' ? `"${error.detail.replace(cause, '<error>')}"` : '',
      subeventStatus: of('receipt').length === 0 ? 'PRG' : 'DEL',
      emailRow: of('sent').length,
    });
  },

  opt_flow: (given: OptFlowRow, wanted) => {
    const texts = given.texts ?? [given.text!];
    const { of } = play({
      project: {
        default_reply: 'Sorry?',
        opted_out: given.blacklist ? [{ number: NUMBER, can_opt_in: yesNo(given.blacklist.can_opt_in) }] : [],
      },
      gateways: { G: { type: given.gateway === 'GVI' ? 'grapevine' : 'twilio', number: '+999000' } },
      cases: { c: twoWay },
      timeline: [
        { at: '2024-01-01 11:00', register: given.contact ? ['c'] : [] },
        ...texts.map((text, index) => ({
          at: `2024-01-01 12:0${index}`,
          inbound: { from: given.number ?? NUMBER, via: 'G', text },
        })),
      ].filter((entry) => !('register' in entry) || entry.register.length > 0),
    });
    const at = (index: number) => (entry: Entry) => clock(entry.at) === `12:0${index}`;
    const changes = texts.map((_text, index) => of('opt').find(at(index))?.direction);
    const replies = texts.map((_text, index) => of('sent').find(at(index))?.text);
    return shapedLike(wanted, {
      'blacklist.send_sms': changes.map((direction) => (direction ? direction === 'in' : null)),
      replies: replies.map((text) => {
        if (text === words('sms.opt.out', ['START'])) return 'opted-out message naming START';
        if (text === words('sms.opt.in', ['STOP'])) return 'opted-in message naming STOP';
        return text ?? null;
      }),
      optedOut: changes.includes('out'),
      alsoPassedToHandlers: of('queued').some(({ cause }) => cause === 'default_reply'),
      optedIn: changes.includes('in'),
      reply: of('sent').find(({ cause }) => cause !== 'default_reply')?.text ?? null,
    });
  },

  verify_number: ({ text }: { text: string }) => {
    const { stage: state } = stageAfter({
      users: { u: { phone: NUMBER } },
      timeline: [
        { at: AT, verify: { user: 'u', number: NUMBER } },
        { after: '1m', inbound: { from: 'u', text } },
      ],
    });
    const [entry] = state.world.phones.of('u');
    return { verified: entry?.verified, two_way: entry?.twoWay };
  },

  register: ({ text }: { text: string }) => {
    const { stage: state } = stageAfter({
      project: { name: 'opt-test', sms_registration: { cases: 'yes', case_type: 'c' } },
      cases: { c: twoWay },
      timeline: [{ at: AT, register: 'c' }, said(text)],
    });
    return { caseCreated: state.world.cases.size > 1 };
  },

  incoming: (given: { from: string; owner?: string; text?: string }, wanted) => {
    const isKnown = given.owner !== undefined;
    const { of } = play({
      project: { name: 'p', default_reply: 'Sorry?' },
      gateways: { G: { type: 'test', scope: 'project' } },
      users: { u: { phone: NUMBER, verified: 'yes' } },
      timeline: [
        { at: AT, inbound: { from: isKnown ? given.from : '999777', via: 'G', text: given.text ?? 'hello' } },
      ],
    });
    const [inbound] = of('inbound');
    const domain = inbound?.contact === 'u' ? "owner's project" : null;
    return shapedLike(wanted, {
      queuedDomain: null,
      finalDomain: domain,
      phone: `+${inbound?.number}`,
      processed: inbound !== undefined,
      'msg.domain': inbound?.via === 'G' ? 'p' : null,
      handlersRun: inbound?.handled_by !== undefined,
      reply: of('sent')[0]?.text ?? null,
    });
  },

  keyword: (given: KeywordRow, wanted) => {
    const [first = { keyword: 'ASK' }] = (given.keywords ?? []).map((each) =>
      typeof each === 'string' ? { keyword: each } : each,
    );
    const { of } = play({
      surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'text' }] } },
      keywords: {
        [first.keyword]: {
          reply: 'done',
          overrides_open_surveys: yesNo(first.override_open_sessions === true),
        },
        OPEN: { survey: 's' },
      },
      cases: { c: twoWay },
      timeline: [
        { at: '2024-01-01 11:00', register: 'c' },
        ...Array.from({ length: given.openSessions ?? 0 }, () => ({
          at: '2024-01-01 11:30',
          inbound: { from: 'c', text: 'open' },
        })),
        said(given.text),
      ],
    });
    const after = of('sent').filter(({ at }) => clock(at) === '12:00');
    const reply = after.find(({ cause }) => cause === 'system')?.text;
    const handled = of('inbound').at(-1)?.handled_by;
    const invoked = after.find(({ cause }) => cause === 'keyword')?.keyword ?? null;
    const { replyId, arg } = wanted as { replyId?: SystemTextId; arg?: string };
    return shapedLike(wanted, {
      replyId: replyId && reply === words(replyId, [arg!]) ? replyId : undefined,
      arg: arg && reply?.includes(arg) ? arg : undefined,
      openSessionsAfter: of('survey').at(-1)?.state === 'closed' ? 0 : 1,
      reply: reply ?? null,
      handled: handled === 'keyword',
      invoked,
      args: invoked ? splitArgs(given.text, undefined).slice(1) : [],
      passedTo: handled === 'survey' ? 'form_session' : handled,
    });
  },

  session: (given: SessionRow, wanted) => {
    if (given.openSessions !== undefined) return severalSessions(given.openSessions, given.text!);
    const isStale = given.now !== undefined;
    const expires = given.expire_after ?? 10_080;
    const { entries, of } = play({
      surveys: {
        s: {
          expires_after: String(expires),
          reminders: (given.reminder_intervals ?? []).map(String),
          questions: [{ id: 'q', ask: 'Q?', type: 'text' }],
        },
      },
      cases: { c: twoWay },
      alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', survey: 's' } },
      starts: '2024-01-01 00:00',
      timeline: [
        { at: '2024-01-01 00:00', register: 'c' },
        ...(isStale
          ? [
              { at: '2024-01-01 00:01', platform: 'down' },
              { at: '2024-01-15 00:00:01', platform: 'up' },
            ]
          : []),
      ],
    });
    const [, ...reminders] = of('sent').map(({ at }) => clock(at));
    const last = entries.findLast(({ kind }) => kind === 'survey')!;
    const isOpen = last.state === 'opened' || last.state === 'answered';
    return shapedLike(wanted, {
      reminders,
      expires: iso(last.at).replace(':00Z', 'Z'),
      open: isOpen,
      closed: !isOpen,
      reminderSent: reminders.length > 0,
    });
  },

  fallback: (given: { default_sms_response: string }, wanted) => {
    const { of } = play({
      project: { default_reply: given.default_sms_response },
      cases: { c: twoWay },
      timeline: [{ at: AT, register: 'c' }, said('what?')],
    });
    const isFallback = of('inbound')[0]?.handled_by === 'default_reply';
    return shapedLike(wanted, { reply: of('sent')[0]?.text, eventSource: isFallback ? 'UNR' : 'KWD' });
  },
};

let rowsBefore: InboundRow['rows'] = [];

describe.each(Object.keys(players))('%s comes out of a scenario as in HQ', (kind) => {
  const ofKind = rows.filter((row) => row.kind === kind);

  test('and there are rows to show it', () => {
    expect(ofKind.length).toBeGreaterThan(0);
  });

  test.each(ofKind.map((row) => [row.id, row] as const))('%s', (_id, row) => {
    expect(players[kind]!(row.given as never, row.expect)).toEqual(row.expect);
  });
});

test('every kind of row is held here or by its leaf function, except the two that are for voice', () => {
  const leaves = readFileSync(new URL('contacts-leaves.test.ts', import.meta.url), 'utf8');
  const held = (kind: string): boolean => kind in players || leaves.includes(`\n  ${kind}: (`);
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  expect(kinds.filter((kind) => !held(kind)).sort()).toEqual(['extensive_search', 'suffix_lookup']);
});

interface ConflictRow {
  readonly case1: NumberedRow;
  readonly case2: NumberedRow;
  readonly then?: Readonly<Record<string, string>>;
}

interface NumberedRow {
  readonly domain?: string;
  readonly number: string;
  readonly verified: string;
}

interface InboundRow {
  readonly rows: readonly {
    readonly owner?: string;
    readonly domain?: string;
    readonly number?: string;
    readonly two_way: boolean;
  }[];
  readonly from?: string;
  readonly gateway?: { readonly domain?: string };
  readonly flags?: readonly string[];
  readonly runningSessionContact?: string;
}

interface RouteRow {
  readonly contact: { readonly type: string; readonly contact_backend_id?: string };
  readonly owned?: readonly string[];
  readonly domainMap: Readonly<Record<string, string>>;
}

interface QueueRow {
  readonly gateway?: string;
  readonly direction?: string;
  readonly optedOut?: boolean;
  readonly can_opt_in?: boolean;
  readonly messageAgeHours?: number;
  readonly extraSeconds?: number;
  readonly case?: string;
  readonly trial?: boolean;
  readonly sentSoFar?: number;
  readonly domainPrivilege?: string;
}

interface WindowRow {
  readonly allowedWindows: readonly { readonly start: string; readonly end: string }[];
  readonly projectTimeZone: string;
  readonly queuedAt: string;
}

interface ChatRow {
  readonly conversationMinutes: number;
  readonly lastInbound: string;
  readonly automatedSendAt?: string;
  readonly sendFromChatAt?: string;
}

interface StatusRow {
  readonly error: boolean;
  readonly system_error_message?: string;
  readonly processed?: boolean;
  readonly direction?: string;
  readonly workflow?: string;
}

interface EmailRow {
  readonly subject?: Json;
  readonly message?: Json;
  readonly trial?: boolean;
  readonly emailsSoFar?: number;
  readonly to?: string;
  readonly smtp?: string;
}

interface OptFlowRow {
  readonly gateway?: string;
  readonly number?: string;
  readonly texts?: readonly string[];
  readonly text?: string;
  readonly contact?: string;
  readonly blacklist?: { readonly can_opt_in: boolean };
}

interface KeywordRow {
  readonly text: string;
  readonly keywords?: readonly (string | { keyword: string; override_open_sessions?: boolean })[];
  readonly openSessions?: number;
}

interface SessionRow {
  readonly openSessions?: number;
  readonly text?: string;
  readonly reminder_intervals?: readonly number[];
  readonly expire_after?: number;
  readonly now?: string;
}

function yesNo(on: boolean): string {
  return on ? 'yes' : 'no';
}

/** Of all that is known, what the row speaks of. */
function shapedLike(wanted: Row, known: Row): Row {
  return Object.fromEntries(
    Object.keys(wanted).map((key) => {
      const [inner, value] = [wanted[key], known[key]];
      const isDeep = isRow(inner) && isRow(value);
      return [key, isDeep ? shapedLike(inner, value) : value];
    }),
  );
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const numbered = ({ number, verified }: NumberedRow): Json => ({
  type: 'c',
  contact_phone_number: number,
  contact_phone_number_is_verified: verified,
});

const entryRow = (entry: { twoWay: boolean; verified: boolean; pending: boolean; number: string }): Row => ({
  two_way: entry.twoWay,
  verified: entry.verified,
  pending: entry.pending,
  number: entry.number,
});

/** One message that has been queued and not processed. */
function aWaitingMessage(project: Json = {}, ignoreOptOut = false) {
  const { stage: state, entries } = stageAfter({
    project,
    cases: { c: oneWay },
    timeline: [{ at: AT, register: 'c' }],
  });
  const party = state.world.cases.get('c')!;
  const origin = originNow(state, 'system', 'row', party);
  const draft = { channel: 'sms' as const, origin, party, number: NUMBER, text: 'hello', because: {} };
  const message = state.outbox.add({ ...draft, ignoreOptOut }, state.world);
  return { stage: state, entries, message };
}

function optedOutRow({ can_opt_in: canOptIn = true }: QueueRow): Row {
  const optedOut = [{ number: NUMBER, can_opt_in: yesNo(canOptIn) }];
  const { stage: state, entries, message } = aWaitingMessage({ opted_out: optedOut }, true);
  return processMessage(state, message) ? { gatewayCalled: true } : { code: entries.at(-1)?.code };
}

/** The platform is down while the message waits. */
function heldRow({ messageAgeHours = 1, extraSeconds = 0, case: closed }: QueueRow): Row {
  const { of } = play({
    cases: { c: oneWay },
    timeline: [
      { at: AT, register: 'c' },
      { at: AT, platform: 'down' },
      { at: AT, send: { to: 'c', text: 'hello' } },
      ...(closed ? [{ at: AT, close: 'c' }] : []),
      { after: `${(messageAgeHours * MS_PER_HOUR) / MS_PER_SECOND + extraSeconds} seconds`, platform: 'up' },
    ],
  });
  const code = of('error')[0]?.code;
  if (closed) return { code, gatewayCalled: of('sent').length > 0 };
  return code === undefined ? { stale: false } : { code };
}

function trialRow(sentSoFar: number, wanted: Row): Row {
  const { of } = play({
    project: { trial: 'yes' },
    cases: { c: oneWay },
    timeline: [
      { at: AT, register: 'c' },
      ...Array.from({ length: sentSoFar + 1 }, () => ({ after: '1s', send: { to: 'c', text: 'hello' } })),
    ],
  });
  const sent = of('sent').length;
  return shapedLike(wanted, {
    code: of('error')[0]?.code,
    allowed: sent === sentSoFar + 1,
    counterAfter: sent,
  });
}

/** HQ's own way closes open surveys first, so two are opened by hand. */
function severalSessions(count: number, text: string): Row {
  const { stage: state, entries } = stageAfter({
    surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'text' }] } },
    cases: { c: twoWay },
    timeline: [{ at: AT, register: 'c' }],
  });
  const party = state.world.cases.get('c')!;
  const origin = originNow(state, 'system', 'row', party);
  const survey = state.world.plan.surveys.get('s')!;
  for (let each = 0; each < count; each += 1) {
    state.sessions.open({
      survey,
      party,
      record: party,
      origin,
      number: NUMBER,
      run: new QuestionRun(survey, 'en', { caseValue: () => '' }),
      channel: undefined,
      startedAt: state.world.now,
      expiresAt: state.world.now + MS_PER_HOUR,
      submitPartial: false,
      partialCaseUpdates: false,
      reminders: [],
    });
  }
  const entry = state.world.phones.of('c')[0]!;
  const handled = answerSurvey(state, { party, entry }, text) !== undefined;
  const reply = entries.findLast(({ kind }) => kind === 'queued')?.text;
  return {
    closed: count - state.sessions.openOf('c').length,
    replyId: reply === words('sms.survey.restart') ? 'sms.survey.restart' : reply,
    handled,
  };
}
