/** Of whom and for whom a script speaks. */
export interface Spoken {
  name: string
  kind: string
  gender: string | null
  branch: string
  manager: string | null
  /** Risk class of the customer. */
  class: string | null
  variables: Readonly<Record<string, string | number>>
}

/** 欧阳, 司马, …: surnames of two characters that are common enough to be told from given names. */
const doubleSurnames = /^(欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯)/

/** How a customer is addressed in Chinese; an organisation by its name. */
export function salutation({ name, kind, gender }: Pick<Spoken, 'name' | 'kind' | 'gender'>): string {
  if (kind !== 'person' || !/^\p{Script=Han}+$/u.test(name)) return name
  const surname = doubleSurnames.exec(name)?.[1] ?? name[0]!
  const title = gender === 'male' ? '先生' : gender === 'female' ? '女士' : null
  return title ? surname + title : name
}

/** The words of a script: a variable in braces that is not known stays away. */
export function speak(script: string, spoken: Spoken, language: 'zh' | 'en' = 'zh'): string {
  const known: Record<string, string | number | null> = {
    class: spoken.class,
    ...spoken.variables,
    salutation: language === 'zh' ? salutation(spoken) : spoken.name,
    branch: spoken.branch,
    manager: spoken.manager,
  }
  return script.replace(/\{(\w+)\}/g, (_, name: string) => String(known[name] ?? ''))
}
