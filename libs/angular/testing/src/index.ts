export { CoatcheckTesting } from './coatcheck-testing'
export { provideCoatcheckTesting, type CoatcheckTestingOptions } from './provide-coatcheck-testing'
export { testProfile } from './test-profile'
