/** A journal file as `drysend why` asks it: its entries, and what of a plan they show. */
import { createJournal } from '../core/journal/columns.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView } from '../core/model/run.ts';
import { nameIn } from '../report/roster/filter.ts';
import { causeOf } from '../report/roster/row.ts';
import { planFrom } from '../scenario/load.ts';
import { exitCodes } from './exit-codes.ts';
import { readRuns } from './read-journal.ts';
import { Stop } from './stop.ts';

export interface JournalStory {
  readonly plan: Plan;
  readonly journal: JournalView;
  /** Alerts, broadcasts, keywords and surveys that it speaks of. */
  readonly causes: readonly string[];
}

/** The runs of the file; `known` are plans that may know their people. */
export function storiesIn(file: string, known: readonly Plan[]): JournalStory[] {
  const stories: JournalStory[] = [];
  readRuns(file, (header) => {
    const journal = createJournal(header);
    const seen = new Seen();
    return {
      record(seq, entry) {
        if (seq !== journal.length + 1) throw partial(file);
        journal.record(entry);
        seen.record(entry);
      },
      end() {
        const plan = known.find(({ title }) => title === header.scenario) ?? seen.plan(header.scenario);
        stories.push({ plan, journal, causes: [...seen.causes] });
      },
    };
  });
  return stories;
}

/** A trail is made of what `--journal-level sent` leaves out. */
const partial = (file: string): Stop =>
  new Stop(
    exitCodes.unreadable,
    `${file} was written with --journal-level sent: it holds no decisions`,
    'write it again without, or give the scenario',
  );

/** Who and what the entries of a run name. */
class Seen {
  readonly causes = new Set<string>();
  private readonly contacts = new Set<string>();

  record(entry: Entry): void {
    const cause = nameIn(causeOf(entry));
    if (cause !== undefined) this.causes.add(cause);
    for (const key of [entry.case, entry.to, entry.contact]) if (key !== undefined) this.contacts.add(key);
  }

  /** What a journal alone has of a scenario: its contacts by key, without names; times are UTC. */
  plan(title: string): Plan {
    const loaded = planFrom({ scenario: title === '' ? 'a journal' : title, starts: '1970-01-01 00:00' });
    if ('problems' in loaded) throw new Error('a scenario without sections does not load');
    const [plan] = loaded.plans;
    return { ...plan!, cases: new Map([...this.contacts].map((key) => [key, contactOf(key)])) };
  }
}

const contactOf = (key: string): CaseSeed => ({
  ...{ key, caseId: key, project: '', type: '', name: '' },
  ...{ properties: new Map(), parents: [], closed: false },
});
