/** A long text of a mail in a box that scrolls. */
import { cut } from '../../../web/parts/bidi-text.tsx';

/** More than this is only in the journal. */
const TEXT_MAX = 200_000;

export function MailText({ label, text, isPlain }: { label: string; text: string; isPlain?: boolean }) {
  return (
    <pre
      class={isPlain ? 'mail-text mail-plain' : 'mail-text'}
      dir="auto"
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      {cut(text, TEXT_MAX)}
    </pre>
  );
}
