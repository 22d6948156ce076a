/** The text of src/core/time/generated/zone-table.ts. */
export function zoneTable(): string;

/** The text of src/core/time/generated/hq-zone-table.ts. */
export function hqZoneTable(): string;
