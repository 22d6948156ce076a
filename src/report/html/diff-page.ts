/** A comparison as one page for a browser: its counts, and each change packed. */
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { wallText } from '../../core/time/format.ts';
import { type Zone, zoneNamed } from '../../core/time/zone.ts';
import { type Diff, type DiffChange, type DiffGroup, type DiffPerson, nounOf } from '../diff/diff.ts';
import { countText, differencesText, groupWords, headlineOf, sameText, whyText } from '../diff/words.ts';
import type {
  ChangedMessage,
  ChangeRow,
  DiffGroupSummary,
  DiffStorySummary,
  DiffSummary,
} from './data/diff-summary.ts';
import { packedJson } from './pack.ts';
import { type DataBlock, pageWith } from './page-with.ts';

/** Takes one story after another; no change is kept but packed. */
export class DiffPage {
  private readonly version: string;
  private readonly stories: DiffStorySummary[] = [];
  private readonly blocks: DataBlock[] = [];

  constructor(version: string) {
    this.version = version;
  }

  add(diff: Diff): void {
    const rows = [...diff.people].flatMap((person) =>
      rowsOf(person, zoneNamed(diff.zone) ?? zoneNamed('UTC')!),
    );
    const base64 = rows.length === 0 ? '' : packedJson(rows);
    this.blocks.push({ id: `changes-${this.stories.length}`, base64 });
    this.stories.push(storyOf(diff));
  }

  /** `page` is the empty page, as the build makes it. */
  end(page: string): string {
    const summary: DiffSummary = { kind: 'diff', version: this.version, stories: this.stories };
    return pageWith(page, { summary, blocks: this.blocks });
  }
}

function storyOf(diff: Diff): DiffStorySummary {
  const { title, zone, before, after, changed, peopleCount, groups, people, notes } = diff;
  return {
    ...{
      title,
      zone,
      sameText: sameText(diff),
      changed,
      people: peopleCount,
      changedPeople: people.length,
      notes,
    },
    before: before ?? null,
    after: after ?? null,
    headline: headlineOf(diff) ?? '',
    groups: groups.map(groupOf),
  };
}

const groupOf = (group: DiffGroup): DiffGroupSummary => ({
  kind: group.kind,
  words: countText(group),
  how: groupWords(group),
  cause: group.cause,
  count: group.count,
  people: group.people,
});

const rowsOf = ({ label, changes }: DiffPerson, zone: Zone): ChangeRow[] =>
  changes.map((change) => {
    const before = change.kind === 'added' ? undefined : change.before;
    const after = change.kind === 'removed' ? undefined : change.after;
    return {
      label: change.about === undefined ? label : `${label}, about ${change.about}`,
      cause: (after ?? before)?.cause ?? '',
      kinds: change.kind === 'changed' ? change.differences.map(({ field }) => field) : [change.kind],
      how: howOf(change),
      before: before ? messageOf(before, zone) : null,
      after: after ? messageOf(after, zone) : null,
    };
  });

function howOf(change: DiffChange): string {
  if (change.kind === 'changed') return differencesText(change);
  return change.whyNot ? whyText(change.kind, change.whyNot) : '';
}

function messageOf(message: ComparedMessage, zone: Zone): ChangedMessage {
  const { at, reason, gateway, text = '' } = message;
  const noun = nounOf(message);
  const more = noun === 'error' || noun === 'waiting' ? reason : gateway && `by ${gateway}`;
  return { at: wallText(zone, at), what: more ? `${noun} ${more}` : noun, text };
}
