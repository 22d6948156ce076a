/** The pinned zone table as a luxon zone, so that what people read agrees with what the engine computed. */
import { FixedOffsetZone, Zone as LuxonZone, type ZoneOffsetFormat, type ZoneOffsetOptions } from 'luxon';
import { offsetSeconds, type Zone } from '../../src/core/time/zone.ts';

/** Give it to luxon wherever a zone is asked for; Intl's own, older rules are then never consulted. */
export class TableZone extends LuxonZone {
  readonly #zone: Zone;

  constructor(zone: Zone) {
    super();
    this.#zone = zone;
  }

  override get type(): string {
    return 'table';
  }

  override get name(): string {
    return this.#zone.name;
  }

  override get isUniversal(): boolean {
    return this.#zone.offsets.length === 1;
  }

  override get isValid(): boolean {
    return true;
  }

  /** The table keeps offsets, not abbreviations: `UTC+05:30`. */
  override offsetName(at: number, _options: ZoneOffsetOptions): string {
    return `UTC${this.formatOffset(at, 'short')}`;
  }

  override formatOffset(at: number, format: ZoneOffsetFormat): string {
    return FixedOffsetZone.instance(this.offset(at)).formatOffset(at, format);
  }

  /** Minutes east of Greenwich. */
  override offset(at: number): number {
    return offsetSeconds(this.#zone, at) / 60;
  }

  override equals(other: LuxonZone): boolean {
    return other instanceof TableZone && other.name === this.name;
  }
}
