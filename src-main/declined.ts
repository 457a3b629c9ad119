/** Ends the start because the person at the machine chose to quit; nothing more is to be explained. */
export class Declined extends Error {
  override readonly name = 'Declined'
}
