import { Component, inject } from '@angular/core'
import { Traffic } from '../wire/traffic'
import { Lane } from './lane'
import { OwnRow } from './own-row'
import { SealedCookie } from './sealed-cookie'
import { toneOf } from './light'

/** What travelled last, with a seal on every cookie. */
@Component({
  selector: 'app-wire-lane',
  imports: [Lane, SealedCookie],
  templateUrl: './wire-lane.html',
  styleUrl: './facts.scss',
})
export class WireLane {
  protected readonly traffic = inject(Traffic)
  protected readonly row = inject(OwnRow)
  protected readonly toneOf = toneOf
}
