'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useProblemText } from '@/components/ui/use-problem-text';
import { useWorkspace } from '@/lib/workspace';
import { RoleChoice, type AgentRole } from './role-choice';
import { useFirstAgent } from './use-first-agent';

/** Creates the organization's first agent from a role and goes straight to a conversation with it. */
export function FirstAgentForm({ onCreated }: { onCreated: (conversationId: string) => void }) {
  const t = useTranslations('inbox.firstAgent');
  const explain = useProblemText();
  const { organization } = useWorkspace();
  const [role, setRole] = useState<AgentRole>('sales');
  const [typed, setTyped] = useState<string | null>(null);
  const create = useFirstAgent(onCreated);
  const name = typed ?? t(`roles.${role}.name`);
  const missing = name.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing) return;
    create.mutate({
      name: name.trim(),
      description: t(`roles.${role}.body`),
      draft: {
        instructions: t(`roles.${role}.instructions`),
        greeting: t(`roles.${role}.greeting`, { organization: organization.name }),
      },
    });
  };

  return (
    <form noValidate className="flex flex-col gap-4 text-left" onSubmit={submit}>
      <RoleChoice value={role} onChange={setRole} />
      <Field label={t('name')} error={missing ? t('nameMissing') : create.error ? explain(create.error) : undefined}>
        {(control) => (
          <Input {...control} maxLength={80} autoComplete="off" value={name} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
      <Button type="submit" tone="primary" size="large" disabled={create.isPending}>
        {t(create.isPending ? 'submitting' : 'submit')}
      </Button>
    </form>
  );
}
