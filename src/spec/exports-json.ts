/**
 * What a namespace is called in the code of the package that declares it. What is missing follows from the path: `/patient-pharmacy` is
 * `patientPharmacy` from the package's `patient-pharmacy`.
 */
export interface ExportsJson {
  /** The module that exports it: `acme-events/shop`. */
  readonly from?: string
  /** The contract. */
  readonly contract?: string
  /** The table of its aliases. */
  readonly aliases?: string
  /** The table of its earlier versions. */
  readonly past?: string
  /** The type of the event map of what the server sends. */
  readonly serverToClient?: string
  /** The type of the event map of what a client sends. */
  readonly clientToServer?: string
  /** The builders of its families of rooms, by pattern. */
  readonly rooms?: { readonly [pattern: string]: string }
}
