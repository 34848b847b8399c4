// The forms that the server prints: asked for once, kept while the program is open.
import { shallowRef } from 'vue'
import { api, ask } from '@/api/client'
import { i18n, word } from '@/i18n'
import type { Form } from './forms'

const forms = shallowRef<Form[]>([])
let asking: Promise<Form[]> | null = null

/** Again after a failure. */
export function loadForms(): Promise<Form[]> {
  asking ??= ask(api.GET('/api/v1/forms')).then(all => (forms.value = all)).catch(e => { asking = null; throw e })
  return asking
}
/** “卷内文件目录（F-1）”. */
export const formName = (id: string): string => {
  const number = forms.value.find(f => f.id === id)?.number
  return number ? i18n.global.t('print.numbered', { name: word('form', id), number }) : word('form', id)
}
export const useForms = () => forms
