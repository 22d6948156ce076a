/** What went over the wire for one message, each attempt with its answer. */
import { wireText } from '../state/exchanges.ts';
import { useExchanges } from '../state/use-exchanges.ts';
import { BidiText, cut } from './bidi-text.tsx';

/** Of one side of an exchange; the journal's exchanges file has it whole. */
const SIDE_MAX = 100_000;

export function ExchangeList({ id }: { id: string }) {
  const exchanges = useExchanges(id);
  if (!exchanges) return <p class="hint">Reading the wire…</p>;
  return (
    <section class="wire">
      <h3>On the wire</h3>
      {exchanges.length === 0 && <p class="hint">Nothing went over the wire for this line.</p>}
      {exchanges.map((exchange, index) => (
        <details key={index} open={index === exchanges.length - 1}>
          <summary>
            Attempt {exchange.attempt}{' '}
            <small>
              <BidiText text={exchange.gateway} />
            </small>
          </summary>
          <Side label="Request" side={exchange.request} />
          <Side label="Answer" side={exchange.response} />
        </details>
      ))}
    </section>
  );
}

function Side({ label, side }: { label: string; side: unknown }) {
  return (
    <pre tabIndex={0} role="group" aria-label={label}>
      {cut(wireText(side), SIDE_MAX)}
    </pre>
  );
}
