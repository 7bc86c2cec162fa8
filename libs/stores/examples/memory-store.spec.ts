import { describeStore, describeTwoNodes } from '@coatcheck/stores/testing'
import { memory } from './memory-store.ts'

describeStore('memory', async () => memory())

describeTwoNodes('memory', async () => {
  const store = memory()
  return [store, store]
})
