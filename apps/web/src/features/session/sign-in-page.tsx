'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Mark } from '@/components/shell/mark';
import { loadConfig } from '@/lib/config';
import { routes } from '@/lib/routes';
import { DemoSignIn } from './demo-sign-in';
import { LanguageToggle } from './language-toggle';
import { Pitch } from './pitch';
import { SignInForm } from './sign-in-form';
import { useForwardSignedIn } from './use-forward-signed-in';

export function SignInPage() {
  const mode = useSearchParams().get('mode') === 'sign-up' ? 'sign-up' : 'sign-in';
  const t = useTranslations(mode === 'sign-up' ? 'session.signUp' : 'session.signIn');
  const product = useTranslations('common')('product');
  const config = useQuery({ queryKey: ['config'], queryFn: loadConfig, staleTime: Infinity });
  useForwardSignedIn();

  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="flex flex-col px-6 py-5 sm:px-10">
        <div className="flex items-center justify-between">
          <span className="flex items-center gap-2 font-semibold tracking-tight">
            <Mark className="size-6 text-accent" />
            {product}
          </span>
          <LanguageToggle />
        </div>
        <div className="m-auto flex w-full max-w-88 flex-col gap-6 py-10">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
            <p className="mt-1.5 text-balance text-ink-soft">{t('lead')}</p>
          </div>
          {mode === 'sign-in' && config.data?.demo && <DemoSignIn credentials={config.data.demo} />}
          <SignInForm key={mode} mode={mode} tone={mode === 'sign-in' && config.data?.demo ? 'quiet' : 'primary'} />
          <p className="text-sm text-ink-soft">
            {t('other')}{' '}
            <Link
              href={mode === 'sign-up' ? routes.signIn : routes.signUp}
              className="font-medium text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
            >
              {t('otherAction')}
            </Link>
          </p>
        </div>
      </main>
      <Pitch />
    </div>
  );
}
