/** Returns the contract's name in TypeScript: `patientPharmacy` for `/patient-pharmacy`. */
export function contractName(path: string): string {
  const [first = '', ...others] = words(path)
  return [first, ...others.map(capital)].join('')
}

/** Returns the name of the event map of a direction, in TypeScript. */
export function mapName(path: string, direction: 'ServerToClient' | 'ClientToServer'): string {
  return `${words(path).map(capital).join('')}${direction}Events`
}

/** Returns the module that declares a namespace: `patient-pharmacy`. */
export function entryName(path: string): string {
  return words(path).join('-')
}

/** Returns the builder of a family of rooms: `chatRoom` for `chat:{roomId}`. */
export function builderName(pattern: string): string {
  return `${pattern.split(/[:{]/)[0]}Room`
}

function words(path: string): string[] {
  return path.split(/[/-]/).filter((word) => word !== '')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
