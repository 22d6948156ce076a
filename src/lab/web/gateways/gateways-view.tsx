/** Gateways: what passed through each, and buttons that break it. */
import { useState } from 'preact/hooks';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import type { GatewayState, LabState } from '../state/answers.ts';
import { act, fold } from '../state/lab.ts';
import { Acting } from '../state/looks.ts';
import { OutsideList, OutsideTextList } from './external-list.tsx';
import { faultNames, faults } from './faults.ts';
import { TrafficRow } from './traffic-row.tsx';

export function GatewaysView({ state }: { state: LabState }) {
  if (state.gateways.length === 0) {
    return (
      <Empty title="No gateways">
        Add one to the scenario under <code>gateways</code>; the default is a sink that takes everything.
      </Empty>
    );
  }
  return (
    <div class="gateways">
      {state.gateways.map((gateway) => (
        <GatewayCard key={gateway.name} gateway={gateway} state={state} />
      ))}
    </div>
  );
}

function GatewayCard({ gateway, state }: { gateway: GatewayState; state: LabState }) {
  const lines = (fold().traffic.get(gateway.name) ?? []).filter(({ kind }) => kind !== 'queued');
  const change = (keys: Record<string, unknown>) =>
    act({ verb: 'gateway', gateway: { [gateway.name]: keys } });
  return (
    <section class="gateway" aria-label={`Gateway ${gateway.name}`}>
      <header class="gateway-head">
        <div>
          <h2>
            <BidiText text={gateway.name} />
          </h2>
          <p class="hint">
            {gateway.type} · {scopeText(gateway.scope)}
          </p>
          {gateway.url && (
            <p class="hint">
              <code>{gateway.url}</code>
              {gateway.textsGoTo && (
                <>
                  {' · texts go to '}
                  <code>{gateway.textsGoTo}</code>
                </>
              )}
            </p>
          )}
        </div>
        <ul class="chips">
          <li class={gateway.down ? 'chip chip-bad' : 'chip'}>{gateway.down ? 'down' : 'up'}</li>
          {gateway.latencyMs > 0 && <li class="chip chip-warn">{gateway.latencyMs / 1000} s slow</li>}
          {gateway.faults?.map((id) => (
            <li key={id} class="chip chip-warn">
              <BidiText text={faultNames[id] ?? id} />
            </li>
          ))}
          {gateway.failNext > 0 && <li class="chip chip-warn">fails the next {gateway.failNext}</li>}
        </ul>
      </header>
      <dl class="figures">
        <div>
          <dt>sent</dt>
          <dd>{gateway.sent}</dd>
        </div>
        <div>
          <dt>attempts</dt>
          <dd>{gateway.attempts}</dd>
        </div>
        <div>
          <dt>refused</dt>
          <dd>{gateway.refused}</dd>
        </div>
      </dl>
      <Acting>
        <Faults gateway={gateway} change={change} />
      </Acting>
      <OutsideList gateway={gateway.name} />
      <OutsideTextList gateway={gateway.name} />
      {lines.length === 0 ? (
        <p class="hint">No traffic yet. Press Next message.</p>
      ) : (
        <VirtualList
          items={lines}
          rowHeight={52}
          label={`Traffic of ${gateway.name}`}
          followsEnd
          row={(line) => <TrafficRow line={line} state={state} />}
        />
      )}
    </section>
  );
}

function Faults({
  gateway,
  change,
}: {
  gateway: GatewayState;
  change: (keys: Record<string, unknown>) => Promise<boolean>;
}) {
  const [failures, setFailures] = useState(3);
  const has = (id: string) => gateway.faults?.includes(id);
  return (
    <div class="button-row" role="group" aria-label={`Break ${gateway.name}`}>
      <button type="button" aria-pressed={gateway.down} onClick={() => change({ down: !gateway.down })}>
        {gateway.down ? 'Bring up' : 'Take down'}
      </button>
      <button
        type="button"
        aria-pressed={gateway.latencyMs > 0}
        onClick={() => change({ latency: gateway.latencyMs > 0 ? '0 seconds' : '30 seconds' })}
      >
        Make slow
      </button>
      <button
        type="button"
        aria-pressed={has('refuses')}
        onClick={() => change({ faults: has('refuses') ? [] : faults.refuses })}
      >
        Refuse
      </button>
      <button
        type="button"
        aria-pressed={has('lost-answer')}
        onClick={() => change({ faults: has('lost-answer') ? [] : faults.losesAnswers })}
      >
        Lose answers
      </button>
      <span class="joined">
        <button type="button" onClick={() => change({ fail_next: failures })}>
          Fail next
        </button>
        <input
          type="number"
          min={0}
          max={1000}
          aria-label="How many hand-overs fail"
          value={failures}
          onInput={(event) => setFailures(Number(event.currentTarget.value))}
        />
      </span>
      <button
        type="button"
        class="quiet"
        onClick={() => change({ down: false, latency: '0 seconds', fail_next: 0, faults: [] })}
      >
        Mend
      </button>
    </div>
  );
}

function scopeText(scope: unknown): string {
  if (typeof scope === 'string') return scope;
  return String((scope as { kind?: string } | undefined)?.kind ?? 'global');
}
