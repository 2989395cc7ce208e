'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { agentsOptions } from '@/lib/queries/agents';
import { can } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { FirstAgentForm } from './first-agent-form';
import { NewConversationForm } from './new-conversation-form';

interface NewConversationDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (id: string) => void;
}

/** Starts a test conversation. An organization without agents gets to name its first one here. */
export function NewConversationDialog({ open, onOpenChange, onCreated }: NewConversationDialogProps) {
  const t = useTranslations('inbox');
  const { organization } = useWorkspace();
  const { data, error, refetch } = useQuery({ ...agentsOptions(organization.id), enabled: open });
  const agents = data?.data;
  const hasNone = agents?.length === 0;
  const mayCreate = can.createAgents(organization.role);
  const title = hasNone ? t(mayCreate ? 'firstAgent.title' : 'newDialog.noAgentTitle') : t('newDialog.title');
  const body = hasNone ? t(mayCreate ? 'firstAgent.body' : 'newDialog.noAgentForbidden') : t('newDialog.body');
  const created = (id: string) => {
    onOpenChange(false);
    onCreated(id);
  };

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} body={body}>
      {error && !agents && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !agents && <Skeleton className="h-32 w-full" />}
      {hasNone && mayCreate && <FirstAgentForm onCreated={created} />}
      {agents && !hasNone && <NewConversationForm agents={agents} onCreated={created} />}
    </Dialog>
  );
}
