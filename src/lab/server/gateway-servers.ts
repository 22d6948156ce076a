import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import type { DurableLog } from '../../adapters/recorder/durable-log.ts';
import { openStandaloneGateways } from '../../adapters/standalone/open-standalone.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import { ExternalTraffic } from '../session/external-traffic.ts';
import type { LiveSession } from '../session/live-session.ts';
import { StandingGateways } from './standing-gateways.ts';

/** Ports of a session's gateways; 0: a free one. */
export interface ServerPorts {
  readonly http: number;
  /** Of the first mail gateway, the others count up; undefined: no mail servers. */
  readonly smtp: number | undefined;
}

export interface GatewayServers {
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/**
 * Opens the gateways of a session on sockets of this machine. What programs hand in there is kept with the
 * session; it changes nothing in it. A gateway that is edited in the session begins anew on its socket.
 * @throws the system's error, with `port`, when one cannot be opened.
 */
export async function openGatewayServers(session: LiveSession, ports: ServerPorts): Promise<GatewayServers> {
  const { name: project } = session.plan.project;
  const isOpened = ({ deleted, type, project: own }: Gateway): boolean =>
    !deleted &&
    own === project &&
    (ports.smtp !== undefined || gatewayCatalogue.get(type)?.channel !== 'email');
  const standing = new StandingGateways(session, session.plan.gateways.filter(isOpened));
  let outside: ExternalTraffic | undefined;
  const servers = await openStandaloneGateways({
    gateways: standing.gateways,
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    ports: { http: ports.http, smtp: ports.smtp ?? 0 },
    log: listenerOf((recorded) => {
      outside?.take(recorded);
      session.changed();
    }),
  });
  outside = new ExternalTraffic(servers.urls);
  session.outside = outside;
  session.listen(() => {
    if (standing.haveChanged()) servers.fakes.reset();
  });
  return { urls: servers.urls, close: () => servers.close() };
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
