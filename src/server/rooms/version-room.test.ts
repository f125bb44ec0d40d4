import { expect, test } from 'vitest'
import { aboveIn, aboveOf, speakersOf, versionIn } from './version-room.js'

test.each([0, 1, 12])(
  'the rooms of version %i name it and the contract, also one with a space in its path',
  (version) => {
    for (const contract of ['/', '/patient-pharmacy', '/of two words']) {
      expect(versionIn(speakersOf(contract, version))).toEqual({ contract, version })
      expect(aboveIn(aboveOf(contract, version))).toEqual({ contract, version })
      expect(aboveIn(speakersOf(contract, version))).toBeUndefined()
    }
  },
)
