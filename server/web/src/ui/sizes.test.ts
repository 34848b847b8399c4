import { expect, it } from 'vitest'
import { showSize } from './sizes'

it.each([[0, '0 B'], [1023, '1023 B'], [1024, '1.0 KB'], [1536, '1.5 KB'], [157_286_400, '150 MB'], [3 * 2 ** 40, '3072 GB']])('shows %i bytes as %s', (bytes, text) => expect(showSize(bytes)).toBe(text))
