import type { Stage } from '../engine/stage.ts';
import type { StartRule } from '../model/alert.ts';
import type { DayNumber } from '../model/instant.ts';
import { startDateFrom } from '../schedule/start-date.ts';
import { visitStart } from '../schedule/visit-start.ts';
import { valuesOf } from '../world/lookup.ts';
import type { CaseRecord } from '../world/records.ts';

/** The start date a rule action chooses (spec/scheduling 5.3). */
export type ChosenStart =
  | { readonly kind: 'automatic' }
  | {
      readonly kind: 'day';
      readonly day: DayNumber;
      readonly from: string;
      readonly value?: string | undefined;
    }
  | {
      readonly kind: 'bad';
      readonly detail: { readonly property: string; readonly found: string | null; readonly wanted: string };
    };

export function chooseStart(stage: Stage, start: StartRule, record: CaseRecord): ChosenStart {
  const read = (property: string): string | undefined => {
    const values = valuesOf(stage.world, record, property);
    return values === 'missing parent' ? undefined : values[0];
  };
  switch (start.kind) {
    case 'automatic':
      return start;
    case 'date':
      return { kind: 'day', day: start.day, from: 'date' };
    case 'property':
      return fromProperty(start.property, read(start.property));
    case 'visit': {
      const visit = visitStart(start.visit, read);
      if ('day' in visit) return { kind: 'day', day: visit.day, from: 'visit schedule' };
      const found = read(start.visit.anchorProperty) ?? null;
      return { kind: 'bad', detail: { property: start.visit.anchorProperty, found, wanted: visit.problem } };
    }
  }
}

function fromProperty(property: string, text: string | undefined): ChosenStart {
  const day = text === undefined ? undefined : startDateFrom(text);
  if (day !== undefined) return { kind: 'day', day, from: `property ${property}`, value: text };
  return { kind: 'bad', detail: { property, found: text ?? null, wanted: 'a date that begins YYYY-MM-DD' } };
}
