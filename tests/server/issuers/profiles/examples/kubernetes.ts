import { kubernetes } from '#server/issuers/profiles/kubernetes.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const kubernetesExample: Example = {
  profile: kubernetes,
  claims: {
    iss: 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
    aud: [AUDIENCE],
    sub: 'system:serviceaccount:prod:deployer',
    jti: '00000001-1111-4222-8333-444455556666',
    'kubernetes.io': {
      namespace: 'prod',
      node: { name: 'n1', uid: '00000002-1111-4222-8333-444455556666' },
      pod: { name: 'p', uid: '00000003-1111-4222-8333-444455556666' },
      serviceaccount: { name: 'deployer', uid: '00000004-1111-4222-8333-444455556666' },
      warnafter: 0,
    },
  },
  answers: {
    issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
    namespace: 'prod',
    serviceAccount: 'deployer',
    uid: '00000004-1111-4222-8333-444455556666',
  },
  caller: 'prod/deployer, pod p (Kubernetes)',
  sentence:
    'Any pod of system:serviceaccount:prod:deployer with UID 00000004-1111-4222-8333-444455556666 may act as acme/platform/deployer.',
  strangers: {
    'the same name in another namespace': { sub: 'system:serviceaccount:dev:deployer' },
    'an account made again': {
      'kubernetes.io': {
        serviceaccount: { name: 'deployer', uid: '00000009-1111-4222-8333-444455556666' },
      },
    },
    'an old token without claims of the cluster': { 'kubernetes.io': undefined },
    'the default account': { sub: 'system:serviceaccount:prod:default' },
  },
}
