/** A catalogue with the same keys as another, in other words. */
export type SameWords<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string
    ? string
    : SameWords<Catalogue[Key]>
}
