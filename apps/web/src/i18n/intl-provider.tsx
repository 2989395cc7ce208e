'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider as UseIntlProvider } from 'use-intl';
import { usePreferences } from '@/lib/preferences';
import type { Locale } from './locales';
import portuguese, { type Messages } from './messages/pt-br';

interface Catalogue {
  locale: Locale;
  messages: Messages;
}

/** Portuguese ships with the page; English is fetched when it is chosen, and shown only once it is here. */
export function IntlProvider({ children }: { children: ReactNode }) {
  const wanted = usePreferences((state) => state.locale);
  const [english, setEnglish] = useState<Messages | null>(null);

  useEffect(() => {
    if (wanted !== 'en' || english) return;
    let live = true;
    void import('./messages/en').then((module) => {
      if (live) setEnglish(module.default);
    });
    return () => {
      live = false;
    };
  }, [wanted, english]);

  const shown: Catalogue = wanted === 'en' && english
    ? { locale: 'en', messages: english }
    : { locale: 'pt-BR', messages: portuguese };

  useEffect(() => {
    document.documentElement.lang = shown.locale;
  }, [shown.locale]);

  // A person who reads English must not be shown Portuguese while the catalogue travels.
  if (wanted !== shown.locale) return null;
  return (
    <UseIntlProvider locale={shown.locale} messages={shown.messages} timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
      {children}
    </UseIntlProvider>
  );
}
