/**
 * Cases to which the same happens but for the words: of equal values in all that decides, with numbers that are treated
 * alike, and texts that take as much room. A few of each group are rehearsed, and stand for the others.
 */

import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { hasPlainCharacters } from '../adapters/fake/fake-gateway-state.ts';
import { normalizeNumber } from '../core/contact/number.ts';
import { partsOf } from '../core/dispatch/settle.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Gateway } from '../core/model/gateway.ts';
import { areOnDisk, isOnDisk, type JoinedCases } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import { chooseText } from '../core/render/language.ts';
import { cleanText } from '../core/render/segments.ts';
import { renderTemplate } from '../core/render/template.ts';
import { fittingPrefixes } from '../core/route/choose-gateway.ts';
import { strip } from '../core/text/python-text.ts';
import type { AlikeStory } from './alike-story.ts';
import { groupSizes } from './cut.ts';
import { isCaseName } from './own-words.ts';
import type { CaseGroups } from './shared-state.ts';

const PHONE = 'contact_phone_number';
const ASCII_DIGITS = /^[0-9]+$/;
/** Of numbers of North America the first seven digits tell what is in the United States, others by three. */
const HEAD_OF_NORTH_AMERICA = 7;
const HEAD = 3;
const SEPARATOR = '\u0000';

/** Cases to which the same happens. */
export interface AlikeGroup {
  /** How many there are. */
  size: number;
  /** What the first of them gets. */
  readonly texts: OwnTexts;
  /** The first of them, with their places in the file. */
  readonly first: { readonly place: number; readonly seed: CaseSeed }[];
}

/** What a case gets: each text of its alerts in its language, as it is sent; undefined: nothing is sent of it. */
export type OwnTexts = readonly (string | undefined)[];

export interface AlikeCase {
  readonly group: AlikeGroup;
  readonly texts: OwnTexts;
}

/** As many as a calendar shows. */
const FIRST_MAX = 3;

export class AlikeCases {
  private readonly plan: Plan;
  private readonly story: AlikeStory;
  private readonly state: CaseGroups;
  private readonly sizes: Uint32Array;
  /** By place of the case, or key: which entry of the timeline registers it. */
  private readonly registered = new Map<string, number>();
  private readonly onDisk: { first: number; end: number; place: number } | undefined;
  /** Cases that the timeline does more with than to register them. */
  private readonly special = new Set<string>();
  private readonly groups = new Map<string, AlikeGroup>();
  private readonly templates = new Map<string, readonly string[]>();
  private readonly decisive = new Map<string, boolean>();
  private readonly gateways: ReadonlyMap<string, readonly Gateway[]>;

  /** `state` is that of the sends alone. */
  constructor(plan: Plan, story: AlikeStory, state: CaseGroups) {
    this.plan = plan;
    this.story = story;
    this.state = state;
    this.sizes = groupSizes(plan, state);
    this.gateways = byName(plan.gateways);
    for (const [place, { act }] of plan.timeline.entries()) {
      if (act.verb === 'register' && areOnDisk(act.keys)) this.onDisk = placesOnDisk(plan, place);
      else if (act.verb === 'register') for (const key of act.keys) this.register(key, place);
      else if (act.verb === 'update') for (const { key } of act.changes) this.special.add(key);
      else if ('keys' in act) for (const key of act.keys) this.special.add(key);
    }
  }

  /** The group that a case belongs to from now on, with what it gets; undefined: it is like no other. `place` is its own in the file. */
  add(place: number, seed: CaseSeed): AlikeCase | undefined {
    if (seed.parents.length > 0 || this.special.has(seed.key)) return undefined;
    if (this.sizes[this.state.groupOfCase(seed.key)] !== 1) return undefined;
    const number = this.numberKey(seed);
    if (number === undefined) return undefined;
    const texts: (string | undefined)[] = [];
    const parts = [this.registrationOf(place, seed.key), seed.project, seed.type, seed.owner, seed.closed];
    parts.push(seed.lastModifiedBy, number);
    for (const [name, value] of seed.properties)
      if (name !== PHONE && this.isDecisive(name)) parts.push(name, value);
    for (const template of this.templatesOf(seed)) {
      const { sent, shape } = this.textOf(template, seed);
      // Two texts that are the same are so for the whole group.
      parts.push(shape, texts.indexOf(sent));
      texts.push(sent);
    }
    const key = parts.join(SEPARATOR);
    const group = this.groups.get(key) ?? { size: 0, texts, first: [] };
    if (group.size === 0) this.groups.set(key, group);
    if (group.size < FIRST_MAX) group.first.push({ place, seed });
    group.size += 1;
    return { group, texts };
  }

  private register(key: string, place: number): void {
    if (this.registered.has(key)) this.special.add(key);
    this.registered.set(key, place);
  }

  private registrationOf(place: number, key: string): number {
    const { onDisk } = this;
    if (onDisk && place >= onDisk.first && place < onDisk.end) return onDisk.place;
    return this.registered.get(key) ?? -1;
  }

  private isDecisive(name: string): boolean {
    const known = this.decisive.get(name);
    if (known !== undefined) return known;
    const decides = this.story.decides(name);
    this.decisive.set(name, decides);
    return decides;
  }

  /** The texts of the alerts on its type that it may get, by the language it has. */
  private templatesOf({ type, properties }: CaseSeed): readonly string[] {
    const contact = properties.get('language_code');
    const key = `${type}${SEPARATOR}${contact ?? SEPARATOR}`;
    const known = this.templates.get(key);
    if (known) return known;
    const { alerts, project } = this.plan;
    const chosen = new Set<string>();
    for (const { caseType, schedule, defaultLanguage } of alerts)
      for (const { content } of caseType === type ? schedule.events : [])
        if (content.kind === 'sms') {
          const languages = { contact, schedule: defaultLanguage, project: project.languages[0]! };
          const text = chooseText(content.texts, languages, project.languageFallback)?.text;
          if (text !== undefined) chosen.add(text);
        }
    const templates = [...chosen];
    this.templates.set(key, templates);
    return templates;
  }

  /** A template filled in, and how much room it takes: texts of one shape are sent, and fail, alike. */
  private textOf(
    template: string,
    { name, properties }: CaseSeed,
  ): { sent: string | undefined; shape: string } {
    const own = { get: (property: string) => (isCaseName(property) ? name : properties.get(property)) };
    const rendered = renderTemplate(template, { case: own }, this.plan.project.hq);
    if ('problem' in rendered) return { sent: undefined, shape: rendered.problem };
    if (rendered.text === '') return { sent: undefined, shape: '' };
    const sent = cleanText(rendered.text);
    const { segments, hq_parts, encoding } = partsOf(sent);
    const shape = `${encoding} ${segments} ${hq_parts}`;
    return { sent, shape: this.isPlain(sent) ? shape : `${shape} ${sent}` };
  }

  /** Whether no gateway there is reads anything into the words. */
  private isPlain(text: string): boolean {
    for (const { type, maxLength = Number.POSITIVE_INFINITY } of this.plan.gateways) {
      const kind = gatewayCatalogue.get(type);
      if (kind?.channel !== 'sms') continue;
      if (text.length > Math.min(kind.plainTextMax, maxLength)) return false;
    }
    return hasPlainCharacters(text);
  }

  /** What of its number decides; undefined: it may be that the number is treated as no other. */
  private numberKey({ properties }: CaseSeed): string | undefined {
    const { project, routing } = this.plan;
    const raw = properties.get(PHONE);
    const { normalized, valid, entry, sendable, canBeTwoWay } = normalizeNumber(raw, project.hq);
    if (normalized === null) return 'none';
    if (!valid || !sendable) return `${valid} ${entry} ${canBeTwoWay} ${sendable}`;
    if (!ASCII_DIGITS.test(normalized)) return undefined;
    const prefixes = [
      ...fittingPrefixes(normalized, routing.project),
      SEPARATOR,
      ...fittingPrefixes(normalized, routing.global),
    ];
    const own = strip(properties.get('contact_backend_id') ?? '');
    for (const name of [
      own,
      ...prefixes.flatMap((prefix) => [routing.project.get(prefix), routing.global.get(prefix)]),
    ])
      for (const gateway of this.gateways.get(name ?? '') ?? [])
        if (!takesAlike(gateway, `+${normalized}`)) return undefined;
    if (project.optedOut.some(({ number }) => number === normalized)) return undefined;
    const head = normalized.slice(0, normalized.startsWith('1') ? HEAD_OF_NORTH_AMERICA : HEAD);
    return [normalized.length, head, entry, canBeTwoWay, ...prefixes].join(' ');
  }
}

function byName(gateways: readonly Gateway[]): ReadonlyMap<string, readonly Gateway[]> {
  const named = new Map<string, Gateway[]>();
  for (const gateway of gateways) named.set(gateway.name, [...(named.get(gateway.name) ?? []), gateway]);
  return named;
}

function placesOnDisk(
  { cases }: Plan,
  place: number,
): { first: number; end: number; place: number } | undefined {
  if (!isOnDisk(cases)) return undefined;
  const { firstOnDisk, sizeOnDisk } = cases as JoinedCases;
  return { first: firstOnDisk, end: firstOnDisk + sizeOnDisk, place };
}

/** Whether the gateway answers whatever is sent to the number as it answers others. */
function takesAlike(
  { type, numbers, rejects, carrierOptOut, receipts, options, failNext, faults, ratePerMinute }: Gateway,
  to: string,
): boolean {
  if (rejects.length > 0 || carrierOptOut || receipts !== undefined) return false;
  if (failNext > 0 || faults.length > 0 || ratePerMinute !== undefined) return false;
  if (gatewayCatalogue.get(type)?.alikeNumbers?.test(to) !== true) return false;
  return (
    !numbers.some((number) => `+${number.replace(/^\+/, '')}` === to) && ![...options.values()].includes(to)
  );
}
