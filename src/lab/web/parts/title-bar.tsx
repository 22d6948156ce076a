/** The head of a dialog or of a panel beside the phones: what it is about, and how to close it. */
import type { ComponentChildren } from 'preact';

export function TitleBar({ children, onClose }: { children: ComponentChildren; onClose: () => void }) {
  return (
    <div class="dialog-head">
      <h2>{children}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick={onClose}>
        ✕
      </button>
    </div>
  );
}
