/** A mail's HTML as its reader sees it, in a frame where nothing runs and nothing is fetched. */
import { useState } from 'preact/hooks';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { EMPTY_PAGE } from './empty-page.ts';
import { fillFrame } from './sandbox.ts';

const NAMED_MAX = 5;

/** Scripts stay forbidden; the same origin lets this page, and only it, put the mail in. */
const SANDBOX = 'allow-same-origin';

export function MailFrame({ html, title }: { html: string; title: string }) {
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  return (
    <>
      <iframe
        class="mail-frame"
        title={title}
        sandbox={SANDBOX}
        referrerpolicy="no-referrer"
        srcdoc={EMPTY_PAGE}
        onLoad={(event) => setLeftOut(fillFrame(event.currentTarget, html))}
      />
      {leftOut.length > 0 && (
        <p class="hint">
          Left out, because it runs or comes from elsewhere:{' '}
          {leftOut.slice(0, NAMED_MAX).map((one) => (
            <code key={one} class="left-out">
              <BidiText text={one} max={80} />
            </code>
          ))}
          {leftOut.length > NAMED_MAX && `and ${leftOut.length - NAMED_MAX} more`}
        </p>
      )}
    </>
  );
}
