'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useProblemText } from '@/components/ui/use-problem-text';
import { useCreateAgent } from './use-create-agent';

/** Names the organization's first agent; the dialog then goes on to the conversation with it. */
export function FirstAgentForm() {
  const t = useTranslations('inbox.newDialog');
  const explain = useProblemText();
  const [name, setName] = useState('');
  const create = useCreateAgent();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') create.mutate(name.trim());
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <Field label={t('agentName')} error={create.error ? explain(create.error) : undefined}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={80}
            value={name}
            placeholder={t('agentPlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" size="large" disabled={create.isPending || name.trim() === ''}>
        {t(create.isPending ? 'creatingAgent' : 'createAgent')}
      </Button>
    </form>
  );
}
