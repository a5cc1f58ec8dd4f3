/** Held by whoever changes facts, positions and sums: one at a time. */
export const PUBLISH_LOCK = `select pg_advisory_xact_lock(hashtextextended('warehouse.publish', 7))`
/** Held while a file is staged: two at once would make the same customer twice. */
export const STAGE_LOCK = `select pg_advisory_xact_lock(hashtextextended('warehouse.stage', 7))`
