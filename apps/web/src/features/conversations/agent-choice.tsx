'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { OwnerMark } from '@/components/ui/owner-mark';
import type { Agent } from '@/lib/api-types';

interface AgentChoiceProps {
  label: string;
  agents: readonly Agent[];
  value: string;
  onChange: (id: string) => void;
}

export function AgentChoice({ label, agents, value, onChange }: AgentChoiceProps) {
  const t = useTranslations('inbox.newDialog');
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="scroll-quiet flex max-h-60 flex-col gap-1.5 overflow-y-auto p-0.5">
        {agents.map((agent) => (
          <label
            key={agent.id}
            className="flex cursor-pointer items-center gap-3 rounded-lg border border-line-strong px-3 py-2
              transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2
              has-focus-visible:outline-accent"
          >
            <OwnerMark owner="bot" className="size-6" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                {agent.name}
                {agent.status === 'draft' && <span className="ml-2 text-xs font-normal text-ink-faint">{t('draft')}</span>}
              </span>
              {agent.description && <span className="block truncate text-xs text-ink-soft">{agent.description}</span>}
            </span>
            <input
              type="radio"
              name={name}
              value={agent.id}
              checked={agent.id === value}
              aria-label={agent.name}
              className="size-4 shrink-0 accent-accent outline-none"
              onChange={() => onChange(agent.id)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
