'use client';

import { useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { routes } from '@/lib/routes';
import { signOut } from '@/lib/sign-out';
import { useWorkspace } from '@/lib/workspace';
import { Section } from './section';
import { Setting } from './setting';

export function AccountSection() {
  const t = useTranslations('settings.account');
  const roles = useTranslations('common.roles');
  const leave = useTranslations('session')('signOut');
  const router = useRouter();
  const client = useQueryClient();
  const { me, organization } = useWorkspace();
  const onSignOut = () => {
    router.replace(routes.signIn);
    void signOut(client);
  };
  return (
    <Section title={t('title')}>
      <Setting label={t('email')}>
        <span className="text-sm text-ink-soft">{me.user.email}</span>
      </Setting>
      <Setting label={t('role')}>
        <span className="text-sm text-ink-soft">{roles(organization.role)}</span>
      </Setting>
      <Setting label={leave} hint={t('signOutHint')}>
        <Button onClick={onSignOut}>
          <LogOut className="size-3.5" aria-hidden />
          {leave}
        </Button>
      </Setting>
    </Section>
  );
}
