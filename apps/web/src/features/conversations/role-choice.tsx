'use client';

import { Headset, ShoppingBag, UserRoundSearch, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';

export type AgentRole = 'sales' | 'support' | 'leads';

const roles: readonly { role: AgentRole; icon: LucideIcon }[] = [
  { role: 'sales', icon: ShoppingBag },
  { role: 'support', icon: Headset },
  { role: 'leads', icon: UserRoundSearch },
];

/** What an agent is for: each choice brings a name, a greeting and first instructions. */
export function RoleChoice({ value, onChange }: { value: AgentRole; onChange: (role: AgentRole) => void }) {
  const t = useTranslations('inbox.firstAgent');
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{t('role')}</legend>
      <div className="flex flex-col gap-1.5">
        {roles.map(({ role, icon: Icon }) => (
          <label
            key={role}
            className="flex cursor-pointer items-center gap-3 rounded-lg border border-line-strong bg-surface px-3 py-2 transition-colors
              hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2
              has-focus-visible:outline-accent"
          >
            <Icon className="size-5 shrink-0 text-accent" strokeWidth={1.75} aria-hidden />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(`roles.${role}.title`)}</span>
              <span className="block text-xs text-balance text-ink-soft">{t(`roles.${role}.body`)}</span>
            </span>
            <input
              type="radio"
              name={name}
              value={role}
              checked={role === value}
              className="size-4 shrink-0 accent-accent outline-none"
              onChange={() => onChange(role)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
