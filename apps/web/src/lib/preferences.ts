import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Locale } from '@/i18n/locales';
import type { ThemeChoice } from './theme';

/** Name of the entry in localStorage; the boot script of the theme reads the same one. */
export const preferencesKey = 'agentes.preferences';

interface Preferences {
  locale: Locale;
  theme: ThemeChoice;
  organizationId: string | null;
  contextOpen: boolean;
  setLocale: (locale: Locale) => void;
  setTheme: (theme: ThemeChoice) => void;
  setOrganization: (id: string | null) => void;
  setContextOpen: (open: boolean) => void;
}

export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      locale: 'pt-BR',
      theme: 'system',
      organizationId: null,
      contextOpen: true,
      setLocale: (locale) => set({ locale }),
      setTheme: (theme) => set({ theme }),
      setOrganization: (organizationId) => set({ organizationId }),
      setContextOpen: (contextOpen) => set({ contextOpen }),
    }),
    { name: preferencesKey, storage: createJSONStorage(() => localStorage) },
  ),
);
