/** What of an alert or a broadcast a run may exercise: itself, its events, languages and criteria. */
import type { Alert, Broadcast, Criterion } from '../core/model/alert.ts';
import type { Content } from '../core/model/content.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import { type Texts, UNTRANSLATED } from '../core/model/texts.ts';
import { describeWanted, subjectOf } from '../core/trigger/criteria.ts';
import type { Node } from '../scenario/node.ts';
import type { HitCount } from './hits.ts';
import type { CoverageItem } from './item.ts';
import { type Places, type Step, stepsTo } from './places.ts';

type Sender = Alert | Broadcast;

/** One alert or broadcast, what is known of it, and where it stands. */
interface Known {
  readonly sender: Sender;
  readonly count: HitCount;
  readonly places: Places;
  readonly steps: readonly Step[];
}

export function itemsOfSender(
  sender: Sender,
  count: HitCount,
  hitNames: readonly string[],
  places: Places,
  others: readonly string[],
): CoverageItem[] {
  const { key, kind } = sender;
  const steps = stepsTo(kind === 'alert' ? 'alerts' : 'broadcasts', key, others);
  const known = { sender, count, places, steps };
  return [
    {
      part: kind === 'alert' ? 'alerts' : 'broadcasts',
      name: key,
      source: places.find(...steps),
      hits: count('sent', key) || sentOf(sender, count),
      reached: reachedOf(sender, count, hitNames),
      cover: coverOf(sender, count),
    },
    ...eventItems(known),
    ...languageItems(known),
    ...(kind === 'alert' ? conditionItems(sender, known) : []),
  ];
}

/** Its events were sent so often together. */
const sentOf = ({ key, schedule }: Sender, count: HitCount): number =>
  schedule.events.reduce((sum, _event, index) => sum + count('sent', key, index), 0);

function reachedOf(sender: Sender, count: HitCount, hitNames: readonly string[]): string | undefined {
  const { key, active } = sender;
  const failed = count('failed', key);
  if (failed > 0) {
    const codes = hitNames.filter((name) => name.startsWith(`stopped\n${key}\n`));
    return `it ended in ${codes.map((name) => name.split('\n')[2]).join(', ')} ${times(failed)}`;
  }
  if (count('queued', key) > 0) return 'it fell due, and its message waits for a gateway at the end';
  if (count('started', key) > 0) return 'it started, and nothing of it was sent';
  if (!active) return 'it is off';
  const reasons = hitNames.filter((name) => name.startsWith(`skipped\n${key}\n`));
  return reasons.length > 0
    ? `it never started: ${reasons.map((name) => name.split('\n')[2]).join(', ')}`
    : undefined;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

function coverOf(sender: Sender, count: HitCount): string {
  const { key, kind } = sender;
  if (count('failed', key) > 0) return 'a recipient whom nothing stops: drysend why says what did';
  if (count('started', key) > 0) return 'a later end (ends), so that it falls due';
  if (kind === 'alert')
    return `a case of type ${sender.caseType} that is registered or updated so that its rule holds`;
  return sender.schedule.kind === 'timed'
    ? 'a story that lasts until its start date'
    : `a timeline entry: - {at: …, broadcast: ${key}}`;
}

/** One event is the alert itself. */
function eventItems({ sender, count, places, steps }: Known): CoverageItem[] {
  const { key, schedule } = sender;
  if (schedule.events.length < 2) return [];
  return schedule.events.map((_event, index): CoverageItem => {
    const due = count('due', key, index) > 0;
    return {
      part: 'events',
      name: `${key} event ${index}`,
      source: eventPlace(places, steps, index),
      hits: count('sent', key, index),
      reached: due ? 'it fell due, and was not sent' : undefined,
      cover: due
        ? 'a recipient whom nothing stops'
        : 'a contact with whom it falls due before the story ends',
    };
  });
}

/** Lists that hold one thing for each event. */
const eventLists = [
  ['custom_daily', 'events'],
  ['custom_immediate'],
  ['timed', 'events'],
  ['weekly', 'days'],
  ['monthly', 'days'],
] as const;

function eventPlace(places: Places, steps: readonly Step[], index: number): SourceLocation {
  const list = eventLists.find((path) => places.node(...steps, 'send', ...path)?.kind === 'list');
  return list ? places.find(...steps, 'send', ...list, index) : places.find(...steps, 'send');
}

/** The texts of each content, once: events may share them. */
function languageItems({ sender, count, places, steps }: Known): CoverageItem[] {
  const { key, schedule } = sender;
  const eventsByTexts = new Map<Texts, number[]>();
  for (const [index, { content }] of schedule.events.entries()) {
    const texts = textsOf(content);
    if (texts) eventsByTexts.set(texts, [...(eventsByTexts.get(texts) ?? []), index]);
  }
  return [...eventsByTexts].flatMap(([texts, events]) =>
    [...texts.keys()].flatMap((language): CoverageItem[] => {
      if (language === UNTRANSLATED) return [];
      const event = schedule.events.length > events.length ? ` event ${events[0]}` : '';
      return [
        {
          part: 'languages',
          name: `${key}${event} in ${language}`,
          source: textPlace(places, steps, events[0]!, language),
          hits: events.reduce((sum, index) => sum + count('language', key, index, language), 0),
          cover: `a contact with language_code ${language} who gets ${key}${event}`,
        },
      ];
    }),
  );
}

function textsOf(content: Content): Texts | undefined {
  if (content.kind === 'sms') return content.texts;
  if (content.kind !== 'email') return undefined;
  return [content.body, content.html, content.subject].find(({ size }) => size > 0);
}

function textPlace(places: Places, steps: readonly Step[], event: number, language: string): SourceLocation {
  const lists = eventLists.map((path) => [...steps, 'send', ...path, event]);
  const homes = [...lists, steps];
  const paths = homes.flatMap((home) => [
    [...home, 'sms', language],
    ...['body', 'html', 'subject'].map((part) => [...home, 'email', part, language]),
  ]);
  const path = paths.find((one) => places.node(...one));
  return path ? places.find(...path) : places.find(...steps);
}

/** A criterion has two outcomes. Of `any` only the whole is known. */
function conditionItems(alert: Alert, { count, places, steps }: Known): CoverageItem[] {
  const { key, rule } = alert;
  const { criteria, operator } = rule;
  const held = count('started', key) + count('skipped', key, 'bad_date');
  const heldItem = (name: string, source: SourceLocation, cover: string): CoverageItem => ({
    part: 'conditions',
    name: `${name} holds`,
    source,
    hits: held,
    cover,
  });
  if (operator === 'ANY') {
    const source = places.find(...steps, 'when');
    const failed = criteria.reduce(
      (sum, one) => sum + count('false', key, subjectOf(one), describeWanted(one)),
      0,
    );
    return [
      heldItem(`${key} any`, source, 'a case of which one criterion holds'),
      {
        part: 'conditions',
        name: `${key} any does not hold`,
        source,
        hits: failed,
        cover: `a case of type ${alert.caseType} of which no criterion holds`,
      },
    ];
  }
  const nodes = criterionPlaces(places, steps);
  return criteria.flatMap((criterion, index): CoverageItem[] => {
    const source = nodes[index] ?? places.find(...steps, 'when');
    const subject = subjectOf(criterion);
    const wanted = describeWanted(criterion);
    const name = `${key} ${subject}`;
    return [
      heldItem(name, source, `a case with ${subject} ${wanted}, and all other criteria true`),
      {
        part: 'conditions',
        name: `${name} does not hold`,
        source,
        hits: count('false', key, subject, wanted),
        reached: firstFailing(criterion, criteria, key, count),
        cover: `a case of type ${alert.caseType} with ${subject} not ${wanted}, and the criteria before it true`,
      },
    ];
  });
}

/** The journal names the first criterion that does not hold. */
function firstFailing(
  criterion: Criterion,
  criteria: readonly Criterion[],
  key: string,
  count: HitCount,
): string | undefined {
  const before = criteria.slice(0, criteria.indexOf(criterion));
  const stopped = before.find((one) => count('false', key, subjectOf(one), describeWanted(one)) > 0);
  return stopped && `only ${subjectOf(stopped)}, which stands before it, was seen not to hold`;
}

/** In the order of the criteria. */
function criterionPlaces(places: Places, steps: readonly Step[]): SourceLocation[] {
  const path = [...steps, 'when'];
  const node = places.node(...path);
  const all = places.node(...path, 'all');
  if (all?.kind === 'list')
    return all.items.flatMap((item, index) => placesOf(item, places, [...path, 'all', index]));
  return node ? placesOf(node, places, path) : [];
}

/** Each key of a map is a criterion, or has several. */
function placesOf(node: Node, places: Places, path: readonly Step[]): SourceLocation[] {
  if (node.kind !== 'map') return [];
  return [...node.entries].flatMap(([key, { value }]) => {
    const isSeveral = value.kind === 'map' && !['owner_location'].includes(key);
    return isSeveral
      ? [...value.entries.keys()].map((test) => places.find(...path, key, test))
      : [places.find(...path, key)];
  });
}
