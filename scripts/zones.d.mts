/** The text of src/core/time/generated/zone-table.ts. */
export function zoneTable(): string;
