// Where something stands: 库房-排-节-层-盒, as it is shown, typed in one go, and compared.
import type { Schemas } from '@/api/client'

export const PLACE = ['room', 'row', 'section', 'shelf', 'box'] as const
export type PlacePart = (typeof PLACE)[number]
export type Place = Record<PlacePart, string>

export const placeOf = (shelf: Schemas['Shelf'] | null | undefined): Place =>
  Object.fromEntries(PLACE.map(part => [part, shelf?.[part] ?? ''])) as Place

/** “1-03-2-5-12”; a part that is not known stands as “?”, so that no part is taken for another. */
export function placeCode(shelf: Schemas['Shelf'] | null | undefined): string {
  const place = placeOf(shelf)
  return PLACE.map(part => place[part] || '?').join('-').replace(/(^|-)\?(-\?)*$/, '')
}
/** With what was written in words before places had parts. */
export const placeText = (of: { shelf?: Schemas['Shelf'] | null; location?: string }): string =>
  [placeCode(of.shelf), of.location].filter(Boolean).join(' · ')

/** A whole place typed or scanned into one part goes on into those behind it. */
export function spread(place: Place, from: PlacePart, typed: string): Place {
  const parts = typed.trim().split(/\s*[-－–—]\s*/)
  const at = PLACE.indexOf(from)
  const next = { ...place }
  parts.slice(0, PLACE.length - at).forEach((text, i) => { next[PLACE[at + i]!] = text === '?' ? '' : text })
  return next
}
