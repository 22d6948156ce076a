/**
 * What the journal has recorded so far, worked out from its entries and the plan alone, without the engine. Its
 * memory is bounded by contacts, numbers and open messages.
 */

import type { RepeatedBlock } from '../../core/journal/repeated-block.ts';
import { OpenMessages } from '../../core/journal/totals.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Project } from '../../core/model/project.ts';
import { type Zone, zoneOfProject } from '../../core/time/zone.ts';

/** A message between its `queued` and its end. */
export interface OpenMessage {
  readonly index: number;
  readonly queuedAt: Instant;
  readonly channel: 'sms' | 'email';
  readonly project: string;
}

type SettingsAct = { readonly at: Instant; readonly project: Partial<Project> };

export class Scene {
  private readonly openMessages = new OpenMessages<OpenMessage>(({ messages, at }, place, index) => {
    const { queued } = messages.patterns[place]!;
    return { index, queuedAt: at, channel: queued.channel, project: this.projectNameOf(queued) };
  });
  /** Case → since when it is closed or deleted. */
  readonly closedAt = new Map<string, Instant>();
  /** Digits → since when they are opted out. */
  readonly optedOutAt = new Map<string, Instant>();
  private readonly plan: Plan;
  private project: Project;
  /** `settings` of the timeline that have not acted yet. */
  private readonly settings: SettingsAct[];
  /** Gateway → how long after the hand-over its answer comes, at most. */
  private readonly latencyMs = new Map<string, number>();

  constructor(plan: Plan) {
    this.plan = plan;
    this.project = plan.project;
    this.settings = plan.timeline.flatMap(({ at, act }) =>
      act.verb === 'settings' ? [{ at, project: act.project }] : [],
    );
    for (const project of [plan.project, ...plan.otherProjects.values()])
      this.optOutAll(project, plan.startsAt);
    const edits = plan.timeline.flatMap(({ act }) => (act.verb === 'gateway' ? [act.gateway] : []));
    for (const { name, latencyMs } of [...plan.gateways, ...edits]) {
      this.latencyMs.set(name, Math.max(latencyMs, this.latencyMs.get(name) ?? 0));
    }
  }

  /** The message of an id, while it is open. */
  openMessage(id: string): OpenMessage | undefined {
    return this.openMessages.get(id);
  }

  /** All that are open, by id. */
  allOpen(): Map<string, OpenMessage> {
    return this.openMessages.all();
  }

  /** Whether no message of a block of `queued` is open already. */
  hasNoneOf(block: RepeatedBlock): boolean {
    return this.openMessages.hasNoneOf(block);
  }

  /** Whether the messages of a block of `sent` are those that wait longest, and were queued at its instant. */
  areNext(block: RepeatedBlock): boolean {
    return this.openMessages.areNext(block);
  }

  /** Takes a block in; `index` is its first entry's place in the journal. */
  repeat(block: RepeatedBlock, index: number): void {
    if (block.kind === 'sent') return this.openMessages.end(block);
    this.openMessages.begin(block, index);
  }

  /** Takes the entry in. */
  pass(entry: Entry, index: number): void {
    const { at, kind, id, number } = entry;
    switch (kind) {
      case 'queued':
        if (id !== undefined) {
          this.openMessages.set(id, {
            index,
            queuedAt: at,
            channel: entry.channel ?? 'sms',
            project: this.projectNameOf(entry),
          });
        }
        return;
      case 'sent':
      case 'error':
        if (id !== undefined) this.openMessages.delete(id);
        return;
      case 'closed':
      case 'deleted':
        this.closedAt.set(entry.case!, at);
        return;
      case 'reopened':
        this.closedAt.delete(entry.case!);
        return;
      case 'registered':
        if (this.plan.cases.get(entry.case!)?.closed) this.closedAt.set(entry.case!, at);
        else this.closedAt.delete(entry.case!);
        return;
      case 'opt':
        if (entry.direction === 'out') this.optedOutAt.set(number!, at);
        else this.optedOutAt.delete(number!);
        return;
      case 'setting':
        if (entry.what === 'project') this.changeSettings(at);
    }
  }

  /** The settings in force for a message's project. */
  projectNamed(name: string): Project {
    return this.plan.otherProjects.get(name) ?? this.project;
  }

  zoneOf(project: Project): Zone {
    return zoneOfProject(project);
  }

  get hasOneProject(): boolean {
    return this.plan.otherProjects.size === 0;
  }

  /** Things of another project are named `project/key`. */
  projectNameOf({ case: record, to }: Entry): string {
    if (this.hasOneProject) return this.plan.project.name;
    const key = record ?? to ?? '';
    const slash = key.indexOf('/');
    const name = slash < 0 ? '' : key.slice(0, slash);
    return this.plan.otherProjects.has(name) ? name : this.plan.project.name;
  }

  /** When the message was handed over: `at` is when the gateway answered. */
  handedOverAt({ at, via }: Entry): Instant {
    return at - (this.latencyMs.get(via ?? '') ?? 0);
  }

  /** The next `settings` of the timeline has acted, and any before it that changed nothing. */
  private changeSettings(at: Instant): void {
    while (this.settings.length > 0 && this.settings[0]!.at <= at) {
      const { at: actedAt, project } = this.settings.shift()!;
      this.project = { ...this.project, ...project };
      this.optOutAll(project, at);
      if (actedAt === at) return;
    }
  }

  private optOutAll({ optedOut = [] }: Partial<Project>, at: Instant): void {
    for (const { number } of optedOut) this.optedOutAt.set(number, at);
  }
}
