'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Mark } from '@/components/shell/mark';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useProblemText } from '@/components/ui/use-problem-text';
import { useCreateOrganization } from './use-create-organization';

export function CreateOrganization() {
  const t = useTranslations('session');
  const explain = useProblemText();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const create = useCreateOrganization();
  const missing = tried && name.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '') create.mutate(name.trim());
  };

  return (
    <main className="mx-auto flex min-h-dvh max-w-88 flex-col justify-center gap-6 p-6">
      <Mark className="size-8 text-accent" />
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t('organization.title')}</h1>
        <p className="mt-1.5 text-ink-soft">{t('organization.lead')}</p>
      </div>
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
    </main>
  );
}
