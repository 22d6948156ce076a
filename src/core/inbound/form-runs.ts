/** Forms under way: what they were read from decides who plays them. */
import { draw } from '../chance.ts';
import { valuesOf } from '../contact/lookup.ts';
import { QuestionRun } from '../form/question-run.ts';
import type { FormRun } from '../model/form-run.ts';
import type { User } from '../model/people.ts';
import type { Survey } from '../model/survey.ts';
import type { CaseRecord, Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { FormPlay } from '../xform/form-play.ts';
import type { FormCase, FormContext } from '../xform/scope.ts';

const DRAWS = 2 ** 32;

/** Opens a form for somebody, about a case or none. */
export function openRun(
  state: SimulationState,
  survey: Survey,
  party: Party,
  record: CaseRecord | undefined,
  language: string,
): FormRun {
  const { world } = state;
  if (survey.form) return new FormPlay(survey.form, language, contextOf(world, survey, party, record));
  const caseValue = (property: string): string => {
    const values = record && !record.deleted ? valuesOf(world, record, property) : [];
    return (typeof values === 'string' ? undefined : values[0]) ?? '';
  };
  return new QuestionRun(survey, language, { caseValue });
}

/** What an XForm may ask: HQ opens it with the contact as its user. */
function contextOf(world: World, survey: Survey, party: Party, record: CaseRecord | undefined): FormContext {
  const key = `xform ${survey.key} ${party.key} ${world.now}`;
  let drawn = 0;
  return {
    now: () => world.now,
    random() {
      drawn += 1;
      return draw(world.plan.seed, `${key} ${drawn}`, DRAWS) / DRAWS;
    },
    caseId: record?.caseId,
    caseWithId: (caseId) => caseNamed(world, record, caseId),
    user: {
      id: party.kind === 'case' ? party.caseId : party.key,
      name: party.kind === 'case' ? party.name : party.key,
      data: party.kind === 'user' ? dataOf(party.user) : new Map(),
    },
  };
}

/** A list is one text, its values between blanks. */
const dataOf = ({ data }: User): ReadonlyMap<string, string> =>
  new Map([...data].map(([name, values]) => [name, values.join(' ')]));

/** The form's own case is found without a search. */
function caseNamed(world: World, record: CaseRecord | undefined, caseId: string): FormCase | undefined {
  const found = record?.caseId === caseId ? record : world.caseWithId(caseId);
  if (!found || found.deleted) return undefined;
  const indices = found.parents.flatMap(({ identifier, case: key }) => {
    const parent = world.cases.get(key);
    return parent ? [[identifier, parent.caseId] as const] : [];
  });
  return {
    caseId,
    type: found.type,
    name: found.name,
    ownerId: found.owner ?? '',
    isClosed: found.closed,
    properties: new Map(found.properties),
    indices: new Map(indices),
  };
}
