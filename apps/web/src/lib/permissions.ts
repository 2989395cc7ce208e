import type { Role } from './api-types';

const serving: readonly Role[] = ['owner', 'admin', 'manager', 'agent'];
const building: readonly Role[] = ['owner', 'admin', 'manager'];

/** What the interface offers to a role. The API is what refuses; this only spares the person a refusal. */
export const can = {
  serve: (role: Role): boolean => serving.includes(role),
  createAgents: (role: Role): boolean => building.includes(role),
};
