/** systemd units as text. Pure; `maintcal install` writes them, and `ops/systemd/` shows them. */

export type Scope = 'system' | 'user'

export interface UnitOptions {
  readonly scope: Scope
  /** Absolute path of node. */
  readonly node: string
  /** Absolute path of `dist/src/cli.js`. */
  readonly cli: string
  /** Where configuration and secrets are: `/etc/maintcal`, or a folder of the user's. */
  readonly settings: string
  /** Names of the secret files that are there. */
  readonly secrets: readonly string[]
}

export interface Unit {
  readonly name: string
  readonly text: string
}

/** Files in the folder of settings, and the variable that each one serves. */
export const secretFiles: ReadonlyMap<string, string> = new Map([
  ['ops-password', 'OPS_PASSWORD_FILE'],
  ['root-password', 'ROOT_PASSWORD_FILE'],
  ['service-account.json', 'GOOGLE_APPLICATION_CREDENTIALS'],
  ['conduit-token', 'PHABRICATOR_TOKEN_FILE'],
  ['smtp-url', 'SMTP_URL_FILE'],
  ['notify-url', 'NOTIFY_URL_FILE'],
  ['review-auth', 'REVIEW_AUTH_FILE'],
])

/** V8 writes machine code into memory, so that MemoryDenyWriteExecute cannot be had. */
const hardening: Readonly<Record<Scope, readonly string[]>> = {
  system: [
    // One name for both services, so that they own the same state; where a user of that name exists, it is that one.
    'User=maintcal',
    'DynamicUser=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'ProtectProc=invisible',
    'RestrictNamespaces=yes',
    'CapabilityBoundingSet=',
    'AmbientCapabilities=',
    'RemoveIPC=yes',
    'PrivateMounts=yes',
    'SystemCallFilter=~@privileged @resources',
  ],
  user: [],
}

const everywhere = [
  'NoNewPrivileges=yes',
  'LockPersonality=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
  'SystemCallArchitectures=native',
  // V8 asks for memory protection keys as it starts; without @pkey the kernel ends it there.
  'SystemCallFilter=@system-service @pkey',
  // A call that a later Node.js tries is refused, and does not end the run.
  'SystemCallErrorNumber=EPERM',
  'UMask=0077',
  'MemoryMax=1G',
] as const

const state = (scope: Scope): readonly string[] => [
  'StateDirectory=maintcal',
  'StateDirectoryMode=0700',
  'WorkingDirectory=%S/maintcal',
  'Environment=MAINTCAL_DB=%S/maintcal/maintcal.db',
  'Environment=LOG_FORMAT=json',
  // Where node-exporter looks, if there is one; a missing folder is no mistake.
  ...(scope === 'system' ? ['ReadWritePaths=-/var/lib/prometheus/node-exporter'] : []),
]

/** Root reads a system service's secrets and hands them over, so that no other account needs a right to the files. */
const credentials = ({ scope, settings, secrets }: UnitOptions): readonly string[] =>
  secrets.flatMap((file) => {
    const variable = secretFiles.get(file)
    if (variable === undefined) return []
    return scope === 'system'
      ? [`LoadCredential=${file}:${settings}/${file}`, `Environment=${variable}=%d/${file}`]
      : [`Environment="${variable}=${settings.replaceAll('%', '%%')}/${file}"`]
  })

/** A path in ExecStart: `%` would be a specifier, `$` a variable, blanks would cut. */
const quoted = (path: string): string =>
  `"${path.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`

const service = (options: UnitOptions, type: readonly string[], args: string): readonly string[] => [
  '[Service]',
  ...type,
  `ExecStart=${quoted(options.node)} ${quoted(options.cli)} ${args}`,
  `EnvironmentFile=-${options.settings}/maintcal.env`,
  ...state(options.scope),
  ...credentials(options),
  ...everywhere,
  // After the list of what is allowed: a filter with ~ takes away from the one before it.
  ...hardening[options.scope],
]

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

const network = ['After=network-online.target', 'Wants=network-online.target'] as const
const target = (scope: Scope): string => (scope === 'system' ? 'multi-user.target' : 'default.target')

/** The run and its timer, any command by hand (`maintcal@doctor`), and the review page. */
export const unitsFor = (options: UnitOptions): readonly Unit[] => [
  {
    name: 'maintcal.service',
    text: text([
      '[Unit]',
      'Description=maintcal: mail of vendors and of root@ into calendar and tasks',
      ...network,
      '',
      // SIGTERM lets a run finish the mail or the event at hand; what is left is done by the next.
      ...service(options, ['Type=oneshot', 'TimeoutStartSec=30min', 'TimeoutStopSec=60s'], 'sync -v'),
    ]),
  },
  {
    name: 'maintcal@.service',
    text: text([
      '[Unit]',
      'Description=maintcal %i, called by hand with the settings of the service',
      '',
      ...service(options, ['Type=oneshot', 'TimeoutStartSec=60min'], '%i'),
    ]),
  },
  {
    name: 'maintcal.timer',
    text: text([
      '[Unit]',
      'Description=maintcal every ten minutes',
      '',
      '[Timer]',
      'OnCalendar=*:0/10',
      'RandomizedDelaySec=60s',
      'Persistent=yes',
      '',
      '[Install]',
      'WantedBy=timers.target',
    ]),
  },
  {
    name: 'maintcal-review.service',
    text: text([
      '[Unit]',
      'Description=maintcal: review page',
      ...network,
      '',
      ...service(
        options,
        ['Type=simple', 'Restart=on-failure', 'RestartSec=10s', 'RestartPreventExitStatus=2'],
        'serve',
      ),
      '',
      '[Install]',
      `WantedBy=${target(options.scope)}`,
    ]),
  },
]
