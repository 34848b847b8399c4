import { describe, expect, it } from 'vitest'
import { ROLES, excluded } from './roles'

describe('roles', () => {
  it('of the three administrators stand alone', () => {
    expect(ROLES.filter(role => excluded(role, ['audit_admin']))).toEqual(ROLES.filter(role => role !== 'audit_admin'))
    expect(ROLES.filter(role => excluded(role, ['employee']))).toEqual(['system_admin', 'security_admin', 'audit_admin'])
  })
  it('of the business go together', () => expect(excluded('auditor', ['employee', 'archivist'])).toBe(false))
  it('are all free at first', () => expect(ROLES.some(role => excluded(role, []))).toBe(false))
})
