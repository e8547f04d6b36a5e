/**
 * What a Google Group and the receiving Gmail server do to a mail: the headers, the subject's prefix and the footer.
 * Forms follow groups' own output; ids, addresses and signatures are invented.
 */

export interface GroupAs {
  /** Local part: `ops-maintenance`. */
  readonly group: string
  /** `noc.example` */
  readonly domain: string
  /** `[ops-maintenance]`; null or missing: the group adds none. */
  readonly prefix?: string | null
  /**
   * true: the vendor's DKIM and DMARC passed when the group took the mail in. `spf`: only SPF passed.
   * false: a forgery that passed nothing; an older header below claims otherwise, as an attacker would write it.
   */
  readonly authentic: true | false | 'spf'
  /** false: From stays as the vendor wrote it (a vendor with DMARC p=none). Default true. */
  readonly rewriteFrom?: boolean
  /** The vendor's visible sender. */
  readonly vendor: { readonly name: string; readonly address: string }
  /** Without `<>`; null when the mail has none. */
  readonly messageId: string | null
  /** RFC 5322 date used in the trace headers. */
  readonly date: string
}

/** `https://groups.google.com/a/DOMAIN/d/msgid/GROUP/ID` as the group's own footer writes it: all escaped but `/`. */
export const permalink = (group: string, domain: string, messageId: string): string =>
  `https://groups.google.com/a/${domain}/d/msgid/${group}/${encodeURIComponent(messageId).replace(/%2F/g, '/')}`

const title = (group: string): string =>
  group
    .split('-')
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join(' ')

export const textFooter = (as: GroupAs): string => {
  const link =
    as.messageId === null ? '' : `\r\nTo view this discussion visit ${permalink(as.group, as.domain, as.messageId)}.`
  return `\r\n-- \r\nYou received this message because you are subscribed to the Google Groups "${title(as.group)}" group.\r\nTo unsubscribe from this group and stop receiving emails from it, send an email to ${as.group}+unsubscribe@${as.domain}.${link}\r\n`
}

export const htmlFooter = (as: GroupAs): string => {
  const url = as.messageId === null ? null : permalink(as.group, as.domain, as.messageId)
  const link =
    url === null
      ? ''
      : `To view this discussion visit <a href="${url}?utm_medium=email&amp;utm_source=footer">${url}</a>.<br />\r\n`
  return `\r\n<p></p>\r\n\r\n-- <br />\r\nYou received this message because you are subscribed to the Google Groups &quot;${title(as.group)}&quot; group.<br />\r\nTo unsubscribe from this group and stop receiving emails from it, send an email to <a href="mailto:${as.group}+unsubscribe@${as.domain}">${as.group}+unsubscribe@${as.domain}</a>.<br />\r\n${link}`
}

/**
 * `"'Name' via Ops Maintenance" <ops-maintenance@noc.example>`. A name that is not ASCII comes as one encoded word
 * without quotes: RFC 2047 §5 forbids encoded words in quoted strings.
 */
export const rewrittenFrom = (as: GroupAs): string => {
  const shown = `'${as.vendor.name === '' ? as.vendor.address : as.vendor.name.replace(/"/g, '')}' via ${title(as.group)}`
  const isAscii = Array.from(shown).every((c) => c <= '~')
  const name = isAscii ? `"${shown}"` : `=?UTF-8?B?${Buffer.from(shown, 'utf8').toString('base64')}?=`
  return `${name} <${as.group}@${as.domain}>`
}

/** The vendor as the list's own headers write it. */
const vendorAsWritten = (as: GroupAs): string => {
  if (as.vendor.name === '') return as.vendor.address
  const isAscii = Array.from(as.vendor.name).every((c) => c <= '~')
  const name = isAscii ? as.vendor.name : `=?UTF-8?B?${Buffer.from(as.vendor.name, 'utf8').toString('base64')}?=`
  return `${name} <${as.vendor.address}>`
}

const vendorDomain = (as: GroupAs): string =>
  as.vendor.address.slice(as.vendor.address.lastIndexOf('@') + 1).toLowerCase()

/** The result the group's own border server wrote about the vendor's mail. */
const original = (as: GroupAs): string => {
  const from = vendorDomain(as)
  const ip = as.authentic === false ? '203.0.113.66' : '198.51.100.25'
  const spf =
    as.authentic === false
      ? `spf=softfail (google.com: domain of transitioning ${as.vendor.address} does not designate ${ip} as permitted sender) smtp.mailfrom=${as.vendor.address}`
      : `spf=pass (google.com: domain of ${as.vendor.address} designates ${ip} as permitted sender) smtp.mailfrom=${as.vendor.address}`
  if (as.authentic === true)
    return `mx.google.com;       dkim=pass header.i=@${from} header.s=mail2026 header.b=Q1w2E3r4;       ${spf};       dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=${from}`
  if (as.authentic === 'spf')
    return `mx.google.com;       ${spf};       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=${from}`
  return `mx.google.com;       ${spf};       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=${from}`
}

/** What the last server says: the group's signature holds, and what ARC carries of the vendor's. */
const delivered = (as: GroupAs): readonly string[] => {
  const from = vendorDomain(as)
  const list = `${as.group}+bncbcz7examplelist@${as.domain}`
  const arc = {
    true: `arc=pass (i=2 spf=pass spfdomain=${from} dkim=pass dkdomain=${from} dmarc=pass fromdomain=${from})`,
    spf: `arc=pass (i=2 spf=pass spfdomain=${from} dmarc=pass fromdomain=${from})`,
    false: `arc=pass (i=2 dmarc=fail fromdomain=${from})`,
  }[`${as.authentic}`]
  const header = as.rewriteFrom === false ? from : as.domain
  return [
    `dkim=pass header.i=@${as.domain} header.s=google header.b=Zx9Cv8Bn;`,
    `${arc};`,
    `spf=pass (google.com: domain of ${list} designates 192.0.2.41 as permitted sender) smtp.mailfrom=${list};`,
    as.rewriteFrom === false
      ? `dmarc=fail (p=NONE sp=NONE dis=NONE arc=pass) header.from=${header}`
      : `dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=${header}`,
  ]
}

const folded = (name: string, lines: readonly string[]): string => `${name}: ${lines.join('\r\n       ')}`

/** Headers above the vendor's own, topmost first, without line ends. */
export const traceHeaders = (as: GroupAs): readonly string[] => {
  const list = `${as.group}+bncBCZ7EXAMPLELIST@${as.domain}`
  const sign = 'c2lnbmF0dXJlIG9mIGFuIGludmVudGVkIG1haWwsIG5vdCB0byBiZSBjaGVja2Vk'
  const forged = folded('Authentication-Results', [
    'mx.google.com;',
    `dkim=pass header.i=@${vendorDomain(as)} header.s=mail2026 header.b=Q1w2E3r4;`,
    `dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=${vendorDomain(as)}`,
  ])
  return [
    `Delivered-To: clinic@${as.domain}`,
    folded('Received', [`by 2001:db8:41:0:0:0:0:1 with SMTP id d1csp1234567abc;`, as.date]),
    folded('ARC-Seal', ['i=3; a=rsa-sha256; t=1793000000; cv=pass;', 'd=google.com; s=arc-20240605;', `b=${sign}`]),
    folded('ARC-Authentication-Results', ['i=3; mx.google.com;', ...delivered(as)]),
    `Return-Path: <${list}>`,
    folded('Received', [
      'from mail-sor-f41.google.com (mail-sor-f41.google.com. [192.0.2.41])',
      `by mx.google.com with SMTPS id a1sor41;`,
      as.date,
    ]),
    folded('Authentication-Results', ['mx.google.com;', ...delivered(as)]),
    folded(
      'ARC-Authentication-Results',
      original(as)
        .split(/; {7}/)
        .map((l, i) => (i === 0 ? `i=1; ${l};` : l)),
    ),
    folded('DKIM-Signature', [
      `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${as.domain}; s=google;`,
      'h=from:to:subject:message-id:date:x-original-sender:x-original-authentication-results:precedence:mailing-list:list-id;',
      `b=${sign}`,
    ]),
    `X-BeenThere: ${as.group}@${as.domain}`,
    ...(as.authentic === false ? [forged] : []),
  ]
}

/** Headers that the group puts below the vendor's own. */
export const listHeaders = (as: GroupAs): readonly string[] => [
  `X-Original-Sender: ${as.vendor.address.toLowerCase()}`,
  folded('X-Original-Authentication-Results', original(as).split(/ {7}/)),
  ...(as.rewriteFrom === false ? [] : [`X-Original-From: ${vendorAsWritten(as)}`, `Reply-To: ${vendorAsWritten(as)}`]),
  'Precedence: list',
  `Mailing-list: list ${as.group}@${as.domain}; contact ${as.group}+owners@${as.domain}`,
  `List-ID: <${as.group}.${as.domain}>`,
  'X-Google-Group-Id: 100200300400',
  `List-Post: <https://groups.google.com/a/${as.domain}/group/${as.group}/post>, <mailto:${as.group}@${as.domain}>`,
  `List-Archive: <https://groups.google.com/a/${as.domain}/group/${as.group}/>`,
  `List-Unsubscribe: <mailto:googlegroups-manage+100200300400+unsubscribe@googlegroups.com>`,
]
