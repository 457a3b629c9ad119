const BUCKETS_IN_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** Counts how long things took, by buckets. */
export class Durations {
  /** How many ended within each bucket and in none before; the last is for those beyond all. */
  readonly #counts = new Float64Array(BUCKETS_IN_SECONDS.length + 1)
  #sum = 0

  add(seconds: number): void {
    const within = BUCKETS_IN_SECONDS.findIndex((bucket) => seconds <= bucket)
    const place = within < 0 ? BUCKETS_IN_SECONDS.length : within
    this.#counts[place] = (this.#counts[place] ?? 0) + 1
    this.#sum += seconds
  }

  get sum(): number {
    return this.#sum
  }

  /** How many ended within each bucket or an earlier one, and in the end all. */
  get cumulative(): readonly (readonly [bucket: string, count: number])[] {
    const names = [...BUCKETS_IN_SECONDS.map(String), '+Inf']
    return names.map((name, place) => [
      name,
      this.#counts.subarray(0, place + 1).reduce((sum, count) => sum + count, 0),
    ])
  }
}

/** Writes durations as a histogram in the text format of Prometheus. */
export function writeDurations(
  { name, help, label }: { readonly name: string; readonly help: string; readonly label: string },
  durations: ReadonlyMap<string, Durations>,
): string {
  const samples = [...durations].flatMap(([what, { sum, cumulative }]) => {
    const labels = `${label}="${what}"`
    return [
      ...cumulative.map(([bucket, count]) => `${name}_bucket{le="${bucket}",${labels}} ${count}`),
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${cumulative.at(-1)?.[1] ?? 0}`,
    ]
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...samples, ''].join('\n')
}
