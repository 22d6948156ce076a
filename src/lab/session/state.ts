import { resolve, shownName } from '../../core/recipients/resolve.ts';
import { wallText } from '../../core/time/format.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import type { LiveSession } from './live-session.ts';

export const UPCOMING_MAX = 200;

/** What changes with every beat of the clock. */
export function beatOf(session: LiveSession) {
  const { liveRun, plan, now, speed, journey, stopped } = session;
  return {
    now,
    wall: wallText(zoneOfProject(plan.project), now),
    speed,
    journey: journey === undefined ? null : { from: journey.from, to: journey.to ?? null },
    stopped: stopped ?? null,
    contactsRevision: session.contactsRevision,
    nextAt: liveRun.engine.nextAt() ?? null,
    counts: { ...liveRun.counts },
    lastSeq: liveRun.journal.length,
    outsideSeq: session.outside?.lastSeq ?? 0,
    title: session.title,
    isFileChanged: session.isFileChanged,
    people: session.peopleHere.all(),
    movedBy: session.movedBy ?? null,
  };
}

/** Everything the page shows, apart from the journal and the contacts. */
export function stateOf(session: LiveSession) {
  const { liveRun, plan } = session;
  const { world, sources } = liveRun.engine.state;
  const { name, timeZone, languages } = world.project;
  return {
    id: session.id,
    ...beatOf(session),
    startsAt: plan.startsAt,
    endsAt: Math.max(plan.endsAt ?? plan.timeline.at(-1)?.at ?? plan.startsAt, session.now),
    project: { name, timeZone, languages },
    gateways: world.gateways
      .filter(({ deleted }) => !deleted)
      .map((gateway) => ({
        name: gateway.name,
        type: gateway.type,
        scope: gateway.scope.kind,
        down: gateway.down,
        failNext: gateway.failNext,
        latencyMs: gateway.latencyMs,
        faults: gateway.faults.map(({ id }) => id),
        url: session.outside?.urls.get(gateway.name) ?? null,
        textsGoTo: textsGoTo(session, gateway.name),
        ...(liveRun.traffic.get(gateway.name) ?? { sent: 0, refused: 0, attempts: 0 }),
      })),
    alerts: sources
      .filter(({ exists }) => exists)
      .map(({ def }) => ({ key: def.key, active: def.active, kind: def.kind })),
    upcoming: upcomingOf(session),
  };
}

/** Host and port of the application that a gateway calls; null: none. */
function textsGoTo({ outside }: LiveSession, gateway: string): string | null {
  const address = outside?.urls.has(gateway) ? outside.applications?.addressOf(gateway) : undefined;
  return address === undefined || !URL.canParse(address) ? null : new URL(address).host;
}

function upcomingOf({ liveRun }: LiveSession) {
  const { world, sources } = liveRun.engine.state;
  const all = sources
    .filter(({ exists, def }) => exists && def.active)
    .flatMap(({ def, instances }) =>
      [...instances.values()].flatMap((some) =>
        some.filter(({ position }) => position.active).map((instance) => ({ def, instance })),
      ),
    );
  // Only those that are listed are sorted and named, however many there are.
  const times = Float64Array.from(all, ({ instance }) => instance.position.due).sort();
  const last = times[UPCOMING_MAX - 1] ?? Number.POSITIVE_INFINITY;
  return all
    .filter(({ instance }) => instance.position.due <= last)
    .sort((a, b) => a.instance.position.due - b.instance.position.due)
    .slice(0, UPCOMING_MAX)
    .map(({ def, instance: { position, ref, record } }) => ({
      at: position.due,
      alert: def.key,
      case: record?.key,
      recipient: shownName(ref, resolve(world, ref, record)),
    }));
}
