import { expect, it } from 'vitest'
import { MAX_LOGO_BYTES, logoFault } from './logo'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
it.each([
  ['a PNG', 10, PNG, null], ['a JPEG', 10, [0xff, 0xd8, 0xff, 0xe0], null], ['a GIF', 10, [0x47, 0x49, 0x46, 0x38], 'pdf.image_unreadable'], ['nothing', 0, [], 'pdf.image_unreadable'],
  ['half a signature', 2, [0x89, 0x50], 'pdf.image_unreadable'], ['just 1 MiB', MAX_LOGO_BYTES, PNG, null], ['a byte more', MAX_LOGO_BYTES + 1, PNG, 'upload.too_large'],
] as const)('%s', (_, size, head, wanted) => expect(logoFault(size, new Uint8Array(head))).toBe(wanted))
