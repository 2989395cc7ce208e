import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface Drafts {
  texts: Record<string, string>;
  write: (conversationId: string, text: string) => void;
  forgetAll: () => void;
}

/** Drafts of old conversations are dropped beyond this many, oldest first. */
const most = 50;

/** What was written and not sent, per conversation; it survives a reload. */
export const useDrafts = create<Drafts>()(
  persist(
    (set) => ({
      texts: {},
      write: (conversationId, text) =>
        set(({ texts }) => {
          const others = Object.entries(texts).filter(([id]) => id !== conversationId);
          if (text === '') return { texts: Object.fromEntries(others) };
          return { texts: Object.fromEntries([...others, [conversationId, text] as const].slice(-most)) };
        }),
      forgetAll: () => set({ texts: {} }),
    }),
    { name: 'agentes.drafts', storage: createJSONStorage(() => localStorage) },
  ),
);
