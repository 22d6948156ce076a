import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import type { DurableLog } from '../../adapters/recorder/durable-log.ts';
import { openStandaloneGateways } from '../../adapters/standalone/open-standalone.ts';
import type { Delivery } from '../../adapters/webhooks/delivery.ts';
import type { ArrivedPhoneText, WebhookOptions } from '../../adapters/webhooks/webhooks.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import { ExternalTraffic, type Moment } from '../session/external-traffic.ts';
import type { LiveSession } from '../session/live-session.ts';
import { StandingGateways } from './standing-gateways.ts';

/** Where a session's gateways stand, and where they call applications. Ports: 0 is a free one. */
export interface GatewayPlaces {
  readonly http: number;
  /** Of the first mail gateway, the others count up; undefined: no mail servers. */
  readonly smtp: number | undefined;
  /** Where texts and receipts go; without it only gateways with addresses of their own call anybody. */
  readonly webhooks?: Pick<WebhookOptions, 'inboundUrl' | 'receiptsUrl' | 'allowed'>;
}

export interface GatewayServers {
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/**
 * Opens the gateways of a session on sockets of this machine. What programs hand in there, and texts that go to
 * them, are kept with the session; they change nothing in it. A gateway that is edited in the session begins anew on its socket.
 * With `kept`, which resolves when all that came is on the disk, a program is answered after that.
 * @throws the system's error, with `port`, when one cannot be opened.
 */
export async function openGatewayServers(
  session: LiveSession,
  places: GatewayPlaces,
  kept?: () => Promise<void>,
): Promise<GatewayServers> {
  const { name: project } = session.plan.project;
  const isOpened = ({ deleted, type, project: own }: Gateway): boolean =>
    !deleted &&
    own === project &&
    (places.smtp !== undefined || gatewayCatalogue.get(type)?.channel !== 'email');
  const standing = new StandingGateways(session, session.plan.gateways.filter(isOpened));
  let outside: ExternalTraffic | undefined;
  const hear = (change: (outside: ExternalTraffic) => void): void => {
    if (outside === undefined) return;
    change(outside);
    session.changed();
  };
  const servers = await openStandaloneGateways({
    gateways: standing.gateways,
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    ports: { http: places.http, smtp: places.smtp ?? 0 },
    log: listenerOf((recorded) => hear((one) => one.take(recorded, momentOf(session))), kept),
    webhooks: { ...places.webhooks, onText, onSettled: (delivery) => hear((one) => one.settled(delivery)) },
  });
  const { webhooks } = servers;
  outside = session.outside ?? new ExternalTraffic();
  outside.openAt(servers.urls, {
    addressOf: (name) => webhooks.inboundAddress(name),
    bring: (name, text) => webhooks.inbound(name, text),
  });
  session.outside = outside;
  session.listen(() => {
    if (standing.haveChanged()) servers.fakes.reset();
  });
  return { urls: servers.urls, close: () => servers.close() };

  function onText(name: string, text: ArrivedPhoneText, calls: Promise<readonly Delivery[]>): void {
    hear((one) => {
      const item = one.takeText(name, text, Date.now(), momentOf(session));
      void calls.then((deliveries) => hear(() => one.called(item, deliveries)));
    });
  }
}

const momentOf = ({ now, liveRun }: LiveSession): Moment => ({
  clock: now,
  afterLine: liveRun.journal.length,
});

/** Passes on what comes, in order, and calls back when it is kept. */
const listenerOf = (
  take: (recorded: Parameters<DurableLog['append']>[0]) => void,
  kept: (() => Promise<void>) | undefined,
): DurableLog => ({
  path: '',
  restored: [],
  restoredCount: 0,
  letGo() {},
  tornBytes: 0,
  damaged: [],
  append(recorded, done) {
    try {
      take(recorded);
    } catch (error) {
      return done(error as Error);
    }
    if (kept) kept().then(() => done(), done);
    else done();
  },
  close() {},
});
