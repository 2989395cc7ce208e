'use client';

import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  body: string;
  children: ReactNode;
}

/** A window over the page: a sheet at the bottom of a phone, a card in the middle elsewhere. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({ onOpenChange, title, body, children }: Omit<DialogProps, 'open'>) {
  const t = useTranslations('common.actions');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const leave = () => onOpenChange(false);

  useLayoutEffect(() => {
    const node = dialog.current;
    node?.showModal();
    // Closed before it is taken away: only then does the browser give the focus back to where it was.
    return () => node?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      className="fixed inset-x-0 top-auto bottom-0 max-h-[88dvh] w-full max-w-none animate-appear overflow-y-auto rounded-t-xl border
        bg-raised text-ink shadow-float outline-none backdrop:bg-black/45 sm:top-[16dvh] sm:bottom-auto sm:mx-auto sm:w-110
        sm:rounded-xl"
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onClose={(event) => !event.currentTarget.open && leave()}
      onPointerDown={(event) => event.target === event.currentTarget && leave()}
    >
      <div className="p-5">
        <div className="mb-4 pr-8">
          <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight">{title}</h2>
          <p id={`${id}-body`} className="mt-1 text-sm text-ink-soft">{body}</p>
        </div>
        {children}
        <button
          type="button"
          aria-label={t('close')}
          className="absolute top-4 right-4 grid size-8 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
          onClick={leave}
        >
          <X className="size-4" aria-hidden />
        </button>
      </div>
    </dialog>
  );
}
