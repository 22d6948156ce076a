/** What a session's story will send to its end, when and for how much, as `drysend plan` counts it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { peopleOf } from '../../report/people.ts';
import { messageOut, planOut } from '../../report/sending-plan/json.ts';
import { type PlannedMessage, SendingPlanCollector } from '../../report/sending-plan/sending-plan.ts';
import { labelOf } from './label.ts';
import { type LiveRun, openLiveRun } from './live-run.ts';
import type { LiveSession } from './live-session.ts';
import { asRequestProblem } from './manual-clock.ts';
import { RequestProblem } from './request-problem.ts';

/** Real time of one turn, ms: what else the session is asked waits no longer. */
const TURN_MS = 20;
const LINES_PER_TURN = 2000;
/** Messages of the calendar that are listed one by one. */
const LISTED_MAX = 200;
const ENTRIES_MAX = 500_000;
/** A story without an end is looked at for so long. */
const AHEAD_MS_MAX = 366 * 24 * 3_600_000;

interface PlanQuestion {
  readonly alert?: string | undefined;
  /** Part of a name or key. */
  readonly case?: string | undefined;
}

/** The whole run, with what was done by hand so far, played ahead beside the session. */
export async function planAhead({ plan }: LiveSession, question: PlanQuestion) {
  const people = peopleOf(plan);
  const messages: PlannedMessage[] = [];
  let count = 0;
  const collector = new SendingPlanCollector({
    plan,
    people,
    filter: question,
    onMessage: (message) => {
      count += 1;
      if (messages.length < LISTED_MAX) messages.push(message);
    },
  });
  const { journal } = await playedAhead(plan);
  for (let index = 0; index < journal.length; index += 1) {
    collector.record(index + 1, journal.entry(index));
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
  }
  const { contacts, counts, errors, undated, waiting } = planOut(collector.end());
  const { all, months, days, gateways, causes } = counts;
  return {
    contacts,
    all,
    months,
    days,
    gateways: gateways.map(({ months: _, ...bucket }) => bucket),
    causes,
    errors,
    undated,
    waiting,
    messages: messages.map((message) => {
      const { person, name, local, zone, channel, gateway, language, cause, cost, currency, text, segments } =
        messageOut(message, people);
      const label = labelOf(people, person) || name;
      return {
        person,
        label,
        local,
        zone,
        channel,
        gateway,
        language,
        cause,
        cost,
        currency,
        text,
        segments,
      };
    }),
    moreMessages: count - messages.length,
  };
}

async function playedAhead(plan: Plan): Promise<LiveRun> {
  const run = openLiveRun(plan);
  const end: Instant = plan.endsAt ?? plan.startsAt + AHEAD_MS_MAX;
  for (;;) {
    const turnEnd = performance.now() + TURN_MS;
    if (playedTo(run, end, turnEnd)) return run;
    if (run.journal.length > ENTRIES_MAX)
      throw new RequestProblem(422, `a plan of over ${ENTRIES_MAX} lines`, 'a shorter story', 'drysend plan');
    await nextTurn();
  }
}

function playedTo(run: LiveRun, end: Instant, turnEnd: number): boolean {
  try {
    return run.runTo(end, () => performance.now() > turnEnd);
  } catch (error) {
    throw asRequestProblem(error);
  }
}
