import { useId, type ReactNode } from 'react';

interface FieldControl {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  label: string;
  aside?: ReactNode;
  hint?: string;
  error?: string;
  children: (control: FieldControl) => ReactNode;
}

/** A label, its control and what is to be said about it, tied together for screen readers. */
export function Field({ label, aside, hint, error, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-2 text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside && <span className="text-xs text-ink-faint">{aside}</span>}
      </div>
      {children({ id, 'aria-invalid': Boolean(error), 'aria-describedby': note ? `${id}-note` : undefined })}
      {note && (
        <p id={`${id}-note`} className={error ? 'text-xs text-danger' : 'text-xs text-ink-faint'}>
          {note}
        </p>
      )}
    </div>
  );
}
