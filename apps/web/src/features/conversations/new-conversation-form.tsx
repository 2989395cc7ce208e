'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useController, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import * as z from 'zod/mini';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useProblemText } from '@/components/ui/use-problem-text';
import type { Agent } from '@/lib/api-types';
import { AgentChoice } from './agent-choice';
import { useCreateConversation } from './use-create-conversation';

const schema = z.object({ agentId: z.string(), customer: z.string().check(z.trim(), z.maxLength(120)) });

interface NewConversationFormProps {
  agents: readonly Agent[];
  onCreated: (id: string) => void;
}

export function NewConversationForm({ agents, onCreated }: NewConversationFormProps) {
  const t = useTranslations('inbox.newDialog');
  const explain = useProblemText();
  const create = useCreateConversation();
  const first = agents.find((agent) => agent.status === 'published') ?? agents[0];
  const { control: form, register, handleSubmit, formState: { errors } } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { agentId: first?.id ?? '', customer: '' },
  });
  const { field: agent } = useController({ control: form, name: 'agentId' });
  const submit = handleSubmit((values) =>
    create.mutate(values, { onSuccess: (conversation) => onCreated(conversation.id) }));

  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <AgentChoice label={t('agent')} agents={agents} value={agent.value} onChange={agent.onChange} />
      <Field
        label={t('customer')}
        aside={t('optional')}
        error={errors.customer ? t('invalidCustomer') : create.error ? explain(create.error) : undefined}
      >
        {(control) => (
          <Input {...control} autoComplete="off" placeholder={t('customerPlaceholder')} {...register('customer')} />
        )}
      </Field>
      <Button type="submit" tone="primary" size="large" disabled={create.isPending}>
        {t(create.isPending ? 'submitting' : 'submit')}
      </Button>
    </form>
  );
}
