'use client';

import { useTranslations } from 'use-intl';
import { Select } from '@/components/ui/select';
import { usePreferences } from '@/lib/preferences';
import { useWorkspace } from '@/lib/workspace';
import { Section } from './section';
import { Setting } from './setting';

export function OrganizationSection() {
  const t = useTranslations('settings.organization');
  const demo = useTranslations('common')('demo');
  const { me, organization } = useWorkspace();
  const setOrganization = usePreferences((state) => state.setOrganization);
  return (
    <Section title={t('title')}>
      <Setting label={t('label')} hint={t('hint')}>
        <Select
          label={t('label')}
          value={organization.id}
          options={me.organizations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setOrganization}
        />
      </Setting>
      {organization.is_demo && (
        <p className="rounded-md border bg-sunken px-3 py-2 text-sm text-ink-soft">
          <span className="font-medium text-ink">{demo}.</span> {t('demo')}
        </p>
      )}
    </Section>
  );
}
