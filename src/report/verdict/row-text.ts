/** Rows of the journal in one line, and the line of YAML that would claim one. */
import type { Instant } from '../../core/model/instant.ts';
import type { ClaimAll, JournalRow } from '../../core/model/verdict.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import { quoted } from '../../expect/describe.ts';
import type { People } from '../people.ts';
import { type EvidenceLine, labelled } from './evidence-line.ts';

/** `2026-03-10 09:00 Asia/Kolkata` */
export const timeText = (zone: Zone, at: Instant): string => `${wallText(zone, at)} ${zone.name}`;

/** `2026-03-10 09:00 Asia/Kolkata via TWILIO_IN "Asha, your visit…"` */
export function rowText({ kind, entry, to }: JournalRow, projectZone: Zone, people: People): string {
  const parts = [timeText(projectZone, entry.at)];
  if (kind !== 'sms') parts.push(kind);
  if (entry.code !== undefined) parts.push(entry.code);
  if (kind === 'inbound')
    parts.push(`from ${to === undefined ? (entry.number ?? 'somebody') : people.label(to)}`);
  if (entry.via !== undefined) parts.push(`via ${entry.via}`);
  if (entry.subject !== undefined) parts.push(quoted(entry.subject));
  if (entry.text !== undefined) parts.push(quoted(entry.text));
  if (kind === 'warning' && entry.message !== undefined) parts.push(quoted(entry.message));
  return parts.join(' ');
}

/** What an unexpected row says and where it goes; none when it says nothing. */
export function contentLines({ kind, entry }: JournalRow): EvidenceLine[] {
  const { via, language, subject, text, detail } = entry;
  const parts = [
    via === undefined ? undefined : `via ${via}`,
    language === undefined ? undefined : `in ${language}`,
    subject === undefined ? undefined : `subject ${quoted(subject)}`,
    text === undefined ? undefined : `says ${quoted(text)}`,
    typeof detail === 'string' ? `(${detail})` : undefined,
  ].filter((part) => part !== undefined);
  // An error's message went nowhere.
  const label = kind === 'error' ? 'message' : 'it goes';
  return parts.length === 0 ? [] : [labelled(label, parts.join(' '))];
}

/** The line of YAML that would claim the row. */
export function claimText({ kind, entry, to }: JournalRow, zone: Zone): string {
  const fields = [
    entry.code === undefined ? undefined : `code: ${scalar(entry.code)}`,
    to === undefined ? undefined : `to: ${scalar(to)}`,
    to === undefined && entry.case !== undefined ? `case: ${scalar(entry.case)}` : undefined,
    `at: ${wallText(zone, entry.at)}`,
    entry.via === undefined ? undefined : `via: ${scalar(entry.via)}`,
  ];
  return `- ${kind}: {${fields.filter((field) => field !== undefined).join(', ')}}`;
}

/** The line of YAML that would claim all rows of the same cause. */
export function claimAllText({ each }: ClaimAll): string {
  const fields = Object.entries(each).map(([name, value]) => `${name}: ${scalar(value)}`);
  return `- each: {${fields.join(', ')}}`;
}

const scalar = (text: string): string => (/^[\w.-]+$/.test(text) ? text : JSON.stringify(text));
