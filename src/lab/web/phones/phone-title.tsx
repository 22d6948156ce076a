/** Whose phone it is, each name for itself. */
import { Words } from '../parts/words.tsx';
import type { Phone } from '../state/phones.ts';

export function PhoneTitle({ phone: { number, contacts } }: { phone: Phone }) {
  if (contacts.length === 0) return <Words text={`+${number}`} />;
  return (
    <>
      {contacts.map(({ key, name }, index) => (
        <span key={key}>
          {index > 0 && ' & '}
          <Words text={name || key} />
        </span>
      ))}
    </>
  );
}
