import { gatewayBooks } from '../../../mock-gateways/index.ts';
import { openDoors } from '../../adapters/doors/open-doors.ts';
import type { DurableLog } from '../../adapters/recorder/durable-log.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import { ExternalTraffic } from '../session/external-traffic.ts';
import type { LiveSession } from '../session/live-session.ts';
import { StandingGateways } from './standing-gateways.ts';

/** Ports of a session's gateways; 0: a free one. */
export interface DoorPorts {
  readonly http: number;
  /** Of the first mail gateway, the others count up; undefined: no mail doors. */
  readonly smtp: number | undefined;
}

export interface GatewayDoors {
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/**
 * Opens the gateways of a session on sockets of this machine. What programs hand in there is kept with the
 * session; it changes nothing in it. A gateway that is edited in the session begins anew on its socket.
 * @throws the system's error, with `port`, when one cannot be opened.
 */
export async function openGatewayDoors(session: LiveSession, ports: DoorPorts): Promise<GatewayDoors> {
  const { name: project } = session.plan.project;
  const isOpened = ({ deleted, type, project: own }: Gateway): boolean =>
    !deleted && own === project && (ports.smtp !== undefined || gatewayBooks.get(type)?.channel !== 'email');
  const standing = new StandingGateways(session, session.plan.gateways.filter(isOpened));
  let outside: ExternalTraffic | undefined;
  const doors = await openDoors({
    gateways: standing.gateways,
    books: gatewayBooks,
    now: Date.now,
    ports: { http: ports.http, smtp: ports.smtp ?? 0 },
    log: listenerOf((recorded) => {
      outside?.take(recorded);
      session.changed();
    }),
  });
  outside = new ExternalTraffic(doors.urls);
  session.outside = outside;
  session.listen(() => {
    if (standing.haveChanged()) doors.counter.reset();
  });
  return { urls: doors.urls, close: () => doors.close() };
}

/** A log that writes nothing down: it passes on what comes, in order. */
const listenerOf = (take: (recorded: Parameters<DurableLog['append']>[0]) => void): DurableLog => ({
  path: '',
  restored: [],
  restoredCount: 0,
  letGo() {},
  tornBytes: 0,
  damaged: [],
  append(recorded, done) {
    take(recorded);
    done();
  },
  close() {},
});
