// Rows of a handover as they are sent, and what still stands between it and the next signature.
import type { Schemas } from '@/api/client'

export type Handover = Schemas['Handover']
export type Row = Schemas['HandoverRow']

/** Every row as the server takes it; files stay with their record. */
export const drafts = (rows: Row[]): Schemas['HandoverRowDraft'][] =>
  rows.map(row => ({ ...(row.entry_id ? { entry_id: row.entry_id } : row.volume_id ? { volume_id: row.volume_id } : { item_id: row.item_id }), paper: row.paper, remarks: row.remarks }))
/** Rows that this reader may not know cannot be sent back: the draft is not theirs to change. */
export const changeable = (handover: Handover): boolean =>
  handover.state === 'draft' && handover.can.includes('prepare_handover') && !handover.rows.some(row => row.hidden)
/** A volume goes on paper; an item on paper or as a file. */
export const lacksAll = (row: Row): boolean => !row.hidden && !row.paper && !row.file_sha256
export const lacksNotes = (row: Row): boolean => row.volume_id !== null && !row.file_sha256

export interface Missing { key: 'empty' | 'nothing' | 'paper' | 'notes'; rows: number[] }
/** Why it cannot be given or received yet; the rows by their number. */
export function missing(handover: Handover, ticked: ReadonlySet<string>): Missing[] {
  const { rows, state } = handover
  const where = (test: (row: Row) => boolean) => rows.filter(test).map(row => row.ordinal)
  const all: Missing[] = state === 'draft'
    ? [{ key: 'empty', rows: rows.length ? [] : [0] }, { key: 'nothing', rows: where(lacksAll) }]
    : state === 'given' ? [{ key: 'paper', rows: where(row => row.paper && !ticked.has(row.id)) }, { key: 'notes', rows: where(lacksNotes) }] : []
  return all.filter(one => one.rows.length)
}
export const sums = (rows: Row[]) => ({
  rows: rows.length, paper: rows.filter(row => row.paper).length, files: rows.filter(row => row.file_sha256).length,
  pages: rows.reduce((sum, row) => sum + (row.pages ?? 0), 0),
})
