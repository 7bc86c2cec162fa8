import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../nx/nx-command.ts'
import { findMissingFiles } from '../readme/missing-files.ts'
import { type Claim, readAsvs, readFailureClasses, readFeatures } from './proof-pages.ts'
import { records } from './records.ts'
import { testTitles, titlePattern } from './test-titles.ts'

/** Every item of the chapters that the page is about, with its level, as in ASVS 5.0.0. */
const items = {
  ...{ '7.1.1': 2, '7.1.2': 2, '7.1.3': 2, '7.2.1': 1, '7.2.2': 1, '7.2.3': 1, '7.2.4': 1, '7.3.1': 2, '7.3.2': 2 },
  ...{ '7.4.1': 1, '7.4.2': 1, '7.4.3': 2, '7.4.4': 2, '7.4.5': 2, '7.5.1': 2, '7.5.2': 2, '7.5.3': 3 },
  ...{ '7.6.1': 2, '7.6.2': 2 },
  ...{ '3.3.1': 1, '3.3.2': 2, '3.3.3': 2, '3.3.4': 2, '3.3.5': 3 },
  ...{ '3.5.1': 1, '3.5.2': 1, '3.5.3': 1, '3.5.4': 2, '3.5.5': 2, '3.5.6': 3, '3.5.7': 3, '3.5.8': 3 },
}

const asvs = readAsvs()
const classes = readFailureClasses()
const proofs = [...asvs, ...classes].flatMap(({ id, proofs }) => proofs.map((proof) => ({ id, ...proof })))
const name = ({ id, spec, title }: { id: string; spec: string; title: string }) => `${id}: ${spec}: ${title}`

function titlesIn(spec: string): string[] {
  const file = join(root, spec)
  return existsSync(file) ? testTitles(readFileSync(file, 'utf8')) : []
}

/** `7.2.4` is named by "ASVS 3.3.1 7.2.4 …", `FC-1` by "FC-1 …" and not by "FC-11 …". */
function isNamedBy(id: string, title: string): boolean {
  const named = [...title.matchAll(/ASVS((?: \d+\.\d+\.\d+)+)/g)].flatMap(([, ids = '']) => ids.trim().split(' '))
  return [...named, ...(title.match(/FC-\d+/g) ?? [])].includes(id)
}

const isOpen = ({ proofs, waitsFor }: Claim) => proofs.length === 0 && waitsFor.length === 0

describe.each(['docs/asvs.md', 'docs/failure-classes.md'])('%s', (page) => {
  it('links to files that exist', () => {
    expect(findMissingFiles(page, readFileSync(join(root, page), 'utf8'))).toEqual([])
  })
})

describe('docs/asvs.md', () => {
  it('lists each item of V7, 3.3 and 3.5 with its level', () => {
    expect(Object.fromEntries(asvs.map(({ id, level }) => [id, level]))).toEqual(items)
    expect(asvs).toHaveLength(Object.keys(items).length)
  })

  it('has a proof, or a feature that it waits for, for each item of level 1 and 2', () => {
    expect(asvs.filter((claim) => claim.level !== 3 && isOpen(claim))).toEqual([])
  })
})

describe('docs/failure-classes.md', () => {
  it('has a proof for each class from FC-1 to FC-12, and for those about providers', () => {
    const proven = classes.filter(({ proofs }) => proofs.length > 0).map(({ id }) => id)

    const aboutSessions = Array.from({ length: 12 }, (_, index) => `FC-${index + 1}`)
    const aboutProviders = [19, 24, 25, 26, 27, 28, 29, 30, 38].map((number) => `FC-${number}`)
    expect([...new Set(proven)]).toEqual([...aboutSessions, ...aboutProviders])
  })
})

describe('the proofs', () => {
  it('are tests that exist, each under a title of its own', () => {
    const missing = proofs.filter(({ spec, title }) => titlesIn(spec).filter((one) => one === title).length !== 1)

    expect(missing.map(name)).toEqual([])
  })

  it('name what they prove', () => {
    expect(proofs.filter(({ id, title }) => !isNamedBy(id, title)).map(name)).toEqual([])
  })

  it('have each a sabotage that turns them red', () => {
    const unproven = proofs.filter(({ id, spec, title }) => {
      const pattern = titlePattern(title)
      return !records.some((one) => one.proves.includes(id) && one.spec === spec && pattern.test(one.test))
    })

    expect(unproven.map(name)).toEqual([])
  })

  it('wait for features that have a name', () => {
    const waiting = [...asvs, ...classes].flatMap(({ waitsFor }) => waitsFor)

    expect(new Set(waiting)).toEqual(new Set(readFeatures()))
  })
})
