// Whether an account can be used, as the list and the pane tell it.
import type { Schemas } from '@/api/client'

export interface SignIn { text: string; mark: 'good' | 'bad' | 'warn' }

/** Who has not set a password yet cannot sign in, although nobody has suspended the account. */
export function signIn(user: Pick<Schemas['User'], 'active' | 'must_change_password'>): SignIn {
  if (!user.active) return { text: 'people.is_suspended', mark: 'bad' }
  return user.must_change_password ? { text: 'people.is_pending', mark: 'warn' } : { text: 'people.is_active', mark: 'good' }
}
