import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer, UUID } from './questions.ts'
import { indent, writeExchange, yaml } from './snippet.ts'

const SUBJECT = 'system:serviceaccount:'
const NAME = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?'

/** Kubernetes service accounts: EKS, AKS, GKE and clusters of one's own; also Argo and Tekton. */
export const kubernetes: Profile = {
  id: 'kubernetes',
  name: 'Kubernetes',
  actor: 'pod',
  issuerUrls: [
    'https://oidc.eks.{label}.amazonaws.com/id/{segment}',
    'https://oidc.eks.{label}.amazonaws.com.cn/id/{segment}',
    'https://{label}.oic.prod-aks.azure.com/{uuid}/{uuid}/',
    'https://{label}.oic.prod-aks.azure.com/{uuid}/{uuid}',
    'https://container.googleapis.com/v1/projects/{segment}/locations/{segment}/clusters/{segment}',
    'https://kubernetes.default.svc.cluster.local',
    'https://kubernetes.default.svc',
  ],
  isSelfHosted: true,
  rules: {
    id: 'kubernetes',
    requiredClaims: [
      {
        id: 'account',
        anyOf: ['sub'],
        reason: 'Without it, every pod of the cluster fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', '/kubernetes.io/namespace', '/kubernetes.io/serviceaccount/uid'],
    sharedAudiences: [
      /^https:\/\/kubernetes\.default\.svc(?:\.cluster\.local)?\/?$/i,
      /^sts\.amazonaws\.com$/i,
      /^api:\/\/AzureADTokenExchange$/i,
    ],
    vetoes: [
      {
        id: 'default_account',
        claim: 'sub',
        matcher: { wildcard: 'system:serviceaccount:*:default' },
        reason: 'Every pod that names no account of its own runs as default.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [],
  },
  // A pod keeps its token in a file and uses it again until it is renewed.
  issuerDefaults: {
    ...usualIssuer,
    algorithms: ['RS256', 'ES256'],
    replay: 'reuse',
    needsPastedKeys: true,
    isOftenPrivate: true,
  },
  questions: [
    askIssuer({
      help: 'Exactly as the cluster has it, with or without a slash at the end.',
      example: 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      howToFind: 'kubectl get --raw /.well-known/openid-configuration | jq -r .issuer',
    }),
    ask({
      id: 'namespace',
      label: 'Namespace',
      help: 'Who may create pods in it can act.',
      example: 'prod',
      pattern: NAME,
    }),
    ask({
      id: 'serviceAccount',
      label: 'Service account',
      help: 'Not "default", which every pod of the namespace has.',
      example: 'deployer',
      pattern: NAME,
    }),
    ask({
      id: 'uid',
      label: 'Its UID',
      help: 'An account that is deleted and made again has another one.',
      example: 'c0ffee00-1111-4222-8333-444455556666',
      pattern: UUID,
      howToFind: "kubectl -n prod get serviceaccount deployer -o jsonpath='{.metadata.uid}'",
    }),
  ],
  toPolicy(answers) {
    const account = `${answers.text('namespace')}:${answers.text('serviceAccount')}`
    return {
      issuer: answers.text('issuer') ?? '',
      name: account.replace(':', '/'),
      boundClaims: {
        sub: `${SUBJECT}${account}`,
        '/kubernetes.io/serviceaccount/uid': answers.text('uid'),
      },
    }
  },
  facets: [
    { claim: 'sub', label: 'of', openWhenUnbound: 'the service account' },
    {
      claim: '/kubernetes.io/serviceaccount/uid',
      label: 'with UID',
      openWhenUnbound: 'a service account made again under the same name',
    },
    { claim: '/kubernetes.io/namespace', label: 'in namespace' },
  ],
  describeCaller(claim) {
    const pod = claim('/kubernetes.io/pod/name')
    return [toAccount(claim('sub')), pod && `pod ${pod}`]
  },
  snippets(target) {
    const [namespace = 'NAMESPACE', account = 'SERVICE-ACCOUNT'] =
      target.bound('sub')?.slice(SUBJECT.length).split(':') ?? []
    return [
      {
        id: 'kubernetes',
        title: 'Kubernetes pod',
        language: 'yaml',
        text: `apiVersion: v1
kind: Pod
metadata:
  name: deploy
  namespace: ${yaml(namespace)}
spec:
  serviceAccountName: ${yaml(account)}
  restartPolicy: Never
  containers:
    - name: deploy
      image: curlimages/curl
      command: [sh, -euc]
      args:
        - |
          ID_TOKEN=$(cat /var/run/secrets/doorward/token)
${indent(10, writeExchange(target))}
          export ACCESS_TOKEN
      volumeMounts:
        - name: doorward
          mountPath: /var/run/secrets/doorward
          readOnly: true
  volumes:
    - name: doorward
      projected:
        sources:
          - serviceAccountToken:
              path: token
              audience: ${yaml(target.audience)}
              expirationSeconds: 600
`,
      },
    ]
  },
}

function toAccount(subject: string | undefined): string | undefined {
  return subject?.startsWith(SUBJECT) ? subject.slice(SUBJECT.length).replace(':', '/') : subject
}
