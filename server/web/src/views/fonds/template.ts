// What a code template gives for sample values; only to show, the server makes the codes (T-3).
const SAMPLE: Record<string, string> = { category: 'WS', year: '2023', retention: 'D30', dept: 'ZJB', item: '12', volume: '7' }

export function example(template: string, fondsNo: string): string {
  return template.replace(/\{(\w+)(?::(\d))?\}/g, (whole, name: string, width?: string) => {
    const value = name === 'fonds' ? fondsNo || 'Q001' : SAMPLE[name]
    return value === undefined ? whole : value.padStart(Number(width ?? 0), '0')
  })
}
