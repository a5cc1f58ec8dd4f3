import pg from 'pg'

/** Does the work on one connection of the database's owner and closes it again. */
export async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'rapport owner' })
  // A connection that dies fails the statement under way; without a listener it would also end the process.
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end().catch(() => undefined)
  }
}
