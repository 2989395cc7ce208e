'use client';

import { ArrowLeft, CircleCheck, Hand, PanelRight, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { OwnerMark } from '@/components/ui/owner-mark';
import type { Conversation } from '@/lib/api-types';
import { keys } from '@/lib/keys';
import { can } from '@/lib/permissions';
import { useHotkeys } from '@/lib/use-hotkeys';
import { useWorkspace } from '@/lib/workspace';
import { HandBackDialog } from './hand-back-dialog';
import { useConversationActions } from './use-conversation-actions';

interface ConversationHeaderProps {
  conversation: Conversation;
  contextOpen: boolean;
  onContext: () => void;
  onBack: () => void;
}

export function ConversationHeader({ conversation, contextOpen, onContext, onBack }: ConversationHeaderProps) {
  const t = useTranslations('inbox');
  const back = useTranslations('common.nav')('back');
  const { organization } = useWorkspace();
  const { run, isPending } = useConversationActions(conversation.id);
  const [handingBack, setHandingBack] = useState(false);
  const mayServe = can.serve(organization.role);
  const isOpen = conversation.status === 'open';
  const isBot = conversation.owner === 'bot';
  const takeOver = () => run({ action: 'takeOver' });
  const finish = () => run({ action: isOpen ? 'close' : 'reopen' });
  useHotkeys(mayServe
    ? {
      T: () => isOpen && isBot && takeOver(),
      D: () => isOpen && !isBot && setHandingBack(true),
      E: finish,
    }
    : {});

  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b px-2 md:px-4">
      <IconButton icon={ArrowLeft} label={back} keys={keys.back} className="md:hidden" onClick={onBack} />
      <OwnerMark owner={conversation.owner} className="size-7" />
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-base leading-5 font-semibold">{conversation.contact_name ?? t('queue.unknownContact')}</h2>
        <p className="truncate text-2xs text-ink-faint">
          {t(`owner.${conversation.owner}`)} · {conversation.agent_name}
        </p>
      </div>
      {mayServe && isOpen && isBot && (
        <Button size="small" disabled={isPending} onClick={takeOver}>
          <Hand className="size-3.5" aria-hidden />
          <span className="sm:hidden">{t('actions.takeOverShort')}</span>
          <span className="hidden sm:inline">{t('actions.takeOver')}</span>
        </Button>
      )}
      {mayServe && isOpen && !isBot && (
        <Button size="small" disabled={isPending} onClick={() => setHandingBack(true)}>
          <OwnerMark owner="bot" className="size-3.5" />
          <span className="sm:hidden">{t('actions.handBackShort')}</span>
          <span className="hidden sm:inline">{t('actions.handBack')}</span>
        </Button>
      )}
      {mayServe && (
        <IconButton
          icon={isOpen ? CircleCheck : RotateCcw}
          label={t(isOpen ? 'actions.close' : 'actions.reopen')}
          keys={keys.finish}
          disabled={isPending}
          onClick={finish}
        />
      )}
      <IconButton
        icon={PanelRight}
        label={t(contextOpen ? 'actions.hideContext' : 'actions.showContext')}
        keys={keys.context}
        aria-pressed={contextOpen}
        className={contextOpen ? 'bg-hover text-ink' : undefined}
        onClick={onContext}
      />
      <HandBackDialog
        open={handingBack}
        onOpenChange={setHandingBack}
        onSubmit={(note) => run({ action: 'handBack', note: note || undefined })}
      />
    </header>
  );
}
