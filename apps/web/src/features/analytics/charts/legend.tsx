import classes from './charts.module.css'

/** Which colour is what, above the chart. */
export function Legend({ of }: { of: { label: string; colour: string; line?: boolean }[] }) {
  return (
    <ul className={classes.legend}>
      {of.map(({ label, colour, line }) => (
        <li key={label}>
          <span className={classes.swatch} data-line={line || undefined} style={{ background: colour }} />
          {label}
        </li>
      ))}
    </ul>
  )
}
