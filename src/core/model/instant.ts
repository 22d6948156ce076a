/** A moment on the virtual timeline: whole milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** A calendar day without a zone: whole days since 1970-01-01. */
export type DayNumber = number;

/** A time of day without a zone: seconds since midnight; a fraction is a fraction of a second. */
export type SecondOfDay = number;

/** Monday is 0 and Sunday is 6, as in CommCare HQ. */
export type WeekDay = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const MS_PER_SECOND = 1000;
export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;
