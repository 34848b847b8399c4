// The three separated administrators 三员 exclude each other and every other role; the form only
// keeps one from ticking what the server would refuse.
import type { Schemas } from '@/api/client'

type Role = Schemas['Role']
export const ADMINS: Role[] = ['system_admin', 'security_admin', 'audit_admin']
export const ROLES: Role[] = [...ADMINS, 'archivist', 'dept_archivist', 'supervisor', 'employee', 'auditor', 'account_manager']

/** May `role` not be added to `chosen`? What is chosen can always be taken away. */
export function excluded(role: Role, chosen: Role[]): boolean {
  if (chosen.includes(role)) return false
  return ADMINS.includes(role) ? chosen.length > 0 : chosen.some(other => ADMINS.includes(other))
}
