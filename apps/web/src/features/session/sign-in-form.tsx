'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { MailCheck } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from './password-input';
import { SignInFailure } from './sign-in-failure';
import { signInSchema, signUpSchema, type Credentials } from './sign-in-schema';
import { useSignIn, type SignInMode } from './use-sign-in';

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
  const { register, handleSubmit, formState: { errors } } = useForm<Credentials>({
    resolver: zodResolver(isNew ? signUpSchema : signInSchema),
    defaultValues: { email: '', password: '' },
  });

  if (signIn.data?.confirmEmail) {
    return (
      <p role="status" className="flex gap-3 rounded-lg border bg-sunken p-4 text-sm">
        <MailCheck className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
        {t('signUp.checkEmail', { email: signIn.variables.email })}
      </p>
    );
  }

  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((values) => signIn.mutate(values))}>
      <Field label={t('fields.email')} error={errors.email && t('invalid.email')}>
        {(control) => <Input {...control} type="email" autoComplete="username" inputMode="email" {...register('email')} />}
      </Field>
      <Field
        label={t('fields.password')}
        hint={isNew ? t('fields.passwordHint') : undefined}
        error={errors.password && t(isNew ? 'invalid.password' : 'invalid.passwordRequired')}
      >
        {(control) => (
          <PasswordInput {...control} autoComplete={isNew ? 'new-password' : 'current-password'} {...register('password')} />
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
