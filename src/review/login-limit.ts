const window = 15 * 60_000
const perAddress = 5
const together = 60

export interface LoginLimit {
  allows(address: string): boolean
  failed(address: string): void
}

/** Counts failed logins; forgets them after a quarter of an hour. The total is bounded too: addresses are cheap. */
export const loginLimit = (now: () => number): LoginLimit => {
  let failures: { readonly address: string; readonly at: number }[] = []
  const recent = () => {
    failures = failures.filter(({ at }) => now() - at < window)
    return failures
  }
  return {
    allows: (address) =>
      recent().length < together && recent().filter((one) => one.address === address).length < perAddress,
    failed: (address) => {
      recent().push({ address, at: now() })
    },
  }
}
