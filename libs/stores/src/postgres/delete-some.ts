/**
 * A statement that deletes rows of a table which fulfil a condition, `$2` at the most, and gives back one row for each.
 *
 * What somebody else holds is left for the next time: clearing up never waits, so nobody can wait for it in turn. The rows
 * are chosen once for all, since asked again for each row, as a planner may, the limit would not be one; and found by
 * where they lie, since of a join a planner without fresh statistics makes a walk through the whole table for each batch.
 */
export function deleteSome(table: string, where: string): string {
  const chosen = `select ctid from ${table} where ${where} limit $2 for update skip locked`
  return `delete from ${table} where ctid = any(array(${chosen})) returning 1`
}

/** The same for rows whose moment has come by `$1`, the oldest first: such an order no planner gets without the index. */
export function deleteOldest(table: string, moment: string): string {
  return deleteSome(table, `${moment} <= $1 order by ${moment}`)
}
