/** What went over the wire for one message, each attempt with its answer. */
import { useEffect, useState } from 'preact/hooks';
import { read } from '../state/api.ts';
import { exchangesIn, wireText } from '../state/exchanges.ts';
import { sessionPath } from '../state/lab.ts';

export function ExchangeList({ id }: { id: string }) {
  const [exchanges, setExchanges] = useState<ReturnType<typeof exchangesIn> | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    setExchanges(undefined);
    read<unknown>(`${sessionPath('exchanges')}?id=${encodeURIComponent(id)}`)
      .then((answer) => isCurrent && setExchanges(exchangesIn(answer)))
      .catch(() => isCurrent && setExchanges([]));
    return () => {
      isCurrent = false;
    };
  }, [id]);
  if (!exchanges) return <p class="hint">Reading the wire…</p>;
  return (
    <section>
      <h3>On the wire</h3>
      {exchanges.length === 0 && <p class="hint">Nothing went over the wire for this line.</p>}
      {exchanges.map((exchange, index) => (
        <details key={index} open={index === exchanges.length - 1}>
          <summary>
            attempt {exchange.attempt ?? index + 1} <small>{exchange.gateway ?? exchange.via ?? ''}</small>
          </summary>
          <pre tabIndex={0} role="group" aria-label="Request">
            {wireText(exchange.request)}
          </pre>
          <pre tabIndex={0} role="group" aria-label="Answer">
            {wireText(exchange.response ?? exchange.failure)}
          </pre>
        </details>
      ))}
    </section>
  );
}
