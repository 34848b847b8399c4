// Pieces and pages in words; pages that nobody has counted are said to be unknown.
import { useI18n } from 'vue-i18n'

export function useCounted() {
  const { t } = useI18n()
  return (pieces: number, pages: number | null) =>
    t('loans.pieces_pages', { pieces: t('loans.n_pieces', { n: pieces }), pages: pages === null ? t('loans.pages_unknown') : t('loans.n_pages', { n: pages }) })
}
