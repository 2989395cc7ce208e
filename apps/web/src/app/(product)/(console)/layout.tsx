import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';
import { WorkspaceGate } from '@/features/session/workspace-gate';

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <WorkspaceGate>
      <ConsoleShell>{children}</ConsoleShell>
    </WorkspaceGate>
  );
}
