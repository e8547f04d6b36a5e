/** The list of vendors. A new vendor adds one file and one line here; a test holds list and folder together. */
import type { Parsers, Vendor } from '../src/reading/vendor.ts'
import { apple } from './apple.ts'
import { aquacomms } from './aquacomms.ts'
import { arelion } from './arelion.ts'
import { att } from './att.ts'
import { aws } from './aws.ts'
import { bcop } from './bcop.ts'
import { bso } from './bso.ts'
import { cogent } from './cogent.ts'
import { colt } from './colt.ts'
import { crowncastle } from './crowncastle.ts'
import { decix } from './decix.ts'
import { digitalrealty } from './digitalrealty.ts'
import { equinix } from './equinix.ts'
import { eunetworks } from './eunetworks.ts'
import { generic } from './generic.ts'
import { globalcloudxchange } from './globalcloudxchange.ts'
import { google } from './google.ts'
import { gtt } from './gtt.ts'
import { hgc } from './hgc.ts'
import { hurricaneelectric } from './hurricaneelectric.ts'
import { lumen } from './lumen.ts'
import { megaport } from './megaport.ts'
import { netflix } from './netflix.ts'
import { ntt } from './ntt.ts'
import { orange } from './orange.ts'
import { packetfabric } from './packetfabric.ts'
import { pccw } from './pccw.ts'
import { seaborn } from './seaborn.ts'
import { sgix } from './sgix.ts'
import { tata } from './tata.ts'
import { telstra } from './telstra.ts'
import { telxius } from './telxius.ts'
import { turkcell } from './turkcell.ts'
import { verizon } from './verizon.ts'
import { windstream } from './windstream.ts'
import { zayo } from './zayo.ts'

export const vendors: readonly Vendor[] = [
  apple,
  aquacomms,
  arelion,
  att,
  aws,
  bso,
  cogent,
  colt,
  crowncastle,
  decix,
  digitalrealty,
  equinix,
  eunetworks,
  globalcloudxchange,
  google,
  gtt,
  hgc,
  hurricaneelectric,
  lumen,
  megaport,
  netflix,
  ntt,
  orange,
  packetfabric,
  pccw,
  seaborn,
  sgix,
  tata,
  telstra,
  telxius,
  turkcell,
  verizon,
  windstream,
  zayo,
]

export const parsers = { vendors, generic, bcop } satisfies Parsers
