/** What a free-form record may hold. */
export type Scalar = string | number | boolean | null
