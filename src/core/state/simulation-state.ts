import type { UpdateRule } from '../model/update-rule.ts';
import type { DailyCounts } from './daily-counts.ts';
import type { AlertSource, Instances } from './instances.ts';
import type { Outbox } from './outbox.ts';
import type { Receipts } from './receipts.ts';
import type { RecentTexts } from './recent-texts.ts';
import type { SurveySessions } from './survey-sessions.ts';
import type { World } from './world.ts';

/** The world, and all that is under way on it. */
export interface SimulationState {
  readonly world: World;
  /** Alerts, then broadcasts, in file order. */
  readonly sources: AlertSource[];
  /** Rules that change cases, by key in file order, as they stand now. */
  readonly updateRules: Map<string, UpdateRule>;
  readonly instances: Instances;
  readonly outbox: Outbox;
  readonly dailyCounts: DailyCounts;
  readonly receipts: Receipts;
  readonly sessions: SurveySessions;
  readonly recentTexts: RecentTexts;
  /** Draws of random windows handed in by the scenario, and how many are used up. */
  readonly randomMinutes: { readonly draws: readonly number[] | undefined; used: number };
}
