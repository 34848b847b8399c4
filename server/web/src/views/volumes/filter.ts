// The filters of the list of volumes, as they stand in the address.
import type { LocationQuery } from 'vue-router'
import type { Schemas } from '@/api/client'

export const STATES = ['open', 'submitted', 'sealed'] as const satisfies readonly Schemas['VolumeState'][]
export interface VolumeFilter { fonds_id?: string; filing_year?: number; retention_class?: string; state?: Schemas['VolumeState']; origin?: Schemas['Origin']; location?: string; query?: string }

/** What the address says; words that mean nothing are left out rather than sent. */
export function readFilter(query: LocationQuery): VolumeFilter {
  const one = (name: string) => (typeof query[name] === 'string' && query[name] ? query[name] : undefined)
  const year = one('year')
  const state = STATES.find(s => s === one('state'))
  const fonds = one('fonds')
  const found: VolumeFilter = {}
  if (fonds && /^[1-9]\d{0,15}$/.test(fonds)) found.fonds_id = fonds
  if (year && /^\d{4}$/.test(year)) found.filing_year = Number(year)
  if (one('retention')) found.retention_class = one('retention')!
  if (state) found.state = state
  if (one('origin') === 'old' || one('origin') === 'regular') found.origin = one('origin') as Schemas['Origin']
  if (one('place')) found.location = one('place')!.slice(0, 120)
  if (one('q')) found.query = one('q')!
  return found
}

/** Years to choose from: this one back to `first`, newest first. */
export const yearsBack = (thisYear: number, first: number): number[] =>
  Array.from({ length: Math.max(0, thisYear - first + 1) }, (_, i) => thisYear - i)
