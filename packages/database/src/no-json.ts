import { Prisma } from './generated/client.ts'

/** What a column of JSON is set to when it is to hold nothing at all, not even a null of JSON's. */
export const noJson = Prisma.DbNull
