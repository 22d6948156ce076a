/**
 * What an import says, by what the scenario does with it. An odd date that starts or ends something is an error, one
 * that only texts show a warning, and a column that nothing reads takes one line. A column that seems to hold the
 * numbers is an error where no row has any.
 */
import { dateUseOf } from '../core/contact/date-use.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import type { WarningCode } from '../core/model/warning-codes.ts';
import { grouped } from '../core/text/grouped.ts';
import { NOTICES_PER_CODE_MAX } from '../imports/limits.ts';

type WithoutNotices = Omit<Plan, 'notices'>;

export const importNotices = (notices: readonly Notice[], plan: WithoutNotices): readonly Notice[] =>
  withNeeds(withDateUse(notices, plan), plan);

const dateCodes: ReadonlySet<string> = new Set<WarningCode>([
  'IMPORT_DATE_FORMAT',
  'IMPORT_DATE_SERIAL',
  'IMPORT_DATE_IMPOSSIBLE',
]);

function withDateUse(notices: readonly Notice[], plan: WithoutNotices): readonly Notice[] {
  const unread = new Map<string, { readonly first: Notice; count: number }>();
  const others = notices.flatMap((notice): Notice[] => {
    const { code, about } = notice;
    const { column } = about;
    const isOfDate = dateCodes.has(code) || (code === 'IMPORT_AND_MORE' && dateCodes.has(about.code ?? ''));
    if (!isOfDate || column === undefined) return [notice];
    const use = dateUseOf(plan, column);
    if (use === 'counts') return [notice];
    if (use === 'shows') return [shownOnly(notice)];
    const key = `${about.file} ${column}`;
    const before = unread.get(key) ?? { first: notice, count: 0 };
    unread.set(key, { ...before, count: before.count + countOf(notice) });
    return [];
  });
  return [...others, ...[...unread.values()].map(({ first, count }) => unreadNotice(first, count))];
}

/** `IMPORT_AND_MORE` counts all rows, of which the listed ones stand before it. */
const countOf = ({ code, about }: Notice): number =>
  code === 'IMPORT_AND_MORE' ? Number(about.count) - NOTICES_PER_CODE_MAX : 1;

function shownOnly(notice: Notice): Notice {
  const code = 'IMPORT_DATE_IN_TEXT';
  const { message, about } = notice;
  const asText = message.replace(/no reminder starts from it, .*$/, 'texts show it as it is');
  return notice.code === 'IMPORT_AND_MORE'
    ? { ...notice, message: message.replace(about.code ?? '', code), about: { ...about, code } }
    : { ...notice, code, message: asText };
}

function unreadNotice({ about, source }: Notice, count: number): Notice {
  const { file = '', column = '' } = about;
  return {
    code: 'IMPORT_DATE_UNREAD',
    message: `${file}: ${column} has ${grouped(count)} ${count === 1 ? 'date' : 'dates'} that HQ does not read; no alert, rule or text of the scenario reads ${column}`,
    hint: 'nothing needs mending, unless an alert is to start from it',
    about: { file, column, count: String(count) },
    ...(source && { source }),
  };
}

/** What each channel sends to. */
const neededBy = {
  sms: 'contact_phone_number',
  survey: 'contact_phone_number',
  email: 'commcare_email_address',
};

function withNeeds(notices: readonly Notice[], { alerts, cases }: WithoutNotices): readonly Notice[] {
  if (!notices.some(({ code }) => code === 'IMPORT_COLUMN_NAME')) return notices;
  const kinds = new Set(alerts.flatMap(({ schedule }) => schedule.events.map(({ content }) => content.kind)));
  const missing = new Set(
    Object.entries(neededBy).flatMap(([kind, property]) =>
      kinds.has(kind as keyof typeof neededBy) && !hasSome(cases, property) ? [property] : [],
    ),
  );
  return notices.map((notice): Notice => {
    const { column = '', meant = '', file = '' } = notice.about;
    if (notice.code !== 'IMPORT_COLUMN_NAME' || !missing.has(meant)) return notice;
    const ends = meant === neededBy.email ? 'NO_EMAIL_ADDRESS' : 'NO_PHONE_NUMBER';
    return {
      ...notice,
      code: 'IMPORT_COLUMN_NEEDED',
      message: `${file} row 1: ${column}: no row has ${meant}, and this column seems to be it: every message ends in ${ends}`,
    };
  });
}

function hasSome(cases: Plan['cases'], property: string): boolean {
  for (const { properties } of cases.values()) if ((properties.get(property) ?? '') !== '') return true;
  return false;
}
