/** Whose phone it is, each name for itself. */
import { numberText } from '../../../core/contact/number-text.ts';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { Phone } from '../state/phones.ts';

export function PhoneTitle({ phone: { number, contacts } }: { phone: Phone }) {
  if (contacts.length === 0) return <BidiText text={numberText(number)} />;
  return (
    <>
      {contacts.map(({ key, label }, index) => (
        <span key={key}>
          {index > 0 && ' & '}
          <LabelText text={label} />
        </span>
      ))}
    </>
  );
}
