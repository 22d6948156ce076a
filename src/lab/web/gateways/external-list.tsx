/** What programs handed to a gateway's own address, and what phones wrote to them, newest first. */
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { wireText } from '../../../web/wire-text.ts';
import type { Outside, OutsideText } from '../state/answers.ts';
import { outside, outsideTexts } from '../state/external-traffic.ts';

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

export function OutsideTextList({ gateway }: { gateway: string }) {
  const all = outsideTexts.value.filter((one) => one.gateway === gateway);
  if (all.length === 0) return null;
  return (
    <details class="outside">
      <summary>Written to the application by phones ({all.length})</summary>
      <ul>
        {all
          .slice(-SHOWN_MAX)
          .reverse()
          .map((one) => (
            <OutsideTextRow key={one.id} one={one} />
          ))}
      </ul>
    </details>
  );
}

function OutsideTextRow({ one: { from, text, calls } }: { one: OutsideText }) {
  return (
    <li>
      <BidiText text={from} max={80} />: <BidiText text={text} max={120} />{' '}
      {calls?.map(({ id, state, why }) => (
        <small key={id}>
          {state}
          {why !== undefined && (
            <>
              {': '}
              <BidiText text={why} />
            </>
          )}
        </small>
      ))}
    </li>
  );
}
