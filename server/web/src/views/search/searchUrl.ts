// The state of a search lives in its address: reload, back and a copied link show the same.
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { Schemas } from '@/api/client'

export const FACETS = ['year', 'retention_class', 'level', 'department_id', 'kind'] as const
export type Facet = (typeof FACETS)[number]
export const SORTS = ['relevance', 'date', 'code'] as const
export const PAGE = 20

export interface SearchState {
  q: string
  picked: Record<Facet, string[]>
  sort: (typeof SORTS)[number]
  page: number
}

const all = (value: LocationQuery[string] | undefined): string[] =>
  [...new Set((Array.isArray(value) ? value : [value]).filter((v): v is string => Boolean(v)))]

/** Reads an address; what is no valid value is left out, not sent to the server. */
export function readSearch(query: LocationQuery): SearchState {
  const valid: Record<Facet, RegExp> = {
    year: /^\d{4}$/, retention_class: /^[A-Z][A-Z0-9]{0,7}$/, level: /^[0-4]$/, department_id: /^[\w-]{1,40}$/, kind: /^[a-z_]{1,20}$/,
  }
  const picked = Object.fromEntries(FACETS.map(f => [f, all(query[f]).filter(v => valid[f].test(v))])) as Record<Facet, string[]>
  const sort = SORTS.find(s => s === query.sort) ?? 'relevance'
  const page = Number(query.page)
  return { q: all(query.q)[0]?.trim() ?? '', picked, sort, page: Number.isInteger(page) && page > 0 ? page : 1 }
}

/** Writes an address without what is usual, so that the same search has one address. */
export function writeSearch(state: SearchState): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (state.q) query.q = state.q
  for (const f of FACETS) if (state.picked[f].length) query[f] = [...state.picked[f]].sort()
  if (state.sort !== 'relevance') query.sort = state.sort
  if (state.page > 1) query.page = String(state.page)
  return query
}

/** Another filter or text starts at the first page again. */
export function withPick(state: SearchState, facet: Facet, value: string): SearchState {
  const now = state.picked[facet]
  const next = now.includes(value) ? now.filter(v => v !== value) : [...now, value]
  return { ...state, picked: { ...state.picked, [facet]: next }, page: 1 }
}
export const withoutPicks = (state: SearchState): SearchState =>
  ({ ...state, picked: Object.fromEntries(FACETS.map(f => [f, []])) as unknown as Record<Facet, string[]>, page: 1 })
export const picks = (state: SearchState) => FACETS.flatMap(facet => state.picked[facet].map(value => ({ facet, value })))
/** Nothing is asked before somebody asks for something. */
export const asksNothing = (state: SearchState) => !state.q && !picks(state).length

export function requestOf(state: SearchState) {
  const { year, retention_class, level, department_id, kind } = state.picked
  return {
    q: state.q || undefined, year: year.map(Number), retention_class, level: level.map(Number) as Schemas['Level'][], department_id,
    kind: kind as Schemas['ItemKind'][], sort: state.sort, offset: (state.page - 1) * PAGE, limit: PAGE,
  }
}

/** What is picked stays in its facet, also when nothing is found for it. */
export function facetRows(found: { value: string; count: number }[], picked: string[]): { value: string; count: number; on: boolean }[] {
  const rows = found.map(f => ({ ...f, on: picked.includes(f.value) }))
  for (const value of picked) if (!rows.some(r => r.value === value)) rows.push({ value, count: 0, on: true })
  return rows
}
