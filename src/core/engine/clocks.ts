import { dayOf, isWithinHours } from '../dispatch/holds.ts';
import { isNight, nightOf } from '../dispatch/reader-warnings.ts';
import type { DayNumber, Instant } from '../model/instant.ts';
import type { RepeatedSend } from '../state/instances.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { toLocal, type Zone } from '../time/zone.ts';
import { noteZonesDiffer } from './handle-due.ts';

/** What clocks show at one instant, by zone: looked up once for all contacts in a zone. */
export class Clocks {
  private readonly nights = new Map<Zone, boolean>();
  private readonly days = new Map<string, DayNumber>();
  private readonly open = new Map<string, boolean>();
  private at: Instant = Number.NaN;
  private worldVersion = -1;
  private readonly compared = new Set<Zone>();
  private comparedAt: Instant = Number.NaN;

  isNight({ world }: SimulationState, { readerZone, message }: RepeatedSend): boolean {
    this.begin(world.now, world.version);
    const known = this.nights.get(readerZone);
    if (known !== undefined) return known;
    const { party } = message;
    const night = nightOf(world.projectNamed(party.project));
    const isNow = night !== undefined && isNight(night, toLocal(readerZone, world.now).second);
    // Another project may have another night: only the own one's is remembered.
    if (party.project === world.project.name) this.nights.set(readerZone, isNow);
    return isNow;
  }

  /** Whether a project sends at this hour. */
  isWithinHours(world: World, project: string): boolean {
    this.begin(world.now, world.version);
    const known = this.open.get(project);
    if (known !== undefined) return known;
    const isOpen = isWithinHours(world, project);
    this.open.set(project, isOpen);
    return isOpen;
  }

  /** The day of a project. */
  day(world: World, project: string): DayNumber {
    this.begin(world.now, world.version);
    const known = this.days.get(project);
    if (known !== undefined) return known;
    const day = dayOf(world, project);
    this.days.set(project, day);
    return day;
  }

  noteZonesDiffer({ world }: SimulationState, zone: Zone, due: Instant): void {
    if (due !== this.comparedAt) {
      this.comparedAt = due;
      this.compared.clear();
    }
    if (this.compared.has(zone)) return;
    this.compared.add(zone);
    noteZonesDiffer(world, zone, due);
  }

  private begin(now: Instant, worldVersion: number): void {
    if (now === this.at && worldVersion === this.worldVersion) return;
    this.at = now;
    this.worldVersion = worldVersion;
    this.nights.clear();
    this.days.clear();
    this.open.clear();
  }
}
