import { Brain, Gem, Scale, Zap, type LucideIcon } from 'lucide-react';

export type Tier = 1 | 2 | 3 | 4;

interface TierLook {
  tier: Tier;
  icon: LucideIcon;
  /** Background and text of the rung when it is the chosen one. */
  lit: string;
  /** How far the rung reaches: the higher, the dearer. */
  reach: string;
}

/** The rung for a tier's number; one that this version does not know is shown as its neighbour. */
export function tierOf(number: number): Tier {
  if (number >= 4) return 4;
  return number >= 3 ? 3 : number >= 2 ? 2 : 1;
}

/** The four tiers from the top of the ladder to its foot; colours, icons and order are the same everywhere. */
export const tiersFromTop: readonly TierLook[] = [
  { tier: 4, icon: Gem, lit: 'bg-tier-4 text-[var(--on-tier-4)]', reach: 'w-[72%]' },
  { tier: 3, icon: Brain, lit: 'bg-tier-3 text-[var(--on-tier-3)]', reach: 'w-[63%]' },
  { tier: 2, icon: Scale, lit: 'bg-tier-2 text-[var(--on-tier-2)]', reach: 'w-[54%]' },
  { tier: 1, icon: Zap, lit: 'bg-tier-1 text-[var(--on-tier-1)]', reach: 'w-[45%]' },
];
