// What the filing form knows without a screen: its fields, the draft that is sent, what the next
// document takes over, where a fault belongs, and the draft that survives a reload.
import { newKey, type Schemas } from '@/api/client'

export type Fault = Schemas['Fault']

export interface PlacedUpload { id: string; name: string; size: number }
export interface PlacedLink { item: Schemas['ItemRef']; kind: Schemas['LinkKind']; direction: Schemas['LinkDirection'] }

/** What photos, sound and film have to say besides. */
export interface MediaFields { carrier: Schemas['Carrier']; duration_s: number | null; dimensions: string; maker: string; made_on: string | null }

export interface FilingFields {
  fonds_id: string
  department_id: string
  category: Schemas['Category']
  clause_id: string
  schedule_id: string
  scope_reason: string
  audiovisual: MediaFields
  kind: Schemas['ItemKind']
  title: string
  document_no: string
  creator: string
  document_date: string | null
  period_from: string | null
  period_to: string | null
  filing_year: number | null
  year_reason: string
  level: number
  secrecy_months: number | null
  retention_class: string
  pages: number | null
  copies: number | null
  keywords: string[]
  medium: Schemas['Medium']
  remarks: string
  uploads: PlacedUpload[]
  links: PlacedLink[]
}

export const KINDS: Schemas['ItemKind'][] = [
  'general', 'request', 'reply', 'notice', 'report', 'letter', 'telegram', 'plan', 'summary', 'meeting', 'minutes',
  'contract', 'regulation', 'legal_case',
]
export const LINK_KINDS: Schemas['LinkKind'][] = ['main_attachment', 'draft_final', 'reply_request', 'forward_original', 'languages']
export const MEDIA: Schemas['Medium'][] = ['paper', 'electronic', 'both']
export const CARRIERS: Schemas['Carrier'][] = ['file', 'print', 'negative', 'film', 'tape', 'disc']
const NEEDED: Partial<Record<Schemas['Category'], 'dimensions' | 'duration_s'>> = { ZP: 'dimensions', LY: 'duration_s', LX: 'duration_s' }
/** What a photo, a sound or a film must say of its size; nothing for papers. */
export const mediaNeed = (category: Schemas['Category']) => NEEDED[category]
const emptyMedia = (): MediaFields => ({ carrier: 'file', duration_s: null, dimensions: '', maker: '', made_on: null })
export const NO_LEVEL_PERIOD = 1  // up to and with 内部 there is no secrecy period

/** Kinds whose filing year is counted by the time they are about (R-28 … R-31). */
export const hasPeriod = (kind: Schemas['ItemKind']) => ['plan', 'summary', 'meeting', 'minutes', 'legal_case'].includes(kind)

export const emptyFields = (): FilingFields => ({
  fonds_id: '', department_id: '', category: 'WS', clause_id: '', schedule_id: '', scope_reason: '', audiovisual: emptyMedia(), kind: 'general', title: '', document_no: '', creator: '',
  document_date: null, period_from: null, period_to: null, filing_year: null, year_reason: '', level: 1,
  secrecy_months: null, retention_class: '', pages: null, copies: 1, keywords: [], medium: 'paper', remarks: '',
  uploads: [], links: [],
})

/** The next document of the same pile: what rarely changes stays, the document itself starts empty. */
export function carryOver(last: FilingFields): FilingFields {
  const { fonds_id, department_id, category, clause_id, schedule_id, retention_class, level, creator } = last
  const { carrier, maker } = last.audiovisual
  return {
    ...emptyFields(), fonds_id, department_id, category, clause_id, schedule_id, retention_class, level, creator,
    audiovisual: { ...emptyMedia(), carrier, maker },
  }
}

export function fieldsOf(item: Schemas['Item']): FilingFields {
  return {
    fonds_id: item.fonds_id, department_id: item.department_id, category: item.category, clause_id: item.clause_id ?? '',
    schedule_id: item.schedule_id ?? '', scope_reason: item.scope_reason,
    audiovisual: { ...emptyMedia(), ...item.audiovisual },
    kind: item.kind, title: item.title, document_no: item.document_no, creator: item.creator,
    document_date: item.document_date, period_from: item.period_from, period_to: item.period_to,
    filing_year: null, year_reason: item.year_reason, level: item.level, secrecy_months: item.secrecy_months,
    retention_class: item.retention_class, pages: item.pages, copies: item.copies, keywords: [...item.keywords],
    medium: item.medium, remarks: item.remarks, uploads: [],
    links: item.links.map(({ item: other, kind, direction }) => ({ item: other, kind, direction })),
  }
}

/** The draft for the server. Fields that this kind or level does not have are not sent. */
export function draftOf(f: FilingFields, withLinks: boolean): Schemas['ItemDraft'] {
  const period = hasPeriod(f.kind)
  const { dimensions, maker, ...media } = f.audiovisual
  return {
    fonds_id: f.fonds_id, department_id: f.department_id, category: f.category, clause_id: f.clause_id || null, kind: f.kind,
    schedule_id: f.schedule_id || null, scope_reason: f.schedule_id ? '' : f.scope_reason.trim(),
    audiovisual: mediaNeed(f.category) ? { ...media, dimensions: dimensions.trim(), maker: maker.trim() } : null,
    title: f.title.trim(), document_no: f.document_no.trim(), creator: f.creator.trim(), document_date: f.document_date ?? '',
    period_from: period ? f.period_from : null, period_to: period ? f.period_to : null,
    filing_year: f.filing_year, year_reason: f.year_reason.trim(), retention_class: f.retention_class,
    level: f.level as Schemas['Level'], secrecy_months: f.level > NO_LEVEL_PERIOD ? f.secrecy_months : null,
    pages: f.pages, copies: f.copies, keywords: f.keywords.map(word => word.trim()).filter(Boolean), medium: f.medium,
    remarks: f.remarks.trim(), uploads: f.uploads.map(u => u.id),
    links: withLinks ? f.links.map(l => ({ item_id: l.item.id, kind: l.kind, direction: l.direction })) : [],
  }
}

/** In one line, for reading. */
export const mediaText = (media: { duration_s?: number | null; dimensions?: string; maker?: string; made_on?: string | null }) =>
  [media.dimensions, showDuration(media.duration_s ?? null), media.maker, media.made_on].filter(Boolean).join(' · ')

/** A proposal needs what its year and code are made of. */
export const canPropose = (f: FilingFields) => Boolean(f.fonds_id && f.department_id && f.document_date && f.retention_class)

/** What is certainly missing, without asking the server. */
export function missing(f: FilingFields): Fault[] {
  const faults: Fault[] = []
  const need = (field: keyof FilingFields, key: string) => {
    const value = f[field]
    if (value === null || (typeof value === 'string' && !value.trim())) faults.push({ field, key, params: {} })
  }
  need('fonds_id', 'item.fonds_missing')
  need('department_id', 'item.department_missing')
  need('title', 'text.required')
  need('creator', 'text.required')
  need('document_date', 'text.required')
  need('retention_class', 'item.retention_unknown')
  const size = mediaNeed(f.category)
  for (const name of size ? ([size, 'maker', 'made_on'] as const) : []) {
    const value = f.audiovisual[name]
    if (value === null || (typeof value === 'string' && !value.trim())) faults.push({ field: `audiovisual.${name}`, key: 'text.required', params: {} })
  }
  return faults
}

/** "keywords[2]" and "links[0].item_id" belong to the fields keywords and links; each part of audiovisual is a field. */
export const fieldOf = (path: string) => (path.startsWith('audiovisual.') ? path : path.replace(/[[.].*$/, ''))

/** 3661 as 1:01:01, and back from 1:01:01, 61:01 or 3661; nothing for what is no length. */
export const showDuration = (seconds: number | null) => (seconds === null ? '' : [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part, i) => (i ? String(part).padStart(2, '0') : String(part))).join(':'))
export function readDuration(text: string): number | null {
  const parts = text.trim().replaceAll('：', ':').split(':')
  if (parts.length > 3 || parts.some(part => !/^\d{1,6}$/.test(part)) || parts.slice(1).some(part => Number(part) > 59)) return null
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0) || null
}

/** One fault per field, the first one; before sending only for fields somebody has been in. */
export function shownFaults(faults: Fault[], touched: ReadonlySet<string>, submitted: boolean): Map<string, Fault> {
  const shown = new Map<string, Fault>()
  for (const fault of faults) {
    const field = fieldOf(fault.field)
    if ((submitted || touched.has(field)) && !shown.has(field)) shown.set(field, fault)
  }
  return shown
}

/** The clause of another year's scheme that stands for the chosen one: the same number. */
export function sameClause(chosen: Schemas['Clause'] | undefined, scheme: Schemas['Clause'][]): string {
  if (!chosen) return ''
  return scheme.find(c => c.id === chosen.id)?.id ?? scheme.find(c => c.clause_no === chosen.clause_no)?.id ?? ''
}

/** One key per content: repeating the same request files once, a changed one is a new request. */
export class RequestKey {
  private body = ''
  private key = ''
  of(body: unknown): string {
    const text = JSON.stringify(body)
    if (!this.key || text !== this.body) {
      this.body = text
      this.key = newKey()
    }
    return this.key
  }
  /** The request was answered: the next one is another document. */
  done() {
    this.key = ''
  }
}

export interface KeptDraft { fields: FilingFields; version: number | null }
const slot = (user: string, item: string) => `lantai.filing.${user}.${item || 'new'}`

export function keepDraft(user: string, item: string, draft: KeptDraft) {
  try { sessionStorage.setItem(slot(user, item), JSON.stringify(draft)) } catch { /* full: the form itself is untouched */ }
}
export function keptDraft(user: string, item: string): KeptDraft | null {
  const text = sessionStorage.getItem(slot(user, item))
  if (!text) return null
  try {
    const kept = JSON.parse(text) as KeptDraft
    return { fields: { ...emptyFields(), ...kept.fields }, version: kept.version ?? null }
  } catch {
    return null
  }
}
export const dropDraft = (user: string, item: string) => sessionStorage.removeItem(slot(user, item))

/** "关于预算的请示.pdf" gives a title to start from. */
export const titleFromFile = (name: string) => name.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/[_\s]+/g, ' ').trim()
