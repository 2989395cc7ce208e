'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { loadConfig } from '@/lib/config';
import { AccountSection } from './account-section';
import { AppearanceSection } from './appearance-section';
import { OrganizationSection } from './organization-section';

export function SettingsPage() {
  const t = useTranslations('settings');
  const config = useQuery({ queryKey: ['config'], queryFn: loadConfig, staleTime: Infinity });
  return (
    <main className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
      <header className="flex h-12 items-center border-b px-4 md:px-8">
        <h1 className="text-base font-semibold">{t('title')}</h1>
      </header>
      <div className="flex max-w-160 flex-col px-4 md:px-8">
        <AppearanceSection />
        <OrganizationSection />
        <AccountSection />
        {config.data?.version && <p className="figures py-6 text-2xs text-ink-faint">{t('version', { version: config.data.version })}</p>}
      </div>
    </main>
  );
}
