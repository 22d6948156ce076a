/** What went over the wire, each attempt with its request and its answer. */
import { wireText } from '../wire-text.ts';
import { BidiText, cut } from './bidi-text.tsx';

/** One request and what came back. */
export interface ShownExchange {
  readonly attempt: number;
  readonly gateway: string;
  readonly request: unknown;
  readonly response: unknown;
}

/** Of one side of an exchange; the exchanges file has it whole. */
const SIDE_MAX = 100_000;

/** The last attempt is open. */
export function Wire({ exchanges }: { exchanges: readonly ShownExchange[] }) {
  return (
    <>
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
    </>
  );
}

function Side({ label, side }: { label: string; side: unknown }) {
  return (
    <pre tabIndex={0} role="group" aria-label={label}>
      {cut(wireText(side), SIDE_MAX)}
    </pre>
  );
}
