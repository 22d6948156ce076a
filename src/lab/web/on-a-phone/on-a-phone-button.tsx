/** Opens the dialog with the addresses for other devices. */
import { useState } from 'preact/hooks';
import { OnAPhone } from '../lazy-views.ts';
import { Dialog } from '../parts/dialog.tsx';
import { looksOnly } from '../state/looks.ts';

export function OnAPhoneButton({ isQuiet = false }: { isQuiet?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (looksOnly) return null;
  return (
    <>
      <button type="button" class={isQuiet ? 'quiet' : undefined} onClick={() => setOpen(true)}>
        On a phone
      </button>
      {isOpen && (
        <Dialog title="Open it on a phone" onClose={() => setOpen(false)}>
          <OnAPhone />
        </Dialog>
      )}
    </>
  );
}
