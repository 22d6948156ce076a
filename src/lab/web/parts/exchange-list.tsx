/** What went over the wire for one message. */
import { Wire } from '../../../web/parts/wire.tsx';
import { useExchanges } from '../state/use-exchanges.ts';

export function ExchangeList({ id }: { id: string }) {
  const exchanges = useExchanges(id);
  if (!exchanges) return <p class="hint">Reading the wire…</p>;
  return (
    <section class="wire">
      <h3>On the wire</h3>
      {exchanges.length === 0 && <p class="hint">Nothing went over the wire.</p>}
      <Wire exchanges={exchanges} />
    </section>
  );
}
