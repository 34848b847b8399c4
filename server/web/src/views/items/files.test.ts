import { expect, it } from 'vitest'
import { contentUrl, pageOf, showingOf } from './files'

it.each([
  ['application/pdf', true, 'pdf'], ['text/plain', true, 'text'], ['text/markdown', true, 'text'],
  ['application/pdf', false, 'none'], ['text/plain', false, 'none'], ['application/zip', true, 'none'],
] as const)('shows %s (viewable %s) as %s', (media_type, viewable, way) => expect(showingOf({ media_type, viewable })).toBe(way))

it.each([['3', 3], [['4', '5'], 4], ['0', 1], ['-2', 1], ['2.5', 1], ['x', 1], [undefined, 1]])('reads page %j as %i', (value, page) => expect(pageOf(value)).toBe(page))

it('keeps ids inside their place in the address', () => expect(contentUrl('a/b', '1?x', 'inline')).toBe('/api/v1/items/a%2Fb/files/1%3Fx/content?disposition=inline'))
