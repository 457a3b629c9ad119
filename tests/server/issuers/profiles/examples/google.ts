import { google } from '#server/issuers/profiles/google.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const googleExample: Example = {
  profile: google,
  claims: {
    iss: 'https://accounts.google.com',
    aud: AUDIENCE,
    azp: '112233445566778899000',
    sub: '112233445566778899000',
    email: 'ci@proj.iam.gserviceaccount.com',
    email_verified: true,
    google: {
      compute_engine: {
        project_id: 'proj',
        project_number: 123,
        zone: 'europe-west1-b',
        instance_id: '1',
        instance_name: 'builder',
      },
    },
  },
  answers: { email: 'ci@proj.iam.gserviceaccount.com', uniqueId: '112233445566778899000' },
  caller: 'ci@proj.iam.gserviceaccount.com, instance builder (Google Cloud)',
  sentence:
    'Any workload of service account 112233445566778899000 (ci@proj.iam.gserviceaccount.com) may act as acme/platform/deployer.',
  strangers: {
    'another account with the address of a deleted one': { sub: '998877665544332211000' },
    'a person': { sub: '1', email: 'eve@gmail.com' },
    'the default account of a project': { email: '123-compute@developer.gserviceaccount.com' },
  },
}
