'use client';

import { MailCheck } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from './password-input';
import { SignInFailure } from './sign-in-failure';
import { checkCredentials, type SignInMode } from './credentials';
import { useSignIn } from './use-sign-in';

interface SignInFormProps {
  mode: SignInMode;
  /** Quiet when the page already offers another first action. */
  tone: 'primary' | 'quiet';
}

export function SignInForm({ mode, tone }: SignInFormProps) {
  const isNew = mode === 'sign-up';
  const t = useTranslations('session');
  const text = useTranslations(isNew ? 'session.signUp' : 'session.signIn');
  const signIn = useSignIn(mode);
  const [credentials, setCredentials] = useState({ email: '', password: '' });
  const [tried, setTried] = useState(false);
  const faults = tried ? checkCredentials(mode, credentials) : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(checkCredentials(mode, credentials));
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    else signIn.mutate(credentials);
  };

  if (signIn.data?.confirmEmail) {
    return (
      <p role="status" className="flex gap-3 rounded-lg border bg-sunken p-4 text-sm">
        <MailCheck className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
        {t('signUp.checkEmail', { email: signIn.variables.email })}
      </p>
    );
  }

  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <Field label={t('fields.email')} error={faults.email && t(`invalid.${faults.email}`)}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            value={credentials.email}
            onChange={(event) => setCredentials({ ...credentials, email: event.target.value.trim() })}
          />
        )}
      </Field>
      <Field
        label={t('fields.password')}
        hint={isNew ? t('fields.passwordHint') : undefined}
        error={faults.password && t(`invalid.${faults.password}`)}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete={isNew ? 'new-password' : 'current-password'}
            value={credentials.password}
            onChange={(event) => setCredentials({ ...credentials, password: event.target.value })}
          />
        )}
      </Field>
      <div>
        <Button type="submit" tone={tone} size="large" className="w-full" disabled={signIn.isPending}>
          {text(signIn.isPending ? 'submitting' : 'submit')}
        </Button>
        {signIn.error && <SignInFailure error={signIn.error} />}
      </div>
    </form>
  );
}
