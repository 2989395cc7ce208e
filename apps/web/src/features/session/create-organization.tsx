'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useProblemText } from '@/components/ui/use-problem-text';
import { routes } from '@/lib/routes';
import { signOut } from '@/lib/sign-out';
import { SessionFrame } from './session-frame';
import { useCreateOrganization } from './use-create-organization';

/** Whoever belongs nowhere yet names an organization, or leaves to come back with another e-mail. */
export function CreateOrganization({ email }: { email: string }) {
  const t = useTranslations('session');
  const explain = useProblemText();
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const create = useCreateOrganization();
  const missing = tried && name.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '') create.mutate(name.trim());
  };
  const leave = () => {
    router.replace(routes.signIn);
    void signOut(client);
  };

  return (
    <SessionFrame title={t('organization.title')} lead={t('organization.lead')}>
      <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <Field
          label={t('organization.name')}
          error={missing ? t('invalid.name') : create.error ? explain(create.error) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={120}
              autoFocus
              autoComplete="organization"
              placeholder={t('organization.placeholder')}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" tone="primary" size="large" disabled={create.isPending}>
          {t(create.isPending ? 'organization.submitting' : 'organization.submit')}
        </Button>
      </form>
      <p className="text-sm break-words text-ink-soft">
        {t('organization.signedInAs', { email })}{' '}
        <button
          type="button"
          className="font-medium text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
          onClick={leave}
        >
          {t('organization.otherAccount')}
        </button>
      </p>
    </SessionFrame>
  );
}
