/** The fields of a form that differ from what it began with: only these are sent, so that others' changes stay. */
export function changedIn<Body extends object>(base: { [Name in keyof Body]?: unknown }, body: Body): Partial<Body> {
  const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !same(value, base[name as keyof Body])),
  ) as Partial<Body>
}
