/** What programs handed to a gateway's own address, newest first. */
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { wireText } from '../../../web/wire-text.ts';
import type { Outside } from '../state/answers.ts';
import { outside } from '../state/external-traffic.ts';

const SHOWN_MAX = 50;
const SIDE_MAX = 20_000;

export function OutsideList({ gateway }: { gateway: string }) {
  const all = outside.value.filter((one) => one.gateway === gateway);
  if (all.length === 0) return null;
  return (
    <details class="outside">
      <summary>Handed in by programs ({all.length})</summary>
      {all
        .slice(-SHOWN_MAX)
        .reverse()
        .map((one) => (
          <OutsideRow key={one.seq} one={one} />
        ))}
    </details>
  );
}

function OutsideRow({ one: { verdict, to, text, contacts, request, response } }: { one: Outside }) {
  return (
    <details>
      <summary>
        <BidiText text={verdict} max={40} /> → <BidiText text={to} max={80} />
        {contacts && contacts.length > 0 && (
          <>
            {' ('}
            <BidiText text={contacts.join(', ')} max={80} />)
          </>
        )}
        : <BidiText text={text} max={120} />
      </summary>
      <pre tabIndex={0} role="group" aria-label="Request">
        {cut(wireText(request), SIDE_MAX)}
      </pre>
      <pre tabIndex={0} role="group" aria-label="Answer">
        {cut(wireText(response), SIDE_MAX)}
      </pre>
    </details>
  );
}
