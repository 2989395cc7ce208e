'use client';

import { RadioGroup } from 'radix-ui';
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
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <RadioGroup.Root
        aria-label={label}
        value={value}
        onValueChange={onChange}
        className="flex max-h-60 flex-col gap-1.5 overflow-y-auto p-0.5"
      >
        {agents.map((agent) => (
          <RadioGroup.Item
            key={agent.id}
            value={agent.id}
            aria-label={agent.name}
            className="flex items-center gap-3 rounded-lg border border-line-strong px-3 py-2 text-left transition-colors hover:bg-hover
              data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
          >
            <OwnerMark owner="bot" className="size-6" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                {agent.name}
                {agent.status === 'draft' && <span className="ml-2 text-xs font-normal text-ink-faint">{t('draft')}</span>}
              </span>
              {agent.description && <span className="block truncate text-xs text-ink-soft">{agent.description}</span>}
            </span>
            <span className="grid size-4 place-items-center rounded-full border border-ink-faint">
              <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </fieldset>
  );
}
