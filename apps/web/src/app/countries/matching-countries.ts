import type { Country } from './country'

/** The countries whose name, capital, continent or code contains the text, whatever its case and accents. */
export function matchingCountries(countries: readonly Country[], text: string): readonly Country[] {
  const wanted = plain(text.trim())
  if (!wanted) return countries
  return countries.filter(({ name, capital, continent, code }) =>
    [name, capital, continent, code].some((value) => plain(value).includes(wanted)),
  )
}

/** "Åland" without the ring, so that a keyboard without it finds it too. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}
