// Who is signed in. The server decides every right; this only hides what it would refuse.
import { computed, ref } from 'vue'
import { ApiError, api, ask, setCsrf, whenSignedOut, type Schemas } from '@/api/client'

export const session = ref<Schemas['Session'] | null>(null)
/** The session ended while somebody was working: the sign-in dialog opens over the page. */
export const expired = ref(false)

export const may = (action: Schemas['Action']) => session.value?.allowed.includes(action) ?? false
export const counts = computed(() => session.value?.counts ?? { to_decide: 0, my_loans: 0, desk: 0, changes: 0 })

function take(next: Schemas['Session'] | null) {
  session.value = next
  setCsrf(next?.csrf ?? '')
  if (next) expired.value = false
}

whenSignedOut(() => {
  if (session.value) expired.value = true
})

let loading: Promise<void> | null = null
/** Once at the start; nobody signed in is no error. */
export function loadSession(): Promise<void> {
  loading ??= ask(api.GET('/api/v1/session'))
    .then(take)
    .catch(e => {
      if (!(e instanceof ApiError) || e.status !== 401) throw e
      take(null)
    })
  return loading
}
export async function refreshSession() {
  try { take(await ask(api.GET('/api/v1/session'))) } catch { /* the next request tells why */ }
}
export async function signIn(login: string, password: string) {
  take(await ask(api.POST('/api/v1/session', { body: { login, password } })))
}
export async function enterByLink(token: string, new_password: string) {
  take(await ask(api.POST('/api/v1/session/link', { body: { token, new_password } })))
}
export async function signOut() {
  await ask(api.DELETE('/api/v1/session')).catch(() => {})
  take(null)
}
