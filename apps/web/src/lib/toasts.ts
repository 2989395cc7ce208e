import { create } from 'zustand';

export interface Toast {
  id: number;
  tone: 'done' | 'failed';
  text: string;
  detail?: string;
  action?: { label: string; run: () => void };
}

interface Toasts {
  items: Toast[];
  show: (toast: Omit<Toast, 'id'>) => void;
  dismiss: (id: number) => void;
}

const most = 3;
let next = 1;

export const useToasts = create<Toasts>()((set) => ({
  items: [],
  show: (toast) => {
    const id = next;
    next += 1;
    set((state) => ({ items: [...state.items, { ...toast, id }].slice(-most) }));
  },
  dismiss: (id) => set((state) => ({ items: state.items.filter((item) => item.id !== id) })),
}));
