'use client';

import { createContext, useContext } from 'react';
import type { Me, Organization } from './api-types';

export interface Workspace {
  me: Me;
  organization: Organization;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

/** Who is here and in which organization. Only pages behind the sign-in may ask. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('This component belongs behind the sign-in.');
  return workspace;
}
