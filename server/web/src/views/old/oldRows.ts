// Rows of an old volume as they are typed or pasted from a spreadsheet, and as they are sent.
import type { Schemas } from '@/api/client'
import { parseDate } from '@/ui/dates'

export const COLUMNS = ['archival_code', 'title', 'document_no', 'creator', 'date', 'level', 'pages', 'copies', 'start_page', 'remarks'] as const
export type Column = (typeof COLUMNS)[number]
export type OldRow = Record<Column, string>
export const NUMBERS: readonly Column[] = ['pages', 'copies', 'start_page']

export const blankRow = (): OldRow => Object.fromEntries(COLUMNS.map(name => [name, ''])) as OldRow
export const isBlank = (row: OldRow): boolean => COLUMNS.every(name => !row[name].trim())
/** What the inventories of old holdings write where nothing is known. */
const UNKNOWN = /^(?:[?？]|不详|未知|无)$/
export const DATE_UNKNOWN = '不详'

/** A block of cells as spreadsheets copy it: tabs and lines; quotes hold cells with lines in them. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[i++]!
      else quoted = false
    } else if (c === '"' && !cell) quoted = true
    else if (c === '\t' || c === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      if (c === '\n') rows.push([])
    } else if (c !== '\r') cell += c
  }
  rows.at(-1)!.push(cell)
  while (rows.length > 1 && rows.at(-1)!.every(one => !one.trim())) rows.pop()
  return rows.map(row => row.map(one => one.replace(/\s+/g, ' ').trim()))
}

/** Lays a pasted block over the rows from a cell on, making rows as needed. A first line of column
 * names (`names`: every name of a column) says which column goes where. */
export function paste(rows: OldRow[], at: number, from: Column, text: string, names: ReadonlyMap<string, Column>): OldRow[] {
  let block = cellsOf(text)
  const start = COLUMNS.indexOf(from)
  let target: (Column | undefined)[] = COLUMNS.slice(start)
  const heads = block[0]!.map(one => names.get(one))
  if (block.length > 1 && heads.filter(Boolean).length >= 2) {
    target = heads
    block = block.slice(1)
  }
  const next = rows.map(row => ({ ...row }))
  block.forEach((cells, i) => {
    while (next.length <= at + i) next.push(blankRow())
    cells.forEach((cell, k) => {
      const name = target[k]
      if (name) next[at + i]![name] = cell
    })
  })
  return next
}

const text = (value: string) => value.trim()
function number(value: string): number | null | 'wrong' {
  const clean = value.trim()
  if (!clean || UNKNOWN.test(clean)) return null
  return /^\d{1,6}$/.test(clean) ? Number(clean) : 'wrong'
}
/** A day where it is one; anything else stays as it was written on the paper. */
export function dateOf(value: string, year: number): { document_date: string | null; date_text: string } {
  const clean = value.trim()
  if (!clean || UNKNOWN.test(clean)) return { document_date: null, date_text: DATE_UNKNOWN }
  const day = parseDate(clean, year)
  return day ? { document_date: day, date_text: '' } : { document_date: null, date_text: clean }
}
export interface Sent { rows: Schemas['OldItem'][]; at: number[]; wrong: { row: number; column: Column; key: 'number' | 'level' | 'title' }[] }

/** What is sent (blank rows are not), from which line each came, and what cannot be sent. */
export function sentRows(rows: OldRow[], year: number, levelOf: (typed: string) => number | null | 'wrong'): Sent {
  const out: Sent = { rows: [], at: [], wrong: [] }
  rows.forEach((row, i) => {
    if (isBlank(row)) return
    const level = levelOf(row.level)
    if (!row.title.trim()) out.wrong.push({ row: i, column: 'title', key: 'title' })
    if (level === 'wrong') out.wrong.push({ row: i, column: 'level', key: 'level' })
    const numbers = Object.fromEntries(NUMBERS.map(name => {
      const value = number(row[name])
      if (value === 'wrong') out.wrong.push({ row: i, column: name, key: 'number' })
      return [name, value === 'wrong' ? null : value]
    })) as Record<'pages' | 'copies' | 'start_page', number | null>
    out.at.push(i)
    out.rows.push({
      title: text(row.title), document_no: text(row.document_no), creator: text(row.creator), ...dateOf(row.date, year), ...numbers, remarks: text(row.remarks),
      ...(text(row.archival_code) ? { archival_code: text(row.archival_code) } : {}), ...(typeof level === 'number' ? { level: level as Schemas['Level'] } : {}),
    })
  })
  return out
}

export const cellKey = (row: number, column: Column) => `${row}.${column}`
/** The server's faults of rows at the lines they came from; the others as they are. */
export function placed<F extends { field: string }>(faults: F[], at: number[]): { cells: Map<string, F>; others: F[] } {
  const cells = new Map<string, F>()
  const others: F[] = []
  for (const fault of faults) {
    const found = /^rows\[(\d+)\](?:\.(\w+))?$/.exec(fault.field)
    const row = found ? at[Number(found[1])] : undefined
    if (row === undefined) {
      others.push(fault)
      continue
    }
    const name = ({ document_date: 'date', date_text: 'date' } as Record<string, Column>)[found![2] ?? ''] ?? found![2]
    const column = COLUMNS.find(one => one === name) ?? 'title'
    if (!cells.has(cellKey(row, column))) cells.set(cellKey(row, column), fault)
  }
  return { cells, others }
}
