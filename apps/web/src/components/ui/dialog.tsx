'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  body: string;
  children: ReactNode;
}

/** A window over the page: a sheet at the bottom of a phone, a card in the middle elsewhere. */
export function Dialog({ open, onOpenChange, title, body, children }: DialogProps) {
  const t = useTranslations('common.actions');
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-black/45" />
        <Radix.Content
          className="fixed inset-x-0 bottom-0 z-40 max-h-[88dvh] animate-appear overflow-y-auto rounded-t-xl border bg-raised p-5
            shadow-float outline-none sm:inset-x-auto sm:top-[16dvh] sm:bottom-auto sm:left-1/2 sm:w-110 sm:-translate-x-1/2
            sm:rounded-xl"
        >
          <div className="mb-4 pr-8">
            <Radix.Title className="text-lg font-semibold tracking-tight">{title}</Radix.Title>
            <Radix.Description className="mt-1 text-sm text-ink-soft">{body}</Radix.Description>
          </div>
          {children}
          <Radix.Close
            aria-label={t('close')}
            className="absolute top-4 right-4 grid size-8 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
