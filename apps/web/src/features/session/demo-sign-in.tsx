'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import type { Credentials } from './credentials';
import { SignInFailure } from './sign-in-failure';
import { useSignIn } from './use-sign-in';

/** One click into the invented shop. Shown only where the installation offers its demo login. */
export function DemoSignIn({ credentials }: { credentials: Credentials }) {
  const t = useTranslations('session');
  const signIn = useSignIn('sign-in');
  return (
    <section className="rounded-lg border border-accent-line bg-accent-soft p-4">
      <h2 className="font-semibold">{t('demo.title')}</h2>
      <p className="mt-1 mb-3 text-sm text-pretty text-ink-soft">{t('demo.body')}</p>
      <Button
        tone="primary"
        size="large"
        className="w-full"
        disabled={signIn.isPending}
        onClick={() => signIn.mutate(credentials)}
      >
        {signIn.isPending ? t('signIn.submitting') : t('demo.action')}
      </Button>
      {signIn.error && <SignInFailure error={signIn.error} />}
    </section>
  );
}
