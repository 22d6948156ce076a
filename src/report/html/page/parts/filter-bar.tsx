/** What narrows people and messages: words, and one choice for each thing that the roster knows. */

import { wordsFor } from '../../../roster/cures.ts';
import type { StorySummary } from '../../data/report-summary.ts';
import type { PageFilter, Status } from '../model/page-row.ts';
import { statusWords } from '../state/labels.ts';
import { behind, goTo, replaceRoute } from '../state/place.ts';
import { statuses } from '../state/route.ts';
import type { ChosenStory } from '../state/summary.ts';

type Name = Exclude<keyof PageFilter, 'case'>;

interface Option {
  readonly value: string;
  readonly words: string;
}

export function FilterBar({ stories, countText }: { stories: readonly ChosenStory[]; countText: string }) {
  const place = behind.value;
  const { filter } = place;
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  const choose = (name: Name, value: string): void => {
    const { [name]: _, ...rest } = filter;
    goTo({ ...place, filter: value === '' ? rest : { ...rest, [name]: value } });
  };
  return (
    <search class="filters">
      <input
        type="search"
        aria-label="Search name, id, number or text"
        placeholder="Search name, id, number or text"
        value={filter.case ?? ''}
        onInput={({ currentTarget }) => {
          const words = currentTarget.value;
          const { case: _, ...rest } = filter;
          replaceRoute({ ...place, filter: words === '' ? rest : { ...rest, case: words } });
        }}
      />
      {optionsFor(stories, filter).map(([name, label, options]) => (
        <select
          key={name}
          aria-label={label}
          data-given={filter[name] !== undefined}
          value={filter[name] ?? ''}
          onChange={({ currentTarget }) => choose(name, currentTarget.value)}
        >
          <option value="">{label}: any</option>
          {options.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ))}
      {isNarrowed && (
        <button type="button" onClick={() => goTo({ ...place, filter: {} })}>
          Show all
        </button>
      )}
      <output class="hint">{countText}</output>
    </search>
  );
}

/** Only what there is; a choice that is linked to stands there though there is none. */
function optionsFor(stories: readonly ChosenStory[], filter: PageFilter) {
  const all = stories.map(({ story }) => story);
  const keys = (list: 'gateways' | 'languages' | 'months') =>
    all.flatMap(({ counts }) => (counts?.sent[list] ?? []).map(({ key }) => key));
  const lists: readonly (readonly [Name, string, readonly Option[]])[] = [
    ['status', 'Status', statuses.map((value) => ({ value, words: statusWords[value as Status] }))],
    [
      'reason',
      'Error or reason',
      options(all.flatMap(reasonsOf), filter.reason, (code) => `${code}: ${wordsFor(code)}`),
    ],
    [
      'alert',
      'Event',
      options(
        all.flatMap(({ counts }) =>
          (counts?.funnels ?? []).map(({ cause }) => cause.slice(cause.indexOf(' ') + 1)),
        ),
        filter.alert,
      ),
    ],
    ['gateway', 'Gateway', options(keys('gateways'), filter.gateway)],
    ['language', 'Language', options(keys('languages'), filter.language)],
    ['month', 'Month', options(keys('months').sort(), filter.month)],
  ];
  return lists.filter(([name, , choices]) => choices.length > 1 || filter[name] !== undefined);
}

function options(
  values: readonly string[],
  given: string | undefined,
  words = (value: string) => value,
): Option[] {
  const all = new Set([...values, ...(given === undefined ? [] : [given])]);
  all.delete('');
  return [...all].map((value) => ({ value, words: words(value) }));
}

const reasonsOf = ({ totals, counts }: StorySummary): string[] => [
  ...Object.keys(totals.errors_by_code),
  ...(counts?.funnels ?? []).flatMap(({ outcomes }) =>
    outcomes.flatMap(({ outcome, reason }) => (outcome === 'held' ? [] : (reason ?? []))),
  ),
  ...(counts?.gotNothing ?? []).map(({ reason }) => reason),
];
