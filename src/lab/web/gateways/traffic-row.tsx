/** One line of a gateway's traffic, with delivery receipts by hand. */

import { numberText } from '../../../core/contact/number-text.ts';
import { shortText, zoneOr } from '../../../web/local-time.ts';
import { cut } from '../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import { LineButton } from '../parts/line-button.tsx';
import { type LabState, type Line, msOf } from '../state/answers.ts';
import { act } from '../state/lab.ts';
import { labelIn } from '../state/labels.ts';
import { looksOnly } from '../state/looks.ts';
import { digitsOf } from '../state/store.ts';
import { receiptOf } from './receipt.ts';

/** Characters of a message on its line. */
const TRAFFIC_MAX = 300;

export function TrafficRow({ line, state }: { line: Line; state: LabState }) {
  const who = line.to ?? line.contact;
  const receipt = (status: 'delivered' | 'undelivered') => act(receiptOf(line, status));
  return (
    <div class="traffic-row">
      <LineButton line={line}>
        <span class="list-row-main">
          <span dir="auto">{cut(traffic(line, state), TRAFFIC_MAX)}</span>
          <small>
            {shortText(zoneOr(state.project.timeZone), msOf(line.at))} ·{' '}
            <LabelText
              text={who === undefined ? numberText(digitsOf(line.number)) : labelIn(state.contacts, who)}
            />
          </small>
        </span>
      </LineButton>
      {line.kind === 'sent' && line.channel !== 'email' && !looksOnly && (
        <span class="receipts">
          <button
            type="button"
            class="quiet"
            title="Delivery receipt: delivered"
            onClick={() => receipt('delivered')}
          >
            ✓<span class="for-readers"> delivered</span>
          </button>
          <button
            type="button"
            class="quiet"
            title="Delivery receipt: undelivered"
            onClick={() => receipt('undelivered')}
          >
            ✕<span class="for-readers"> undelivered</span>
          </button>
        </span>
      )}
    </div>
  );
}

/** What there is to say about a line on one line. */
function traffic(line: Line, state: LabState): string {
  const zone = zoneOr(state.project.timeZone);
  switch (line.kind) {
    case 'attempt':
      return `attempt ${line.attempt ?? ''} failed${line.retry_at ? `, again ${shortText(zone, msOf(line.retry_at))}` : ''}`;
    case 'held':
      return `${line.reason ?? ''} until ${shortText(zone, msOf(line.until))}`;
    case 'error':
      return `${line.code ?? ''} ${line.text ?? ''}`;
    default:
      return line.text ?? line.status ?? '';
  }
}
