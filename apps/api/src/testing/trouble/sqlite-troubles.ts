import { type Fault, fillDisk, killLocker, type Lift, lockDatabase, refuseWrites } from '../faults.ts'
import { readsGoOn, type Trouble, type Victim } from './trouble.ts'

function fromFault(what: string, cause: Fault): Trouble<Victim> {
  let lift: Lift | null = null
  return {
    what,
    begin: async ({ api }) => (lift = await cause(api)),
    end: async () => lift?.(),
    // It is asked whether it can be locked, which is not all that can be wrong.
    answers: { ...readsGoOn, readyz: [200, 503] },
  }
}

/** What can happen to an SQLite file. */
export const sqliteTroubles: Trouble<Victim>[] = [
  fromFault('is locked by another process', lockDatabase),
  fromFault('is locked by another process, which is killed half-way', killLocker),
  fromFault('cannot be written to', refuseWrites),
  fromFault('is on a disk that is full', fillDisk),
]
