/** Names and values, of which those that are not known are left out. */
import { BidiText } from './bidi-text.tsx';

export type Fact = readonly [name: string, value: unknown];

/** Of one value. */
const FACT_MAX = 2000;

export function Facts({ title, facts }: { title?: string; facts: readonly Fact[] }) {
  const given = facts.filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return null;
  return (
    <section>
      {title && <h3>{title}</h3>}
      <dl class="facts">
        {given.map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd>
              <BidiText
                text={typeof value === 'object' ? JSON.stringify(value) : String(value)}
                max={FACT_MAX}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
