import { z } from 'zod'

/** The ways in which a check that failed nearly held. */
export const NearMissCode = z.enum([
  'no_audience',
  'several_audiences',
  'audience_of_other',
  'use_contains',
  'leave_out_contains',
  'other_letter_case_of_name',
  'within_claim',
  'other_type',
  'spaces_around',
  'pattern_taken_literally',
  'letter_case',
  'slash_at_end',
  'percent_encoded',
  'reference_prefix_missing',
  'reference_prefix_unwanted',
  'tag_for_branch',
  'branch_for_tag',
  'subject_with_ids',
  'subject_without_ids',
  'environment_in_subject',
  'no_environment_in_subject',
  'for_pull_request',
  'expired_minutes',
  'expired_hours',
  'expired_days',
  'veto',
  'white_space_around_token',
  'key_of_other_issuer',
])
export type NearMissCode = z.infer<typeof NearMissCode>

/** A near miss by its code and what varies in it, for who words it in another language than English. */
export const NearMiss = z
  .object({ code: NearMissCode, values: z.record(z.string(), z.string()) })
  .meta({ id: 'NearMiss' })
export type NearMiss = z.infer<typeof NearMiss>
