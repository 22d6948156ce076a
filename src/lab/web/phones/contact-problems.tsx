/** On a card: what keeps messages from its contacts, with the code that HQ will give, and the cure. */
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { Contact } from '../state/answers.ts';
import { digitsOf } from '../state/store.ts';

const FOUND_MAX = 60;
const NAME_MAX = 40;

/** The card has the number above already. */
const isOnTheCard = (found: string, { normalized }: Contact): boolean =>
  normalized !== undefined && digitsOf(found) === normalized;

export function ContactProblems({ contacts }: { contacts: readonly Contact[] }) {
  const all = contacts.flatMap((contact) => contact.problems.map((problem) => ({ contact, problem })));
  if (all.length === 0) return null;
  return (
    <ul class="contact-problems" aria-label="What keeps messages from them">
      {all.map(({ contact, problem: { property, found, message, code, cure } }) => (
        <li key={contact.key + property}>
          {contacts.length > 1 && (
            <>
              <LabelText text={contact.label} max={NAME_MAX} />
              {': '}
            </>
          )}
          {code && <strong>{code} </strong>}
          <span>
            {!isOnTheCard(found, contact) && (
              <>
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
              </>
            )}
            <BidiText text={message} />
          </span>
          {cure && <small>{cure}</small>}
        </li>
      ))}
    </ul>
  );
}
