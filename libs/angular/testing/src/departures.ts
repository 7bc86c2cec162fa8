import { Injectable } from '@angular/core'

/** Notes the locations for which a page would be left, and stays. */
@Injectable()
export class Departures {
  readonly locations: string[] = []
}
