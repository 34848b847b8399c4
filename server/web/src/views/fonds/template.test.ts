import { expect, it } from 'vitest'
import { example } from './template'

it('shows the code of T-3 for the standard templates', () => {
  expect(example('{fonds}-{category}·{year}-{retention}-{dept}-{item:4}', 'Q001')).toBe('Q001-WS·2023-D30-ZJB-0012')
  expect(example('{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}', '')).toBe('Q001-WS·2023-D30-ZJB-007')
})
it('leaves a field it does not know as it is', () => expect(example('{fonds}-{box:2}', 'X')).toBe('X-{box:2}'))
