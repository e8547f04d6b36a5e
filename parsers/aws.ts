import {
  anyWindow,
  circuitWords,
  inBody,
  inSubject,
  inText,
  none,
  says,
  spansIn,
  startEnd,
  subjectSays,
  type Vendor,
} from '../src/reading/vendor.ts'

/** Amazon gives no id; the window stands in a sentence, the connections below it one a line. A move tells the old window first. */
export const aws = {
  name: 'aws',
  title: 'AWS',
  senders: ['amazon.com', 'amazonaws.com', 'aws.com'],
  brand: /AWS Direct Connect/,
  zone: null,
  dateOrder: 'dmy',
  formats: [
    {
      name: 'incident',
      when: [
        subjectSays(/connectivity (?:issue|event|loss)|operational issue|service (?:issue|event|disruption)|\bRCA\b/i),
      ],
      class: 'incident',
    },
    {
      name: 'direct-connect',
      when: [says(/(?:planned|emergency|scheduled)\s+maintenance/i), says(/Direct\s+Connect/)],
      id: none,
      idOptional: true,
      account: inSubject(/AWS Account(?: ID)?: ?(\d{6,16})/),
      windows: anyWindow(
        spansIn(
          inBody(
            /(?:re-?scheduled (?:to|for)|\bnow (?:take place|be performed|occur|begin|scheduled|run)|new (?:maintenance )?window\b|moved to)(.{20,200})/i,
          ),
        ),
        // An extension tells the announced window, then its new end.
        startEnd(
          inText(/\sfrom\s(\w{3}, \d\d? \w{3} \d{4} \d\d:\d\d:\d\d GMT)\sto\s/g),
          inText(
            /\b(?:extended\s(?:until|to|till)|now\send\s(?:at|on|by))\s(\w{3}, \d\d? \w{3} \d{4} \d\d:\d\d:\d\d GMT)/g,
          ),
          { paired: true },
        ),
      ),
      circuits: circuitWords(/\bdx(?:con|vif|lag|gw)-[\w-]{6,24}\b|^[a-z]{2,12}-(?=[a-z]{0,19}\d)[a-z0-9]{8,20}$/g),
      lists: /services (?:listed below|that would have been)/i,
      location: inBody(/Direct Connect (?:router|endpoint|device)? ?in (.{3,80}?) from /),
      summary: inSubject(/(AWS Direct Connect [\w ]{5,80})/),
    },
  ],
} satisfies Vendor
