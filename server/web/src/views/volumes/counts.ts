// Items and pages of a volume as its forms print them: what is recorded, else what the cover of an
// old volume states, else unknown (null) and never 0.
import type { Schemas } from '@/api/client'

type Counted = Pick<Schemas['Volume'], 'origin' | 'old_items' | 'old_pages' | 'totals'> & { items: readonly { pages: number | null }[] }
export interface Counts { items: number | null; pages: number | null }

export function countsOf(volume: Counted): Counts {
  if (volume.origin !== 'old') return { items: volume.items.length, pages: volume.totals.pages }
  const whole = volume.items.length > 0 && volume.items.every(item => item.pages !== null)
  return { items: volume.items.length || volume.old_items, pages: whole ? volume.totals.pages : volume.old_pages }
}
/** A row of a list: the server sends 0 for what an old volume's records do not tell. */
export const rowCounts = (row: Pick<Schemas['VolumeRow'], 'origin' | 'item_count' | 'pages' | 'old_items' | 'old_pages'>): Counts =>
  row.origin === 'old' ? { items: row.item_count || row.old_items, pages: row.pages || row.old_pages } : { items: row.item_count, pages: row.pages }
