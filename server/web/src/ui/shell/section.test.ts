import { expect, it } from 'vitest'
import { section } from './section'

const all = ['/', '/search', '/workbench', '/volumes', '/loans']
it.each([
  ['/', all, '/'], ['/volumes', all, '/volumes'], ['/volumes/7/print', all, '/volumes'], ['/print', all, '/volumes'], ['/items/3/edit', all, '/workbench'],
  ['/items/3', ['/', '/search'], '/search'], ['/loans/new', all, '/loans'], ['/boxes/1', all, ''], ['/no-right', all, ''],
])('%s of %j belongs to “%s”', (path, entries, wanted) => expect(section(path, entries)).toBe(wanted))
