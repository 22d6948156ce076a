/** A dialog that takes the keyboard and gives it back. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LabelText } from '../../../web/parts/label-text.tsx';
import { TitleBar } from './title-bar.tsx';

interface Props {
  readonly title: string;
  /** Whom or what it is about: words from outside. */
  readonly about?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, about, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={box} aria-label={about ? `${title} ${about}` : title} onClose={onClose}>
      <TitleBar onClose={onClose}>
        {title} {about && <LabelText text={about} />}
      </TitleBar>
      {children}
    </dialog>
  );
}
