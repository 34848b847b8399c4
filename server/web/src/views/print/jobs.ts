// Print jobs of the signed-in person: how far they are, and how long their PDF is kept.
import type { Schemas } from '@/api/client'

export type Job = Schemas['PrintJob']
export const JOB_FORMS = ['volume_cover', 'item_catalogue', 'notes_form', 'volume_spine'] as const satisfies readonly Schemas['PrintJobDraft']['forms'][number][]
export type JobForm = (typeof JOB_FORMS)[number]
export const MAX_VOLUMES = 10_000

export const isRunning = (job: Pick<Job, 'state'>): boolean => job.state === 'queued' || job.state === 'running'
/** 0 … 100; never 100 before it is done. */
export const percentOf = (job: Pick<Job, 'state' | 'done' | 'total'>): number =>
  job.state === 'done' ? 100 : job.total > 0 ? Math.min(99, Math.floor((100 * job.done) / job.total)) : 0
const DAY_MS = 24 * 60 * 60 * 1000
/** When the PDF of a finished job is thrown away. */
export const keptUntil = (job: Pick<Job, 'finished_at'>): string | null =>
  job.finished_at ? new Date(Date.parse(job.finished_at) + DAY_MS).toISOString() : null
/** The order in which forms lie in the folder: cover, catalogue, notes form, spine. */
export const inOrder = (chosen: readonly string[]): JobForm[] => JOB_FORMS.filter(f => chosen.includes(f))

/** Every id of a list that comes in parts, at most `max` of them; `more`: there are others. */
export async function allIds(part: (cursor?: string) => Promise<{ items: { id: string }[]; next_cursor: string | null }>, max: number) {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: { id: string }[]; next_cursor: string | null } = await part(cursor ?? undefined)
    ids.push(...page.items.map(row => row.id))
    cursor = page.next_cursor
  } while (cursor && ids.length < max)
  return { ids: ids.slice(0, max), more: cursor !== null || ids.length > max }
}
