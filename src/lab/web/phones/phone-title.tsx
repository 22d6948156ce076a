/** Whose phone it is, each name for itself. */
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import type { Phone } from '../state/phones.ts';

export function PhoneTitle({ phone: { number, contacts } }: { phone: Phone }) {
  if (contacts.length === 0) return <BidiText text={`+${number}`} />;
  return (
    <>
      {contacts.map(({ key, label }, index) => (
        <span key={key}>
          {index > 0 && ' & '}
          <BidiText text={label} />
        </span>
      ))}
    </>
  );
}
