// Print jobs of the signed-in person: how far they are, and how long their PDF is kept.
import type { Schemas } from '@/api/client'
import type { Options, Scope } from './forms'

export type Job = Schemas['PrintJob']
/** What a job prints: forms of each volume, of each box, or lists of a fonds. */
export type Kind = Schemas['PrintJobSubject']
export type JobForm = Schemas['PrintJobDraft']['forms'][number]
/** The forms of each kind in the order in which they are printed. */
export const JOB_FORMS = {
  volumes: ['volume_cover', 'item_catalogue', 'notes_form', 'volume_spine'],
  boxes: ['box_notes_form', 'box_spine', 'box_label'],
  list: ['volume_list', 'item_list', 'subject_list', 'filing_stamp_sheet'],
} as const satisfies Record<Kind, readonly JobForm[]>
export const kindOf = (form: string): Kind | null => (Object.keys(JOB_FORMS) as Kind[]).find(kind => inOrder(kind, [form]).length) ?? null
export const MAX_RECORDS = 10_000
/** What the refusal of a job that was made in the background leaves out. */
export const LIMITS: Record<string, Record<string, string>> = { 'print.too_many': { max: '100000' }, 'pdf.too_many_pages': { max: '50000' } }

export type Records = { ids: string[] } | { scope: Scope }
/** The order of a job. Errors: a scope without a fonds is nobody's. */
export function draftOf(kind: Kind, forms: readonly string[], options: Options, records: Records): Schemas['PrintJobDraft'] {
  const { spine_mm: _, label_sheet, ...rest } = options
  const how = { forms: [...inOrder(kind, forms)], ...rest, ...(label_sheet ? { label_sheet: label_sheet as Schemas['LabelSheetId'] } : {}) }
  if ('ids' in records) return { ...how, [kind === 'boxes' ? 'box_ids' : 'volume_ids']: records.ids }
  return { ...how, [kind]: records.scope }
}
/** The filters of a list as a scope: only when they say nothing that a scope cannot say. */
export function scopeOf(filter: Readonly<Record<string, unknown>>, fonds: readonly { id: string }[]): Scope | null {
  const { fonds_id, category, filing_year, retention_class, department_id, ...others } = filter as Scope & Record<string, unknown>
  const body = fonds_id ?? (fonds.length === 1 ? fonds[0]!.id : undefined)
  if (!body || Object.values(others).some(Boolean)) return null
  return Object.fromEntries(Object.entries({ fonds_id: body, category, filing_year, retention_class, department_id }).filter(([, v]) => v !== undefined && v !== ''))
}

export const isRunning = (job: Pick<Job, 'state'>): boolean => job.state === 'queued' || job.state === 'running'
/** What was cancelled or removed is a day in the server's list and of no use to anybody. */
export const shown = (jobs: readonly Job[]): Job[] => jobs.filter(job => job.state !== 'cancelled')
/** 0 … 100; never 100 before it is done. */
export const percentOf = (job: Pick<Job, 'state' | 'done' | 'total'>): number =>
  job.state === 'done' ? 100 : job.total > 0 ? Math.min(99, Math.floor((100 * job.done) / job.total)) : 0
const DAY_MS = 24 * 60 * 60 * 1000
/** When the PDF of a finished job is thrown away. */
export const keptUntil = (job: Pick<Job, 'finished_at'>): string | null =>
  job.finished_at ? new Date(Date.parse(job.finished_at) + DAY_MS).toISOString() : null
/** As they lie in the folder, as they stand on the shelf; labels last. */
export const inOrder = (kind: Kind, chosen: readonly string[]): JobForm[] => JOB_FORMS[kind].filter(f => chosen.includes(f))

/** What a saved PDF is called: no name of a file has a colon. */
export const fileName = (what: string, when: string): string => `${what} ${when}`.replaceAll(':', '').replace(/[/\\*?"<>|]/g, '_') + '.pdf'

/** A list that comes in parts. */
export type Pages = (cursor?: string) => Promise<{ items: { id: string }[]; next_cursor: string | null }>
/** Every id of a list that comes in parts, at most `max` of them; `more`: there are others. */
export async function allIds(part: Pages, max: number) {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Pages>> = await part(cursor ?? undefined)
    ids.push(...page.items.map(row => row.id))
    cursor = page.next_cursor
  } while (cursor && ids.length < max)
  return { ids: ids.slice(0, max), more: cursor !== null || ids.length > max }
}
