'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { Splash } from '@/components/shell/splash';
import { ErrorState } from '@/components/ui/error-state';
import { currentOrganization, meOptions } from '@/lib/queries/me';
import { usePreferences } from '@/lib/preferences';
import { toProblem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { WorkspaceContext } from '@/lib/workspace';

/** Seen once in a person's life, so it is no part of every page. */
const CreateOrganization = lazy(() => import('./create-organization').then((module) => ({ default: module.CreateOrganization })));

/** Lets in whoever is signed in and belongs to an organization; sends everybody else to the right place. */
export function WorkspaceGate({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { organizationId, setOrganization } = usePreferences();
  const { data, error, refetch } = useQuery(meOptions());
  const signedOut = data === null || (error !== null && toProblem(error).status === 401);
  const organization = data ? currentOrganization(data, organizationId) : null;

  useEffect(() => {
    if (signedOut) router.replace(routes.signIn);
  }, [signedOut, router]);
  useEffect(() => {
    if (organization && organization.id !== organizationId) setOrganization(organization.id);
  }, [organization, organizationId, setOrganization]);

  const workspace = useMemo(() => (data && organization ? { me: data, organization } : null), [data, organization]);
  if (error && !signedOut) return <div className="h-dvh"><ErrorState error={error} onRetry={() => void refetch()} /></div>;
  if (signedOut || data === undefined) return <Splash />;
  if (!workspace) return <Suspense fallback={<Splash />}><CreateOrganization email={data.user.email ?? ''} /></Suspense>;
  if (workspace.organization.id !== organizationId) return <Splash />;
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}
