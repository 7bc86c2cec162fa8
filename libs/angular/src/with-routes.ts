import { type CoatcheckRoutes, defaultConfig } from './coatcheck-config'
import type { CoatcheckFeature } from './provide-coatcheck'

/** Says where the guards send people; what is left out keeps its default. */
export function withRoutes(routes: Partial<CoatcheckRoutes>): CoatcheckFeature {
  return { config: { routes: { ...defaultConfig.routes, ...routes } } }
}
