'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { loadConfig } from '@/lib/config';
import { routes } from '@/lib/routes';
import { DemoSignIn } from './demo-sign-in';
import { SessionFrame } from './session-frame';
import { SignInForm } from './sign-in-form';
import { useForwardSignedIn } from './use-forward-signed-in';

export function SignInPage() {
  const mode = useSearchParams().get('mode') === 'sign-up' ? 'sign-up' : 'sign-in';
  const t = useTranslations(mode === 'sign-up' ? 'session.signUp' : 'session.signIn');
  const config = useQuery({ queryKey: ['config'], queryFn: loadConfig, staleTime: Infinity });
  const demo = mode === 'sign-in' ? config.data?.demo : null;
  useForwardSignedIn();

  return (
    <SessionFrame title={t('title')} lead={t('lead')}>
      {demo && <DemoSignIn credentials={demo} />}
      <SignInForm key={mode} mode={mode} tone={demo ? 'quiet' : 'primary'} />
      <p className="text-sm text-ink-soft">
        {t('other')}{' '}
        <Link
          href={mode === 'sign-up' ? routes.signIn : routes.signUp}
          className="font-medium text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
        >
          {t('otherAction')}
        </Link>
      </p>
    </SessionFrame>
  );
}
