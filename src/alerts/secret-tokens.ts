import type { Family } from './triggers.ts'

/** Secrets that are known by how they begin or are built, wherever they stand. */

export const KNOWN: readonly Family[] = [
  {
    triggers: 'hp_ ho_ hu_ hs_ hr_ at_ lpa xox kia sia aiz pi- li- ya2 eyj',
    rules: [
      // GitHub, GitLab, Slack, AWS, Google, Conduit, JWT
      [/\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,64}|xox[abprs]-[\w-]{10,255})/g, '<secret>'],
      [
        /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}|\b(?:api|cli)-[a-z0-9]{28,32}\b|\bya29\.[\w-]{20,400}/g,
        '<secret>',
      ],
      [/(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}(?:\.[\w-]{8,2000})?/g, '<secret>'],
    ],
  },
  {
    triggers:
      'sk- hvs hvb pm_ lrt ldt lpt lft gli lcb oas oat gla at_ csp 1// sq0 xap shp ms_ pi_ tn_ whs snt tsk ypi ecr asv lta sl.',
    rules: [
      [/\bsk-[A-Za-z0-9_-]{20,200}\b|\bhv[sb]\.[\w-]{20,200}|\bnpm_\w{36}\b/g, '<secret>'],
      [/\bgl(?:rt|dt|ptt|ft|imt|cbt|oas|soat|agent)-[\w-]{16,64}|\bdckr_(?:pat|oat)_[\w-]{16,64}/g, '<secret>'],
      [
        /\bGOCSPX-[\w-]{16,64}|\b1\/\/0[\w-]{20,200}|\bsq0(?:atp|csp)-[\w-]{16,64}|\bxapp-\d-[\w-]{16,255}/g,
        '<secret>',
      ],
      [
        /\b(?:shp(?:at|ca|pa|ss)_[0-9a-f]{32}|rubygems_[0-9a-f]{32,64}|lin_api_\w{16,64}|ntn_\w{20,64}|whsec_\w{20,64})/g,
        '<secret>',
      ],
      [/\bsntry[su]_[\w=+/-]{20,300}|\btskey-[a-z]{2,10}-[\w-]{10,100}|\bpypi-[\w-]{20,300}/g, '<secret>'],
      [
        /\bAGE-SECRET-KEY-1\w{20,80}|\batlasv1\.[\w-]{20,200}|\bLTAI(?=\w{0,20}\d)\w{12,30}\b|\bsl\.[\w-]{40,200}/g,
        '<secret>',
      ],
    ],
  },
  {
    triggers: 'ey- :aa ␣s. =s. :s. "s.',
    rules: [
      // Mailgun, Telegram, Vault
      [/\bkey-[0-9a-f]{32}\b|\b\d{8,12}:AA[\w-]{30,60}/g, '<secret>'],
      [/(?<![\w.])s\.(?=[A-Za-z]{0,24}\d)[A-Za-z0-9]{20,30}(?![\w.])/g, '<secret>'],
    ],
  },
  {
    triggers: '$1$ $5$ $6$ $y$ $2a $2b $2y gon kdf cra md5 ::: sh- cds',
    rules: [
      // Password hashes: crypt, argon2, Django, PostgreSQL, Windows
      [/\$(?:1|2[aby]|5|6|y)\$[./\w$]{10,200}/g, '<secret>'],
      [/\$argon2\w{0,2}\$[^\s:"']{10,300}|\bpbkdf2_sha\d{1,3}\$[^\s:"']{10,300}/g, '<secret>'],
      [/\bSCRAM-SHA-\d{1,3}\$[^\s"']{10,300}|\bmd5[0-9a-f]{32}\b|(?<=:)[0-9a-f]{32}:[0-9a-f]{32}(?=:::)/g, '<secret>'],
      [/\b(ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w{1,20})[ \t][A-Za-z0-9+/=]{20,4000}/g, '$1 <secret>'],
    ],
  },
]
