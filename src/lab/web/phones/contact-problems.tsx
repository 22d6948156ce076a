/** On a card: what keeps messages from its contacts, with the code that HQ will give, and the cure. */
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import type { Contact } from '../state/answers.ts';

const FOUND_MAX = 60;
const NAME_MAX = 40;

export function ContactProblems({ contacts }: { contacts: readonly Contact[] }) {
  const all = contacts.flatMap((contact) => contact.problems.map((problem) => ({ contact, problem })));
  if (all.length === 0) return null;
  return (
    <ul class="contact-problems" aria-label="What keeps messages from them">
      {all.map(({ contact, problem: { property, found, message, code, cure } }) => (
        <li key={contact.key + property}>
          {contacts.length > 1 && (
            <>
              <BidiText text={contact.label} max={NAME_MAX} />
              {': '}
            </>
          )}
          {code && <strong>{code} </strong>}
          <span>
            {property.replaceAll('_', ' ')}
            {found !== '' && (
              <>
                {' '}
                <code>
                  <BidiText text={found} max={FOUND_MAX} />
                </code>
              </>
            )}
            {': '}
            <BidiText text={message} />
          </span>
          {cure && <small>{cure}</small>}
        </li>
      ))}
    </ul>
  );
}
