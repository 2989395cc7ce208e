'use client';

import { useEffect } from 'react';
import { usePreferences } from '@/lib/preferences';
import { applyTheme } from '@/lib/theme';
import { useMediaQuery } from '@/lib/use-media-query';

/** Keeps the document in the chosen theme, also when the operating system changes its own at dusk. */
export function ThemeWatcher() {
  const theme = usePreferences((state) => state.theme);
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  useEffect(() => applyTheme(theme), [theme, systemDark]);
  return null;
}
