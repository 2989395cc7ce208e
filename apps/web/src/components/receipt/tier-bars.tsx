import { cn } from '@/lib/cn';
import type { Tier } from './tiers';

const bars: readonly { tier: Tier; height: string; colour: string }[] = [
  { tier: 1, height: 'h-1.5', colour: 'bg-tier-1' },
  { tier: 2, height: 'h-2', colour: 'bg-tier-2' },
  { tier: 3, height: 'h-2.5', colour: 'bg-tier-3' },
  { tier: 4, height: 'h-3', colour: 'bg-tier-4' },
];

/** The ladder at the size of a letter. The text beside it says the same in words. */
export function TierBars({ tier }: { tier: Tier }) {
  return (
    <span aria-hidden className="flex items-end gap-0.5">
      {bars.map((bar) => (
        <span
          key={bar.tier}
          className={cn(
            'w-1.25 rounded-[1px]',
            bar.height,
            bar.tier === tier ? bar.colour : 'bg-line',
          )}
        />
      ))}
    </span>
  );
}
