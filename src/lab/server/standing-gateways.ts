import type { Gateway } from '../../core/model/gateway.ts';
import type { LiveSession } from '../session/live-session.ts';

/** Gateways of a scenario as its session has them now: down, slow, mended, deleted. */
export class StandingGateways {
  /** They say of themselves what the session says at that moment. */
  readonly gateways: readonly Gateway[];
  private readonly session: LiveSession;
  private readonly seeds: readonly Gateway[];
  private stood: readonly Gateway[];
  /** Gateway name → what its socket is to fail; an edit about something else ends what is left of it. */
  private readonly fails = new Map<string, number>();

  constructor(session: LiveSession, seeds: readonly Gateway[]) {
    this.session = session;
    this.seeds = seeds;
    this.stood = seeds.map((seed) => this.standing(seed));
    for (const { name, failNext } of this.stood) this.fails.set(name, failNext);
    this.gateways = seeds.map((seed) => this.speaking(seed));
  }

  /** Whether one was edited since this was asked last. */
  haveChanged(): boolean {
    const stands = this.seeds.map((seed) => this.standing(seed));
    if (stands.every((gateway, index) => gateway === this.stood[index])) return false;
    for (const [index, { name, failNext }] of stands.entries()) {
      this.fails.set(name, failNext === this.stood[index]?.failNext ? 0 : failNext);
    }
    this.stood = stands;
    return true;
  }

  private standing(seed: Gateway): Gateway {
    const { gateways } = this.session.liveRun.engine.state.world;
    return gateways.find(({ name, project }) => name === seed.name && project === seed.project) ?? seed;
  }

  private speaking(seed: Gateway): Gateway {
    return new Proxy(seed, {
      get: (_seed, key) => {
        const now = this.standing(seed);
        if (key === 'failNext') return this.fails.get(seed.name) ?? 0;
        return key === 'down' ? now.down || now.deleted : Reflect.get(now, key);
      },
    });
  }
}
