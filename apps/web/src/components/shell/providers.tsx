'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Toaster } from '@/components/ui/toaster';
import { IntlProvider } from '@/i18n/intl-provider';
import { createQueryClient } from '@/lib/query-client';
import { useHydrated } from '@/lib/use-hydrated';
import { Splash } from './splash';
import { ThemeWatcher } from './theme-watcher';

/** Everything a page needs around it. Prerendered pages hold the splash only: it has no words in any language. */
export function Providers({ children }: { children: ReactNode }) {
  const hydrated = useHydrated();
  const [queryClient] = useState(createQueryClient);
  if (!hydrated) return <Splash />;
  return (
    <QueryClientProvider client={queryClient}>
      <IntlProvider>
        <ThemeWatcher />
        {children}
        <Toaster />
      </IntlProvider>
    </QueryClientProvider>
  );
}
