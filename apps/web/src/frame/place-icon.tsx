import symbols from './place-icons.svg'

/** The mark of a place, `size` pixels wide: drawn from one picture, which is fetched once and is no part of the scripts. */
export function PlaceIcon({ name, size }: { name: string; size: number }) {
  return (
    <svg
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <use href={`${symbols}#${name}`} />
    </svg>
  )
}
