// Texts of the interface. zh-CN is the source; en has the same keys (a test compares them).
import { createI18n } from 'vue-i18n'
import { ApiError } from '@/api/client'
import { showSize } from '@/ui/sizes'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

type Messages = Record<string, string>  // sections, in truth; keys are checked by a test
/** One file per area; each holds whole sections ("people", "words", "errors" …). */
const join = (files: Record<string, Messages>): Messages => Object.assign({}, ...Object.values(files)) as Messages
const zhCN = join(import.meta.glob<Messages>('./locales/zh-CN/*.json', { eager: true, import: 'default' }))
const en = join(import.meta.glob<Messages>('./locales/en/*.json', { eager: true, import: 'default' }))

/** The chosen language; before one was chosen, that of the browser: Chinese, else English. */
export function startLanguage(stored: string | null, browser: readonly string[]): Language {
  const chosen = LANGUAGES.find(one => one === stored)
  return chosen ?? (/^zh(?![a-z])/i.test(browser[0] ?? 'zh') ? 'zh-CN' : 'en')
}
// Widened on purpose: a type of every key makes the compiler give up.
const messages: Record<Language, Record<string, string>> = { 'zh-CN': zhCN, en }
export const i18n = createI18n({
  legacy: false,
  locale: startLanguage(localStorage.getItem('lantai.language'), navigator.languages?.length ? navigator.languages : [navigator.language]),
  fallbackLocale: 'zh-CN',
  messages,
})

export function setLanguage(language: Language) {
  i18n.global.locale.value = language
  localStorage.setItem('lantai.language', language)
  document.documentElement.lang = language
}
document.documentElement.lang = i18n.global.locale.value

const text = i18n.global.t as (path: string, params?: Record<string, string>) => string

/** A word of an enum: word('loan_state', 'on_loan'). A code that a company has added shows as it is. */
export const word = (list: string, value: string | null | undefined): string =>
  value ? (i18n.global.te(`words.${list}.${value}`) ? text(`words.${list}.${value}`) : value) : ''

/** Several names in one line, with the mark of the language between them. */
export const listed = (names: string[]): string => names.join(text('join.list'))
/** Whose position: “行政部领导”, “Department leader, 行政部”. */
export const post = (department: string | null | undefined, position: string): string =>
  department ? text('join.post', { department, position: word('position', position) }) : word('position', position)

/** Names within a refusal: acts of the log, fields of an item. */
function named(name: string, value: string): string {
  const path = name === 'acts' ? `audit.action['${value}']` : `filing.${value}`
  return i18n.global.te(path, 'zh-CN') ? text(path) : value
}

/** The text of an error key of the server; an unknown key is shown as it is. */
export function errorText(key: string, params: Record<string, string> = {}): string {
  const path = `errors['${key}']`
  if (!i18n.global.te(path) && !i18n.global.te(path, 'zh-CN')) return key
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (key === 'upload.too_large' && name === 'max' && Number(value)) {
      shown[name] = showSize(Number(value))
      continue
    }
    if (name === 'acts' || name === 'fields') {
      shown[name] = listed(value.split(', ').filter(Boolean).map(one => named(name, one)))
      continue
    }
    const list = name === 'state' ? (key.startsWith('change.') ? 'change_state' : 'loan_state') : name === 'retention_class' ? 'retention' : ''
    shown[name] = list && i18n.global.te(`words.${list}.${value}`, 'zh-CN') ? word(list, value) : value
  }
  const sentence = text(path, shown)
  // Every refusal names the rule it rests on.
  return params.rule && !sentence.includes(params.rule) ? sentence + text('join.rule', { rule: params.rule }) : sentence
}

/** The reason of an entry of the log: why not, or with a print which form. */
export const reasonText = (reason: string): string =>
  i18n.global.te(`words.form.${reason}`, 'zh-CN') ? word('form', reason) : reason ? errorText(reason) : ''

/** What went wrong, in one sentence, with the number to quote when asking for help. */
export function describe(error: unknown): string {
  if (!(error instanceof ApiError)) return errorText('client.unexpected')
  const text = errorText(error.key, error.params)
  return error.status >= 500 && error.requestId ? `${text} (${error.requestId})` : text
}

/** Who acted, as the log names it: a person, or one of the program's own two actors. */
export function actorName(row: { actor_id: string | null; actor_name: string }) {
  if (row.actor_id) return row.actor_name
  const { t } = i18n.global
  if (row.actor_name === 'operator') return t('audit.operator')
  return row.actor_name === 'system' || !row.actor_name ? t('audit.system') : row.actor_name
}
