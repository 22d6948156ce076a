/** A mail as it was handed over: its headers, and all of it. */
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import type { Exchange } from '../state/answers.ts';
import { useExchanges } from '../state/use-exchanges.ts';
import { MailText } from './mail-text.tsx';

const VALUE_MAX = 10_000;

export function MailHeaders({ id }: { id: string | undefined }) {
  const exchanges = useExchanges(id);
  if (!exchanges) return <p class="hint">Reading the wire…</p>;
  const headers = headersIn(exchanges);
  if (headers.length === 0) return <p class="hint">No headers are kept of this mail.</p>;
  return (
    <dl class="facts" aria-label="Headers">
      {headers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <BidiText text={value} max={VALUE_MAX} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function MailSource({ id }: { id: string | undefined }) {
  const exchanges = useExchanges(id);
  if (!exchanges) return <p class="hint">Reading the wire…</p>;
  const heads = headersIn(exchanges).map(([name, value]) => `${name}: ${cut(value, VALUE_MAX)}`);
  const { body } = sideOf(exchanges);
  if (heads.length === 0 && body === undefined) return <p class="hint">No source is kept of this mail.</p>;
  return <MailText label="Source" text={[...heads, '', String(body ?? '')].join('\n')} />;
}

interface Side {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The last hand-over's: the one that arrived. */
const sideOf = (exchanges: readonly Exchange[]): Side =>
  (exchanges.at(-1)?.request as Side | undefined) ?? {};

const headersIn = (exchanges: readonly Exchange[]): [string, string][] =>
  Object.entries(sideOf(exchanges).headers ?? {}).map(([name, value]) => [name, String(value)]);
