'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Segmented } from '@/components/ui/segmented';
import { localeNames, locales } from '@/i18n/locales';
import { usePreferences } from '@/lib/preferences';
import { themeChoices } from '@/lib/theme';
import { Section } from './section';
import { Setting } from './setting';

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

export function AppearanceSection() {
  const t = useTranslations('settings.appearance');
  const { locale, setLocale, theme, setTheme } = usePreferences();
  return (
    <Section title={t('title')}>
      <Setting label={t('language')}>
        <Segmented
          label={t('language')}
          value={locale}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          onChange={setLocale}
        />
      </Setting>
      <Setting label={t('theme')}>
        <Segmented
          label={t('theme')}
          value={theme}
          options={themeChoices.map((value) => ({ value, label: t(`themes.${value}`), icon: themeIcons[value] }))}
          onChange={setTheme}
        />
      </Setting>
    </Section>
  );
}
