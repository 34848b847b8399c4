// Which stored files the browser shows itself, and where their content is.
import type { Schemas } from '@/api/client'

export const contentUrl = (item: string, file: string, disposition: 'inline' | 'attachment') =>
  `/api/v1/items/${encodeURIComponent(item)}/files/${encodeURIComponent(file)}/content?disposition=${disposition}`

export type Showing = 'pdf' | 'text' | 'none'
/** The server decides by `viewable`; the type only says with what. */
export function showingOf(file: Pick<Schemas['ItemFile'], 'media_type' | 'viewable'>): Showing {
  if (!file.viewable) return 'none'
  if (file.media_type === 'application/pdf') return 'pdf'
  return file.media_type.startsWith('text/') ? 'text' : 'none'
}
export const opensHere = (file: Pick<Schemas['ItemFile'], 'media_type' | 'viewable'>) => showingOf(file) !== 'none'

/** The page of ?page=…, at least 1. */
export function pageOf(value: unknown): number {
  const page = Number(Array.isArray(value) ? value[0] : value)
  return Number.isInteger(page) && page > 0 ? page : 1
}
