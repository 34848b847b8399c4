// What may be a logo on the forms: a PNG or JPEG of at most 1 MiB. The server judges it again.
export const MAX_LOGO_BYTES = 1024 * 1024
export const HEAD_BYTES = 8

const starts = (head: Uint8Array, bytes: number[]) => bytes.every((b, i) => head[i] === b)
/** The error key, or null. `head`: the first bytes of the file. */
export function logoFault(size: number, head: Uint8Array): 'upload.too_large' | 'pdf.image_unreadable' | null {
  if (size > MAX_LOGO_BYTES) return 'upload.too_large'
  const png = starts(head, [0x89, 0x50, 0x4e, 0x47]) && head.length >= 4
  const jpeg = starts(head, [0xff, 0xd8, 0xff]) && head.length >= 3
  return png || jpeg ? null : 'pdf.image_unreadable'
}
