'use client';

import { useEffect, useEffectEvent } from 'react';

export type Hotkeys = Partial<Record<string, () => void>>;

/** Runs an action for a key (letters in upper case). Quiet in text fields, in dialogs and with a modifier held. */
export function useHotkeys(actions: Hotkeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    const name = event.key === 'Escape' ? 'Esc' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const action = actions[name];
    if (!action) return;
    event.preventDefault();
    action();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Whether the focused element has its own use for the key. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type="radio"]), textarea, select, [contenteditable]')) return true;
  return key === 'Enter' && target.closest('a, button, summary') !== null;
}
