/** What `drysend hq` prints: which CommCare HQ is followed, and the releases drysend itself is built with. */
import {
  HQ_AS_OF,
  HQ_DJANGO,
  HQ_FOLLOWED,
  HQ_UNICODE,
  hqPins,
  hqTexts,
  hqVaries,
} from '../core/model/hq-followed.ts';
import { UNICODE_VERSION } from '../core/text/generated/text-tables.ts';
import { HQ_TZ_RELEASE } from '../core/time/generated/hq-zone-table.ts';
import { TZ_RELEASE } from '../core/time/generated/zone-table.ts';
import { padEnd, wrap } from '../report/text/terminal-text.ts';

/** As data, for `--json`. */
export function hqFacts() {
  return {
    follows: HQ_FOLLOWED,
    as_of: HQ_AS_OF,
    zones: { hq: HQ_TZ_RELEASE, drysend: TZ_RELEASE },
    unicode: { hq: HQ_UNICODE, drysend: UNICODE_VERSION },
    django: HQ_DJANGO,
    pins: Object.fromEntries(hqPins),
    texts: hqTexts.map(([part, newest, older]) => ({ part, newest, older })),
    varies: hqVaries.map(([thing, how]) => ({ thing, how })),
  };
}

/** For a terminal of so many columns. */
export function hqText(columns: number): string {
  return [
    'Which CommCare HQ drysend follows',
    '',
    ...wrap(`${HQ_FOLLOWED}.`, columns - 2).map((line) => `  ${line}`),
    '',
    'Releases',
    '',
    ...table(
      [
        [
          'time zones',
          `HQ ${HQ_TZ_RELEASE}, drysend ${TZ_RELEASE} (project: {hq: {zones: ${HQ_TZ_RELEASE}}} uses HQ's)`,
        ],
        ['Unicode', `HQ ${HQ_UNICODE}, drysend ${UNICODE_VERSION}`],
        ...hqPins,
      ],
      columns,
    ),
    '',
    'Dates of the texts',
    '',
    ...table(
      hqTexts.map(([part, newest, older]) => [
        part,
        older === '–' || older === '' ? newest : `${newest}; older: ${older}`,
      ]),
      columns,
    ),
    '',
    'What is known to vary',
    '',
    ...table(hqVaries, columns),
    '',
    'The whole: docs/hq/README.md',
    '',
  ].join('\n');
}

/** Two columns; both wrap. */
function table(rows: readonly (readonly [string, string])[], columns: number): string[] {
  const left = Math.min(30, Math.max(...rows.map(([name]) => name.length)));
  const right = Math.max(20, columns - left - 4);
  return rows.flatMap(([name, text]) => {
    const names = wrap(name, left);
    const texts = wrap(text, right);
    return Array.from({ length: Math.max(names.length, texts.length) }, (_, line) =>
      `  ${padEnd(names[line] ?? '', left)}  ${texts[line] ?? ''}`.trimEnd(),
    );
  });
}
