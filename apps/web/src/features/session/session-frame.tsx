'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Mark } from '@/components/shell/mark';
import { LanguageToggle } from './language-toggle';
import { Pitch } from './pitch';

interface SessionFrameProps {
  title: string;
  lead: string;
  children: ReactNode;
}

/** The pages before the console: what to do now on the left, what it is good for on the right. */
export function SessionFrame({ title, lead, children }: SessionFrameProps) {
  const product = useTranslations('common')('product');
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="flex flex-col px-6 py-5 sm:px-10">
        <div className="flex items-center justify-between">
          <span className="flex items-center gap-2 font-semibold tracking-tight">
            <Mark className="size-6 text-accent" />
            {product}
          </span>
          <LanguageToggle />
        </div>
        <div className="m-auto flex w-full max-w-88 flex-col gap-6 py-10">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
            <p className="mt-1.5 text-balance text-ink-soft">{lead}</p>
          </div>
          {children}
        </div>
      </main>
      <Pitch />
    </div>
  );
}
