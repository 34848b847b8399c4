// An archival code (档号) typed into the search box: asked for beside the search, as volumes and
// boxes have no hits of their own and an old code leads to the new one.
import { ApiError, api, ask, type Schemas } from '@/api/client'

export interface CodeFound {
  owner: Schemas['CodeOwner']
  id: string
  code: string
  redirected: boolean
  title: string
  level: Schemas['Level']
  shelf: Schemas['Shelf'] | null
  location: string
  department: string
  year: number
  retention: string
}

/** One word with a digit and a hyphen, in any of the hyphens people type. */
export const looksLikeCode = (text: string): boolean =>
  text.length <= 200 && !/\s/.test(text) && /\d/.test(text) && /[-－–—‐‑]/.test(text)

export const PAGE_OF: Record<Schemas['CodeOwner'], string> = { item: '/items', volume: '/volumes', box: '/boxes' }

/** The record that has or had the code; nothing where there is none for this person. */
export async function findCode(code: string, signal?: AbortSignal): Promise<CodeFound | null> {
  try {
    const found = await ask(api.GET('/api/v1/codes', { params: { query: { code } }, signal }))
    const path = { params: { path: { id: found.id } }, signal }
    const head = { owner: found.owner, id: found.id, code: found.archival_code, redirected: found.redirected }
    const facts = (of: Schemas['Item'] | Schemas['Volume'] | Schemas['Box']) => ({ level: of.level, department: of.department_name, year: of.filing_year, retention: of.retention_class })
    if (found.owner === 'box') {
      const box = await ask(api.GET('/api/v1/boxes/{id}', path))
      return { ...head, ...facts(box), title: '', shelf: box.shelf, location: '' }
    }
    if (found.owner === 'volume') {
      const volume = await ask(api.GET('/api/v1/volumes/{id}', path))
      return { ...head, ...facts(volume), title: volume.title, shelf: volume.shelf, location: volume.location }
    }
    const item = await ask(api.GET('/api/v1/items/{id}', path))
    return { ...head, ...facts(item), title: item.title, shelf: item.shelf, location: item.location }
  } catch (e) {
    // Unknown, and not to be known, look the same; a person without the catalogue has no codes either.
    if (e instanceof ApiError && (e.status === 404 || e.status === 403)) return null
    throw e
  }
}
