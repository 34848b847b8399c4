// Where the keyboard is when something opens: in its first field, ready for typing.
const FIELDS = 'input:not([disabled]):not([readonly]), textarea:not([disabled])'

/** The first field within `root`; without it, of the dialog that lies on top. */
export function focusFirst(root?: Element | null) {
  const place = root ?? [...document.querySelectorAll('.el-dialog')].filter(dialog => dialog.checkVisibility()).at(-1)
  place?.querySelector<HTMLElement>(FIELDS)?.focus()
}
