import { ChevronsUpDown } from 'lucide-react';

interface SelectProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <span className="relative">
      <select
        aria-label={label}
        value={value}
        className="h-8 max-w-72 min-w-48 cursor-pointer appearance-none truncate rounded-md border border-line-strong bg-surface pr-9 pl-3
          text-sm hover:bg-hover"
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-ink">{option.label}</option>
        ))}
      </select>
      <ChevronsUpDown className="pointer-events-none absolute inset-y-0 right-3 my-auto size-3.5 text-ink-faint" aria-hidden />
    </span>
  );
}
