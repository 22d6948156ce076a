/** The alerts of the project: what each is up to, and a switch to turn it off and on. */
import { useMemo } from 'preact/hooks';
import { shortText, zoneOr } from '../../../web/local-time.ts';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import { type LabState, msOf } from '../state/answers.ts';
import { act, fold, revision } from '../state/lab.ts';
import { labelIn } from '../state/labels.ts';
import { looksOnly } from '../state/looks.ts';
import { hashOf } from '../state/route.ts';

const NAME_MAX = 60;
/** Of all alerts together the lab lists so many that come next. */
const UPCOMING_MAX = 200;

export function AlertsView({ state }: { state: LabState }) {
  const sent = useMemo(sentByAlert, [revision.value]);
  if (state.alerts.length === 0) {
    return (
      <Empty title="No alerts">
        Write some into the scenario under <code>alerts</code>; this page turns them on and off.
      </Empty>
    );
  }
  return (
    <VirtualList
      class="alerts"
      items={state.alerts}
      rowHeight={112}
      label="Alerts"
      row={(alert) => <AlertRow alert={alert} sent={sent.get(alert.key) ?? 0} state={state} />}
    />
  );
}

function AlertRow({
  alert,
  sent,
  state,
}: {
  alert: LabState['alerts'][number];
  sent: number;
  state: LabState;
}) {
  const { key, kind, active } = alert;
  const due = state.upcoming.filter((one) => one.alert === key);
  const next = due[0];
  return (
    <div class="alert-row">
      <span class="two-lines">
        <strong>
          <BidiText text={key} />
        </strong>
        <small>{kind ?? 'alert'}</small>
      </span>
      <span class="two-lines">
        {counted(sent, 'message')}
        <small>
          {next ? (
            <>
              next {shortText(zoneOr(state.project.timeZone), msOf(next.at))}
              {next.recipient && (
                <>
                  {' → '}
                  <LabelText text={labelIn(state.contacts, next.recipient)} max={NAME_MAX} />
                </>
              )}
            </>
          ) : (
            <>
              {state.upcoming.length < UPCOMING_MAX
                ? 'nothing to come'
                : `not among the next ${UPCOMING_MAX}`}
              {sent === 0 && (
                <>
                  {': '}
                  <a href={hashOf(state.id, 'roster')}>why</a>
                </>
              )}
            </>
          )}
        </small>
      </span>
      <span class="chips">
        <span class={active ? 'chip' : 'chip chip-warn'}>{active ? 'on' : 'off'}</span>
      </span>
      {kind !== 'broadcast' && !looksOnly && (
        <button
          type="button"
          aria-label={`Turn ${active ? 'off' : 'on'} ${key}`}
          onClick={() => act({ verb: 'alert', alert: { [key]: active ? 'off' : 'on' } })}
        >
          Turn {active ? 'off' : 'on'}
        </button>
      )}
    </div>
  );
}

function sentByAlert(): ReadonlyMap<string, number> {
  const sent = new Map<string, number>();
  for (const { kind, alert } of fold().lines) {
    if (kind === 'sent' && alert) sent.set(alert, (sent.get(alert) ?? 0) + 1);
  }
  return sent;
}
