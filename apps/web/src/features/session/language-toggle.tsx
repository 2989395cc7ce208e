'use client';

import { useTranslations } from 'use-intl';
import { Segmented } from '@/components/ui/segmented';
import { usePreferences } from '@/lib/preferences';

const options = [
  { value: 'pt-BR', label: 'PT' },
  { value: 'en', label: 'EN' },
] as const;

export function LanguageToggle() {
  const t = useTranslations('settings.appearance');
  const { locale, setLocale } = usePreferences();
  return <Segmented label={t('language')} value={locale} options={options} onChange={setLocale} />;
}
