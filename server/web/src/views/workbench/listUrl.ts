// Place in the tree and filters of the workbench, kept in the address.
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { Schemas } from '@/api/client'

export interface ListState {
  fonds_id: string; filing_year: string; retention_class: string  // the place in the tree
  query: string; level: string; department_id: string; state: string; kind: string; unassigned: boolean
  sort: 'code' | 'date' | 'recent'
  item: string  // shown in the pane
}
const TEXTS = ['fonds_id', 'filing_year', 'retention_class', 'query', 'level', 'department_id', 'state', 'kind', 'item'] as const

export function readList(query: LocationQuery): ListState {
  const one = (name: string) => {
    const value = query[name]
    return String((Array.isArray(value) ? value[0] : value) ?? '').trim()
  }
  const state = Object.fromEntries(TEXTS.map(name => [name, one(name)])) as Record<(typeof TEXTS)[number], string>
  const sort = (['code', 'date', 'recent'] as const).find(s => s === query.sort) ?? 'code'
  return {
    ...state, sort, unassigned: one('unassigned') === '1',
    filing_year: /^\d{4}$/.test(state.filing_year) ? state.filing_year : '', level: /^[0-4]$/.test(state.level) ? state.level : '',
  }
}
export function writeList(state: ListState): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  for (const name of TEXTS) if (state[name]) query[name] = state[name]
  if (state.unassigned) query.unassigned = '1'
  if (state.sort !== 'code') query.sort = state.sort
  return query
}
export const requestOf = (s: ListState) => ({
  fonds_id: s.fonds_id || undefined, filing_year: s.filing_year ? Number(s.filing_year) : undefined,
  retention_class: s.retention_class || undefined, query: s.query || undefined,
  level: s.level ? (Number(s.level) as Schemas['Level']) : undefined, department_id: s.department_id || undefined,
  // As the tree counts: what is filed, unless withdrawn papers are asked for.
  state: (s.state === 'all' ? undefined : s.state || 'filed') as Schemas['ItemState'] | undefined, kind: (s.kind || undefined) as Schemas['ItemKind'] | undefined,
  unassigned: s.unassigned || undefined, sort: s.sort,
})
/** The list, without what is shown beside it. */
export const listKey = (s: ListState) => JSON.stringify(requestOf(s))

export interface Node { key: string; fonds_id: string; filing_year: string; retention_class: string; label: string; count: number; children?: Node[] }
export const nodeKey = (s: Pick<ListState, 'fonds_id' | 'filing_year' | 'retention_class'>) =>
  [s.fonds_id, s.filing_year, s.retention_class].filter(Boolean).join('/')

export function nodesOf(tree: Schemas['Tree'], classLabel: (code: string) => string): Node[] {
  const node = (fonds_id: string, filing_year: string, retention_class: string, label: string, count: number, children?: Node[]): Node =>
    ({ key: nodeKey({ fonds_id, filing_year, retention_class }), fonds_id, filing_year, retention_class, label, count, children })
  return tree.fonds.map(f => node(f.id, '', '', `${f.fonds_no} ${f.name}`, f.count, f.years.map(y =>
    node(f.id, String(y.year), '', String(y.year), y.count, y.classes.map(c =>
      node(f.id, String(y.year), c.code, classLabel(c.code), c.count))))))
}

/** Rows that may go into one volume: one year and one class, filed and in no volume. */
export function volumeScope(rows: Schemas['ItemRow'][]): { year: number; retention: string } | string {
  const first = rows[0]
  if (!first) return 'none'
  if (rows.some(r => r.state !== 'filed')) return 'withdrawn'
  if (rows.some(r => r.volume_id || r.box_id)) return 'in_volume'
  if (rows.some(r => r.filing_year !== first.filing_year)) return 'years'
  if (rows.some(r => r.retention_class !== first.retention_class)) return 'classes'
  return { year: first.filing_year, retention: first.retention_class }
}
