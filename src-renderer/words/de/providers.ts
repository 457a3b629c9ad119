import type { ProfileId } from '#contract/provider-profiles.ts'
import type { ProviderWords } from '#renderer/words/provider-words.ts'

/** The texts of provider profiles; `shared` is for those that say the same for several. */
export const providers: Record<ProfileId | 'shared', ProviderWords> = {
  shared: {
    questions: {
      issuer: { label: 'Aussteller-URL' },
      place: {
        label: 'Von wo',
        choices: { branch: 'Ein Branch', tag: 'Ein Tag' },
      },
      branch: {
        label: 'Branch',
        help: 'Schützen Sie ihn: Wer dorthin pushen darf, darf handeln. Ein * steht für Beliebiges, auch für Schrägstriche.',
      },
      tag: {
        label: 'Tag',
        help: 'Schützen Sie solche Tags: Wer einen anlegen darf, darf handeln. Ein * steht für Beliebiges.',
      },
      repository: {
        label: 'Repository',
        help: 'Nur als Name der Regel; was zählt, ist die ID.',
      },
      repositoryId: { label: 'Repository-ID' },
      events: {
        label: 'Ereignisse',
        help: 'Was den Workflow starten darf; ohne Auswahl bleibt es offen.',
      },
      project: { label: 'Projekt', help: 'Nur als Name der Regel; was zählt, ist die ID.' },
      projectId: {
        label: 'Projekt-ID',
        help: 'Sie bleibt, wenn das Projekt umbenannt wird.',
      },
      environment: { label: 'Umgebung' },
      organizationId: {
        label: 'Organisations-ID',
        help: 'Alle Organisationen teilen sich einen Aussteller; deshalb muss sie gebunden werden.',
      },
      pipeline: {
        label: 'Pipeline',
        help: 'Nur als Name der Regel; was zählt, sind die IDs.',
      },
      pipelineId: {
        label: 'Pipeline-ID',
        help: 'Sie bleibt, wenn die Pipeline umbenannt wird.',
      },
    },
    rules: {
      place: 'Sonst passt jeder Branch, den jemand pusht.',
      pull_request: 'Ein Pull-Request führt Code aus, den noch niemand geprüft hat.',
      pull_request_target:
        'Ein Fremder kann pull_request_target aus einem Fork auf dem Standard-Branch starten.',
    },
    avoid: {
      repository: 'Namen können an ein anderes Repository gehen; binden Sie repository_id.',
      actor: 'Er sagt, wer gepusht hat, nicht was läuft.',
    },
  },
  github: {
    questions: {
      issuer: {
        help: 'Mit Enterprise-Kürzel: …githubusercontent.com/<Kürzel>. Mit Datenresidenz: https://token.actions.<Name>.ghe.com. Enterprise Server: https://<Host>/_services/token.',
      },
      repositoryId: {
        help: 'Sie bleibt, wenn das Repository umbenannt wird, und niemand sonst kann sie bekommen.',
      },
      place: {
        help: 'Eine Umgebung beschränkt Branches nur, wenn ihre Schutzregeln es tun.',
        choices: { environment: 'Eine Umgebung' },
      },
      environment: {
        help: 'Geben Sie ihr Schutzregeln: Ohne sie darf jeder Branch sie verwenden.',
      },
      hostedRunnersOnly: {
        label: 'Nur Runner von GitHub',
        help: 'Eigene Runner, die sich mehrere Repositorys teilen, können Tokens verlieren.',
      },
    },
    rules: {
      owner: 'Sonst passen Workflows jedes Repositorys auf GitHub.',
      repository: 'Sonst passt jedes Repository des Besitzers, auch ein neues.',
      workflow_run:
        'Ein workflow_run folgt auf einen beliebigen anderen Workflow, auch auf einen, den ein Fork gestartet hat.',
    },
    avoid: {
      sub: 'Seine Form hängt von Einstellungen ab und, in der alten Form, von Namen.',
      repository_owner: 'Namen wechseln den Besitzer; binden Sie repository_owner_id.',
      workflow: 'Es ist freier Text, den jeder Workflow angeben kann; binden Sie workflow_ref.',
    },
  },
  gitlab: {
    questions: {
      issuer: { help: 'Die Adresse Ihrer Instanz, wie ihre Jobs sie sehen.' },
      projectId: {
        help: 'Sie bleibt, wenn das Projekt umzieht. Sie bedeutet nur auf dieser Instanz etwas.',
      },
      place: {
        help: 'Jedes davon muss in den Einstellungen des Projekts geschützt sein.',
        choices: {
          branch: 'Ein geschützter Branch',
          tag: 'Ein geschützter Tag',
          environment: 'Eine geschützte Umgebung',
        },
      },
      environment: { help: 'Ihr Schutz entscheidet, wer deployen darf.' },
      sources: {
        label: 'Gestartet durch',
        help: 'Was die Pipeline starten darf; ohne Auswahl bleibt es offen, außer für Merge-Requests.',
      },
    },
    rules: {
      namespace: 'Sonst passen Jobs jedes Projekts der Instanz.',
      project: 'Sonst passt jedes Projekt des Namensraums, auch ein neues.',
      protection: 'Sonst passt jeder Branch, den ein Entwickler pusht.',
      place: 'Sonst passt ein Tag ebenso wie ein Branch gleichen Namens.',
      merge_request: 'Ein Merge-Request führt Code aus, den noch niemand geprüft hat.',
    },
    avoid: {
      sub: 'Er besteht von Haus aus aus Namen; binden Sie project_id und ref_path.',
      project_path: 'Pfade kann ein anderes Projekt wiederverwenden; binden Sie project_id.',
      namespace_path: 'Pfade können wiederverwendet werden; binden Sie namespace_id.',
      user_login: 'Er sagt, wer den Job gestartet hat, nicht was läuft.',
      user_email: 'Sie sagt, wer den Job gestartet hat, und Leute ändern sie.',
    },
  },
  circleci: {
    questions: {
      organisationId: { label: 'Organisations-ID', help: 'Sie ist Teil der Aussteller-URL.' },
      origin: {
        label: 'Repository',
        help: 'Hält Builds von Forks fern, die im selben Projekt laufen.',
      },
    },
    rules: {
      project: 'Sonst passt jedes Projekt der Organisation.',
      ssh_rerun: 'In einem Job, der mit SSH wiederholt wird, hält ein Mensch das Token.',
    },
    avoid: { sub: 'Er nennt den Benutzer, der den Job gestartet hat.' },
  },
  buildkite: {
    questions: {
      pipeline: { help: 'Nur als Name der Regel; was zählt, ist die ID.' },
      organizationId: {
        find: 'Organization Settings, oder: buildkite-agent oidc request-token --claim organization_id',
      },
      pipelineId: { find: 'Pipeline Settings, oder das Feld id der Pipeline in der REST-API' },
      place: {
        help: 'Schalten Sie Builds von Forks ab: Der Branch eines Forks kann gleich heißen.',
      },
      stepKey: {
        label: 'Schlüssel des Schritts',
        help: 'Nur dieser Schritt der Pipeline; leer bleibt es offen.',
      },
    },
    rules: {
      organization: 'Sonst passt jede Organisation von Buildkite.',
      pipeline: 'Sonst passt jede Pipeline der Organisation.',
    },
    avoid: {
      sub: 'Er enthält den Commit und kommt deshalb nie zweimal.',
      organization_slug: 'Kürzel können weitergegeben werden; binden Sie organization_id.',
      pipeline_slug: 'Kürzel können weitergegeben werden; binden Sie pipeline_id.',
    },
  },
  bitbucket: {
    questions: {
      workspace: {
        label: 'Workspace',
        help: 'Wie in der Adresse seiner Repositorys; OpenID Connect muss eingeschaltet und einmal verwendet sein.',
      },
      repository: { help: 'Nur als Name der Regel; was zählt, ist die UUID.' },
      repositoryUuid: {
        label: 'Repository-UUID',
        help: 'Mit ihren Klammern.',
      },
      place: {
        help: 'Ein Pull-Request trägt den Namen seines Branches; nur eine Umgebung lässt sich schützen.',
        choices: { environment: 'Eine Deployment-Umgebung' },
      },
      environmentUuid: {
        label: 'Umgebungs-UUID',
        help: 'Mit ihren Klammern; beschränken Sie ihre Branches in den Deployment-Einstellungen.',
      },
    },
    rules: { repository: 'Sonst passt jedes Repository des Workspace.' },
    avoid: { sub: 'Er enthält den Schritt eines Laufs und kommt deshalb nie zweimal.' },
  },
  azure_devops: {
    questions: {
      organizationId: { help: 'Sie ist Teil der Aussteller-URL.' },
      pipelineId: { help: 'Die ID der Definition, wie in der Adresse der Pipeline.' },
    },
    rules: {
      project: 'Sonst passt jedes Projekt der Organisation.',
      pipeline: 'Sonst passt jede Pipeline des Projekts.',
      place: 'Sonst passen jeder Branch und jeder Pull-Request.',
    },
    avoid: { sub: 'Er besteht aus Namen; binden Sie prj_id und def_id.' },
  },
  terraform: {
    questions: {
      issuer: { help: 'Terraform Enterprise: die eigene Adresse.' },
      workspace: {
        label: 'Workspace',
        help: 'Nur als Name der Regel; was zählt, sind die IDs.',
      },
      organizationId: {
        find: 'Die Einstellungen der Organisation, oder ihre external-id in der API',
      },
      workspaceId: {
        label: 'Workspace-ID',
        help: 'Sie bleibt, wenn der Workspace umbenannt wird.',
        find: 'Die Übersicht des Workspace, unter seinem Namen',
      },
      phase: {
        label: 'Phase',
        help: 'Pläne führen Code von Pull-Requests aus: Geben Sie ihnen ein eigenes Dienstkonto, das nur liest.',
        choices: { apply: 'Apply', plan: 'Plan' },
      },
    },
    rules: {
      organization: 'Sonst passt jede Organisation von HCP Terraform.',
      workspace: 'Sonst passt jeder Workspace der Organisation.',
      plan: 'Ein spekulativer Plan führt den Code eines Pull-Requests aus; binden Sie terraform_run_phase.',
    },
    avoid: {
      sub: 'Er besteht aus Namen; binden Sie die IDs.',
      terraform_organization_name: 'Namen ändern sich; binden Sie die ID.',
      terraform_project_name: 'Namen ändern sich; binden Sie die ID.',
      terraform_workspace_name: 'Namen ändern sich; binden Sie die ID.',
      terraform_full_workspace: 'Er besteht aus Namen; binden Sie die IDs.',
    },
  },
  jenkins: {
    questions: {
      issuer: {
        help: 'Ein Ordner mit eigenen Zugangsdaten hat einen eigenen Aussteller.',
        find: 'Der Aussteller, der bei den Zugangsdaten steht',
      },
      jobUrl: {
        label: 'Job-URL',
        help: 'Mit dem Schrägstrich am Ende. In einem Multibranch-Projekt ist jeder Branch ein eigener Job.',
      },
    },
    rules: {
      job: 'Sonst passt jeder Job, der die Zugangsdaten verwenden darf.',
      pull_request: 'Der Job eines Pull-Requests führt Code aus, den noch niemand geprüft hat.',
    },
    avoid: { build_number: 'Sie kommt nie zweimal.' },
  },
  kubernetes: {
    questions: {
      issuer: {
        help: 'Genau wie der Cluster ihn hat, mit oder ohne Schrägstrich am Ende.',
      },
      namespace: { label: 'Namespace', help: 'Wer darin Pods anlegen darf, darf handeln.' },
      serviceAccount: {
        label: 'Service-Account',
        help: 'Nicht „default“, den jeder Pod des Namespace hat.',
      },
      uid: {
        label: 'Seine UID',
        help: 'Ein Account, der gelöscht und neu angelegt wurde, hat eine andere.',
      },
    },
    rules: {
      account: 'Sonst passt jeder Pod des Clusters.',
      default_account: 'Jeder Pod, der keinen eigenen Account nennt, läuft als default.',
    },
  },
  google: {
    questions: {
      email: {
        label: 'Service-Account',
        help: 'Nur als Name der Regel; was zählt, ist die eindeutige ID.',
      },
      uniqueId: {
        label: 'Eindeutige ID',
        help: 'Sie wird nie an einen anderen Account vergeben.',
      },
    },
    rules: {
      account: 'Sonst passt jeder mit einem Google-Konto.',
      default_account: 'Jede Maschine des Projekts, die keinen Account nennt, läuft als dieser.',
    },
    avoid: {
      email: 'Ein anderer Account kann die Adresse bekommen; binden Sie sub, die eindeutige ID.',
      hd: 'Es ist die Domain von Menschen.',
    },
  },
  aws: {
    questions: {
      issuer: {
        help: 'Jedes AWS-Konto hat seinen eigenen, sobald die ausgehende Föderation eingeschaltet ist.',
      },
      role: {
        label: 'Rollen-ARN',
        help: 'Wer die Rolle annehmen darf, darf handeln; ebenso eine, die unter gleichem Namen neu angelegt wurde.',
      },
    },
    rules: { role: 'Sonst passt jede Rolle des AWS-Kontos.' },
    avoid: {
      '/https:~1~1sts.amazonaws.com~1/request_tags': 'Wer das Token anfordert, wählt sie selbst.',
    },
  },
  semaphore: {
    questions: {
      issuer: { help: 'Die Adresse Ihrer Organisation oder Ihrer eigenen Installation.' },
      place: { help: 'Pull-Requests passen nie.' },
    },
    rules: {
      project: 'Sonst passt jedes Projekt der Organisation.',
      kind: 'Sonst passt ein Pull-Request ebenso wie ein Branch.',
      debug_job: 'In einem Debug-Job hält ein Mensch das Token.',
    },
    avoid: {
      branch: 'Bei einem Pull-Request nennt er das Ziel; binden Sie ref und ref_type.',
      sub: 'Er besteht aus Namen; binden Sie prj_id.',
      repo: 'Namen ändern sich; binden Sie prj_id.',
    },
  },
  codefresh: {
    questions: {
      issuer: { help: 'Eine eigene Installation: https://oidc.<Domain>.' },
      accountId: {
        label: 'Account-ID',
        help: 'Alle Accounts teilen sich einen Aussteller; deshalb muss sie gebunden werden.',
      },
      repositoryUrl: {
        label: 'Repository-URL',
        help: 'Das Repository, das den Build startet, wie Codefresh es schreibt.',
      },
      branch: {
        help: 'Ein Tag gleichen Namens lässt sich nicht unterscheiden. Ein * steht für Beliebiges.',
      },
    },
    rules: {
      account: 'Sonst passt jeder Account von Codefresh.',
      pipeline: 'Sonst passt jede Pipeline des Accounts.',
    },
    avoid: {
      sub: 'Seine Form hängt davon ab, was den Build gestartet hat.',
      account_name: 'Namen ändern sich; binden Sie account_id.',
      pipeline_name: 'Namen ändern sich; binden Sie pipeline_id.',
      scm_user_name: 'Er sagt, wer gepusht hat, nicht was läuft.',
    },
  },
  harness: {
    questions: {
      accountId: { label: 'Account-ID', help: 'Sie ist Teil der Aussteller-URL.' },
      organization: {
        label: 'Kennung der Organisation',
        help: 'Leute wählen sie: Eine, die gelöscht und neu angelegt wurde, passt auch.',
      },
      project: {
        label: 'Kennung des Projekts',
        help: 'Wie in der Adresse des Projekts.',
      },
      pipeline: {
        label: 'Kennung der Pipeline',
        help: 'Tokens sagen nichts über Branches: Wer die Pipeline ändern darf, darf handeln.',
      },
    },
    rules: {
      organization: 'Sonst passt jede Organisation des Accounts.',
      project: 'Sonst passt jedes Projekt der Organisation.',
      pipeline: 'Sonst passt jede Pipeline des Projekts.',
    },
    avoid: { sub: 'Seine Form hängt von Einstellungen ab; binden Sie die IDs.' },
  },
  forgejo: {
    questions: {
      issuer: { help: 'Die Adresse der Instanz, danach /api/actions.' },
      repositoryId: {
        help: 'Sie bleibt, wenn das Repository umbenannt wird. Sie bedeutet nur auf dieser Instanz etwas.',
      },
      place: { help: 'Pull-Requests passen nie.' },
    },
    rules: {
      owner: 'Sonst passen Workflows jedes Repositorys der Instanz.',
      repository: 'Sonst passt jedes Repository des Besitzers, auch ein neues.',
    },
    avoid: {
      sub: 'Seine zwei Formen lassen sich durch Namen wie org-1/repo-2 verwechseln; binden Sie repository_id.',
      workflow: 'Es ist freier Text; binden Sie workflow_ref.',
    },
  },
  generic: {
    questions: {
      issuer: {
        help: 'Genau wie im Claim iss seiner Tokens, mit oder ohne Schrägstrich am Ende.',
      },
      subject: {
        label: 'Subject',
        help: 'Der Claim sub des Aufrufers, genau verglichen.',
        find: 'Dekodieren Sie ein Token des Aufrufers, und lesen Sie seinen Claim sub.',
      },
    },
    rules: {
      identity:
        'Ohne einen Claim, der sagt, wer der Aufrufer ist, passen vielleicht zu viele Tokens des Ausstellers.',
    },
    avoid: {
      email: 'Adressen gehen an andere Leute; binden Sie sub.',
      name: 'Leute wählen ihre Namen selbst; binden Sie sub.',
    },
  },
}
