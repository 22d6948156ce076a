/** Rows that no expectation claims, and how to claim them. */

import type { SourceLocation } from '../core/model/expectation.ts';
import type { Verdict } from '../core/model/run.ts';
import { wallText } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';
import type { Row } from './rows.ts';
import { quoted } from './words.ts';

/** Told one by one; the rest are counted. */
const TOLD_MAX = 100;

/** A verdict for each row, or for the first of very many. */
export function unexpectedVerdicts(
  rows: readonly Row[],
  source: SourceLocation,
  projectZone: Zone,
): Verdict[] {
  const verdicts = rows.slice(0, TOLD_MAX).map((row) => unexpected(row, source, projectZone));
  const more = rows.length - verdicts.length;
  if (more > 0) {
    verdicts.push({
      kept: false,
      kind: 'unexpected',
      title: `${more} more unexpected messages and errors`,
      lines: ['others: allowed   lets a file send what it does not promise'],
      source,
      entries: [],
    });
  }
  return verdicts;
}

function unexpected(row: Row, source: SourceLocation, zone: Zone): Verdict {
  const { kind, entry } = row;
  const at = wallText(zone, entry.at);
  const code = entry.code === undefined ? '' : ` ${entry.code}`;
  return {
    kept: false,
    kind: 'unexpected',
    title: `unexpected ${kind}${code} ${whoText(row)} at ${at} ${zone.name}`,
    lines: [...saidLines(row), `claim it  ${hint(row, at)}`],
    source,
    entries: [row.index],
  };
}

function whoText({ to, entry }: Row): string {
  return to === undefined ? `for case ${entry.case ?? '(none)'}` : `to ${to}`;
}

function saidLines({ kind, entry }: Row): string[] {
  const { via, language, subject, text, detail } = entry;
  const said = [
    via === undefined ? undefined : `via ${via}`,
    language === undefined ? undefined : `in ${language}`,
    subject === undefined ? undefined : `subject ${quoted(subject)}`,
    text === undefined ? undefined : `says ${quoted(text)}`,
    typeof detail === 'string' ? `(${detail})` : undefined,
  ].filter((part) => part !== undefined);
  // An error's message went nowhere.
  const label = kind === 'error' ? 'message   ' : 'it goes   ';
  return said.length === 0 ? [] : [label + said.join(' ')];
}

/** The line of YAML that would claim the row. */
function hint({ kind, entry, to }: Row, at: string): string {
  const fields = [
    entry.code === undefined ? undefined : `code: ${scalar(entry.code)}`,
    to === undefined ? undefined : `to: ${scalar(to)}`,
    to === undefined && entry.case !== undefined ? `case: ${scalar(entry.case)}` : undefined,
    `at: ${at}`,
    entry.via === undefined ? undefined : `via: ${scalar(entry.via)}`,
  ];
  return `- ${kind}: {${fields.filter((field) => field !== undefined).join(', ')}}`;
}

const scalar = (text: string): string => (/^[\w.-]+$/.test(text) ? text : JSON.stringify(text));
