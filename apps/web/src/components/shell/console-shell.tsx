'use client';

import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useHotkeys } from '@/lib/use-hotkeys';
import { Rail } from './rail';

const ShortcutSheet = lazy(() => import('./shortcut-sheet').then((module) => ({ default: module.ShortcutSheet })));

/** The frame of every page behind the sign-in: the rail (below on a phone) and the content. */
export function ConsoleShell({ children }: { children: ReactNode }) {
  const t = useTranslations('common');
  const [helpOpen, setHelpOpen] = useState(false);
  useHotkeys({ '?': () => setHelpOpen(true) });
  return (
    <div className="flex h-dvh flex-col-reverse sm:flex-row">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised
          focus:px-3 focus:py-2 focus:shadow-float"
      >
        {t('skip')}
      </a>
      <Rail onHelp={() => setHelpOpen(true)} />
      <div id="content" className="flex min-h-0 min-w-0 flex-1 flex-col">
        {children}
      </div>
      {helpOpen && <Suspense><ShortcutSheet open onOpenChange={setHelpOpen} /></Suspense>}
    </div>
  );
}
